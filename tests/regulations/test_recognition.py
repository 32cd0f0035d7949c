"""The rule of recognition (domain 9.4), condition by condition, and what disqualifies (M10, M17)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.conditions import Outcome
from fourgood.regulations.framework import Condition, Recognition, Words
from fourgood.regulations.recognition import most_recognised, over_most, propose

D = Decimal


def condition(fact, **comparison):
    return Condition(fact=fact, wording=Words(vi=f"{fact} vi", ms=f"{fact} ms", en=fact), **comparison)


def recognition(most=None):
    """The defaults of a cell in a framework of points."""
    conditions = (
        condition("registered", at_least=D(1)),
        condition("total", at_least=D(90)),
        condition("lowest_group_share", at_least=D(70)),
        condition("quality_class", one_of=("excellent", "good")),
    )
    disqualifications = (
        condition("disciplined_for_duty", above=D(0)),
        condition("disunity_concluded", above=D(0)),
        condition("months_without_meeting", above=D(0)),
        condition("thematic_meetings_missing", above=D(0)),
        condition("members_not_completed", above=D(0)),
        condition("false_reporting_concluded", above=D(0)),
        condition("corrective_actions_overdue", above=D(0)),
    )
    return Recognition(conditions, disqualifications, most)


MET_OR_NOT = Recognition(
    conditions=(
        condition("registered", at_least=D(1)),
        condition("mandatory_met_share", at_least=D(100)),
        condition("met_share", at_least=D(90)),
    ),
    disqualifications=(condition("cells_not_completed", above=D(0)),),
)

FAULTLESS = {
    "registered": True,
    "total": D(90),
    "lowest_group_share": D(70),
    "quality_class": "good",
    "disciplined_for_duty": False,
    "disunity_concluded": False,
    "months_without_meeting": 0,
    "thematic_meetings_missing": 0,
    "members_not_completed": 0,
    "false_reporting_concluded": False,
    "corrective_actions_overdue": 0,
}
DISQUALIFYING = {
    "disciplined_for_duty": True,
    "disunity_concluded": True,
    "months_without_meeting": 1,
    "thematic_meetings_missing": 1,
    "members_not_completed": 1,
    "false_reporting_concluded": True,
    "corrective_actions_overdue": 1,
}

# What differs from a faultless year: is recognition proposed?
TABLE = [
    ({}, True),
    ({"total": D(100), "lowest_group_share": D(100), "quality_class": "excellent"}, True),
    ({"registered": False}, False),
    ({"total": D("89.99")}, False),
    ({"lowest_group_share": D("69.99")}, False),
    ({"lowest_group_share": Fraction(6999, 100)}, False),
    ({"quality_class": "completed"}, False),
    ({"quality_class": "not_completed"}, False),
    *(({fact: value}, False) for fact, value in DISQUALIFYING.items()),
]


@pytest.mark.parametrize(("differing", "expected"), TABLE)
def test_recognition(differing, expected):
    proposal = propose(recognition(), FAULTLESS | differing)
    assert proposal.is_proposed is expected
    assert [finding.condition.fact for finding in proposal.against] == ([] if expected else list(differing))


@pytest.mark.parametrize("fact", FAULTLESS)
def test_nothing_is_proposed_while_a_fact_is_unknown(fact):
    for facts in (FAULTLESS | {fact: None}, {name: value for name, value in FAULTLESS.items() if name != fact}):
        proposal = propose(recognition(), facts)
        assert proposal.is_proposed is None
        assert [finding.condition.fact for finding in proposal.unknowns] == [fact]


@pytest.mark.parametrize("fact", DISQUALIFYING)
def test_what_disqualifies_is_certain_whatever_is_unknown(fact):
    assert propose(recognition(), {fact: DISQUALIFYING[fact]}).is_proposed is False


@given(st.fixed_dictionaries({}, optional={fact: st.just(value) for fact, value in FAULTLESS.items()}))
def test_recognition_is_proposed_only_when_everything_is_known(facts):
    assert propose(recognition(), facts).is_proposed is (True if facts.keys() == FAULTLESS.keys() else None)


# Mandatory criteria met, criteria met, cells that failed
@pytest.mark.parametrize(
    ("mandatory", "met", "failed", "expected"),
    [
        (D(100), D(90), 0, True),
        (D(100), Fraction(8, 9) * 100, 0, False),  # 8 of 9 met
        (D(100), Fraction(9, 10) * 100, 0, True),
        (Fraction(2, 3) * 100, D(90), 0, False),
        (D(100), D(100), 1, False),
        (None, D(100), 0, None),
    ],
)
def test_recognition_by_met_and_not_met(mandatory, met, failed, expected):
    facts = {
        "registered": True,
        "mandatory_met_share": mandatory,
        "met_share": met,
        "cells_not_completed": failed,
    }
    assert propose(MET_OR_NOT, facts).is_proposed is expected


def test_every_condition_is_listed_with_its_sentence():
    proposal = propose(recognition(), FAULTLESS | {"total": D("89.5"), "disunity_concluded": None})
    assert [finding.outcome for finding in proposal.conditions] == [
        Outcome.HOLDS,
        Outcome.FAILS,
        Outcome.HOLDS,
        Outcome.HOLDS,
    ]
    assert [finding.words.en for finding in proposal.against] == ["total: 89.5, below 90."]
    assert [finding.words.vi for finding in proposal.unknowns] == ["disunity_concluded vi: chưa có thông tin."]
    assert len(proposal.disqualifications) == 7


def test_proposal_says_in_a_sentence_what_it_is():
    explained = {
        True: propose(recognition(), FAULTLESS),
        False: propose(recognition(), FAULTLESS | {"total": D(80), "quality_class": "completed"}),
        None: propose(recognition(), FAULTLESS | {"total": None}),
    }
    assert {answer: proposal.explanation.en for answer, proposal in explained.items()} == {
        True: "Recognition is proposed: every condition holds, and nothing disqualifies.",
        False: "Recognition is not proposed (reasons: 2).",
        None: "Recognition can't be proposed yet (not known: 1).",
    }
    assert explained[False].explanation.vi == "Không đề nghị công nhận (số lý do: 2)."


@pytest.mark.parametrize(
    ("most", "registered", "allowed"),
    [
        (None, 40, None),
        (D(25), 40, 10),
        (D(25), 39, 9),
        (D(25), 3, 0),
        (D(0), 9, 0),
        (D(100), 9, 9),
        (D("33.33"), 3, 0),
    ],
)
def test_share_that_may_be_recognised(most, registered, allowed):
    assert most_recognised(recognition(most), registered) == allowed


@pytest.mark.parametrize(("most", "recognised", "too_many"), [(None, 40, 0), (D(25), 10, 0), (D(25), 11, 1)])
def test_how_many_recognised_are_too_many(most, recognised, too_many):
    assert over_most(recognition(most), registered=40, recognised=recognised) == too_many
