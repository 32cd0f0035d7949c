"""The rule file: what is in force when, and what a wrong file is told."""

import datetime as dt

import pytest

from fourgood.regulations.meeting_rule_file import FILE, RuleFileError, load
from fourgood.regulations.meeting_rules import NoRuleInForce, State, rule_on

GOOD = """\
- code: a
  from: 2020-01-01
  until: 2020-12-31
  sources: [HD 12]
  due: {official: yes, probationary: yes, exempt: no, away: no, special_duty: no, suspended: no, guest: no}
  vote: {official: always, probationary: never, exempt: if_present, away: never,
    special_duty: always, suspended: never, guest: never}
  cell: {fewest_official_members: 3, committee_from: 9, meetings_by_group_from: 50, meetings_by_group_a_year: 3}
  resolution: {more_than: 1/2}
  admission: {at_least: 2/3}
  quorum: {more_than: 1/2, warn_below: 2/3}
  minutes: {regular: 90, combined: 120, large_from: 30, large: 120}
  conduct: {excused_in_a_row: 3, sent_days_ahead: 1, report_within_days: 2, counters: 3}
  tasks: {due_soon: 3, late_after: 1, late_for_at_most: 14}
  assessments: {due_soon: 3, late_after: 1, late_for_at_most: 14}
  correction: {answer_within: 5, climbs_after: 7}
"""


def write(tmp_path, text):
    file = tmp_path / "rules.yaml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (dt.date(2018, 7, 6), "2024"),
        (dt.date(2024, 11, 5), "2024"),
        (dt.date(2025, 10, 27), "2024"),
        (dt.date(2025, 10, 28), "2026"),
        (dt.date(2040, 1, 1), "2026"),
    ],
)
def test_rule_in_force_on_a_date(on, code):
    assert rule_on(on, load()).code == code


def test_before_the_first_rule_there_is_none():
    with pytest.raises(NoRuleInForce, match="05/07/2018"):
        rule_on(dt.date(2018, 7, 5), load())


def test_the_file_that_ships_says_it_is_a_reconstruction():
    assert all("Reconstruction" in rule.note and rule.sources for rule in load(FILE))


def test_good_file_is_read(tmp_path):
    (rule,) = load(write(tmp_path, GOOD))
    assert (rule.code, rule.first_day, rule.last_day) == ("a", dt.date(2020, 1, 1), dt.date(2020, 12, 31))
    assert (rule.due[State.EXEMPT], rule.cell.committee_from) == (False, 9)


LATER = GOOD.replace("2020-", "2021-").replace("code: a", "code: b")

WRONG = {
    "empty": ("", "rules.yaml: the file is a list of rules, one entry each."),
    "no list": ("code: a", "rules.yaml: the file is a list of rules, one entry each."),
    "not a mapping": ("- a", "every entry is a mapping"),
    "not YAML": ("- {", "rules.yaml: not YAML"),
    "key missing": (GOOD.replace("code: a", "note: x"), "rules.yaml, line 1: code is missing."),
    "key unknown": (GOOD + "  colour: red\n", "rules.yaml, line 17: colour is not known."),
    "key twice": (GOOD + "  code: b\n", "a key is given twice"),
    "state missing": (GOOD.replace("exempt: no, ", ""), "rules.yaml, line 5: exempt is missing."),
    "state unknown": (GOOD.replace("guest: no", "guest: no, ill: no"), "rules.yaml, line 5: ill is not known."),
    "due is no yes or no": (GOOD.replace("exempt: no", "exempt: 2"), "line 5: exempt is yes or no, not 2."),
    "vote unknown": (
        GOOD.replace("away: never", "away: maybe"),
        "line 6: away: maybe is none of always, if_present, never.",
    ),
    "probationary votes": (
        GOOD.replace("probationary: never", "probationary: always"),
        "line 6: probationary members never vote",
    ),
    "size is no number": (
        GOOD.replace("from: 9", "from: many"),
        "line 8: committee_from is a whole number, not 'many'.",
    ),
    "size is zero": (GOOD.replace("from: 9", "from: 0"), "line 8: committee_from: sizes are whole numbers from 1."),
    "majority missing": (GOOD.replace("  resolution: {more_than: 1/2}\n", ""), "line 1: resolution is missing."),
    "majority is no fraction": (
        GOOD.replace("resolution: {more_than: 1/2", "resolution: {more_than: half"),
        "line 9: more_than is a fraction like 1/2, not half.",
    ),
    "majority by nothing": (
        GOOD.replace("resolution: {more_than: 1/2", "resolution: {more_than: 1/0"),
        "line 9: more_than is a fraction like 1/2, not 1/0.",
    ),
    "majority of more than all": (
        GOOD.replace("resolution: {more_than: 1/2", "resolution: {more_than: 3/2"),
        "line 9: more_than is a share of the base",
    ),
    "quorum above its warning": (
        GOOD.replace("warn_below: 2/3", "warn_below: 1/3"),
        "line 11: warn_below is no less than more_than.",
    ),
    "large without its size": (GOOD.replace("large_from: 30, ", ""), "line 12: large and large_from go together."),
    "combined shorter than regular": (
        GOOD.replace("combined: 120", "combined: 60"),
        "line 12: a combined meeting takes no less than a regular one.",
    ),
    "minutes are no number": (GOOD.replace("regular: 90", "regular: long"), "line 12: regular is a whole number"),
    "no counters": (GOOD.replace("counters: 3", "counters: 0"), "line 13: counters: sizes are whole numbers from 1."),
    "from is no date": (GOOD.replace("2020-01-01", "May"), "line 2: from is a date like 2025-10-28, not 'May'."),
    "from has a time": (GOOD.replace("2020-01-01", "2020-01-01 10:00:00"), "line 2: from is a date like"),
    "days reversed": (GOOD.replace("2020-12-31", "2019-12-31"), "line 3: the last day comes before the first."),
    "no source": (GOOD.replace("[HD 12]", "[]"), "line 4: name at least one source"),
    "days overlap": (GOOD + LATER.replace("2021-01-01", "2020-12-31"), "the days of rules a and b overlap."),
    "open days overlap": (GOOD.replace("  until: 2020-12-31\n", "") + LATER, "the days of rules a and b overlap."),
}


@pytest.mark.parametrize(
    ("share", "base", "needed"), [("1/2", 21, 11), ("1/2", 20, 11), ("1/2", 3, 2), ("1/2", 0, 1), ("2/3", 21, 15)]
)
def test_majority_is_more_than_its_share(tmp_path, share, base, needed):
    (rule,) = load(write(tmp_path, GOOD.replace("resolution: {more_than: 1/2", f"resolution: {{more_than: {share}")))
    assert rule.resolution.needed(base) == needed


@pytest.mark.parametrize("on", [dt.date(2024, 11, 22), dt.date(2026, 1, 22)])
def test_resolution_needs_more_than_half(on):
    assert rule_on(on, load()).resolution.needed(20) == 11


@pytest.mark.parametrize("case", WRONG)
def test_wrong_file_is_told_what_is_wrong(tmp_path, case):
    text, message = WRONG[case]
    with pytest.raises(RuleFileError) as error:
        load(write(tmp_path, text))
    assert message in str(error.value)


def test_rules_stand_in_order_of_date_whatever_the_file(tmp_path):
    assert [rule.code for rule in load(write(tmp_path, LATER + GOOD))] == ["a", "b"]
