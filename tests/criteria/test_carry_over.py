"""A new edition and the criteria that units have made already: kept, adapted, or asked for again (M4, M6)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.state import State
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.instructions.signals import edition_issued
from fourgood.regulations import framework_file
from tests.criteria.sets import NOW, begin, confirm, issue

FROM = dt.date(2026, 7, 1)
AT = timezone.make_aware(dt.datetime(2026, 6, 20, 9))
I2 = "Hoàn thành đúng hạn, bảo đảm chất lượng các nhiệm vụ theo chương trình công tác năm"


@pytest.fixture
def first(cast):
    return issue(cast.quang_ninh)


@pytest.fixture
def confirmed(cast, first):
    """Biểu Nghi's criteria of the year: I.2 in its own words, with a target; I.3 with a plan."""
    made = begin(cast.bieu_nghi, first, by=cast.bay)
    made.concretise("I.2", wording="Lịch gieo trồng vụ đông", target=95, by=cast.bay, at=NOW)
    made.concretise("I.3", plan_amount=12, plan_unit="ha", by=cast.bay, at=NOW)
    made.concretise("I.4", wording="", by=cast.bay, at=NOW)
    return confirm(made)


def second(first, policy, *changes, by=None, first_day=FROM, model="cell"):
    """Issue a second edition, its file changed in places."""
    content = f"{first.content}\n# The second edition.\n"
    for old, new in changes:
        assert old in content
        content = content.replace(old, new, 1)
    head = {name: getattr(first.edition, name) for name in ("title_vi", "title_ms", "title_en")}
    edition = Edition.objects.create(
        instruction=first.edition.instruction,
        place=2,
        dated=AT.date(),
        first_day=first_day,
        carry_over=policy,
        drafted_at=AT,
        **head,
    )
    file = FrameworkFile.objects.create(
        edition=edition, code=f"{model}-2026", model=model, content=content, digest=framework_file.digest(content)
    )
    Edition.objects.filter(pk=edition.pk).update(issued_at=AT, digest="0" * 64)
    edition_issued.send(sender=Edition, edition=edition, by=by, at=AT)
    return file


def own(criteria_set):
    return {row.code: row.own.stored() for row in criteria_set.criteria.all() if not row.own.is_empty}


def newest(criteria_set):
    return criteria_set.registration.sets.order_by("-place").first()


def test_kept_nothing_changes(confirmed, first):
    second(first, "keep")
    assert newest(confirmed) == confirmed


def test_adapted_criteria_hold_from_the_first_day_without_a_vote(cast, confirmed, first):
    file = second(first, "adapt", by=cast.lan)
    new = newest(confirmed)
    assert (new.place, new.framework, new.variant, new.first_day) == (2, file, confirmed.variant, FROM)
    assert (new.made_by, new.reason) == (file.edition, str(file.edition))
    assert new.state_now() is State.CONFIRMED
    assert own(new) == own(confirmed)
    assert new.current_digest == new.digest() != confirmed.current_digest
    assert list(CriteriaSet.objects.holding(FROM - dt.timedelta(days=1))) == [confirmed]
    assert list(CriteriaSet.objects.holding(FROM)) == [new]
    act = Act.objects.about(new).get()
    assert (act.verb, act.actor, act.before) == ("criteria.carried_over", cast.lan, None)


def test_adapted_criteria_are_looked_at_once(cast, confirmed, first):
    second(first, "adapt", by=cast.lan)
    new = newest(confirmed)
    new.mark_looked_at(by=cast.bay, at=AT)
    new.mark_looked_at(by=cast.thu, at=AT)
    assert new.looked_at_by_unit.by == cast.bay
    assert Act.objects.about(new).filter(verb="criteria.looked_at").count() == 1


def test_asked_again_the_old_one_holds_meanwhile(confirmed, first):
    second(first, "ask_again")
    new = newest(confirmed)
    assert (new.place, new.state_now(), own(new)) == (2, State.DRAFT, own(confirmed))
    assert list(CriteriaSet.objects.holding(FROM)) == [confirmed]


def test_what_is_no_longer_allowed_is_left_out_and_kept_in_the_acts(confirmed, first):
    second(first, "adapt", ("local: [wording, target]\n        target_at_least: 90", "local: [wording]"))
    new = newest(confirmed)
    assert own(new)["I.2"] == {**own(confirmed)["I.2"], "target": None}
    act = Act.objects.about(new).get()
    assert act.before == {"I.2": "Lịch gieo trồng vụ đông · 95.00"}
    assert act.after["left_out"] == ["I.2"]


def test_target_too_low_for_the_new_edition_is_left_out(confirmed, first):
    second(first, "adapt", ("target_at_least: 90", "target_at_least: 98"))
    assert own(newest(confirmed))["I.2"]["target"] is None


