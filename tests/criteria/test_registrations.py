"""Registering for a year, and making criteria concrete: what is kept, what is recorded, what is refused (M6, M7)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.criteria.beginning import offers, openings
from fourgood.criteria.concretising import variant_of
from fourgood.criteria.models import Adoption, CriteriaSet, Registration, Submission
from fourgood.criteria.own import NOTHING_OWN, Own, effective
from fourgood.criteria.refusals import (
    AlreadyBegun,
    AlreadyRegistered,
    Confirmed,
    FixedByFramework,
    NoFramework,
    NoModel,
    NotAPercentage,
    NotInForce,
    PlanBelowNothing,
    PlanIncomplete,
    Submitted,
    TargetTooLow,
    UnitClosed,
    UnknownCriterion,
    UnknownPlanUnit,
    UnknownVariant,
    YearNotOpen,
    YearOver,
)
from fourgood.criteria.state import State
from fourgood.instructions.models import Edition
from fourgood.regulations.framework import Local
from tests.criteria.sets import LATER, NEW_YEAR, NOW, YEAR, begin, confirm, general, issue

TODAY = dt.date(YEAR, 2, 10)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def file(cast):
    return issue(cast.quang_ninh)


@pytest.fixture
def draft(cast, file):
    return begin(cast.bieu_nghi, file, by=cast.bay)


def acts(thing) -> list[str]:
    return list(Act.objects.about(thing).order_by("pk").values_list("verb", flat=True))


# Beginning and registering


def test_beginning_makes_a_first_version_for_the_whole_year(cast, file):
    first = begin(cast.bieu_nghi, file, by=cast.bay)
    registration = first.registration
    assert (registration.unit, registration.year, registration.model) == (cast.bieu_nghi, YEAR, "cell")
    assert (registration.begun_by, registration.registered_at) == (cast.bay, None)
    assert (first.place, first.framework, first.first_day) == (1, file, NEW_YEAR)
    assert acts(registration) == [Verb.REGISTRATION_BEGUN]


def test_first_version_holds_from_the_day_of_the_framework_where_that_is_later(cast):
    file = issue(cast.quang_ninh, first_day=dt.date(YEAR, 2, 1))
    assert begin(cast.bieu_nghi, file).first_day == dt.date(YEAR, 2, 1)


@pytest.mark.parametrize(
    ("unit", "change", "refusal"),
    [
        ("quang_ninh", {}, NoModel),
        ("khe_cat", {}, UnitClosed),
        ("dong_mai", {}, NotInForce),
        ("bieu_nghi", {"variant": "moon"}, UnknownVariant),
        ("bieu_nghi", {"year": YEAR - 1}, YearOver),
        ("bieu_nghi", {"year": YEAR + 1}, YearNotOpen),
    ],
)
def test_beginning_is_refused(cast, file, unit, change, refusal):
    """Đông Mai is a committee: the framework is for cells. Khe Cát was merged."""
    given = {"unit": getattr(cast, unit), "year": YEAR, "framework": file, "variant": general(file)} | change
    with pytest.raises(refusal):
        Registration.objects.begin(**given, by=cast.bay, at=NOW)
    assert not Registration.objects.exists()


def test_framework_of_another_branch_is_not_in_force(cast):
    elsewhere = issue(cast.phuong_dong_trieu)
    with pytest.raises(NotInForce):
        begin(cast.bieu_nghi, elsewhere)


def test_framework_before_its_first_day_is_not_in_force(cast):
    with pytest.raises(NotInForce):
        begin(cast.bieu_nghi, issue(cast.quang_ninh, first_day=dt.date(YEAR, 3, 1)))


def test_withdrawn_framework_is_not_in_force(cast, file):
    file.edition.withdraw(reason="Thử", by=cast.lan, at=NOW - dt.timedelta(days=2))
    with pytest.raises(NotInForce):
        begin(cast.bieu_nghi, file)


def test_second_registration_for_the_year_is_refused(cast, file, draft):
    with pytest.raises(AlreadyBegun):
        begin(cast.bieu_nghi, file, by=cast.thu)
    assert Registration.objects.filter(unit=cast.bieu_nghi, year=YEAR).count() == 1


def test_next_year_opens_in_december(cast, file):
    at = timezone.make_aware(dt.datetime(YEAR, 12, 1, 8))
    registration = Registration.objects.begin(
        unit=cast.bieu_nghi, year=YEAR + 1, framework=file, variant=general(file), by=cast.bay, at=at
    )
    assert registration.sets.get().first_day == dt.date(YEAR + 1, 1, 1)


def test_registering_says_who_and_when_once(cast, draft):
    registration = draft.registration
    registration.register(by=cast.bay, at=LATER)
    fresh = Registration.objects.get(pk=registration.pk)
    assert (fresh.registered_at, fresh.registered_by) == (LATER, cast.bay)
    assert acts(registration) == [Verb.REGISTRATION_BEGUN, Verb.REGISTERED]
    with pytest.raises(AlreadyRegistered):
        Registration.objects.get(pk=registration.pk).register(by=cast.thu, at=LATER)


def test_committee_registers_by_its_own_framework(cast):
    file = issue(cast.quang_ninh, code="committee-2026", model="committee")
    registration = begin(cast.dong_mai, file, by=cast.hoa).registration
    assert registration.model == "committee"


# What is offered


def the_offer(unit, file):
    """That of the file: the province may have issued others."""
    return next(offer for offer in offers(unit, YEAR, today=TODAY) if offer.file == file)


def test_newest_edition_is_offered_first_then_by_code(cast, file):
    issue(cast.quang_ninh, code="cell-met-2024", first_day=NEW_YEAR)
    newer = issue(cast.dong_mai, first_day=NEW_YEAR + dt.timedelta(days=1))
    codes = [offer.file.code for offer in offers(cast.bieu_nghi, YEAR, today=TODAY)]
    assert offers(cast.bieu_nghi, YEAR, today=TODAY)[0].file == newer
    assert codes[-1] == "cell-met-2024"


def test_variant_that_names_the_sector_is_offered_alone(cast, file):
    found = the_offer(cast.thcs_dong_mai, file)
    assert [(variant.sectors, found.fits) for variant in found.variants] == [(("public_service",), True)]
    assert found.due == dt.date(YEAR, 3, 31)


def test_sector_without_variant_gets_the_general_one(cast, file):
    found = the_offer(cast.bieu_nghi, file)
    assert [(variant.sectors, found.fits) for variant in found.variants] == [((), False)]


def test_unit_without_sector_chooses(cast, file):
    unit = cast.bieu_nghi
    unit.sector = None
    found = the_offer(unit, file)
    assert (found.variants[0].sectors, found.fits) == ((), False)
    assert len(found.variants) == len(found.framework.variants) > 1


def test_nothing_is_offered_without_a_framework(cast):
    for edition in Edition.objects.in_force(TODAY):
        edition.withdraw(reason="Thử", by=cast.lan, at=NOW - dt.timedelta(days=2))
    with pytest.raises(NoFramework):
        offers(cast.bieu_nghi, YEAR, today=TODAY)


@pytest.mark.parametrize(
    ("person", "day", "expected"),
    [
        ("bay", TODAY, [("bieu_nghi", YEAR)]),
        ("thu", dt.date(YEAR, 12, 1), [("bieu_nghi", YEAR), ("bieu_nghi", YEAR + 1)]),
        ("hoa", TODAY, [("dong_mai", YEAR)]),
        ("nam", TODAY, []),
        ("tuan", TODAY, []),
        ("lan", TODAY, []),
        ("minh", TODAY, []),
    ],
)
def test_who_may_begin_what(cast, person, day, expected):
    found = openings(getattr(cast, person).standing(day), on=day)
    assert found == [(getattr(cast, unit), year) for unit, year in expected]


# Making concrete


def test_criterion_is_made_concrete_with_one_act(cast, draft):
    row = draft.concretise("I.2", wording=" Trồng 12 ha vụ đông ", target=Decimal(95), by=cast.bay, at=LATER)
    row.refresh_from_db()
    assert row.own == Own(wording="Trồng 12 ha vụ đông", target=Decimal("95.00"))
    assert (row.looked_at, row.changed_by, row.before) == (LATER, cast.bay, None)
    act = Act.objects.about(draft).get()
    assert (act.verb, act.actor, act.path) == (Verb.CRITERION_CONCRETISED, cast.bay, cast.bieu_nghi.path)
    assert act.before == {"wording": "", "target": None}
    assert act.after == {"criterion": "I.2", "wording": "Trồng 12 ha vụ đông", "target": "95.00"}


def test_going_through_without_changing_anything_records_no_act(cast, draft):
    row = draft.concretise("I.1", by=cast.bay, at=LATER)
    assert (row.looked_at, row.own) == (LATER, NOTHING_OWN)
    assert acts(draft) == []


def test_typing_saves_the_row_and_records_one_act_at_the_end(cast, draft):
    for text in ("Tr", "Trồng", "Trồng 12 ha"):
        draft.keep("I.1", Own(wording=text), by=cast.bay, at=NOW)
    assert draft.criteria.get(code="I.1").wording == "Trồng 12 ha"
    assert acts(draft) == []
    draft.concretise("I.1", wording="Trồng 12 ha", by=cast.bay, at=LATER)
    act = Act.objects.about(draft).get()
    assert (act.before, act.after) == ({"wording": ""}, {"criterion": "I.1", "wording": "Trồng 12 ha"})


def test_act_owed_to_one_is_recorded_when_another_continues(cast, draft):
    draft.keep("I.1", Own(wording="Của Bảy"), by=cast.bay, at=NOW)
    draft.concretise("I.1", wording="Của Thu", by=cast.thu, at=LATER)
    told = Act.objects.about(draft).order_by("pk").values_list("actor", "before__wording", "after__wording")
    assert list(told) == [(cast.bay.pk, "", "Của Bảy"), (cast.thu.pk, "Của Bảy", "Của Thu")]


def test_what_is_owed_is_recorded_before_decisions(cast, draft):
    draft.keep("I.1", Own(wording="Một"), by=cast.bay, at=NOW)
    draft.keep("I.2", Own(wording="Hai"), by=cast.thu, at=NOW)
    draft.record_changes()
    draft.record_changes()
    told = Act.objects.about(draft).order_by("pk").values_list("actor", "after__criterion")
    assert list(told) == [(cast.bay.pk, "I.1"), (cast.thu.pk, "I.2")]


def test_what_was_typed_and_taken_back_is_no_change(cast, draft):
    draft.keep("I.1", Own(wording="Nhầm"), by=cast.bay, at=NOW)
    draft.concretise("I.1", by=cast.bay, at=LATER)
    assert acts(draft) == []


def test_what_cannot_hold_is_kept_beside_what_holds(cast, draft):
    draft.concretise("I.2", target=Decimal(95), by=cast.bay, at=NOW)
    draft.keep_typed("I.2", {"wording": "", "target": "40"}, by=cast.bay, at=LATER)
    row = draft.criteria.get(code="I.2")
    assert (row.target, row.typed) == (Decimal("95.00"), {"wording": "", "target": "40"})
    assert draft.concretise("I.2", target=Decimal(92), by=cast.bay, at=LATER).typed is None


def plan_units(draft, code: str) -> list[str]:
    return [unit.vi for unit in variant_of(draft).criterion(code).plan_units]


@pytest.mark.parametrize(
    ("code", "values", "refusal"),
    [
        ("IX.9", {"wording": "x"}, UnknownCriterion),
        ("I.1", {"target": Decimal(95)}, FixedByFramework),
        ("I.1", {"measure": "x"}, FixedByFramework),
        ("I.1", {"plan_amount": Decimal(1), "plan_unit": "ha"}, FixedByFramework),
        ("I.2", {"target": Decimal("89.99")}, TargetTooLow),
        ("I.2", {"target": Decimal("100.01")}, NotAPercentage),
        ("I.2", {"target": Decimal(-1)}, NotAPercentage),
        ("I.4", {"plan_amount": Decimal(7)}, PlanIncomplete),
        ("I.4", {"plan_unit": "đồng"}, PlanIncomplete),
        ("I.4", {"plan_amount": Decimal(-7), "plan_unit": "đồng"}, PlanBelowNothing),
        ("I.4", {"plan_amount": Decimal(7), "plan_unit": "con voi"}, UnknownPlanUnit),
    ],
)
def test_what_the_framework_fixes_is_refused(cast, draft, code, values, refusal):
    with pytest.raises(refusal):
        draft.concretise(code, **values, by=cast.bay, at=LATER)
    assert not draft.criteria.exists()


def test_refusal_says_what_to_write_instead(cast, draft):
    with pytest.raises(TargetTooLow) as low:
        draft.concretise("I.2", target=Decimal(40), by=cast.bay, at=LATER)
    assert low.value.reason == "The framework asks for at least 90 % here. Write that or more."
    with pytest.raises(UnknownPlanUnit) as unit:
        draft.concretise("I.4", plan_amount=Decimal(1), plan_unit="x", by=cast.bay, at=LATER)
    assert "working days" in unit.value.reason


def test_plan_figures_are_kept(cast, draft):
    draft.concretise("I.4", plan_amount=Decimal(7_000_000_000), plan_unit="đồng", by=cast.bay, at=LATER)
    row = draft.criteria.get(code="I.4")
    assert (row.plan_amount, row.plan_unit) == (Decimal("7000000000.00"), "đồng")


def submit(draft: CriteriaSet, **more) -> Submission:
    return Submission.objects.create(criteria_set=draft, submitted_at=NOW, **more)


@pytest.mark.parametrize(("more", "refusal"), [({}, Submitted), ({"confirmed_at": LATER}, Confirmed)])
def test_decided_criteria_are_not_changed(cast, draft, more, refusal):
    submit(draft, **more)
    for change in (
        lambda: draft.concretise("I.1", wording="x", by=cast.bay, at=LATER),
        lambda: draft.keep("I.1", Own(wording="x"), by=cast.bay, at=LATER),
        lambda: draft.keep_typed("I.1", {"wording": "x"}, by=cast.bay, at=LATER),
        lambda: draft.copy_from(draft, by=cast.bay, at=LATER),
    ):
        with pytest.raises(refusal):
            change()
    assert not draft.criteria.exists()


def test_returned_criteria_are_changed_again(cast, draft):
    submit(draft, returned_at=LATER)
    assert draft.concretise("I.1", wording="x", by=cast.bay, at=LATER).wording == "x"


# Digest and state


def test_digest_tells_content_apart_and_nothing_else(cast, draft):
    empty = draft.digest()
    draft.concretise("I.1", by=cast.bay, at=NOW)
    assert draft.digest() == empty == draft.current_digest
    draft.concretise("I.1", wording="x", by=cast.bay, at=NOW)
    changed = CriteriaSet.objects.get(pk=draft.pk)
    assert changed.digest() == changed.current_digest != empty
    changed.concretise("I.1", by=cast.thu, at=LATER)
    assert changed.digest() == empty


def adopt(draft: CriteriaSet, at: dt.datetime = NOW) -> None:
    Adoption.objects.create(
        criteria_set=draft,
        met_on=TODAY,
        number="1-NQ/CB",
        base=3,
        present=3,
        in_favour=3,
        against=0,
        abstaining=0,
        digest=draft.digest(),
        recorded_at=at,
    )


def test_state_follows_from_what_was_done(cast, draft):
    hour = dt.timedelta(hours=1)
    assert draft.state_now() is State.DRAFT
    CriteriaSet.objects.filter(pk=draft.pk).update(opened_at=NOW)
    assert draft.state_now() is State.OPEN
    adopt(draft)
    assert draft.state_now() is State.ADOPTED
    draft.concretise("I.1", wording="x", by=cast.bay, at=LATER)
    assert draft.state_now() is State.OPEN  # what was voted on is no longer what stands there
    adopt(draft, NOW + hour)
    sent = submit(draft)
    assert (draft.state_now(), draft.is_editable()) == (State.SUBMITTED, False)
    Submission.objects.filter(pk=sent.pk).update(returned_at=NOW + 2 * hour)
    assert (draft.state_now(), draft.is_editable()) == (State.RETURNED, True)
    adopt(draft, NOW + 3 * hour)
    assert draft.state_now() is State.ADOPTED
    submit(draft, confirmed_at=NOW + 4 * hour)
    assert draft.state_now() is State.CONFIRMED


def test_state_of_many_is_that_of_each(cast, file, draft):
    other = confirm(begin(cast.tan_mai, file))
    states = dict(CriteriaSet.objects.with_state().filter(pk__in=[draft.pk, other.pk]).values_list("pk", "state"))
    assert states == {draft.pk: "draft", other.pk: "confirmed"}


def test_sets_of_a_state_are_those_whose_state_it_is(cast, file, draft):
    confirm(begin(cast.tan_mai, file))
    begin(cast.trai_thanh, file)
    hour = dt.timedelta(hours=1)

    def agree() -> State:
        for state in State:
            found = CriteriaSet.objects.in_state(state).values_list("pk", flat=True)
            assert set(found) == set(CriteriaSet.objects.with_state().filter(state=state).values_list("pk", flat=True))
        return draft.state_now()

    passed = [agree()]
    CriteriaSet.objects.filter(pk=draft.pk).update(opened_at=NOW)
    passed.append(agree())
    adopt(draft)
    passed.append(agree())
    sent = submit(draft)
    passed.append(agree())
    Submission.objects.filter(pk=sent.pk).update(returned_at=NOW + 2 * hour)
    passed.append(agree())
    adopt(draft, NOW + 3 * hour)
    passed.append(agree())
    submit(draft, confirmed_at=NOW + 4 * hour)
    passed.append(agree())
    expected = ["draft", "open", "adopted", "submitted", "returned", "adopted", "confirmed"]
    assert passed == [State(state) for state in expected]


# What holds


def test_what_holds_is_the_own_where_set_else_the_frameworks(cast, draft):
    criterion = variant_of(draft).criterion("I.2")
    assert effective(criterion, None).wording == criterion.wording
    assert (effective(criterion, None).target, effective(criterion, None).differs) == (Decimal(90), frozenset())
    row = draft.concretise("I.2", wording="Của ta", target=Decimal(95), by=cast.bay, at=LATER)
    holds = effective(criterion, row)
    assert (holds.wording.vi, holds.wording.en, holds.target) == ("Của ta", "Của ta", Decimal(95))
    assert holds.differs == {Local.WORDING, Local.TARGET}


def test_planned_unit_is_told_in_three_languages(cast, draft):
    criterion = variant_of(draft).criterion("I.4")
    row = draft.concretise("I.4", plan_amount=Decimal(300), plan_unit="ngày công", by=cast.bay, at=LATER)
    holds = effective(criterion, row)
    assert (holds.plan_amount, holds.plan_unit.en) == (Decimal(300), "working days")


# Who sees what


@pytest.mark.parametrize(
    ("person", "sees"),
    [
        ("bay", True),
        ("thu", True),
        ("nam", True),
        ("mai", True),
        ("tuan", True),
        ("hoa", True),
        ("lan", True),
        ("minh", True),
        ("dung", False),
        ("phuc", False),
        ("quang", False),
        ("khach", False),
    ],
)
def test_who_sees_the_criteria(cast, draft, person, sees):
    viewer = getattr(cast, person)
    assert CriteriaSet.objects.visible_to(viewer).filter(pk=draft.pk).exists() is sees
    assert Registration.objects.visible_to(viewer).filter(pk=draft.registration.pk).exists() is sees


def test_history_tells_the_change_in_words(cast, draft, client):
    draft.concretise("I.2", wording="Trồng 12 ha", target=Decimal(95), by=cast.bay, at=LATER)
    type(cast.bay).objects.filter(pk=cast.bay.pk).update(language="en")
    client.force_login(cast.bay)
    shown = client.get(reverse("acts_of", args=["criteria.criteriaset", draft.pk])).content.decode()
    for words in ("made the criterion concrete", "Criterion", "Own wording", "Trồng 12 ha", "Own target, in per cent"):
        assert words in shown
