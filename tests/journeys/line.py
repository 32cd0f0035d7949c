"""A line to FourGood that can be cut: a relay between browser and server, to the browser a network."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 65536


class Line:
    """Relays each connection to the server, as long as it is not cut."""

    def __init__(self, address: str) -> None:
        self.server = (urlsplit(address).hostname, urlsplit(address).port)
        self.is_cut = False
        self.ends: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Nothing gets through any more, nor does what is under way."""
        self.is_cut = True
        for end in list(self.ends):
            _close(end)

    def mend(self) -> None:
        self.is_cut = False

    def _serve(self) -> None:
        with suppress(OSError):  # the listener is closed at the end
            while True:
                browser, _address = self.listener.accept()
                threading.Thread(target=self._join, args=[browser], daemon=True).start()

    def _join(self, browser: socket.socket) -> None:
        try:
            server = None if self.is_cut else socket.create_connection(self.server)
        except OSError:  # the server is down
            server = None
        if server is None:
            _close(browser)
            return
        self.ends |= {browser, server}
        for one, other in ((browser, server), (server, browser)):
            threading.Thread(target=self._carry, args=[one, other], daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(CHUNK):
                other.sendall(data)
        for end in (one, other):
            _close(end)
            self.ends.discard(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    line = Line(address)
    try:
        yield line
    finally:
        line.cut()
        _close(line.listener)
