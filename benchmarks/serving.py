"""The web server on the database of the benchmarks, as `fourgood up` starts it: static files as people get them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, HTTPMessage
from typing import NamedTuple

PORT = 8767


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


@contextmanager
def web() -> Iterator[None]:
    """It answers as long as the block lasts, on this machine only."""
    ours = {"FOURGOOD_PORT": str(PORT), "FOURGOOD_LISTEN": "127.0.0.1", "_FOURGOOD_UP": os.environ["FOURGOOD_DATA"]}
    surroundings = os.environ | ours
    fourgood = [sys.executable, "-m", "fourgood"]
    subprocess.run([*fourgood, "prepare"], env=surroundings, stdout=subprocess.DEVNULL, check=True)
    site = subprocess.Popen([*fourgood, "web"], env=surroundings, stdout=subprocess.DEVNULL)
    try:
        _wait(site)
        yield
    finally:
        site.terminate()
        site.wait()


class Line:
    """A connection that stays open, as a browser keeps it, or the proxy in front of the server."""

    def __init__(self) -> None:
        self._connection = HTTPConnection("127.0.0.1", PORT, timeout=60)

    def asked(self, method: str, path: str, headers: dict[str, str]) -> Answer:
        """One request; the body as it came over the wire."""
        self._connection.request(method, path, headers=headers)
        answer = self._connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def close(self) -> None:
        self._connection.close()


def _wait(site: subprocess.Popen[bytes]) -> None:
    for _tenth in range(600):
        if site.poll() is not None:
            break
        try:
            with closing(Line()) as line:
                line.asked("GET", "/accounts/login/", {})
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The web server did not start.")
