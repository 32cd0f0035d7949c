"""The rules of questions about sheets: what is in force when, what the file says, wrong files."""

import datetime as dt

import pytest

from fourgood.regulations.integrity_rule_file import FILE, load
from fourgood.regulations.integrity_rules import integrity_rule_on
from fourgood.regulations.meeting_rule_file import RuleFileError
from fourgood.regulations.meeting_rules import NoRuleInForce


def written(tmp_path, old, new):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "integrity-rules.yaml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_rule_in_force_and_before_the_first_none():
    assert integrity_rule_on(dt.date(2018, 7, 6), load()).code == "2018"
    with pytest.raises(NoRuleInForce, match="05/07/2018"):
        integrity_rule_on(dt.date(2018, 7, 5), load())


def test_numbers_are_those_of_the_file():
    rule = integrity_rule_on(dt.date(2026, 1, 1), load())
    assert (rule.window, rule.similar.fewest, rule.alike.months) == (6, 5, 3)
    assert (rule.unbacked.per_cent, rule.unbacked.months) == (95, 3)
    assert (rule.apart.much, rule.apart.some, rule.apart.often) == (10, 3, 3)
    assert (rule.hurried.entries, rule.hurried.last_minutes, rule.hurried.sitting_minutes, rule.hurried.months) == (
        (8, 60, 5, 2)
    )
    assert (rule.waved_through.sheets, rule.waved_through.months, rule.waved_through.minutes) == (5, 3, 1)


def test_file_says_that_its_numbers_are_our_own():
    assert all("our own proposal" in rule.note for rule in load())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  window: 6\n", "", "window is missing"),
        ("window: 6", "window: six", "window is a whole number, not 'six'"),
        ("window: 6", "window: yes", "window is a whole number, not True"),
        ("fewest: 5", "fewest: 0", "fewest is a whole number from 1"),
        ("much: 10", "more: 10", "more is not known"),
        ("some: 3", "some: 11", "some is no more than much"),
        ("per_cent: 95", "per_cent: 101", "per_cent is no more than 100"),
        ("often: 3", "often: 7", "7 months do not fit into a window of 6"),
        ("alike: {months: 3}", "alike: {months: 1}", "at least 2"),
        ("alike: {months: 3}", "alike: 3", "alike is a mapping, not Decimal|alike is a mapping, not 3"),
        ("from: 2018-07-06", "from: 2018-07-06\n  until: 2017-01-01", "comes before the first"),
        ("  window: 6", "  window: 6\n  window: 7", "given twice: window"),
        ("sources:", "sources: []\n  other:", "other is not known|at least one source"),
        ('- code: "2018"', "code", "list of rules|not YAML"),
    ],
)
def test_wrong_file_is_refused_with_the_reason(tmp_path, old, new, said):
    with pytest.raises(RuleFileError, match=rf"integrity-rules\.yaml.*({said})"):
        load(written(tmp_path, old, new))


def test_rules_that_overlap_are_refused(tmp_path):
    file = tmp_path / "integrity-rules.yaml"
    entry = FILE.read_text(encoding="utf-8")
    entry = entry[entry.index("- code") :]
    file.write_text(entry + entry.replace('"2018"', '"2030"').replace("2018-07-06", "2030-01-01", 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match="2018 and 2030 overlap"):
        load(file)
