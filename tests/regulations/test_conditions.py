"""Conditions of recognition and classification: three outcomes, and a sentence with what was found (M10)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.regulations.conditions import Outcome, Unfit, check
from fourgood.regulations.facts import FACTS
from fourgood.regulations.framework import LANGUAGES, Condition, Words

HOLDS, FAILS, UNKNOWN = Outcome.HOLDS, Outcome.FAILS, Outcome.UNKNOWN
D = Decimal
ASKED = Words(vi="Điều kiện", ms="Syarat", en="What is asked")
FAIR = Words(vi="khá", ms="sederhana", en="fair")


def condition(fact="total", **comparison):
    return Condition(fact=fact, wording=ASKED, **comparison)


# Comparison, found, outcome, sentence in English
TABLE = [
    ({"at_least": D(90)}, D(90), HOLDS, "What is asked: 90, at least 90."),
    ({"at_least": D(90)}, D("89.99"), FAILS, "What is asked: 89.99, below 90."),
    ({"at_least": D(90)}, D("89.5"), FAILS, "What is asked: 89.5, below 90."),
    ({"at_most": D(20)}, D(20), HOLDS, "What is asked: 20, at most 20."),
    ({"at_most": D(20)}, Fraction(20001, 1000), FAILS, "What is asked: 20…, above 20."),
    ({"above": D(0)}, 1, HOLDS, "What is asked: 1, above 0."),
    ({"above": D(0)}, 0, FAILS, "What is asked: 0, not above 0."),
    ({"below": D(70)}, Fraction(200, 3), HOLDS, "What is asked: 66.66…, below 70."),
    ({"below": D(70)}, D(70), FAILS, "What is asked: 70, not below 70."),
    ({"at_least": D(1)}, True, HOLDS, "What is asked: yes."),
    ({"at_least": D(1)}, False, FAILS, "What is asked: no."),
    ({"above": D(0)}, False, FAILS, "What is asked: no."),
    ({"one_of": ("fair", "weak")}, "fair", HOLDS, "What is asked: fair, one of: fair, weak."),
    ({"one_of": ("fair", "weak")}, "good", FAILS, "What is asked: completes tasks well, none of: fair, weak."),
    ({"at_least": D(90)}, None, UNKNOWN, "What is asked: not known yet."),
    ({"above": D(0)}, None, UNKNOWN, "What is asked: not known yet."),
]


@pytest.mark.parametrize(("comparison", "found", "outcome", "sentence"), TABLE)
def test_condition(comparison, found, outcome, sentence):
    finding = check(condition(**comparison), {"total": found})
    assert (finding.outcome, finding.found, finding.words.en) == (outcome, found, sentence)


def test_fact_that_nobody_gave_is_not_known():
    assert check(condition(above=D(0)), {"other": 1}).outcome is UNKNOWN


def test_zero_and_no_are_known():
    assert check(condition(at_most=D(0)), {"total": 0}).outcome is HOLDS
    assert check(condition(at_most=D(0)), {"total": False}).outcome is HOLDS


def test_sentences_in_the_three_languages():
    below = check(condition(at_least=D("92.5")), {"total": D("1089.25")}).words
    assert below.vi == "Điều kiện: hiện là 1.089,25, từ 92,5 trở lên."
    assert below.ms == "Syarat: kini 1,089.25, sekurang-kurangnya 92.5."
    unknown = check(condition(at_least=D(90)), {}).words
    assert (unknown.vi, unknown.ms) == ("Điều kiện: chưa có thông tin.", "Syarat: belum diketahui.")
    yes = check(condition(at_least=D(1)), {"total": True}).words
    assert (yes.vi, yes.ms) == ("Điều kiện: có.", "Syarat: ya.")


def test_percentage_of_the_catalogue_is_shown_as_one():
    words = check(condition("tasks_late", at_most=D(20)), {"tasks_late": Fraction(1, 8) * 100}).words
    assert words.vi == "Điều kiện: hiện là 12,5 %, không quá 20 %."


def test_codes_are_named_by_the_words_given():
    found = check(condition(one_of=("best", "fair")), {"total": "fair"}, names={"fair": FAIR})
    assert found.words.vi == "Điều kiện: hiện là khá, thuộc: best, khá."


def test_usual_classes_have_names():
    found = check(condition(one_of=("excellent", "good")), {"total": "completed"})
    assert (
        found.words.en == "What is asked: completes tasks, none of: completes tasks excellently, completes tasks well."
    )


@pytest.mark.parametrize(
    ("comparison", "found"),
    [({"at_least": D(1)}, "good"), ({"one_of": ("good",)}, D(1)), ({"one_of": ("good",)}, True)],
)
def test_text_and_number_are_not_compared(comparison, found):
    with pytest.raises(Unfit):
        check(condition(**comparison), {"total": found})


def test_condition_without_comparison_is_refused():
    with pytest.raises(ValueError, match="compares with no number"):
        check(condition(), {"total": 1})


@given(st.fractions(min_value=0, max_value=200), st.decimals(min_value=0, max_value=100, places=2))
def test_opposite_comparisons_never_agree(found, limit):
    """Exactness: at_least is the opposite of below, at_most of above, for every number."""
    facts = {"total": found}
    outcomes = {
        name: check(condition(**{name: limit}), facts).outcome for name in ("at_least", "below", "at_most", "above")
    }
    assert {outcomes["at_least"], outcomes["below"]} == {HOLDS, FAILS}
    assert {outcomes["at_most"], outcomes["above"]} == {HOLDS, FAILS}


def test_catalogue_is_by_code_and_speaks_three_languages():
    assert all(code == fact.code for code, fact in FACTS.items())
    assert all(fact.title.to(language).strip() for fact in FACTS.values() for language in LANGUAGES)
    assert [code for code in FACTS if len({FACTS[code].title.vi, FACTS[code].title.ms, FACTS[code].title.en}) < 3] == []
