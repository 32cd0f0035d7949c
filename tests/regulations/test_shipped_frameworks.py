"""All frameworks that ship: which document and days, what recognition asks, the facts named, the calendar.

What each asks, criterion by criterion, is in `test_shipped_goods`, `test_shipped_meetings` and `test_shipped_classes`:
tables to be read beside the instruction, or beside our reconstruction where its text was not found.
"""

import datetime as dt
from itertools import combinations

import pytest

from fourgood.regulations.calendar import due_on
from fourgood.regulations.facts import FACTS
from fourgood.regulations.framework import Model, Origin
from tests.regulations.shipped import FOLDER, framework, general

# Which document, edition, and days

IN_FORCE = {
    "cell-2024": ("05-HD/BTCTU", 1, dt.date(2024, 5, 19), dt.date(2025, 12, 31)),
    "cell-2026": ("05-HD/BTCTU", 2, dt.date(2026, 1, 1), None),
    "cell-met-2024": ("162-KH/ĐU", 1, dt.date(2024, 2, 20), dt.date(2025, 12, 31)),
    "committee-2024": ("05-HD/BTCTU", 1, dt.date(2024, 5, 19), dt.date(2025, 12, 31)),
    "committee-2026": ("05-HD/BTCTU", 2, dt.date(2026, 1, 1), None),
    "meeting-2018": ("12-HD/BTCTW", 1, dt.date(2018, 7, 6), dt.date(2025, 10, 27)),
    "meeting-2025": ("42-HD/BTCTW", 1, dt.date(2025, 10, 28), None),
    "collective-2024": ("124-QĐ/TW", 1, dt.date(2023, 10, 4), dt.date(2025, 8, 29)),
    "leader-2024": ("124-QĐ/TW", 1, dt.date(2023, 10, 4), dt.date(2025, 8, 29)),
    "member-2024": ("124-QĐ/TW", 1, dt.date(2023, 10, 4), dt.date(2025, 8, 29)),
    "collective-2026": ("366-QĐ/TW", 1, dt.date(2025, 8, 30), None),
    "leader-2026": ("366-QĐ/TW", 1, dt.date(2025, 8, 30), None),
    "member-2026": ("366-QĐ/TW", 1, dt.date(2025, 8, 30), None),
    "outside-member-2026": ("366-QĐ/TW", 1, dt.date(2025, 8, 30), None),
}


@pytest.mark.parametrize(("name", "expected"), IN_FORCE.items())
def test_instruction_edition_and_days(name, expected):
    found = framework(name).instruction
    assert (found.number, found.edition, found.first_day, found.last_day) == expected


def test_every_file_that_ships_is_in_the_table():
    rules = {"meeting-rules", "document-rules", "agenda-rules", "days-off-rules", "integrity-rules"}
    assert {file.stem for file in FOLDER.glob("*.yaml")} - rules == set(IN_FORCE)


@pytest.mark.parametrize("name", IN_FORCE)
def test_says_that_it_is_a_reconstruction_and_names_its_sources(name):
    provenance = framework(name).provenance
    assert (framework(name).code, provenance.origin) == (name, Origin.RECONSTRUCTION)
    assert "reconstruction" in provenance.note.en
    assert "dựng lại" in provenance.note.vi
    assert "Dibina semula" in provenance.note.ms
    assert provenance.sources


def test_no_two_of_a_model_and_instruction_hold_on_the_same_day():
    for one, two in combinations(map(framework, IN_FORCE), 2):
        if (one.model, one.instruction.number) == (two.model, two.instruction.number):
            first, second = sorted((one.instruction, two.instruction), key=lambda found: found.first_day)
            assert first.last_day < second.first_day


# What recognition as 4-good asks for: M10, M17

