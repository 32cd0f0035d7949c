"""A change during the year is a new version from a day; the old one stays (M6)."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.criteria.models import CriteriaSet, Registration
from fourgood.criteria.own import Own
from fourgood.criteria.refusals import (
    AlreadyShown,
    Confirmed,
    NotConfirmedYet,
    ReasonMissing,
    RegisteredStays,
    VersionOutOfYear,
    VersionUnderWay,
)
from fourgood.criteria.state import State
from tests.criteria.sets import LATER, NEW_YEAR, NOW, YEAR, begin, confirm, content_of, issue

JULY = dt.date(YEAR, 7, 1)
REASON = "Bão số 3 làm hỏng vụ mùa."


@pytest.fixture
def file(cast):
    return issue(cast.quang_ninh)


@pytest.fixture
def first(cast, file):
    draft = begin(cast.bieu_nghi, file, by=cast.bay)
    draft.concretise("I.1", wording="Lúa mùa", by=cast.bay, at=NOW)
    return confirm(draft)


def change(criteria_set: CriteriaSet, cast, *, first_day: dt.date = JULY, reason: str = REASON) -> CriteriaSet:
    return criteria_set.new_version(first_day=first_day, reason=reason, by=cast.bay, at=LATER)


def test_new_version_begins_with_the_same_criteria(cast, first):
    second = change(first, cast)
    assert (second.place, second.first_day, second.reason) == (2, JULY, REASON)
    assert (second.framework, second.variant) == (first.framework, first.variant)
    assert second.criteria.get(code="I.1").own == Own(wording="Lúa mùa")
    assert second.digest() == second.current_digest == first.digest()
    assert Act.objects.about(second).get().verb == Verb.CRITERIA_VERSION_BEGUN


def test_new_version_counts_as_gone_through(cast, first):
    second = change(first, cast)
    assert CriteriaSet.objects.with_progress().get(pk=second.pk).looked_at == second.criteria.count() > 20


def test_old_version_stays_when_the_new_one_changes(cast, first):
    second = change(first, cast)
    second.concretise("I.1", wording="Rau vụ đông", by=cast.bay, at=LATER)
    assert first.criteria.get(code="I.1").wording == "Lúa mùa"
    assert (first.state_now(), second.state_now()) == (State.CONFIRMED, State.DRAFT)


def holding(on: dt.date) -> list[int]:
    return list(CriteriaSet.objects.holding(on).values_list("pk", flat=True))


def test_version_holds_from_its_day_once_confirmed(cast, first):
    second = change(first, cast)
    assert holding(dt.date(YEAR, 12, 31)) == [first.pk]
    confirm(second)
    assert holding(JULY - dt.timedelta(days=1)) == [first.pk]
    assert holding(JULY) == [second.pk]
    assert holding(NEW_YEAR) == [first.pk]
    assert holding(dt.date(YEAR + 1, 1, 1)) == []
    assert holding(dt.date(YEAR - 1, 12, 31)) == []


def test_third_version_follows_the_second(cast, first):
    second = confirm(change(first, cast))
    third = change(second, cast, first_day=dt.date(YEAR, 10, 1))
    assert third.place == 3


@pytest.mark.parametrize("day", [NEW_YEAR, dt.date(YEAR - 1, 12, 1), dt.date(YEAR + 1, 1, 1)])
def test_day_outside_of_the_year_or_not_after_the_first_is_refused(cast, first, day):
    with pytest.raises(VersionOutOfYear):
        change(first, cast, first_day=day)


def test_change_without_a_reason_is_refused(cast, first):
    with pytest.raises(ReasonMissing):
        change(first, cast, reason="  ")


def test_draft_gets_no_new_version(cast, file):
    with pytest.raises(NotConfirmedYet):
        change(begin(cast.tan_mai, file), cast)


def test_only_the_newest_version_is_followed_by_another(cast, first):
    change(first, cast)
    with pytest.raises(VersionUnderWay):
        change(first, cast, first_day=dt.date(YEAR, 10, 1))


def test_version_under_a_new_framework_takes_over_what_reads_alike(cast, first):
    first_words = "Quán triệt, cụ thể hóa kịp thời chỉ thị, nghị quyết, văn bản của cấp trên"
    other = content_of().replace(first_words, "Học tập nghị quyết")
    assert other != content_of()
    first.framework.edition.withdraw(reason="Thay thế", by=cast.lan, at=NOW)
    issued = issue(cast.quang_ninh, first_day=dt.date(YEAR, 6, 1), content=other)
    second = change(first, cast)
    assert second.framework == issued
    assert not second.criteria.filter(code="I.1").exists()  # to be gone through again: the framework reads differently
    assert second.criteria.filter(code="I.2", looked_at=LATER).exists()


# Taking back a draft


def test_draft_of_a_change_is_taken_back(cast, first):
    second = change(first, cast)
    pk = second.pk
    second.discard(by=cast.bay)
    assert list(CriteriaSet.objects.values_list("pk", flat=True)) == [first.pk]
    act = Act.objects.get(verb=Verb.CRITERIA_DISCARDED, object_id=pk)
    assert (act.before["first_day"], act.before["reason"]) == (JULY.isoformat(), REASON)
    assert change(first, cast, first_day=dt.date(YEAR, 8, 1)).place == 2


def test_registration_that_was_only_begun_is_taken_back_with_its_draft(cast, file):
    draft = begin(cast.bieu_nghi, file, by=cast.bay)
    draft.keep("I.1", Own(wording="x"), by=cast.bay, at=NOW)
    draft.discard(by=cast.bay)
    assert not Registration.objects.exists()
    assert begin(cast.bieu_nghi, file, by=cast.bay).place == 1


def test_first_criteria_of_a_registered_unit_stay(cast, file):
    draft = begin(cast.bieu_nghi, file)
    draft.registration.register(by=cast.bay, at=NOW)
    with pytest.raises(RegisteredStays):
        draft.discard(by=cast.bay)


def test_criteria_that_members_were_asked_about_stay(cast, first):
    second = change(first, cast)
    CriteriaSet.objects.filter(pk=second.pk).update(opened_at=LATER)
    with pytest.raises(AlreadyShown):
        second.discard(by=cast.bay)


def test_confirmed_criteria_stay(cast, first):
    with pytest.raises(Confirmed):
        first.discard(by=cast.bay)
    assert first.criteria.get(code="I.1").own == Own(wording="Lúa mùa")
