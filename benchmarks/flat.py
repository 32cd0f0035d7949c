"""Whether a cell and a ward wait longer where the province has 5,000 cells than where it has fifty.

The same pages of a ward and a cell of the same size are measured in both, one after the other; compared is how many
times the floor of its own province each takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.pages import measure_middle
from benchmarks.results import Result

MOST = 1.5  # times, of a page that shows one ward or cell


def compare() -> Iterator[Result]:
    """The whole province is there; the small one is made and measured by a run of its own."""
    small = _of_the_small_province()
    for result in measure_middle():
        yield result
        before = small[result.what]
        assert result.ratio
        yield Result(
            benchmark="flat",
            what=f"{result.what}: of the small province",
            value=result.ratio / before["ratio"],
            unit="times",
            limit=None if "officer" in result.what else MOST,
            note=f"there {before['note'].partition(',')[0]}, here {result.note.partition(',')[0]}",
        )


def _of_the_small_province() -> dict[str, dict[str, float]]:
    """By page, what was measured."""
    surroundings = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "FOURGOOD_DATA"}}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.json"
        command = [sys.executable, "-m", "benchmarks", "--small", "flat", "--json", str(file)]
        subprocess.run(command, env=surroundings, stdout=subprocess.DEVNULL, check=False)  # its own bars are not ours
        rows = json.loads(file.read_text(encoding="utf-8"))
    return {row["what"]: row for row in rows if row["benchmark"] == "flat"}
