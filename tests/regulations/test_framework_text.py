"""Changing one place of a framework file's text: the rest stays letter for letter."""

import datetime as dt
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.framework import Instruction, Words
from fourgood.regulations.framework_text import (
    UnreadableText,
    criteria_by_line,
    criterion_as_written,
    with_criterion,
    with_head,
    written_word,
)

TEXT = """\
# Khung tiêu chí của tỉnh
framework: cell-2024   # mã
model: cell
instruction:
  number: 05-HD/BTCTU
  dated: 2024-05-19
  issuer: {vi: Ban Tổ chức, ms: Jawatankuasa, en: Committee}  # người ban hành
  edition: 1
  from: 2024-05-19
  until: 2025-12-31   # hết năm
groups:
  - code: I
    title: {vi: Tốt một, ms: Satu, en: One}
    criteria:
      - code: I.1
        wording:
          vi: |
            Quán triệt,
            cụ thể hóa
          ms: Memperincikan
          en: "Made concrete"
        points: 4   # bốn
        scale:
          - [90, 4]
          - [0, 2]
        # Chú thích giữ nguyên
        evidence: {vi: Biên bản, ms: Minit, en: Minutes}
      - {code: I.2, points: 8, wording: {vi: Hai, ms: Dua, en: Two}, every: month}

  # Nhóm hai
  - code: II
    criteria:
      - not_applicable: share
        code: II.1
        points: 5
"""
HEAD = Instruction(
    number="07-HD/BTCTU",
    dated=dt.date(2026, 1, 2),
    issuer=Words(vi="Ban Tổ chức", ms="Jawatankuasa", en="Organising Committee"),
    edition=2,
    first_day=dt.date(2026, 1, 5),
)


def changed_lines(before, after):
    """The lines that are not in the other text, before and after."""
    one, two = before.splitlines(), after.splitlines()
    return [line for line in one if line not in two], [line for line in two if line not in one]


def test_head_is_written_into_its_block_only():
    before, after = changed_lines(TEXT, with_head(TEXT, HEAD))
    assert before == [
        "  number: 05-HD/BTCTU",
        "  dated: 2024-05-19",
        "  issuer: {vi: Ban Tổ chức, ms: Jawatankuasa, en: Committee}  # người ban hành",
        "  edition: 1",
        "  from: 2024-05-19",
        "  until: 2025-12-31   # hết năm",
    ]
    assert after == [
        "  number: 07-HD/BTCTU",
        "  dated: 2026-01-02",
        "  issuer: {vi: Ban Tổ chức, ms: Jawatankuasa, en: Organising Committee}  # người ban hành",
        "  edition: 2",
        "  from: 2026-01-05",
    ]


def test_last_day_is_added_where_there_was_none():
    text = with_head(with_head(TEXT, HEAD), Instruction(**{**vars(HEAD), "last_day": dt.date(2027, 12, 31)}))
    assert "  from: 2026-01-05\n  until: 2027-12-31\ngroups:\n" in text


def test_head_is_added_where_there_was_none():
    text = with_head("framework: x\nmodel: cell\n", HEAD)
    assert yaml.safe_load(text)["instruction"] == {
        "number": "07-HD/BTCTU",
        "dated": dt.date(2026, 1, 2),
        "issuer": {"vi": "Ban Tổ chức", "ms": "Jawatankuasa", "en": "Organising Committee"},
        "edition": 2,
        "from": dt.date(2026, 1, 5),
    }


def test_head_that_says_the_same_is_left_as_typed():
    text = with_head(TEXT, HEAD)
    assert with_head(text, HEAD) == text


@pytest.mark.parametrize(
    ("code", "values", "gone", "come"),
    [
        ("I.1", {("points",): Decimal("4.5")}, ["        points: 4   # bốn"], ["        points: 4.5   # bốn"]),
        ("I.1", {("points",): Decimal(4)}, [], []),
        (
            "I.1",
            {("wording", "vi"): "Quán triệt: nhanh"},
            ["          vi: |", "            Quán triệt,", "            cụ thể hóa"],
            ["          vi: 'Quán triệt: nhanh'"],
        ),
        (
            "I.1",
            {("scale",): [[Decimal(85), Decimal(4)], [Decimal(0), Decimal("1.5")]]},
            ["        scale:", "          - [90, 4]", "          - [0, 2]"],
            ["        scale: [[85, 4], [0, 1.5]]"],
        ),
        ("I.1", {("scale",): None}, ["        scale:", "          - [90, 4]", "          - [0, 2]"], []),
        (
            "I.1",
            {("threshold",): Decimal(60)},
            [],
            ["        threshold: 60"],
        ),
        (
            "I.2",
            {("points",): Decimal(7), ("threshold",): Decimal(60), ("every",): None},
            ["      - {code: I.2, points: 8, wording: {vi: Hai, ms: Dua, en: Two}, every: month}"],
            ["      - {code: I.2, points: 7, wording: {vi: Hai, ms: Dua, en: Two}, threshold: 60}"],
        ),
        (
            "II.1",
            {("not_applicable",): None},
            ["      - not_applicable: share", "        code: II.1"],
            ["      - code: II.1"],
        ),
        (
            "II.1",
            {("evidence", "vi"): "Sổ", ("evidence", "ms"): "Buku, dan lain"},
            [],
            ["        evidence: {vi: Sổ, ms: 'Buku, dan lain'}"],
        ),
    ],
)
def test_value_of_a_criterion_is_changed_in_its_place(code, values, gone, come):
    before, after = changed_lines(TEXT, with_criterion(TEXT, code, values))
    assert (before, after) == (gone, come)


