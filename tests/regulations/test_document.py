"""`docs/regulations.md` does not lie: every function, file and test that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CELL = re.compile(r"`([^`]+)`")
FILE = re.compile(r"(?P<path>[\w/*]+\.py)(?:: (?P<names>.*))?")
SOURCES = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "fourgood").rglob("*.py"))]


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "regulations.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]
    return [row for row in cells if row[0] != "Rule"]


def texts(path: str, *folders: str) -> list[str]:
    """What stands in the files of that name in the first of the folders that has any."""
    for folder in folders:
        if found := sorted((ROOT / folder).glob(path)):
            return [file.read_text(encoding="utf-8") for file in found]
    return []


def has(text: str, name: str) -> bool:
    """Whether the name is defined there: a function, class, constant, field."""
    return re.search(rf"^\s*(?:(?:async )?def |class )?{name}\b\s*[(:=\[]", text, re.MULTILINE) is not None


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:60])
def test_rule_has_its_function_and_test(row):
    rule, _article, _data, functions, tests = row
    missing = [named for named in CELL.findall(functions) if not _function_is_there(named)]
    missing += [named for named in CELL.findall(tests) if not _test_is_there(named)]
    assert missing == []
    assert CELL.search(tests), f"No test is named for: {rule}"


def _function_is_there(named: str) -> bool:
    if found := FILE.fullmatch(named):
        sources = texts(found["path"], "fourgood", "fourgood/regulations")
        names = re.findall(r"\w+", found["names"] or "")
    else:
        module, _point, names_in_it = named.rpartition(".")
        sources = texts(f"{module}.py", "fourgood/regulations") or SOURCES if module else SOURCES
        names = re.findall(r"\w+", names_in_it)
    return bool(sources) and all(any(has(text, name) for text in sources) for name in names)


def _test_is_there(named: str) -> bool:
    """A file with the tables that it names, or tables of the file of mistakes."""
    found = FILE.fullmatch(named)
    path, names = (found["path"], found["names"] or "") if found else ("framework_mistakes.py", named)
    sources = texts(path, ".", "tests/regulations")
    return bool(sources) and all(any(has(text, name) for text in sources) for name in re.findall(r"\w+", names))
