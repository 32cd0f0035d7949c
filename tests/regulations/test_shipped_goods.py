"""The 4-good frameworks that ship say what our reconstruction of 05-HD/BTCTU says (M1, M2, M4)."""

import pytest

from fourgood.regulations.difference import difference
from fourgood.regulations.framework import Frequency, Kind, Local, NotApplicable
from fourgood.regulations.indicators import INDICATORS
from fourgood.regulations.scoring import points_of, score_criterion
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import DOES_NOT_APPLY, ratio
from tests.regulations.shipped import D, criterion, events, framework, general, steps

POINTS_OF_CELL = {
    "I": {"I.1": 4, "I.2": 8, "I.3": 5, "I.4": 4, "I.5": 3, "I.6": 4, "I.7": 2, "I.8": 2},  # 32
    "II": {"II.1": 4, "II.2": 5, "II.3": 4, "II.4": 2, "II.5": 3, "II.6": 3, "II.7": 3, "II.8": 1},  # 25
    "III": {"III.1": 4, "III.2": 4, "III.3": 3, "III.4": 4, "III.5": 3, "III.6": 2},  # 20
    "IV": {"IV.1": 5, "IV.2": 5, "IV.3": 3, "IV.4": 3, "IV.5": 3, "IV.6": 2, "IV.7": 2},  # 23
}
POINTS_OF_COMMITTEE = {
    "I": {"I.1": 4, "I.2": 8, "I.3": 8, "I.4": 5, "I.5": 4, "I.6": 3, "I.7": 3},  # 35
    "II": {"II.1": 3, "II.2": 6, "II.3": 3, "II.4": 4, "II.5": 4},  # 20
    "III": {"III.1": 4, "III.2": 4, "III.3": 4, "III.4": 5, "III.5": 3},  # 20
    "IV": {"IV.1": 7, "IV.2": 4, "IV.3": 4, "IV.4": 3, "IV.5": 3, "IV.6": 2, "IV.7": 2},  # 25
}
POINTS = {
    "cell-2024": (POINTS_OF_CELL, {"I": 32, "II": 25, "III": 20, "IV": 23}, 29),
    "cell-2026": (POINTS_OF_CELL, {"I": 32, "II": 25, "III": 20, "IV": 23}, 29),
    "committee-2024": (POINTS_OF_COMMITTEE, {"I": 35, "II": 20, "III": 20, "IV": 25}, 24),
    "committee-2026": (POINTS_OF_COMMITTEE, {"I": 35, "II": 20, "III": 20, "IV": 25}, 24),
}


@pytest.mark.parametrize("name", POINTS)
def test_points_of_every_variant(name):
    of_criteria, of_groups, count = POINTS[name]
    assert framework(name).whole == sum(of_groups.values()) == 100
    for variant in framework(name).variants:
        assert {g.code: {c.code: c.points for c in g.criteria} for g in variant.groups} == of_criteria
        assert {g.code: g.points for g in variant.groups} == of_groups
        assert [g.good for g in variant.groups] == [1, 2, 3, 4]
        assert len(list(variant.criteria())) == count


QUARTERLY = {
    "cell-2024": "I.3 I.4 I.5 II.3 III.1 III.3 III.5 IV.3 IV.4 IV.5 IV.6 IV.7",
    "committee-2024": "I.3 II.3 II.4 III.1 III.3 III.5 IV.4 IV.6 IV.7",
}
YEARLY = {"cell-2024": "I.8 IV.2", "committee-2024": "I.4 I.5 IV.1 IV.2 IV.3 IV.5"}


@pytest.mark.parametrize("name", QUARTERLY)
def test_what_falls_due_each_quarter_and_at_the_end_of_the_year(name):
    for frequency, expected in ((Frequency.QUARTER, QUARTERLY), (Frequency.YEAR, YEARLY)):
        assert [c.code for c in general(name).criteria() if c.every is frequency] == expected[name].split()


SECTORS = {
    "quarter": "general",
    "locality": "general",
    "pensioners": "general",
    "agency": "agency",
    "public_service": "public_service",
    "state_enterprise": "state_enterprise",
    "cooperative": "state_enterprise",
    "private_enterprise": "private_enterprise",
    "students": "students",
    "army": "forces",
    "police": "forces",
    "border_guard": "forces",
}


@pytest.mark.parametrize(("sector", "variant"), SECTORS.items())
def test_sector_reads_its_own_variant(sector, variant):
    assert [framework(name).variant_for(sector).code for name in ("cell-2024", "cell-2026")] == [variant, variant]


# present of due, absent without reason → points of II.2
ATTENDANCE = [
    (18, 21, 0, "5.00"),
    (17, 20, 0, "5.00"),  # 85 % exactly
    (84, 100, 0, "3.00"),
    (15, 20, 0, "3.00"),
    (13, 20, 0, "2.00"),
    (12, 20, 0, "0.00"),
    (17, 20, 1, "4.00"),
    (17, 20, 3, "2.00"),
    (13, 20, 5, "0.00"),
]


@pytest.mark.parametrize("name", ["cell-2024", "cell-2026"])
@pytest.mark.parametrize(("present", "due", "unexcused", "points"), ATTENDANCE)
def test_attendance_of_a_cell(name, present, due, unexcused, points):
    (part,) = criterion(name, "II.2").parts
    assert steps(part) == {"85": "5", "75": "3", "65": "2", "0": "0"}
    value = ratio(present, due, {"unexcused": unexcused})
    assert points_of(part, value).points == D(points)