def test_comment_beside_what_is_taken_away_stays():
    assert "# Chú thích giữ nguyên" in with_criterion(TEXT, "I.1", {("scale",): None, ("evidence",): None})


def test_criterion_is_read_as_written():
    assert criterion_as_written(TEXT, "I.2") == {
        "code": "I.2",
        "points": 8,
        "wording": {"vi": "Hai", "ms": "Dua", "en": "Two"},
        "every": "month",
    }


@pytest.mark.parametrize("text", ["a: [", "- 1", "", "groups: 5", "groups: [{criteria: [{code: [I.9]}]}]"])
def test_what_has_no_such_criterion_is_refused(text):
    with pytest.raises(UnreadableText):
        with_criterion(text, "I.9", {("points",): 1})


@pytest.mark.parametrize("text", ["groups: " + "[" * 400_000 + "]" * 400_000, "{a: " * 50 + "1" + "}" * 50])
def test_what_is_nested_without_end_is_refused(text):
    assert written_word(text, "framework") == ""


def test_alias_is_not_changed_from_the_place_where_it_stands():
    text = "x: &a {vi: A}\ngroups: [{criteria: [{code: I.1, wording: *a}]}]"
    with pytest.raises(UnreadableText):
        with_criterion(text, "I.1", {("wording", "vi"): "B"})


@pytest.mark.parametrize(
    ("line", "code"),
    [(1, None), (14, None), (15, "I.1"), (20, "I.1"), (27, "I.1"), (28, "I.2"), (29, None), (33, "II.1")],
)
def test_line_belongs_to_a_criterion(line, code):
    assert criteria_by_line(TEXT).get(line) == code


@pytest.mark.parametrize(("text", "word"), [(TEXT, "cell-2024"), ("a: [", ""), ("framework: [1]", ""), ("- 1", "")])
def test_word_of_the_head(text, word):
    assert written_word(text, "framework") == word


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=30)


@given(words, words, st.decimals(0, 1000, places=2))
def test_any_words_come_back_as_they_were_given(vietnamese, english, points):
    values = {("wording", "vi"): vietnamese, ("wording", "en"): english, ("points",): points}
    for code in ("I.1", "I.2", "II.1"):
        found = criterion_as_written(with_criterion(TEXT, code, values), code)
        assert (found["wording"]["vi"], found["wording"]["en"]) == (vietnamese, english)
        assert Decimal(str(found["points"])) == points


ROWS = """\
groups:
  - code: I
    criteria:
      - code: I.1
        flow: [{code: a}, {code: b}, {code: c}]   # in line
        block:
          - {code: a}   # the first
          - code: b
            minus: 1
          # before the last
          - {code: c}
        indented_less:
        - code: a
        - code: b
        none: []
"""


@pytest.mark.parametrize(
    ("path", "value", "gone", "come"),
    [
        (("flow", 0), None, ["{code: a}, "], []),
        (("flow", 2), None, [", {code: c}"], []),
        (("flow", 3), {"code": "d"}, [], [", {code: d}"]),
        (("block", 0), None, ["          - {code: a}   # the first\n"], []),
        (("block", 1), None, ["          - code: b\n            minus: 1\n"], []),
        (("block", 3), {"code": "d"}, [], ["\n          - {code: d}"]),
        (("indented_less", 2), {"code": "c"}, [], ["\n        - {code: c}"]),
        (("indented_less", 0), None, ["        - code: a\n"], []),
    ],
)
def test_row_is_added_or_taken_out_alone(path, value, gone, come):
    changed = with_criterion(ROWS, "I.1", {path: value})
    for words in gone:
        assert words in ROWS
    expected = len(ROWS) - sum(map(len, gone)) + sum(map(len, come))
    assert len(changed) == expected
    assert all(words in changed for words in come)
    rows = criterion_as_written(changed, "I.1")[path[0]]
    before = criterion_as_written(ROWS, "I.1")[path[0]]
    assert rows == ([*before, value] if value else [row for n, row in enumerate(before) if n != path[1]])


def test_first_row_of_an_empty_list():
    assert "none: [{code: a}]\n" in with_criterion(ROWS, "I.1", {("none", 0): {"code": "a"}})


@pytest.mark.parametrize(("path", "value"), [(("flow", 4), {"code": "d"}), (("none", 0), None), (("flow", 7), None)])
def test_row_that_is_not_there_changes_nothing(path, value):
    if value is None:
        assert with_criterion(ROWS, "I.1", {path: value}) == ROWS
    else:
        with pytest.raises(UnreadableText):
            with_criterion(ROWS, "I.1", {path: value})


def test_only_row_is_not_taken_out_alone():
    with pytest.raises(UnreadableText):
        with_criterion("groups: [{criteria: [{code: I.1, a: [{code: b}]}]}]", "I.1", {("a", 0): None})
