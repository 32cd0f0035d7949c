"""A pytest plugin, loaded before Django's settings are read: starts the embedded PostgreSQL for the tests.

Each worker of pytest-xdist gets a server of its own, because a seal waits for every transaction of a server that still
runs, and another worker's test is such a transaction. With DATABASE_URL set, the tests use that server instead.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from fourgood import embedded
from tests.prepared import PLACE

OWN = "TESTS_START_THEIR_SERVER"  # set by this file, for the workers
data = Path(os.environ.get("FOURGOOD_DATA", ".data")).absolute()
worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if "DATABASE_URL" not in os.environ or OWN in os.environ:
    os.environ[OWN] = "1"
    os.environ["DATABASE_URL"] = embedded.start(data / f"test-postgres{worker}", throw_away=True)
if "PYTEST_DEBUG_TEMPROOT" not in os.environ:
    # Of the usual place, every pytest that starts takes away the right to pass that root's PostgreSQL needs.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(data / "tests")
    (data / "tests").mkdir(parents=True, exist_ok=True)
if not worker:
    # For all workers, which inherit it. Everybody may pass, also the user who runs the database for root.
    os.environ[PLACE] = tempfile.mkdtemp(prefix="fourgood-tests-")
    Path(os.environ[PLACE]).chmod(0o711)


def pytest_unconfigure(config: pytest.Config) -> None:
    """After all workers have ended, what was prepared for them is removed."""
    if not worker:
        shutil.rmtree(os.environ[PLACE])
