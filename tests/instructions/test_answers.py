"""Who has answered a document: numbers and names from one source, as of any day, whatever units have become (M5)."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.accounts.models import User
from fourgood.instructions.answers import Answers, Asked, Which, answers, details, total_of, units_where
from fourgood.instructions.models import Document, Plan
from fourgood.instructions.owed import Owes, answers_to, owed_by, own_units, with_answers
from fourgood.organisation.models import Order, OrganisationKind, Step, Unit
from tests.instructions.papers import SENT, TODAY, at, day, send

NUMBERS = {
    "expected": Which.EXPECTED,
    "received": Which.RECEIVED,
    "studied": Which.STUDIED,
    "planned": Which.PLANNED,
    "late": Which.LATE,
    "missing": Which.MISSING,
}


def asked(document: Document, unit: Unit, viewer: User, on: dt.date = TODAY) -> Asked:
    return Asked(document, unit, viewer, on)


def row_of(table: list[Answers], unit: Unit) -> Answers:
    return next(row for row in table if row.unit == unit.pk)


def answer(document: Document, unit: Unit, received: str, study: str | None = None) -> None:
    document.confirm_receipt(unit=unit, by=None, at=at(day(received)))
    if study:
        document.set_study_day(unit=unit, on=day(study), by=None)


def adopt_plan(document: Document, unit: Unit, on: str) -> Plan:
    plan = Plan.objects.draft(document=document, unit=unit, text="x", by=None, at=at(SENT))
    plan.add_step(text="x", due_on=day(on), owner="x", by=None)
    plan.adopt(number="1-KH/THỬ", on=day(on), by=None, at=at(day(on)))
    return plan


def test_table_of_a_ward_has_itself_first_then_its_cells_by_name(cast):
    table = answers(asked(send(cast), cast.dong_mai, cast.hoa))
    assert (table[0].unit, table[0].has_more) == (cast.dong_mai.pk, False)
    below = Unit.objects.active().filter(parent=cast.dong_mai).order_by("sort_key")
    assert [row.unit for row in table[1:]] == [unit.pk for unit in below]
    assert [row.expected for row in table] == [1] * len(table)


def test_table_of_the_issuer_counts_what_stands_under_each_child(cast):
    table = answers(asked(send(cast), cast.quang_ninh, cast.lan))
    assert cast.quang_ninh.pk not in {row.unit for row in table}
    for row in table:
        unit = Unit.objects.get(pk=row.unit)
        assert row.expected == Unit.objects.active().under(unit).count()
        assert row.has_more == (unit.kind.level != "cell")
    whole = total_of(table, cast.quang_ninh)
    assert whole.expected == Unit.objects.active().under(cast.quang_ninh).count() - 1 == whole.missing


def test_answers_are_counted_as_they_come(cast):
    document = send(cast, plan_by=day("2026-10-31"))
    answer(document, cast.dong_mai, "2026-10-05", "2026-10-08")
    answer(document, cast.bieu_nghi, "2026-10-12", "2026-12-01")
    adopt_plan(document, cast.dong_mai, "2026-10-20")
    table = answers(asked(document, cast.dong_mai, cast.hoa))
    ward, cell, other = (row_of(table, unit) for unit in (cast.dong_mai, cast.bieu_nghi, cast.tan_mai))
    assert (ward.received, ward.studied, ward.plans, ward.planned, ward.late, ward.missing) == (1, 1, 1, 1, 0, 0)
    assert (cell.received, cell.studied, cell.plans, cell.planned, cell.late, cell.missing) == (1, 0, 0, 0, 1, 0)
    assert (other.received, other.studied, other.plans, other.planned, other.late, other.missing) == (0, 0, 0, 0, 1, 1)


@pytest.mark.parametrize(("viewer", "unit"), [("lan", "quang_ninh"), ("hoa", "dong_mai"), ("bay", "bieu_nghi")])
@pytest.mark.parametrize("on", ["2026-11-23", "2026-02-15"])
def test_names_behind_every_number_are_as_many_as_it_says(cast, viewer, unit, on):
    question = asked(cast.document, getattr(cast, unit), getattr(cast, viewer), day(on))
    whole = total_of(answers(question), question.unit)
    for number, which in NUMBERS.items():
        assert units_where(question, which).count() == getattr(whole, number), number


@pytest.mark.parametrize(
    ("yes", "no", "of"),
    [
        (Which.RECEIVED, Which.NOT_RECEIVED, "expected"),
        (Which.STUDIED, Which.NOT_STUDIED, "expected"),
        (Which.PLANNED, Which.NOT_PLANNED, "plans"),
    ],
)
def test_lists_of_those_who_have_and_have_not_are_the_whole(cast, yes, no, of):
    question = asked(cast.document, cast.quang_ninh, cast.lan)
    have, have_not = set(units_where(question, yes)), set(units_where(question, no))
    assert have & have_not == set()
    assert len(have | have_not) == getattr(total_of(answers(question), cast.quang_ninh), of)


def test_table_as_of_a_day_knows_nothing_of_later_answers(cast):
    document = send(cast)
    answer(document, cast.bieu_nghi, "2026-10-05", "2026-10-08")
    for on, numbers in {
        "2026-09-30": (0, 0, 0, 0),
        "2026-10-04": (1, 0, 0, 0),
        "2026-10-05": (1, 1, 0, 0),
        "2026-10-08": (1, 1, 1, 0),
        "2026-10-11": (1, 1, 1, 0),
    }.items():
        row = total_of(answers(asked(document, cast.bieu_nghi, cast.lan, day(on))), cast.bieu_nghi)
        assert (row.expected, row.received, row.studied, row.late) == numbers, on


def test_late_begins_the_day_after_the_deadline(cast):
    document = send(cast)
    for on, late in {"2026-10-10": 0, "2026-10-11": 1}.items():
        question = asked(document, cast.bieu_nghi, cast.lan, day(on))
        assert total_of(answers(question), cast.bieu_nghi).late == late
        assert details(question, [cast.bieu_nghi])[cast.bieu_nghi.pk].receipt_is_late == bool(late)


def test_receipt_shortly_before_midnight_is_of_that_day(cast):
    document = send(cast)
    document.confirm_receipt(unit=cast.bieu_nghi, by=None, at=at(day("2026-10-10"), hour=23))
    told = details(asked(document, cast.bieu_nghi, cast.lan), [cast.bieu_nghi])[cast.bieu_nghi.pk]
    assert (told.received_on, told.receipt_is_late) == (day("2026-10-10"), False)


def test_document_without_a_day_for_plans_asks_for_none(cast):
    table = answers(asked(send(cast, confirm_by=None), cast.dong_mai, cast.hoa))
    assert {row.plans for row in table} == {0}
    assert {row.late for row in table} == {0}


def test_plan_in_the_place_of_another_leaves_the_first_day(cast):
    document = send(cast, plan_by=day("2026-10-31"))
    plan = adopt_plan(document, cast.dong_mai, "2026-10-20")
    fresh = plan.replace(by=None, at=at(day("2026-11-10")))
    fresh.adopt(number="2-KH/THỬ", on=day("2026-11-12"), by=None, at=at(day("2026-11-12")))
    question = asked(document, cast.dong_mai, cast.lan)
    told = details(question, [cast.dong_mai])[cast.dong_mai.pk]
    assert (told.plan, told.planned_on, told.plan_is_late) == (plan.pk, day("2026-10-20"), False)
    assert row_of(answers(question), cast.dong_mai).planned == 1


def test_unit_tells_whom_to_call_and_when_it_was_reminded(cast):
    document = send(cast)
    document.remind([cast.bieu_nghi], within=cast.dong_mai, by=cast.hoa, at=at(day("2026-11-02")))
    for on, reminded in {"2026-11-01": None, "2026-11-02": day("2026-11-02")}.items():
        told = details(asked(document, cast.dong_mai, cast.hoa, day(on)), [cast.bieu_nghi])[cast.bieu_nghi.pk]
        assert (told.secretary, told.reminded_on) == ("Vũ Văn Bảy", reminded)


# Units that come and go


def order(cast, on: str, step: dict[str, object]) -> None:
    made = Order.objects.draft(
        issuer=cast.quang_ninh,
        number="1-QĐ/THỬ",
        decided_on=day(on),
        effective_on=day(on),
        reason="Thử",
        by=cast.lan,
        at=at(day(on)),
    )
    made.add_step(**step, by=cast.lan)
    made.carry_out(by=cast.lan, at=at(day(on)))


def test_unit_founded_afterwards_is_asked_but_not_late(cast):
    document = send(cast)
    code, kind = "22.206.001.000.099", OrganisationKind.objects.get(code="cell")
    found = {"act": Step.Act.FOUND, "code": code, "name": "Chi bộ mới", "kind": kind, "parent_code": cast.dong_mai.code}
    order(cast, "2026-11-01", found)
    unit = Unit.objects.get(code=code)
    before = answers(asked(document, cast.dong_mai, cast.hoa, day("2026-10-31")))
    assert unit.pk not in {row.unit for row in before}
    row = row_of(answers(asked(document, cast.dong_mai, cast.hoa)), unit)
    assert (row.expected, row.missing, row.late) == (1, 1, 0)


def test_unit_closed_afterwards_is_asked_until_its_last_day(cast):
    document = send(cast)
    answer(document, cast.tan_mai, "2026-10-05", "2026-10-06")
    order(cast, "2026-11-01", {"act": Step.Act.MERGE, "unit": cast.tan_mai, "into_code": cast.trai_thanh.code})
    then = asked(document, cast.dong_mai, cast.hoa, day("2026-10-31"))
    assert row_of(answers(then), cast.tan_mai).received == 1
    now = asked(document, cast.dong_mai, cast.hoa)
    assert cast.tan_mai.pk not in {row.unit for row in answers(now)}
    assert row_of(answers(now), cast.trai_thanh).received == 0


def test_table_of_2024_is_the_tree_of_2024(cast):
    document = Document.objects.get(edition=cast.first_edition)
    table = answers(asked(document, cast.quang_ninh, cast.lan, day("2024-12-01")))
    town = row_of(table, cast.quang_yen)
    assert (town.name, town.has_more) == ("Đảng bộ thị xã Quảng Yên", True)
    wards = [row.unit for row in answers(asked(document, cast.quang_yen, cast.lan, day("2024-12-01")))]
    assert set(wards) >= {cast.quang_yen.pk, cast.dong_mai.pk, cast.minh_thanh.pk}
    assert answers(asked(document, cast.quang_yen, cast.lan)) == []


def test_unit_that_was_not_addressed_has_no_table(cast):
    document = send(cast, issuer=cast.dong_mai)
    assert answers(asked(document, cast.phuong_dong_trieu, cast.lan)) == []
    assert answers(asked(document, cast.quang_ninh, cast.lan)) == []
    assert len(answers(asked(document, cast.dong_mai, cast.lan))) > 3


@pytest.mark.parametrize(("viewer", "seen"), [("lan", 14), ("hoa", 14), ("tuan", 14), ("bay", 1), ("dung", 0)])
def test_viewer_counts_only_what_they_see(cast, viewer, seen):
    table = answers(asked(send(cast), cast.dong_mai, getattr(cast, viewer)))
    assert sum(row.expected for row in table) == seen


@pytest.mark.parametrize("answered", [1, 3])
def test_table_names_and_details_take_one_query_each(cast, django_assert_num_queries, answered):
    document = send(cast)
    for unit in [cast.bieu_nghi, cast.tan_mai, cast.trai_thanh][:answered]:
        answer(document, unit, "2026-10-05")
    question = asked(document, cast.dong_mai, cast.hoa)
    cast.hoa.standing()
    question.viewer.standing()
    with django_assert_num_queries(1):
        answers(question)
    with django_assert_num_queries(1):
        units = list(units_where(question, Which.MISSING))
    with django_assert_num_queries(1):
        details(question, units)


# What one's own units owe


def owed(viewer: User, document: Document) -> list[tuple[str, Owes | None, dt.date | None]]:
    return [(a.unit.name, a.owes, a.day) for a in owed_by(viewer.standing(TODAY)) if a.document == document]


def test_committee_owes_receipt_then_study_day_then_plan(cast):
    document = send(cast, plan_by=day("2026-10-31"))
    name = cast.dong_mai.name
    assert owed(cast.hoa, document) == [(name, Owes.RECEIPT, day("2026-10-10"))]
    document.confirm_receipt(unit=cast.dong_mai, by=cast.hoa, at=at(SENT))
    assert owed(cast.hoa, document) == [(name, Owes.STUDY_DAY, None)]
    document.set_study_day(unit=cast.dong_mai, on=TODAY, by=cast.hoa)
    assert owed(cast.hoa, document) == [(name, Owes.PLAN, day("2026-10-31"))]
    adopt_plan(document, cast.dong_mai, "2026-10-20").replace(by=cast.hoa, at=at(TODAY))
    assert owed(cast.hoa, document) == []


def test_cell_owes_no_plan(cast):
    document = send(cast, plan_by=day("2026-10-31"))
    answer(document, cast.bieu_nghi, "2026-10-02", "2026-10-05")
    assert owed(cast.bay, document) == []


@pytest.mark.parametrize(("viewer", "units"), [("nam", []), ("tuan", []), ("lan", []), ("dung", ["binh_luc_ha"])])
def test_only_who_answers_for_a_unit_owes(cast, viewer, units):
    found = owed(getattr(cast, viewer), send(cast))
    assert [name for name, _owes, _day in found] == [getattr(cast, unit).name for unit in units]


def test_member_sees_what_the_cell_has_answered(cast):
    own = own_units(cast.nam.standing(TODAY))
    document = with_answers(Document.objects.all(), own).get(pk=cast.document.pk)
    (given,) = answers_to(document, own, on=TODAY)
    assert (given.unit, given.own.may_answer, given.owes) == (cast.bieu_nghi, False, None)
    assert given.receipt is not None


def test_what_is_owed_is_what_the_rows_of_the_answers_say(cast):
    """Home asks in one query what pages that show the answers read from rows."""
    papers = [send(cast, f"{number}-CV/THỬ", plan_by=day("2026-10-31")) for number in range(4)]
    for unit in (cast.dong_mai, cast.bieu_nghi):
        papers[0].remind([unit], within=cast.quang_ninh, by=cast.lan, at=at(SENT))
        papers[0].remind([unit], within=cast.quang_ninh, by=cast.lan, at=at(TODAY))
        answer(papers[1], unit, "2026-10-02", None)
        answer(papers[2], unit, "2026-10-02", "2026-10-05")
    adopt_plan(papers[2], cast.dong_mai, "2026-10-20")
    answer(papers[3], cast.dong_mai, "2026-10-02", "2026-10-05")
    told = []
    for user in User.objects.filter(member__isnull=False):
        own = [one for one in own_units(user.standing(TODAY)) if one.may_answer]
        rows = with_answers(Document.objects.to_be_answered(TODAY).order_by("dated", "pk"), own)
        expected = [a for row in rows for a in answers_to(row, own, on=TODAY) if a.owes]
        found = owed_by(user.standing(TODAY))
        assert list(map(facts, found)) == list(map(facts, expected))
        told += found
    assert {answer.owes for answer in told} == set(Owes)
    assert any(answer.reminded_on for answer in told)


def facts(answer):
    told = (answer.owes, answer.day, answer.is_received, answer.study_on, answer.is_planned, answer.reminded_on)
    return answer.document, answer.unit, *told


def test_unit_founded_after_the_deadline_has_none(cast):
    document = send(cast)
    own = [one for one in own_units(cast.bay.standing(TODAY)) if one.may_answer]
    late = [type(one)(one.unit, one.may_answer, day("2026-10-11")) for one in own]
    found = with_answers(Document.objects.all(), own).get(pk=document.pk)
    assert answers_to(found, own, on=TODAY)[0].day == day("2026-10-10")
    assert answers_to(found, late, on=TODAY)[0].day is None


@pytest.mark.parametrize("documents", [1, 3])
def test_what_is_owed_takes_two_queries(cast, django_assert_num_queries, documents):
    for number in range(documents):
        send(cast, f"{number}-CV/THỬ")
    standing = cast.bay.standing(TODAY)
    with django_assert_num_queries(2):
        owed_by(standing)
