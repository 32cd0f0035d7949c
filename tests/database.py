"""A pytest plugin, loaded before Django's settings are read: starts the embedded PostgreSQL for the tests.

With DATABASE_URL set, the tests use that server instead.
"""

import os
from pathlib import Path

from fourgood import embedded

if "DATABASE_URL" not in os.environ:
    folder = Path(os.environ.get("FOURGOOD_DATA", ".data")).absolute() / "test-postgres"
    os.environ["DATABASE_URL"] = embedded.start(folder, throw_away=True)
