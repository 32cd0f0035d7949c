"""The `fourgood` command."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourgood.settings")
    if "DATABASE_URL" not in os.environ:
        from fourgood import embedded

        os.environ["DATABASE_URL"] = embedded.start(Path(os.environ.get("FOURGOOD_DATA", ".data")) / "postgres")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["fourgood", *sys.argv[1:]])


if __name__ == "__main__":
    main()