ALWAYS_AGAINST = {"discipline_of_organisation", "leaders_disciplined", "disunity_concluded", "months_without_meeting"}
ALWAYS_AGAINST |= {"false_report_concluded", "corrective_actions_overdue"}
AGAINST = {
    "cell-2024": ALWAYS_AGAINST | {"thematic_meetings_missing", "members_not_completed"},
    "cell-2026": ALWAYS_AGAINST | {"thematic_meetings_missing", "members_not_completed"},
    "cell-met-2024": ALWAYS_AGAINST | {"thematic_meetings_missing", "members_not_completed"},
    "committee-2024": ALWAYS_AGAINST | {"cells_not_completed"},
    "committee-2026": ALWAYS_AGAINST | {"cells_not_completed"},
}
IN_POINTS = {"registered": 1, "total": 90, "lowest_group_share": 70, "quality_class": ("excellent", "good")}
BY_LINES = {"registered": 1, "mandatory_met_share": 100, "met_share": 90, "quality_class": ("excellent", "good")}


@pytest.mark.parametrize("name", AGAINST)
def test_recognition(name):
    found = framework(name).recognition
    asked = {condition.fact: condition.one_of or condition.at_least for condition in found.conditions}
    assert asked == (BY_LINES if name == "cell-met-2024" else IN_POINTS)
    assert {condition.fact for condition in found.disqualifications} == AGAINST[name]
    assert {condition.above for condition in found.disqualifications} == {0}
    assert found.most is None


def test_met_sheet_has_the_three_lines_known_of_group_i_and_mandatory_ones():
    groups = general("cell-met-2024").groups
    assert [len(group.criteria) for group in groups] == [3, 5, 4, 4]
    mandatory = [found.code for found in general("cell-met-2024").criteria() if found.mandatory]
    assert mandatory == ["I.2", "II.1", "II.2", "II.5", "III.1", "III.2", "III.4", "IV.1"]


# Facts and calendar

BY_HAND = {
    "discipline_of_organisation",
    "disunity_concluded",
    "false_report_concluded",
    "subordinates_disciplined",
    "leaders_disciplined",
    "degradation_concluded",
    "cadre_violations_concluded",
    "basic_targets_failed",
    "units_not_completed",
    "low_confidence_votes",
    "corruption_disciplined",
    "own_discipline",
    "own_tasks_not_completed",
    "prohibited_acts_concluded",
}


def conditions(found):
    if found.recognition:
        yield from (*found.recognition.conditions, *found.recognition.disqualifications)
    if found.classification:
        yield from (trigger.condition for trigger in found.classification.triggers)
        for one in found.classification.classes:
            yield from one.conditions


def test_conditions_name_facts_that_are_found_or_known_to_be_entered_by_hand():
    named = {condition.fact for name in IN_FORCE for condition in conditions(framework(name))}
    assert named - set(FACTS) == BY_HAND


# step, its month (of the monthly ones) → by when, in the programme's year 2024
CALENDAR = [
    ("local_criteria", None, dt.date(2024, 1, 31)),
    ("registration", None, dt.date(2024, 3, 31)),
    ("assessment", 11, dt.date(2024, 12, 5)),
    ("assessment", 12, dt.date(2025, 1, 5)),
    ("confirmation", 11, dt.date(2024, 12, 10)),
    ("half_year_review", None, dt.date(2024, 7, 31)),
    ("member_review", None, dt.date(2024, 11, 30)),
    ("year_review", None, dt.date(2024, 12, 15)),
    ("classification", None, dt.date(2024, 12, 31)),
    ("recognition", None, dt.date(2025, 1, 31)),
]


@pytest.mark.parametrize("name", AGAINST)
@pytest.mark.parametrize(("step", "month", "day"), CALENDAR)
def test_calendar(name, step, month, day):
    assert due_on(framework(name).deadline(step), year=2024, month=month) == day


@pytest.mark.parametrize("name", ["cell-2024", "cell-2026", "cell-met-2024", "meeting-2025"])
def test_report_of_a_meeting_is_due_within_two_days(name):
    deadline = framework(name).deadline("meeting_report")
    assert due_on(deadline, year=2024, after=dt.date(2024, 11, 5)) == dt.date(2024, 11, 7)


def test_models():
    assert {framework(name).model for name in IN_FORCE} == set(Model)
