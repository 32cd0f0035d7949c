"""What a sheet tells of itself to conditions of recognition: exact, and nothing while something is missing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fourgood.regulations.framework import Style
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.sheet_facts import COMPUTED, facts_of
from fourgood.regulations.sheets import sheet
from fourgood.regulations.values import DOES_NOT_APPLY, Value, ratio
from tests.regulations.frameworks import (
    D,
    bonus,
    criterion,
    extras,
    framework,
    group,
    met,
    percentage,
)

YES, NO = Value(answer=True), Value(answer=False)


def facts(of, values, **more):
    variant = of.variants[0]
    scores = {
        one.code: score_criterion(one, {"": values[one.code]}) for one in variant.criteria() if one.code in values
    }
    return facts_of(sheet(of, variant, scores, **more))


TWO_GROUPS = framework(
    group("I", criterion("I.1", percentage(40))),
    group("II", criterion("II.1", percentage(60))),
    bonus=bonus(5, initiative=1),
    deductions=tuple(extras(late="0.5")),
)


def test_total_is_the_final_one_and_shares_are_exact():
    """40 × 2 ÷ 3 = 26.67, 60 × 9 ÷ 10 = 54: 80.67; + 2 − 0.5 = 82.17. The lowest share: 26.67 of 40."""
    found = facts(
        TWO_GROUPS, {"I.1": ratio(2, 3), "II.1": ratio(9, 10)}, bonus={"initiative": 2}, deductions={"late": 1}
    )
    assert found == {
        "total": D("82.17"),
        "lowest_group_share": Fraction(2667, 40),
        "mandatory_met_share": None,
        "met_share": None,
    }


def test_nothing_is_known_while_a_criterion_is_missing():
    assert facts(TWO_GROUPS, {"I.1": ratio(1, 3)}) == dict.fromkeys(COMPUTED)


def test_group_in_which_nothing_applies_is_no_lowest_group():
    found = facts(TWO_GROUPS, {"I.1": DOES_NOT_APPLY, "II.1": ratio(9, 10)})
    assert (found["total"], found["lowest_group_share"]) == (D(90), 90)


def test_nothing_applies_at_all():
    assert facts(TWO_GROUPS, {"I.1": DOES_NOT_APPLY, "II.1": DOES_NOT_APPLY}) == dict.fromkeys(COMPUTED)


MET_OR_NOT = framework(
    group("I", criterion("I.1", met(), mandatory=True), criterion("I.2", met(), mandatory=True)),
    group("II", criterion("II.1", met())),
    style=Style.MET,
    whole=100,
)

# I.1 and I.2 (mandatory), II.1 → share of mandatory ones met, share met
MET_TABLE = [
    ((YES, YES, YES), 100, 100),
    ((YES, YES, NO), 100, Fraction(200, 3)),
    ((YES, NO, YES), 50, Fraction(200, 3)),
    ((NO, NO, NO), 0, 0),
    ((YES, DOES_NOT_APPLY, NO), 100, 50),
    ((DOES_NOT_APPLY, DOES_NOT_APPLY, YES), 100, 100),
    (
        (ratio(11, 12), YES, YES),
        50,
        Fraction(100 * 292, 300),
    ),  # met in 11 months of 12: 0.92, 2.92 of 3; not all the time
]


@pytest.mark.parametrize(("values", "mandatory", "share"), MET_TABLE)
def test_shares_met(values, mandatory, share):
    found = facts(MET_OR_NOT, dict(zip(("I.1", "I.2", "II.1"), values, strict=True)))
    assert (found["mandatory_met_share"], found["met_share"]) == (mandatory, share)
