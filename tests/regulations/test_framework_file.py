"""Framework files that are wrong: what they are told, rule by rule and line by line (M4). Digests; files that ship."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from fourgood.operations.frameworks import check
from fourgood.regulations.framework import LANGUAGES, Words
from fourgood.regulations.framework_file import FrameworkFileError, digest, load, parse, problems
from fourgood.regulations.framework_messages import DID_YOU_MEAN, IN_VARIANT, MESSAGES
from fourgood.regulations.indicators import INDICATORS
from tests.regulations.framework_mistakes import WRONG_CELL, WRONG_COLLECTIVE, WRONG_MET
from tests.regulations.framework_sample import CELL, COLLECTIVE, MET

FRAMEWORKS = Path(__file__).parents[2] / "frameworks"
SHIPPED = sorted(path for path in FRAMEWORKS.glob("*.yaml") if not path.stem.endswith("-rules"))
SECTORS = frozenset({"public_service", "army", "police", "quarter"})


def broken(text: str, old: str, new: str) -> str:
    """The text with the first `old` replaced."""
    assert old in text, old
    return text.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    """The line in which the words begin."""
    return text.count("\n", 0, text.index(words)) + 1


def told(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.rule) for problem in problems(text, "x.yaml", SECTORS)]


TABLES = [(CELL, WRONG_CELL), (MET, WRONG_MET), (COLLECTIVE, WRONG_COLLECTIVE)]
CASES = [
    pytest.param(text, *case[:3], case[3] if len(case) > 3 else case[1], id=name)
    for text, table in TABLES
    for name, case in table.items()
]


@pytest.mark.parametrize(("text", "old", "new", "rule", "at"), CASES)
def test_one_mistake_is_told_once_with_rule_and_line(text, old, new, rule, at):
    wrong = broken(text, old, new)
    assert told(wrong) == [(line_of(wrong, at), rule)]


def test_every_rule_is_in_a_test():
    """Those of whole files stand below."""
    in_tables = {case[2] for _text, table in TABLES for case in table.values()}
    assert set(MESSAGES) - in_tables == {"not_utf8", "not_a_framework"}


TEN_MISTAKES = [
    ("model: cell", "model: sell"),
    ("threshold: 70", "threshold: 700"),
    ("dated: 2024-05-19", "dated: yesterday"),
    ("  note: {vi: Dựng lại, ms", "  note: {vi: , ms"),
    ("indicator: tasks_done_on_time", "indicator: tasks_on_time"),
    ("        every: quarter\n", ""),
    ("            points: 2\n", "            points: 1.555\n"),
    ("en: heavier}, at_most: 0}", "en: heavier}}"),
    ("sectors: [army, police]", "sectors: [army, poilce]"),
    ("after: meeting", "after: meetings"),
]


def test_ten_mistakes_are_told_all_at_once_in_the_order_of_lines():
    text = CELL
    for old, new in TEN_MISTAKES:
        text = broken(text, old, new)
    found = told(text)
    assert [rule for _line, rule in found] == [
        "unknown_choice",
        "out_of_range",
        "not_a_date",
        "empty_translation",
        "unknown_indicator",
        "missing_key",
        "too_many_decimals",
        "event_needs_one",
        "unknown_sector",
        "unknown_step",
    ]
    assert found == sorted(found)


def test_mistake_in_a_general_criterion_is_not_told_again_for_each_variant():
    wrong = broken(CELL, "        base: {vi: đến hạn, ms: patut selesai, en: due}\n", "")
    assert len(told(wrong)) == 1


def test_mistake_in_a_variant_is_told_in_its_lines():
    old, new = "points: 4\n        measure: yes_no\n      I.3", "points: 4\n        measure: deductions\n      I.3"
    wrong = broken(CELL, old, new)
    assert told(wrong) == [(line_of(wrong, "measure: deductions\n      I.3"), "needed_for_measure")]


def test_variant_does_not_fall_back_on_the_general_criterion_where_it_is_wrong():
    wrong = broken(CELL, "      I.3: {points: 8,", "      I.3: {points: many,")
    assert told(wrong) == [(line_of(wrong, "I.3: {points: many"), "not_a_number")]


def test_file_of_another_kind_is_told_so():
    for text in ("", "- a", "hello", "# nothing"):
        assert told(text) == [(1, "not_a_framework")]


def test_sectors_are_looked_at_only_if_known():
    wrong = broken(CELL, "[public_service]", "[space_travel]")
    assert problems(wrong, "x.yaml") == []


def test_problem_says_what_to_write_instead():
    wrong = broken(CELL, "indicator: tasks_done_on_time", "indicator: task_done_on_time")
    [problem] = problems(wrong, "cell.yaml")
    assert (problem.file, problem.line) == ("cell.yaml", line_of(wrong, "indicator: task_done"))
    assert problem.message == Words(
        vi="Không có chỉ số “task_done_on_time”.",
        ms="Tiada penunjuk “task_done_on_time”.",
        en="There is no indicator “task_done_on_time”.",
    )
    assert problem.instead.en.startswith("Did you mean “tasks_done_on_time”? What can stand here: documents_on_time, ")


def test_sum_names_both_numbers():
    [problem] = problems(broken(CELL, "      I.3: {points: 8", "      I.3: {points: 9.5"), "x.yaml")
    assert problem.message.en == "Group I has 20 points, but its criteria in the variant “school” add up to 21.5."
    assert problem.instead.vi == "Sửa điểm cho khớp: 20 hay 21.5?"


def test_refusal_carries_all_problems_and_reads_as_text():
    with pytest.raises(FrameworkFileError) as refusal:
        parse(broken(CELL, "edition: 1", "edition: 0"), "x.yaml")
    assert [problem.rule for problem in refusal.value.problems] == ["too_small"]
    assert str(refusal.value) == "x.yaml:11: “edition” is too small: 0. Write 1 or more."


# Every message in every language

GAPS = re.compile(r"(?<!{){(\w+)}(?!})")


@pytest.mark.parametrize("rule", MESSAGES)
def test_message_is_there_in_three_languages_with_the_same_gaps(rule):
    for words in MESSAGES[rule]:
        texts = [words.to(language) for language in LANGUAGES]
        assert all(text.strip() for text in texts), texts
        assert len({frozenset(GAPS.findall(text)) for text in texts}) == 1, texts


def test_shared_messages_are_there_in_three_languages():
    for words in (DID_YOU_MEAN, IN_VARIANT):
        assert len({frozenset(GAPS.findall(words.to(language))) for language in LANGUAGES}) == 1
        assert len({words.to(language) for language in LANGUAGES}) == 3


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda indicator: indicator.code)
def test_indicator_has_a_title_in_three_languages(indicator):
    titles = [indicator.title.to(language) for language in LANGUAGES]
    assert all(titles)
    assert len(set(titles)) == 3


# Files


def test_file_is_loaded(tmp_path):
    file = tmp_path / "cell.yaml"
    file.write_text(CELL, encoding="utf-8")
    assert load(file, SECTORS) == parse(CELL, "cell.yaml")


def test_file_in_another_encoding_is_told_so(tmp_path):
    file = tmp_path / "old.yaml"
    file.write_bytes("framework: cell-2024\ntitle: Khung t\xeau chí".encode("latin-1"))
    with pytest.raises(FrameworkFileError) as refusal:
        load(file)
    assert [(problem.line, problem.rule) for problem in refusal.value.problems] == [(2, "not_utf8")]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda path: path.name)
def test_shipped_framework_is_in_order(file):
    [checked] = check([file])
    assert checked.problems == ()
    assert checked.framework.code == file.stem


def test_digest_is_of_the_content_not_of_the_way_it_was_saved():
    decomposed = "title: Tie\u0302\u0301ng Vie\u0323\u0302t\n"
    assert digest(CELL) == digest("\ufeff" + CELL.replace("\n", "\r\n"))
    assert digest(decomposed) == digest("title: Tiếng Việt\n")
    assert digest(CELL) != digest(CELL.replace("whole: 40", "whole: 41"))


def test_way_of_saving_does_not_change_the_framework():
    saved_otherwise = "\ufeff" + unicodedata.normalize("NFD", CELL).replace("\n", "\r\n")
    assert parse(saved_otherwise, "x.yaml") == parse(CELL, "x.yaml")
