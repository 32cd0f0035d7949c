"""366-QĐ/TW, art. 11, as tables: the four classes, what overrides the points, the cap on "excellent" (M10, M17).

The frameworks here are written out, so that the tables say what they ask: the numbers of domain 3.2 and 3.3.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.classification import classify, excellent_allowed, over_cap
from fourgood.regulations.conditions import Outcome
from fourgood.regulations.framework import (
    Cap,
    CapBase,
    Classification,
    Condition,
    QualityClass,
    Rounding,
    Trigger,
    Words,
)

D = Decimal


def words(text):
    return Words(vi=f"{text} vi", ms=f"{text} ms", en=text)


def condition(fact, **comparison):
    return Condition(fact=fact, wording=words(fact), **comparison)


ALL_ON_TIME = condition("tasks_on_time", at_least=D(100))
ALL_DONE = (condition("tasks_done", at_least=D(100)), condition("tasks_late", at_most=D(20)))
EXCEEDED = condition("tasks_exceeded", at_least=D(30))
ALL_FIXED = condition("earlier_shortcomings_fixed", at_least=D(100))
NONE_DISCIPLINED = condition("disciplined_below_or_in_the_collective", at_most=D(0))


def classes(*for_excellent):
    return (
        QualityClass("excellent", words("excellent"), D(90), (ALL_ON_TIME, EXCEEDED, *for_excellent)),
        QualityClass("good", words("good"), D(70), (ALL_ON_TIME,)),
        QualityClass("completed", words("completed"), D(50), ALL_DONE),
        QualityClass("not_completed", words("not completed"), D(0), ()),
    )


def overriding(*conditions):
    return tuple(Trigger(one, "not_completed") for one in conditions)


CASES_OF_A_COLLECTIVE = (
    "cadre_work_violated",
    "disunity_concluded",
    "leading_member_disciplined",
    "degradation_concluded",
)
CASES_OF_A_LEADER = ("disciplined_for_duty", "degradation_concluded", "corruption_in_remit")
CASES_OF_A_MEMBER = ("degradation_concluded", "disciplined_for_duty", "prohibited_acts")

COLLECTIVE = Classification(
    classes=classes(NONE_DISCIPLINED, ALL_FIXED),
    triggers=overriding(
        *(condition(case, above=D(0)) for case in CASES_OF_A_COLLECTIVE),
        condition("tasks_done", below=D(70)),
        condition("basic_targets_failed", above=D(0)),
    ),
    caps=(),
)
LEADER = Classification(
    classes=classes(ALL_FIXED),
    triggers=overriding(
        *(condition(case, above=D(0)) for case in CASES_OF_A_LEADER),
        condition("tasks_done", below=D(70)),
        condition("basic_targets_failed", above=D(0)),
        condition("units_led_not_completed", above=D(50)),
        condition("low_confidence_votes", above=D(50)),
    ),
    caps=(),
)
MEMBER = Classification(
    classes=classes(ALL_FIXED),
    triggers=overriding(
        *(condition(case, above=D(0)) for case in CASES_OF_A_MEMBER), condition("tasks_not_completed", above=D(50))
    ),
    caps=(),
)
SUBJECTS = {"collective": COLLECTIVE, "leader": LEADER, "member": MEMBER}

FAULTLESS = {
    "tasks_on_time": D(100),
    "tasks_exceeded": D(30),
    "tasks_late": D(0),
    "tasks_done": D(100),
    "earlier_shortcomings_fixed": D(100),
    "disciplined_below_or_in_the_collective": 0,
    "basic_targets_failed": 0,
    "units_led_not_completed": D(0),
    "low_confidence_votes": D(0),
    "tasks_not_completed": D(0),
    **dict.fromkeys({*CASES_OF_A_COLLECTIVE, *CASES_OF_A_LEADER, *CASES_OF_A_MEMBER}, False),
}
LATE = {"tasks_on_time": D(80), "tasks_late": D(20)}

# Points, what differs from a faultless year, and the class: the same for collective, leader and member
ALL_SUBJECTS = [
    ("100", {}, "excellent"),
    ("90", {}, "excellent"),
    ("90.00", {}, "excellent"),
    ("89.99", {}, "good"),
    ("89.5", {}, "good"),
    ("70", {}, "good"),
    ("69.99", {}, "completed"),
    ("50", {}, "completed"),
    ("49.99", {}, "not_completed"),
    ("0", {}, "not_completed"),
    # excellent: at least 30 % of tasks exceed what was asked, all on time, all earlier shortcomings fixed
    ("95", {"tasks_exceeded": D("29.99")}, "good"),
    ("95", {"tasks_exceeded": Fraction(2999, 100)}, "good"),
    ("95", {"tasks_exceeded": D(31)}, "excellent"),
    ("95", {"earlier_shortcomings_fixed": D("99.9")}, "good"),
    # good: all tasks on time. Done, but at most 20 % late: completed
    ("95", LATE, "completed"),
    ("75", LATE, "completed"),
    ("75", {"tasks_on_time": D("99.99"), "tasks_late": D("0.01")}, "completed"),
    ("75", {"tasks_on_time": D("79.99"), "tasks_late": D("20.01")}, "not_completed"),
    ("60", {"tasks_on_time": D(0), "tasks_late": Fraction(20)}, "completed"),
    ("60", {"tasks_on_time": D(0), "tasks_late": Fraction(41, 2)}, "not_completed"),
    # not all done at all
    ("95", {"tasks_on_time": D(99), "tasks_done": D(99)}, "not_completed"),
]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize(("points", "differing", "expected"), ALL_SUBJECTS)
def test_class(subject, points, differing, expected):
    assert classify(SUBJECTS[subject], D(points), FAULTLESS | differing).quality_class.code == expected


# What overrides 100 points and a faultless year
OVERRIDING = [
    *(("collective", {case: True}, "not_completed") for case in CASES_OF_A_COLLECTIVE),
    ("collective", {"leading_member_disciplined": 2}, "not_completed"),
    ("collective", {"tasks_done": D("69.99")}, "not_completed"),
    ("collective", {"basic_targets_failed": 1}, "not_completed"),
    ("collective", {"disciplined_below_or_in_the_collective": 1}, "good"),
    *(("leader", {case: True}, "not_completed") for case in CASES_OF_A_LEADER),
    ("leader", {"tasks_done": Fraction(209, 3)}, "not_completed"),
    ("leader", {"basic_targets_failed": 1}, "not_completed"),
    ("leader", {"units_led_not_completed": D("50.01")}, "not_completed"),
    ("leader", {"units_led_not_completed": D(50)}, "excellent"),
    ("leader", {"low_confidence_votes": Fraction(501, 10)}, "not_completed"),
    ("leader", {"low_confidence_votes": D(50)}, "excellent"),
    *(("member", {case: True}, "not_completed") for case in CASES_OF_A_MEMBER),
    ("member", {"tasks_not_completed": D("50.01")}, "not_completed"),
    ("member", {"tasks_not_completed": D(50)}, "excellent"),
]


@pytest.mark.parametrize(("subject", "differing", "expected"), OVERRIDING)
def test_trigger_overrides_points(subject, differing, expected):
    assert classify(SUBJECTS[subject], D(100), FAULTLESS | differing).quality_class.code == expected


def test_every_reason_is_listed_met_or_not():
    """Six triggers; then per class its points and conditions: 1 + 4, 1 + 1, 1 + 2, 1."""
    proposal = classify(COLLECTIVE, D("89.5"), FAULTLESS | {"tasks_exceeded": D(20)})
    assert [len(one.findings) for one in proposal.classes] == [5, 2, 3, 1]
    assert len(proposal.findings) == 6 + 11
    of_excellent = proposal.classes[0]
    assert of_excellent.outcome is Outcome.FAILS
    assert [finding.words.en for finding in of_excellent.findings] == [
        "excellent, from 90 points: 89.5, below 90.",
        "tasks_on_time: 100 %, at least 100 %.",
        "tasks_exceeded: 20 %, below 30 %.",
        "disciplined_below_or_in_the_collective: 0, at most 0.",
        "earlier_shortcomings_fixed: 100 %, at least 100 %.",
    ]
    assert of_excellent.findings[0].words.vi == "excellent vi, từ 90 điểm: hiện là 89,5, dưới 90."


# What is unknown, points → the lowest and highest class possible, and how many findings are open
UNKNOWN = [
    ("95", ["tasks_exceeded"], ("good", "excellent"), 1),
    ("75", ["tasks_exceeded"], ("good", "good"), 0),
    ("95", ["disunity_concluded"], ("not_completed", "excellent"), 1),
    ("45", ["disunity_concluded"], ("not_completed", "not_completed"), 0),
    ("75", ["tasks_on_time"], ("completed", "good"), 2),
    ("75", ["tasks_on_time", "tasks_late", "tasks_done"], ("not_completed", "good"), 5),
]


@pytest.mark.parametrize(("points", "unknown", "bounds", "open_findings"), UNKNOWN)
def test_nothing_is_proposed_while_something_unknown_could_change_it(points, unknown, bounds, open_findings):
    facts = FAULTLESS | dict.fromkeys(unknown)
    proposal = classify(COLLECTIVE, D(points), facts)
    assert (proposal.lowest.code, proposal.highest.code) == bounds
    assert (proposal.quality_class is None) == (bounds[0] != bounds[1])
    assert len(proposal.unknowns) == open_findings


def test_without_a_total_everything_is_possible():
    proposal = classify(COLLECTIVE, None, FAULTLESS)
    assert (proposal.lowest.code, proposal.highest.code) == ("not_completed", "excellent")


def test_without_a_total_a_trigger_decides_all_the_same():
    assert classify(COLLECTIVE, None, FAULTLESS | {"disunity_concluded": True}).quality_class.code == "not_completed"


def test_worst_of_several_triggers_counts():
    two = Classification(
        classes=classes(),
        triggers=(
            Trigger(condition("a", above=D(0)), "not_completed"),
            Trigger(condition("b", above=D(0)), "completed"),
        ),
        caps=(),
    )
    facts = FAULTLESS | {"a": True, "b": True}
    assert classify(two, D(100), facts).quality_class.code == "not_completed"
    assert classify(two, D(100), facts | {"a": False}).quality_class.code == "completed"
    open_one = classify(two, D(100), facts | {"a": None})
    assert (open_one.lowest.code, open_one.highest.code) == ("not_completed", "completed")


def test_fact_named_total_can_not_hide_the_points():
    assert classify(COLLECTIVE, D("89.5"), FAULTLESS | {"total": D(95)}).quality_class.code == "good"


# The cap on "excellent"


def cap(base=CapBase.BELOW, rounding=Rounding.DOWN):
    return Cap("excellent", "good", D(20), D(25), base, rounding)


# For groups of 1 to 10 rated good or above: how many of them may be excellent
ALLOWED = {
    # x ≤ 20 % of (group − x); 25 % where outstanding
    ("below", "down", False): (0, 0, 0, 0, 0, 1, 1, 1, 1, 1),
    ("below", "down", True): (0, 0, 0, 0, 1, 1, 1, 1, 1, 2),
    # x ≤ that, rounded half up: 20 % of 3 is 0.6, so 1 of 4
    ("below", "half_up", False): (0, 0, 0, 1, 1, 1, 1, 1, 1, 2),
    ("below", "half_up", True): (0, 0, 1, 1, 1, 1, 1, 2, 2, 2),
    # x ≤ 20 % of the group
    ("below_and_above", "down", False): (0, 0, 0, 0, 1, 1, 1, 1, 1, 2),
    ("below_and_above", "down", True): (0, 0, 0, 1, 1, 1, 1, 2, 2, 2),
    ("below_and_above", "half_up", False): (0, 0, 1, 1, 1, 1, 1, 2, 2, 2),
    ("below_and_above", "half_up", True): (0, 1, 1, 1, 1, 2, 2, 2, 2, 3),
}


@pytest.mark.parametrize(("base", "rounding", "outstanding"), ALLOWED)
def test_cap_in_groups_of_one_to_ten(base, rounding, outstanding):
    rule = cap(CapBase(base), Rounding(rounding))
    allowed = tuple(excellent_allowed(rule, {"good": size}, outstanding) for size in range(1, 11))
    assert allowed == ALLOWED[base, rounding, outstanding]


@pytest.mark.parametrize(("base", "allowed"), [(CapBase.BELOW, 6), (CapBase.BELOW_AND_ABOVE, 8)])
@pytest.mark.parametrize("excellent", [0, 6, 8, 40])
def test_cap_of_forty_organisations(base, allowed, excellent):
    """The example of domain 3.3. How many the points would make excellent doesn't matter: the pool is the same."""
    assert (
        excellent_allowed(cap(base), {"excellent": excellent, "good": 40 - excellent, "completed": 9}, False) == allowed
    )


