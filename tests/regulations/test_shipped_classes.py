"""The annual classification that ships says what 366-QĐ/TW, art. 11, and 124-QĐ/TW say (M10, M17)."""

import pytest

from fourgood.regulations.classification import excellent_allowed
from fourgood.regulations.framework import CapBase, Rounding
from tests.regulations.shipped import D, framework, general

OF_366 = ["collective-2026", "leader-2026", "member-2026", "outside-member-2026"]
OF_124 = ["collective-2024", "leader-2024", "member-2024"]
TRIGGERS = {
    "collective-2026": "cadre_violations_concluded>0 disunity_concluded>0 leaders_disciplined>0 "
    "degradation_concluded>0 tasks_done<70 basic_targets_failed≥5",
    "leader-2026": "tasks_done<70 basic_targets_failed≥5 units_not_completed>50 low_confidence_votes>50 "
    "own_discipline>0 degradation_concluded>0 corruption_disciplined>0",
    "member-2026": "degradation_concluded>0 own_discipline>0 prohibited_acts_concluded>0 own_tasks_not_completed>50",
    "outside-member-2026": "degradation_concluded>0 own_discipline>0 prohibited_acts_concluded>0 "
    "own_tasks_not_completed>50",
    "collective-2024": "disunity_concluded>0 leaders_disciplined>0 degradation_concluded>0",
    "leader-2024": "own_discipline>0 degradation_concluded>0",
    "member-2024": "own_discipline>0 degradation_concluded>0",
}
SIGNS = {"at_least": "≥", "at_most": "≤", "above": ">", "below": "<"}


def written(condition):
    sign, number = next(
        (sign, getattr(condition, key)) for key, sign in SIGNS.items() if getattr(condition, key) is not None
    )
    return f"{condition.fact}{sign}{number}"


@pytest.mark.parametrize("name", TRIGGERS)
def test_triggers_of_not_completed(name):
    triggers = framework(name).classification.triggers
    assert " ".join(written(trigger.condition) for trigger in triggers) == TRIGGERS[name]
    assert {trigger.quality_class for trigger in triggers} == {"not_completed"}


@pytest.mark.parametrize("name", [*OF_366, *OF_124])
def test_four_classes_from_90_70_50_and_0(name):
    classes = framework(name).classification.classes
    assert {one.code: one.at_least for one in classes} == {
        "excellent": 90,
        "good": 70,
        "completed": 50,
        "not_completed": 0,
    }
    assert classes[0].title.vi == "Hoàn thành xuất sắc nhiệm vụ"


@pytest.mark.parametrize("name", OF_366)
def test_366_conditions_of_the_classes(name):
    asked = {one.code: [written(c) for c in one.conditions] for one in framework(name).classification.classes}
    undisciplined = ["subordinates_disciplined≤0", "leaders_disciplined≤0"] if name == "collective-2026" else []
    assert asked == {
        "excellent": ["tasks_on_time≥100", "tasks_exceeded≥30", *undisciplined, "earlier_shortcomings_fixed≥100"],
        "good": ["tasks_on_time≥100"],
        "completed": ["tasks_done≥100", "tasks_late≤20"],
        "not_completed": [],
    }


@pytest.mark.parametrize("name", OF_366)
def test_366_has_30_common_points_and_70_for_results(name):
    assert [group.points for group in general(name).groups] == [30, 70]


def test_366_has_six_common_criteria_for_collectives():
    assert [found.points for found in general("collective-2026").groups[0].criteria] == [5] * 6


@pytest.mark.parametrize("name", OF_124)
def test_124_grades_each_criterion_in_four_levels(name):
    for found in general(name).criteria():
        (part,) = found.parts
        assert [grade.wording.vi for grade in part.grades] == ["Xuất sắc", "Tốt", "Trung bình", "Kém"]
        assert [grade.points / found.points for grade in part.grades] == [D(1), D("0.8"), D("0.6"), D("0.3")]


@pytest.mark.parametrize(("names", "share", "outstanding"), [(OF_366, 20, 25), (OF_124, 20, 20)])
def test_cap_on_excellent(names, share, outstanding):
    for name in names:
        (cap,) = framework(name).classification.caps
        assert (cap.quality_class, cap.of) == ("excellent", "good")
        assert (cap.share, cap.outstanding_share) == (share, outstanding)
        assert (cap.base, cap.rounding) == (CapBase.BELOW, Rounding.DOWN)


def test_of_40_good_or_above_6_may_be_excellent_and_8_where_the_unit_is_outstanding():
    (cap,) = framework("collective-2026").classification.caps
    assert excellent_allowed(cap, {"excellent": 40}, outstanding=False) == 6
    assert excellent_allowed(cap, {"excellent": 40}, outstanding=True) == 8