def test_reworded_criterion_keeps_its_own_by_its_number_and_is_gone_through_again(confirmed, first):
    second(first, "ask_again", (I2, "Hoàn thành nhiệm vụ được giao"))
    new = newest(confirmed)
    assert own(new) == own(confirmed)
    assert new.criteria.get(code="I.2").looked_at is None
    assert new.criteria.get(code="I.3").looked_at == NOW


def test_renumbered_criterion_is_known_by_its_words(confirmed, first):
    second(first, "adapt", *SWAPPED)
    assert sorted(own(newest(confirmed))) == ["I.2", "I.3"]
    assert own(newest(confirmed))["I.3"] == own(confirmed)["I.2"]
    assert own(newest(confirmed))["I.2"] == own(confirmed)["I.3"]


SWAPPED = (("- code: I.2\n", "- code: I.x\n"), ("- code: I.3\n", "- code: I.2\n"), ("- code: I.x\n", "- code: I.3\n"))


def test_criteria_under_way_follow_in_place(cast, first):
    """Nothing of the draft is lost: what was said of a criterion stays with it, whatever its number is now."""
    draft = begin(cast.bieu_nghi, first, by=cast.bay)
    draft.concretise("I.2", wording="Lịch gieo trồng vụ đông", by=cast.bay, at=NOW)
    draft.keep_typed("I.3", {"target": "5"}, by=cast.bay, at=NOW)
    draft.open_for_opinions(until=dt.date(2026, 2, 20), by=cast.bay, at=NOW)
    draft.record_opinion(cast.nam.member, "I.2", False, "Sớm hơn", by=cast.nam, at=NOW)
    draft.record_opinion(cast.nam.member, "I.3", True, "", by=cast.nam, at=NOW)
    file = second(first, "adapt", *SWAPPED)
    draft = CriteriaSet.objects.get(pk=draft.pk)
    assert (draft.framework, draft.place, draft.first_day, draft.made_by) == (file, 1, FROM, file.edition)
    assert draft.state_now() is State.OPEN
    assert own(draft)["I.3"]["wording"] == "Lịch gieo trồng vụ đông"
    assert draft.criteria.get(code="I.2").typed == {"target": "5"}
    assert list(draft.opened_with) == ["I.3"]
    assert {o.code: o.text for o in draft.opinions.all()} == {"I.3": "Sớm hơn", "I.2": ""}
    assert draft.current_digest == draft.digest()


def test_adopted_criteria_that_follow_are_adopted_again(cast, first):
    draft = begin(cast.bieu_nghi, first, by=cast.bay)
    draft.open_for_opinions(until=dt.date(2026, 2, 20), by=cast.bay, at=NOW)
    votes = {"present": 20, "in_favour": 20, "against": 0, "abstaining": 0}
    draft.adopt(met_on=NOW.date(), number="05-NQ/CB", **votes, by=cast.bay, at=NOW)
    second(first, "ask_again")
    draft = CriteriaSet.objects.get(pk=draft.pk)
    assert (draft.adoption(), draft.state_now()) == (None, State.OPEN)


def test_criteria_with_the_level_above_stay(cast, first):
    draft = begin(cast.bieu_nghi, first, by=cast.bay)
    draft.registration.register(by=cast.bay, at=NOW)
    draft.open_for_opinions(until=dt.date(2026, 2, 20), by=cast.bay, at=NOW)
    votes = {"present": 20, "in_favour": 20, "against": 0, "abstaining": 0}
    draft.adopt(met_on=NOW.date(), number="05-NQ/CB", **votes, by=cast.bay, at=NOW)
    draft.submit(by=cast.bay, at=NOW)
    second(first, "adapt")
    assert (newest(draft), newest(draft).framework) == (draft, first)


def test_other_instructions_and_earlier_years_are_left_alone(cast, confirmed):
    other = issue(cast.quang_ninh, first_day=dt.date(2026, 1, 2))
    second(other, "adapt")
    assert newest(confirmed) == confirmed


def test_edition_for_the_next_year_leaves_this_year_alone(confirmed, first):
    second(first, "adapt", first_day=dt.date(2027, 1, 1))
    assert newest(confirmed) == confirmed


def test_edition_for_committees_leaves_cells_alone(confirmed, first):
    second(first, "adapt", ("model: cell", "model: committee"), model="committee")
    assert newest(confirmed) == confirmed


@pytest.mark.parametrize("policy", ["adapt", "ask_again"])
def test_queries_do_not_grow_with_the_number_of_units(cast, first, policy):
    def carry(units, file):
        for unit in units:
            made = begin(unit, file)
            made.concretise("I.2", wording="Của ta", by=None, at=NOW)
            confirm(made)
        with CaptureQueriesContext(connection) as queries:
            second(file, policy)
        return len(queries)

    one = carry([cast.bieu_nghi], first)
    other = issue(cast.quang_ninh)
    three = carry([cast.tan_mai, cast.trai_thanh, cast.binh_luc_ha], other)
    assert one == three
