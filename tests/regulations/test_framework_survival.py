"""Whatever a framework file says: it is a framework, or FrameworkFileError, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourgood.regulations.framework_file import FrameworkFileError, digest, parse, problems
from tests.regulations.framework_sample import CELL

SECTORS = frozenset({"public_service", "army", "police"})
LINES = CELL.split("\n")
SCRAPS = st.sampled_from(
    [
        "",
        "-",
        "- ",
        "a: b",
        "{",
        "}",
        "[[",
        "]",
        "*a",
        "&a b",
        "!!x",
        "? x",
        "~",
        "'",
        '"',
        "\t",
        "0",
        "1e9",
        ".inf",
        "no",
    ]
)


def survives(text: str) -> None:
    found = problems(text, "x.yaml", SECTORS)
    try:
        parse(text, "x.yaml", SECTORS)
    except FrameworkFileError as refusal:
        assert list(refusal.problems) == found != []
    else:
        assert found == []


@settings(max_examples=60)
@given(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=6))
def test_lines_left_out_are_survived(left_out):
    survives("\n".join(line for number, line in enumerate(LINES) if number not in left_out))


@settings(max_examples=100)
@given(st.integers(0, len(LINES) - 1), st.integers(0, 60), SCRAPS | st.text(max_size=8), st.booleans())
def test_line_changed_anyhow_is_survived(number, place, scrap, rest_stays):
    line = LINES[number]
    changed = line[:place] + scrap + (line[place:] if rest_stays else "")
    survives("\n".join([*LINES[:number], changed, *LINES[number + 1 :]]))


@settings(max_examples=60)
@given(st.integers(0, len(LINES) - 1), SCRAPS)
def test_value_changed_anyhow_is_survived(number, scrap):
    key, _colon, _value = LINES[number].partition(":")
    survives("\n".join([*LINES[:number], f"{key}: {scrap}", *LINES[number + 1 :]]))


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_survived(text):
    survives(text)
    digest(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "a: " * 100,
        "{" * 3000 + "}" * 3000,
        "a: &a [*a]",
        "%TAG ! x",
        "!!set {a}",
        "\x00",
        "\ud800",
        "<<: [1]",
    ],
)
def test_hostile_text_is_survived(text):
    survives(text)
