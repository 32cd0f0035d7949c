"""The meeting sheets that ship say what HD 12-HD/BTCTW (2018) and HD 42-HD/BTCTW (2025) say, as far as known."""

import pytest

from fourgood.regulations.framework import Frequency, Kind
from fourgood.regulations.scoring import points_of, score_criterion
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import DOES_NOT_APPLY, Value, ratio
from tests.regulations.shipped import D, criterion, events, framework, general, steps


def test_hd_42_groups():
    groups = {group.code: group.points for group in general("meeting-2025").groups}
    assert list(groups.values()) == [5, 5, 10, 30, 10, 5, 30, 5]
    conduct = groups.pop("4") + groups.pop("5")
    assert (conduct, list(groups.values())) == (40, [5, 5, 10, 5, 30, 5])


SHEET_2025 = {
    "1": [5],
    "2": [4, 1],
    "3": [3, 2, 2, 1, 2],
    "4": [5, 10, 5, 2, 5, 1, 1, 1],
    "5": [2, 4, 3, 1],
    "6": [1, 2, 1, 1],
    "7": [30],
    "8": [2, 2, 1],
}


def test_hd_42_items():
    assert {g.code: [c.points for c in g.criteria] for g in general("meeting-2025").groups} == SHEET_2025
    (part,) = criterion("meeting-2025", "1.1").parts
    assert [grade.points for grade in part.grades] == [5, 4, 3, 2, 1]


def test_hd_42_thematic_part_is_shared_out_in_months_without_one():
    done = {found.code: score_criterion(found, full(found)) for found in general("meeting-2025").groups[3].criteria}
    done["4.3"] = score_criterion(criterion("meeting-2025", "4.3"), {"": DOES_NOT_APPLY})
    found = sheet(framework("meeting-2025"), general("meeting-2025"), done).groups[3]
    assert (found.earned, found.applying, found.due, found.points) == (25, 25, 30, 30)


def full(found):
    """The best value of a criterion of one part."""
    (part,) = found.parts
    best = {
        Kind.GRADED: lambda: Value(grade=part.grades[0].code),
        Kind.YES_NO: lambda: Value(answer=True),
        Kind.PERCENTAGE: lambda: ratio(1, 1),
    }
    return {"": best[part.kind]()}


@pytest.mark.parametrize(("unexcused", "points"), [(0, "4.00"), (1, "1.00"), (3, "1.00")])
def test_hd_42_attendance_leaves_1_point_once_someone_is_absent_without_reason(unexcused, points):
    (part,) = criterion("meeting-2025", "2.1").parts
    assert events(part) == {"unexcused": "≤1"}
    assert points_of(part, ratio(19, 20, {"unexcused": unexcused})).points == D(points)


SCALES = {
    ("meeting-2018", "1.1"): {"85.01": "10", "75": "6", "65": "4", "0": "0"},  # over 85 %
    ("meeting-2018", "3.6"): {"50": "5", "40": "4", "30": "3", "0": "2"},
    ("meeting-2025", "2.1"): {"90": "4", "75": "3", "65": "2", "0": "1"},
    ("meeting-2025", "4.5"): {"50": "5", "40": "4", "30": "3", "0": "2"},
    ("meeting-2025", "7.1"): {"90": "30", "80": "27", "70": "24", "60": "20", "50": "15", "0": "10"},
}


@pytest.mark.parametrize(("name", "code"), SCALES)
def test_scale(name, code):
    assert steps(criterion(name, code).parts[0]) == SCALES[name, code]


@pytest.mark.parametrize(("present", "points"), [(18, "10.00"), (17, "6.00"), (15, "6.00"), (13, "4.00"), (12, "0.00")])
def test_hd_12_asks_for_over_85_percent(present, points):
    (part,) = criterion("meeting-2018", "1.1").parts
    assert points_of(part, ratio(present, 20)).points == D(points)


def test_hd_12_groups():
    groups = {group.title.en: group.points for group in general("meeting-2018").groups}
    assert groups == {
        "Attendance of members": 20,
        "Preparation": 20,
        "Conduct of the meeting": 35,
        "Principles of Party organisation and activity": 10,
        "Carrying out the cell's conclusion or resolution": 15,
    }


@pytest.mark.parametrize("name", ["meeting-2018", "meeting-2025"])
def test_meeting_criteria_fall_due_at_every_meeting(name):
    assert {found.every for found in general(name).criteria()} == {Frequency.MEETING}


WITH_BANDS = [
    "cell-2024",
    "cell-2026",
    "cell-met-2024",
    "committee-2024",
    "committee-2026",
    "meeting-2018",
    "meeting-2025",
]
BANDS = [
    ("100", "Tốt"),
    ("90", "Tốt"),
    ("89.99", "Khá"),
    ("70", "Khá"),
    ("69.99", "Trung bình"),
    ("50", "Trung bình"),
    ("49.99", "Kém"),
    ("0", "Kém"),
]


@pytest.mark.parametrize("name", WITH_BANDS)
@pytest.mark.parametrize(("total", "band"), BANDS)
def test_bands(name, total, band):
    assert framework(name).band_of(D(total)).title.vi == band