@pytest.mark.parametrize(
    ("excellent", "good", "too_many"),
    [(6, 34, 0), (7, 33, 1), (8, 32, 2), (20, 20, 14), (0, 40, 0), (1, 0, 1), (0, 0, 0)],
)
def test_how_many_are_over_the_cap(excellent, good, too_many):
    assert over_cap(cap(), {"excellent": excellent, "good": good}, False) == too_many


@given(
    st.integers(0, 400),
    st.integers(0, 400),
    st.sampled_from(CapBase),
    st.sampled_from(Rounding),
    st.booleans(),
    st.decimals(0, 100, places=2),
)
def test_cap_is_the_largest_number_that_keeps_the_rule(excellent, good, base, rounding, outstanding, share):
    """Against the rule word by word: x is at most so many per cent, rounded, of those in the base in the end."""
    rule = Cap("excellent", "good", share, share, base, rounding)
    pool = excellent + good

    def keeps(x):
        of = pool if base is CapBase.BELOW_AND_ABOVE else pool - x
        exact = Fraction(share) * of / 100
        most = int(exact) if rounding is Rounding.DOWN else int(exact + Fraction(1, 2))
        return x <= most

    expected = max(x for x in range(pool + 1) if keeps(x))
    counts = {"excellent": excellent, "good": good}
    assert excellent_allowed(rule, counts, outstanding) == expected
    assert (over_cap(rule, counts, outstanding) == 0) == keeps(excellent)
