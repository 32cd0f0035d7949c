"""Documents go down the tree: sent, received, studied, reminded of (M5)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.instructions import deadlines
from fourgood.instructions import document_refusals as refusals
from fourgood.instructions.models import Document, Receipt, Reminder
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Deadline, Words
from tests.instructions.papers import SENT, at, day, send

NEXT_DAY = dt.date(2026, 10, 2)


# Sending


def test_document_is_sent_with_its_head_in_the_act(cast):
    document = send(cast, plan_by=day("2026-10-31"))
    act = Act.objects.about(document).get()
    assert (act.verb, act.path, act.actor) == (Verb.DOCUMENT_SENT, cast.quang_ninh.path, cast.lan)
    assert act.after == {
        "number": "7-CV/THỬ",
        "title": "Văn bản thử",
        "dated": "2026-10-01",
        "confirm_by": "2026-10-10",
        "plan_by": "2026-10-31",
    }


def test_number_is_used_once_by_an_issuer(cast):
    send(cast)
    with pytest.raises(refusals.NumberUsed):
        send(cast)
    send(cast, issuer=cast.dong_mai)


def test_editions_share_the_number_of_their_instruction(cast):
    sent = Document.objects.filter(edition__instruction=cast.edition.instruction)
    assert sorted(sent.values_list("number", "edition__place")) == [("05-HD/BTCTU", 1), ("05-HD/BTCTU", 2)]


def test_cell_has_nobody_to_send_to(cast):
    with pytest.raises(refusals.NobodyBelow):
        send(cast, issuer=cast.bieu_nghi)


def test_document_of_tomorrow_is_not_sent_today(cast):
    with pytest.raises(refusals.DatedLater):
        send(cast, dated=NEXT_DAY)


@pytest.mark.parametrize("deadline", ["confirm_by", "plan_by"])
def test_deadline_before_the_document_is_refused(cast, deadline):
    with pytest.raises(refusals.DeadlineBeforeDocument):
        send(cast, **{deadline: day("2026-09-30")})
    document = send(cast)
    with pytest.raises(refusals.DeadlineBeforeDocument):
        document.set_deadlines(**({"confirm_by": None, "plan_by": None} | {deadline: day("2026-09-30")}), by=cast.lan)


def test_deadlines_are_put_off_with_an_act(cast):
    document = send(cast)
    document.set_deadlines(confirm_by=day("2026-10-20"), plan_by=None, by=cast.lan)
    act = Act.objects.about(document).first()
    assert (act.before, act.after) == ({"confirm_by": "2026-10-10"}, {"confirm_by": "2026-10-20"})
    document.set_deadlines(confirm_by=day("2026-10-20"), plan_by=None, by=cast.lan)
    assert Act.objects.about(document).count() == 2


def test_edition_is_sent_by_its_issue(cast):
    document = cast.document
    assert document.edition == cast.edition
    assert (document.issuer, document.number, document.dated) == (cast.quang_ninh, "05-HD/BTCTU", cast.edition.dated)
    assert document.title == cast.edition.title_vi
    assert document.asks_for_plans
    assert not send(cast).asks_for_plans


# Deadlines from the calendars of frameworks

WORDS = Words(vi="x", ms="x", en="x")


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (Deadline("receipt", WORDS, after="issue", days_after=10), day("2026-10-11")),
        (Deadline("receipt", WORDS, month=12, day=31), day("2026-12-31")),
        (Deadline("receipt", WORDS, month=1, day=31), day("2027-01-31")),
        (Deadline("receipt", WORDS, months_later=1, day=5), day("2026-11-05")),
    ],
)
def test_deadline_of_a_calendar_counts_from_the_day_of_issue(deadline, due):
    assert deadlines._due(deadline, SENT) == due


def test_calendar_without_the_step_sets_no_deadline(cast):
    assert deadlines.due_after_issue(cast.edition, "no such step", on=SENT) is None
    assert deadlines.due_after_issue(cast.edition, "registration", on=SENT) == day("2027-03-31")


# Who sees it


@pytest.mark.parametrize(
    ("person", "from_province", "from_ward"),
    [
        ("nam", True, True),
        ("bay", True, True),
        ("hoa", True, True),
        ("dung", True, False),
        ("phuc", True, False),
        ("lan", True, True),
        ("minh", True, True),
        ("quang", False, False),
        ("khach", False, False),
    ],
)
def test_who_sees_a_document(cast, person, from_province, from_ward):
    above, ward = send(cast), send(cast, "8-CV/THỬ", issuer=cast.dong_mai, by=cast.hoa)
    seen = set(Document.objects.visible_to(getattr(cast, person)))
    assert (above in seen, ward in seen) == (from_province, from_ward)


def test_document_of_a_ward_does_not_come_from_above_for_the_province(cast):
    ward = send(cast, issuer=cast.dong_mai)
    assert ward in Document.objects.sent_below(cast.lan)
    assert ward not in Document.objects.from_above(cast.lan)
    assert ward in Document.objects.from_above(cast.tuan)
    assert ward not in Document.objects.sent_below(cast.nam)


def test_withdrawn_and_ended_editions_ask_for_nothing_more(cast):
    asked = Document.objects.to_be_answered(day("2026-11-23"))
    first = Document.objects.get(edition=cast.first_edition)
    assert (first in asked, cast.document in asked) == (False, True)
    assert first in Document.objects.to_be_answered(day("2025-12-31"))
    cast.edition.withdraw(reason="Thử", by=cast.lan, at=at(SENT))
    assert cast.document not in Document.objects.to_be_answered(day("2026-11-23"))
    assert not cast.document.is_to_be_answered(day("2026-11-23"))
    with pytest.raises(refusals.Withdrawn):
        cast.document.confirm_receipt(unit=cast.quan_su_dong_mai, by=None, at=at(NEXT_DAY))


# Receipts and study days


def test_receipt_is_confirmed_once_with_an_act_in_the_name_of_the_unit(cast):
    document = send(cast)
    receipt = document.confirm_receipt(unit=cast.bieu_nghi, by=cast.bay, at=at(NEXT_DAY))
    assert (receipt.confirmed_on, receipt.confirmed_by, receipt.study_on) == (NEXT_DAY, cast.bay, None)
    act = Act.objects.about(receipt).get()
    assert (act.verb, act.object_label, act.path) == (Verb.RECEIPT_CONFIRMED, "7-CV/THỬ", cast.bieu_nghi.path)
    assert "Biểu Nghi" in act.capacity
    with pytest.raises(refusals.AlreadyConfirmed):
        document.confirm_receipt(unit=cast.bieu_nghi, by=cast.thu, at=at(NEXT_DAY))


@pytest.mark.parametrize(
    ("issuer", "unit", "refusal"),
    [
        ("dong_mai", "binh_luc_ha", refusals.NotAddressed),
        ("dong_mai", "dong_mai", refusals.NotAddressed),
        ("bieu_nghi", "dong_mai", refusals.NotAddressed),
        ("quang_ninh", "khe_cat", refusals.UnitClosed),
    ],
)
def test_only_active_units_under_the_issuer_confirm(cast, issuer, unit, refusal):
    document = send(cast)
    Document.objects.filter(pk=document.pk).update(issuer=getattr(cast, issuer))
    with pytest.raises(refusal):
        Document.objects.get(pk=document.pk).confirm_receipt(unit=getattr(cast, unit), by=None, at=at(NEXT_DAY))


def test_study_day_is_named_and_changed_with_acts(cast):
    document = send(cast)
    with pytest.raises(refusals.NotConfirmed):
        document.set_study_day(unit=cast.bieu_nghi, on=NEXT_DAY, by=cast.bay)
    receipt = document.confirm_receipt(unit=cast.bieu_nghi, by=cast.bay, at=at(NEXT_DAY))
    with pytest.raises(refusals.StudiedBeforeDocument):
        document.set_study_day(unit=cast.bieu_nghi, on=day("2026-09-30"), by=cast.bay)
    for on in ("2026-10-05", "2026-10-08", "2026-10-08"):
        document.set_study_day(unit=cast.bieu_nghi, on=day(on), by=cast.bay)
    told = [(act.before, act.after) for act in Act.objects.about(receipt) if act.verb == Verb.STUDY_DAY_SET]
    first, second = {"study_on": "2026-10-05"}, {"study_on": "2026-10-08"}
    assert told == [(first, second), ({}, first)]


# Reminders


def cells(cast, *names) -> list[Unit]:
    return [getattr(cast, name) for name in names]


def test_units_are_reminded_once_a_day(cast):
    document, two = send(cast), cells(cast, "bieu_nghi", "tan_mai")
    done = document.remind(two[:1], within=cast.dong_mai, by=cast.hoa, at=at(NEXT_DAY))
    assert (done.sent, done.skipped) == (1, 0)
    done = document.remind(two, within=cast.dong_mai, by=cast.hoa, at=at(NEXT_DAY, hour=15))
    assert (done.sent, done.skipped) == (1, 1)
    with pytest.raises(refusals.AllRemindedToday):
        document.remind(two, within=cast.dong_mai, by=cast.lan, at=at(NEXT_DAY, hour=16))
    assert document.remind(two, within=cast.dong_mai, by=cast.lan, at=at(day("2026-10-03"))).sent == 2
    assert document.reminders.count() == 4


def test_reminders_are_one_act_of_the_unit_that_sends_them(cast):
    document = send(cast)
    document.remind(cells(cast, "bieu_nghi", "tan_mai"), within=cast.dong_mai, by=cast.hoa, at=at(NEXT_DAY))
    act = Act.objects.get(verb=Verb.UNITS_REMINDED, object_label="7-CV/THỬ")
    assert (act.path, act.after, act.actor) == (cast.dong_mai.path, {"units": 2}, cast.hoa)
    assert "Đông Mai" in act.capacity


def test_reminding_nobody_is_refused(cast):
    with pytest.raises(refusals.NobodyToRemind):
        send(cast).remind([], within=cast.dong_mai, by=cast.hoa, at=at(NEXT_DAY))


@pytest.mark.parametrize("model", [Receipt, Reminder])
def test_database_keeps_one_answer_for_each_unit(cast, model):
    fields = {"document": send(cast), "unit": cast.bieu_nghi}
    fields |= {"confirmed_at": at(SENT)} if model is Receipt else {"sent_at": at(SENT), "on": SENT}
    model.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**fields)
