"""A pytest plugin, loaded before Django's settings are read: starts the embedded PostgreSQL for the tests.

With DATABASE_URL set, the tests use that server instead.
"""

import os
from pathlib import Path

from fourgood import embedded

data = Path(os.environ.get("FOURGOOD_DATA", ".data")).absolute()
if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = embedded.start(data / "test-postgres", throw_away=True)
if "PYTEST_DEBUG_TEMPROOT" not in os.environ:
    # Of the usual place, every pytest that starts takes away the right to pass that root's PostgreSQL needs.
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(data / "tests")
    (data / "tests").mkdir(parents=True, exist_ok=True)
