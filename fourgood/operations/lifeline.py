"""A process that lives only as long as the one that started it.

A killed supervisor can't stop its children, so they watch for themselves. Asking for the parent's id works on every
Unix; Linux alone could be told to send a signal.
"""

from __future__ import annotations

import os
import signal
import threading
import time

EVERY = 0.5  # seconds
GRACE = 15  # seconds to end what is under way


def leave_with_parent() -> None:
    """From now on, end this process when its parent has ended: politely first, then at once."""
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
