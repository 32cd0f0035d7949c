"""Runs the benchmarks and prints what was measured. See the package for how to call it."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import Result, table, timed, write_json

HERE = Path(__file__).resolve().parent
# Benchmarks that need a database or processes of their own: programs that state their numbers and fail over a limit.
PROGRAMS = {
    "import": HERE / "import_members.py",
    "memory": HERE / "web_memory.py",
    "start": HERE / "cold_start.py",
}
OURS = ("sealing", "pages", "flat", "weight", "submissions")
PURE = ("scoring",)


def main() -> int:
    arguments = _arguments()
    chosen = arguments.names or [*PURE, *OURS, *PROGRAMS]
    results: list[Result] = []
    if "scoring" in chosen:
        from benchmarks import scoring

        results += _told(scoring.measure())
    if set(chosen) & set(OURS):
        results += _in_a_database_of_its_own(chosen, is_small=arguments.small)
    for name, program in PROGRAMS.items():
        if name in chosen and program.exists():
            results += _run(name, program)
    print(table(results))
    if arguments.json:
        write_json(results, arguments.json)
    return 0 if all(result.is_kept for result in results) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and memory.")
    parser.add_argument("names", nargs="*", choices=[[], *PURE, *OURS, *PROGRAMS], help="which ones; all unless given")
    parser.add_argument("--small", action="store_true", help="a province of fifty cells, to try them out")
    parser.add_argument("--json", type=Path, help="write the results to this file too")
    return parser.parse_args()


def _in_a_database_of_its_own(chosen: list[str], *, is_small: bool) -> list[Result]:
    from fourgood import embedded

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"FOURGOOD_DATA": name, "DATABASE_URL": embedded.start(folder / "postgres")}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourgood.settings")
        try:
            return list(_told(_steps(chosen, is_small=is_small)))
        finally:
            from django.db import connections

            connections.close_all()
            embedded.leave(folder / "postgres")
            del os.environ["DATABASE_URL"], os.environ["FOURGOOD_DATA"]  # the programs bring databases of their own


def _steps(chosen: list[str], *, is_small: bool) -> Iterator[Result]:
    import django

    django.setup()
    from benchmarks import flat, pages, province, submissions, weight
    from fourgood.common.messages import compile_all

    compile_all()
    yield from province.set_up(province.SMALL if is_small else province.PROVINCE)
    if "pages" in chosen:
        yield from pages.measure()
    if "flat" in chosen:
        yield from pages.measure_middle() if is_small else flat.compare()
    if "weight" in chosen:
        yield from weight.measure()
    if "submissions" in chosen:
        yield from submissions.measure()


def _told(results: Iterator[Result]) -> Iterator[Result]:
    """Show each result as soon as it is there."""
    for result in results:
        print(result.line(), file=sys.stderr, flush=True)
        yield result


def _run(name: str, program: Path) -> list[Result]:
    """A program's own words are shown; here it counts whether it kept its limits (exit code 0)."""
    with timed() as clock:
        done = subprocess.run([sys.executable, program], check=False)
    what = f"{program.name} (its numbers stand above)"
    took = Result(benchmark="programs", what=what, value=clock.seconds, unit="s")
    kept = Result(benchmark="programs", what=f"{name}: limits not kept", value=abs(done.returncode), unit="", limit=0)
    return [took, kept]


if __name__ == "__main__":
    sys.exit(main())
