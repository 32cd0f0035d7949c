"""How long `make run` takes on a fresh clone until the first page is there: at most 90 s on 2 cores. Then warm.

Not part of `make bench`, since it downloads all packages: `python benchmarks/cold_start.py`. Give it nothing; it clones
the committed state of this repository into a temporary folder.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

LIMIT_S = 90
HERE = Path(__file__).resolve().parents[1]
ADDRESS = "http://127.0.0.1:8766/accounts/login/"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "fourgood"
        subprocess.run(["git", "clone", "--quiet", str(HERE), str(clone)], check=True)
        Path(name).chmod(0o711)
        cold = first_page(clone)
        warm = first_page(clone)
    print(f"cold: {cold:.1f} s (limit {LIMIT_S} s), warm: {warm:.1f} s, load before: {os.getloadavg()[0]:.1f}")
    return int(cold > LIMIT_S)


def first_page(clone: Path) -> float:
    """Seconds from `make run` until the sign-in page has come whole."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("FOURGOOD_", "DATABASE_URL"))}
    began = time.monotonic()
    site = subprocess.Popen(["make", "run"], cwd=clone, env=ours | {"FOURGOOD_PORT": "8766"}, start_new_session=True)
    try:
        while not _answers():
            if site.poll() is not None or time.monotonic() - began > 10 * LIMIT_S:
                raise SystemExit("FourGood did not start.")
            time.sleep(0.05)
        return time.monotonic() - began
    finally:
        os.killpg(site.pid, signal.SIGINT)
        site.wait()


def _answers() -> bool:
    try:
        with urllib.request.urlopen(ADDRESS, timeout=10) as answer:
            return bool(answer.read())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


if __name__ == "__main__":
    sys.exit(main())
