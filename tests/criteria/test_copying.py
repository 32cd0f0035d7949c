"""Copying from last year and from similar units: what still fits is taken over, the rest is listed (M6)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.criteria.copying import sources_for
from fourgood.criteria.models import CriteriaSet, Opinion
from fourgood.criteria.own import Own
from fourgood.criteria.refusals import NotToCopy
from tests.criteria.sets import LATER, NOW, YEAR, begin, confirm, content_of, issue

OLD = YEAR - 1


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


@pytest.fixture
def last_year(cast):
    """Biểu Nghi's criteria of the year before, under the framework of that time, which reads alike but for one."""
    words = "Quán triệt, cụ thể hóa kịp thời chỉ thị, nghị quyết, văn bản của cấp trên"
    before = issue(
        cast.quang_ninh, code="cell-before", first_day=NOW.date().replace(year=OLD, month=1), content=other(words)
    )
    old = begin(cast.bieu_nghi, before, year=OLD)
    old.concretise("I.1", wording="Theo chữ cũ", by=cast.bay, at=NOW)
    old.concretise("I.2", wording="Trồng 12 ha", target=Decimal(95), by=cast.bay, at=NOW)
    old.concretise("I.4", plan_amount=Decimal(300), plan_unit="ngày công", by=cast.bay, at=NOW)
    return old


def other(words: str) -> str:
    assert words in content_of()
    return content_of().replace(words, "Chữ của năm trước")


def owns(criteria_set: CriteriaSet) -> dict[str, Own]:
    return {row.code: row.own for row in criteria_set.criteria.all() if not row.own.is_empty}


def test_last_year_is_copied_as_far_as_the_framework_says_the_same(cast, draft, last_year):
    found = draft.copy_from(last_year, by=cast.bay, at=LATER)
    assert owns(draft) == {
        "I.2": Own(wording="Trồng 12 ha", target=Decimal("95.00")),
        "I.4": Own(plan_amount=Decimal("300.00"), plan_unit="ngày công"),
    }
    assert [(left.code, str(left.what)) for left in found.left] == [("I.1", "")]
    act = Act.objects.about(draft).get(verb=Verb.CRITERIA_COPIED)
    assert (act.after["copied"], act.after["left_out"]) == (["I.2", "I.4"], ["I.1"])


def test_copied_criteria_are_still_to_be_gone_through(cast, draft, last_year):
    draft.copy_from(last_year, by=cast.bay, at=LATER)
    assert not draft.criteria.filter(looked_at__isnull=False).exists()
    assert draft.digest() == CriteriaSet.objects.get(pk=draft.pk).current_digest


def test_what_is_our_own_already_stays(cast, draft, last_year):
    draft.concretise("I.2", wording="Mới viết", by=cast.bay, at=NOW)
    found = draft.copy_from(last_year, by=cast.bay, at=LATER)
    assert owns(draft)["I.2"] == Own(wording="Mới viết")
    assert "I.2" in {left.code for left in found.left}


def test_target_below_todays_lowest_is_left_out_with_the_reason(cast, draft, last_year):
    last_year.criteria.filter(code="I.2").update(target=Decimal(50))
    found = draft.copy_from(last_year, by=cast.bay, at=LATER)
    assert owns(draft)["I.2"] == Own(wording="Trồng 12 ha")
    left = next(left for left in found.left if left.code == "I.2")
    assert (str(left.what), str(left.why)) == (
        "the target",
        "The framework asks for at least 90 % here. Write that or more.",
    )


def test_similar_unit_gives_its_words_but_not_its_figures(cast, file, draft):
    theirs = begin(cast.tan_mai, file)
    theirs.concretise("I.1", wording="Của Tân Mai", by=None, at=NOW)
    theirs.concretise("I.4", wording="Hiến đất", plan_amount=Decimal(9), plan_unit="m²", by=None, at=NOW)
    confirm(theirs)
    found = draft.copy_from(theirs, by=cast.bay, at=LATER)
    assert owns(draft) == {"I.1": Own(wording="Của Tân Mai"), "I.4": Own(wording="Hiến đất")}
    assert [(left.code, str(left.what)) for left in found.left] == [("I.4", "the plan")]


def test_opinions_are_not_copied(cast, file, draft):
    theirs = begin(cast.tan_mai, file)
    theirs.concretise("I.1", wording="x", by=None, at=NOW)
    member = cast.tan_mai.members.first()
    Opinion.objects.create(criteria_set=theirs, member=member, code="I.1", agrees=True, given_at=NOW)
    draft.copy_from(confirm(theirs), by=cast.bay, at=LATER)
    assert not draft.opinions.exists()


def test_similar_are_confirmed_ones_of_the_same_kind_and_sector_under_the_same_committee(cast, file, draft):
    tan_mai = confirm(begin(cast.tan_mai, file))  # a quarter of the same ward
    begin(cast.trai_thanh, file)  # the same, not confirmed
    confirm(begin(cast.thcs_dong_mai, file))  # a school
    confirm(begin(cast.binh_luc_ha, file))  # a quarter of another ward
    confirm(draft)
    assert list(CriteriaSet.objects.similar_to(cast.bieu_nghi)) == [tan_mai]


def test_what_is_neither_own_nor_similar_is_refused(cast, file, draft):
    with pytest.raises(NotToCopy):
        draft.copy_from(confirm(begin(cast.binh_luc_ha, file)), by=cast.bay, at=LATER)
    with pytest.raises(NotToCopy):
        draft.copy_from(draft, by=cast.bay, at=LATER)


def test_criteria_of_a_unit_that_was_merged_into_ours_can_be_copied(cast, file):
    """Khe Cát was merged into Động Linh in May 2026; what it wrote for 2025 is its successor's to go on from."""
    before = issue(cast.quang_ninh, first_day=NOW.date().replace(year=OLD, month=1))
    own = begin(cast.tan_mai, before, year=OLD)
    own.registration.unit = cast.khe_cat
    own.registration.save()
    draft = begin(cast.dong_linh, file)
    assert list(sources_for(draft)) == [own]