SCALES = {
    ("cell-2024", "I.2"): {"90": "8", "80": "7", "70": "6", "60": "5", "50": "4", "0": "2"},
    ("cell-2024", "II.5"): {"50": "3", "40": "2", "30": "1", "0": "0"},
    ("cell-2024", "II.7"): {},  # in proportion
    # a tenth of group 7 of HD 42's sheet
    ("cell-2026", "II.7"): {"90": "3", "80": "2.7", "70": "2.4", "60": "2", "50": "1.5", "0": "1"},
    ("cell-2024", "IV.6"): {"95": "2", "85": "1", "0": "0"},
    ("committee-2024", "IV.1"): {"80": "7", "70": "5", "60": "3", "0": "1"},
}


@pytest.mark.parametrize(("name", "code"), SCALES)
def test_scale(name, code):
    assert steps(criterion(name, code).parts[0]) == SCALES[name, code]


# what an event takes off (−), or leaves at most (≤)
EVENTS = {
    ("cell-2024", "I.4"): {"not_accounted": "≤0"},
    ("cell-2024", "I.6"): {"serious_case": "−2", "unmet_target": "−1"},
    ("cell-2024", "II.2"): {"unexcused": "−1"},
    ("cell-2024", "III.2"): {"disunity": "−4", "founded_complaint": "−2"},
    ("cell-2024", "III.4"): {"reprimand": "−1", "warning": "−2", "heavier": "−4"},
    ("cell-2024", "IV.2"): {"not_completed": "≤0"},
    ("committee-2024", "I.6"): {"serious_case": "−1.5", "unmet_target": "−1.5"},
    ("committee-2024", "III.4"): {"organisation": "−5", "leader": "−3", "member": "−1"},
    ("committee-2024", "IV.2"): {"not_completed": "≤0"},
}


@pytest.mark.parametrize(("name", "code"), EVENTS)
def test_events(name, code):
    (part,) = criterion(name, code).parts
    assert events(part) == EVENTS[name, code]


PARTS = {
    ("cell-2024", "II.4"): {"a": 1, "b": 1},  # committee met, sent ahead
    ("cell-2024", "IV.1"): {"a": 2, "b": 3},  # assigned, completed
    ("committee-2024", "II.2"): {"a": 3, "b": 3},  # fair or above, good
    ("committee-2024", "I.4"): {"growth": 1, "revenue": 1, "investment": 1, "income": 1, "poverty": 1},
}


@pytest.mark.parametrize(("name", "code"), PARTS)
def test_parts(name, code):
    assert {part.code: part.points for part in criterion(name, code).parts} == PARTS[name, code]


@pytest.mark.parametrize("name", ["cell-2024", "committee-2024"])
def test_democratic_centralism_is_graded_4_2_0(name):
    (part,) = criterion(name, "III.1").parts
    assert [grade.points for grade in part.grades] == [4, 2, 0]


@pytest.mark.parametrize("name", ["committee-2024", "committee-2026"])
def test_basic_targets_not_assigned_go_to_the_resolutions_targets(name):
    found = criterion(name, "I.4")
    assert (found.not_applicable, found.gives_to) == (NotApplicable.GIVE, "I.3")
    scores = {
        code: score_criterion(criterion(name, code), values)
        for code, values in (
            ("I.3", {"": ratio(8, 10)}),
            ("I.4", {part.code: DOES_NOT_APPLY for part in found.parts}),
        )
    }
    lines = {line.criterion.code: line for line in sheet(framework(name), general(name), scores, months=[12]).lines}
    assert (lines["I.3"].weight, lines["I.3"].points, lines["I.4"].weight) == (13, D("10.40"), 0)


def test_attendance_and_discipline_stay_as_they_are_and_most_wordings_may_be_made_concrete():
    fixed = [found.code for found in general("cell-2024").criteria() if not found.local]
    assert fixed == ["II.2", "III.2", "III.4"]
    planned = [found.code for found in general("cell-2024").criteria() if Local.PLAN in found.local]
    assert planned == ["I.3", "I.4", "IV.4"]
    assert [unit.en for unit in criterion("cell-2024", "I.4").plan_units[:3]] == ["VND", "working days", "m²"]


def test_indicators_of_group_ii_come_from_the_meetings_themselves():
    found = {part.indicator for code in POINTS_OF_CELL["II"] for part in criterion("cell-2024", code).parts}
    assert None not in found
    assert {INDICATORS[code].kind for code in found} == {Kind.YES_NO, Kind.PERCENTAGE, Kind.QUANTITY}


def test_resources_come_from_the_ledger_and_discipline_from_the_cases():
    found = {code: criterion("cell-2024", code).parts[0].indicator for code in ("I.4", "I.6", "III.2", "III.4")}
    assert found == {
        "I.4": "resources_against_plan",
        "I.6": "incident_events",
        "III.2": "complaint_events",
        "III.4": "discipline_events",
    }


@pytest.mark.parametrize("name", ["cell-2024", "cell-2026", "committee-2024", "committee-2026"])
def test_bonus_and_deductions(name):
    found = framework(name)
    assert found.bonus.most == 5
    assert [item.points for item in found.bonus.items] == [2, 1, 1, 1]
    assert {item.code: item.points for item in found.deductions} == {"late": D("0.5"), "unsupported": 1}


def test_what_edition_2_changed_for_cells():
    found = difference(framework("cell-2024"), framework("cell-2026"))
    changed = [change.after.code for change in found.general.criteria]
    assert changed == ["I.3", "II.1", "II.3", "II.4", "II.7", "II.8", "III.6", "IV.2", "IV.7"]
    assert [aspect.value for aspect in found.beside] == ["bonus"]
    assert found.general.groups == ()


def test_what_edition_2_changed_for_committees():
    found = difference(framework("committee-2024"), framework("committee-2026"))
    assert [change.after.code for change in found.general.criteria] == ["I.3", "II.2", "II.3", "IV.2", "IV.3", "IV.6"]
