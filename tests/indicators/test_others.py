"""Indicators of documents, mobilisation, minutes, committees and events; and that all of them behave alike."""

from __future__ import annotations

import datetime as dt
import html
import re
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.indicators import refusals
from fourgood.indicators.catalogue import COUNTED, catalogue
from fourgood.indicators.models import DeductingEvent
from fourgood.indicators.readings import NOTHING, measure
from fourgood.indicators.rows import rows_behind
from fourgood.instructions.models import Document
from fourgood.meetings.models import AgendaItem, PlannedTopic, ThematicPlan
from fourgood.mobilisation.models import Project
from fourgood.organisation.models import Position, Unit
from fourgood.regulations.framework import Kind
from fourgood.regulations.indicators import INDICATORS
from fourgood.regulations.meeting_rule_file import FILE
from fourgood.resolutions.models import Minutes
from tests.indicators.facts import MONTH, at, call, day, meeting, roll, speak, task
from tests.indicators.test_meetings import of, read
from tests.resolutions.evenings import term


def test_every_counted_indicator_is_known_to_the_regulations():
    assert set(COUNTED) <= set(INDICATORS)
    assert list(catalogue()) == list(INDICATORS)


SHIPPED = sorted(FILE.parent.glob("*.yaml"))


def test_catalogue_covers_every_indicator_that_a_shipped_framework_names():
    named = {code for file in SHIPPED for code in re.findall(r"\bindicator: (\w+)", file.read_text(encoding="utf-8"))}
    assert len(named) > 40
    assert named - set(catalogue()) == set()


@pytest.mark.parametrize("code", INDICATORS)
def test_every_indicator_is_documented_on_its_page(client, cast, code):
    """Meaning, numerator, base and source: of those that are counted, and of those that are entered by hand."""
    words = catalogue()[code].words
    client.force_login(cast.bay)
    said = html.unescape(client.get(reverse("indicator", args=[cast.bieu_nghi.pk, code, MONTH])).content.decode())
    assert str(words.meaning) in said
    assert str(words.denominator) in said and str(words.numerator)[1:] in said
    assert words.source in said


@pytest.mark.parametrize("code", COUNTED)
def test_unit_without_facts_says_nothing_and_never_zero(cast, code):
    assert read(code, cast.bieu_nghi, dt.date(2010, 3, 1)) == NOTHING
    assert measure([code], [], MONTH) == {code: {}}


@pytest.mark.parametrize("code", COUNTED)
def test_together_each_says_what_it_says_alone(cast, code):
    ids = list(Unit.objects.values_list("pk", flat=True)[:50])
    assert measure(COUNTED, ids, MONTH)[code] == measure([code], ids, MONTH)[code]


def test_one_query_whatever_the_number_of_indicators_and_units(cast):
    ids = list(Unit.objects.values_list("pk", flat=True)[:50])
    for units in (ids[:1], ids):
        with CaptureQueriesContext(connection) as queries:
            found = measure(COUNTED, units, MONTH)
        assert len(queries) == 1
        assert {code: set(readings) for code, readings in found.items()} == {code: set(units) for code in COUNTED}


def test_code_entered_by_hand_says_nothing_and_asks_nothing(cast, django_assert_num_queries):
    unit = cast.bieu_nghi.pk
    with django_assert_num_queries(0):
        assert measure(["dues_on_time"], [unit], MONTH) == {"dues_on_time": {unit: NOTHING}}


# Sent on which day, measured as of → answer of the meeting of the 3rd, which is reported within two days.
SENT = [
    ("on the last day", day(5), day(31), of(1, 1)),
    ("a day late", day(6), day(31), of(0, 1)),
    ("not sent, its day not over", None, day(5), NOTHING),
    ("not sent, its day over", None, day(6), of(0, 1)),
]


@pytest.mark.parametrize(("case", "sent", "on", "expected"), SENT, ids=[row[0] for row in SENT])
def test_minutes_in_time(cast, case, sent, on, expected):
    held = meeting(cast.bieu_nghi, at(3))
    minutes = Minutes.objects.create(meeting=held, language="vi", written_at=at(3))
    if sent:
        told = {"approved_at": at(3), "number": 9001, "term": term(cast.bieu_nghi), "sent_at": at(sent.day)}
        Minutes.objects.filter(pk=minutes.pk).update(**told)
    assert read("minutes_in_time", cast.bieu_nghi, on=on) == expected


def test_thematic_meetings_against_the_plan_of_the_quarter(cast):
    meeting(cast.bieu_nghi, at(31, month=1), kind="combined")
    assert read("thematic_meetings", cast.bieu_nghi) == of(1, None)
    plan = ThematicPlan.objects.create(unit=cast.bieu_nghi, year=2031, drafted_at=at(1))
    for month in (1, 3, 4):
        PlannedTopic.objects.create(plan=plan, month=month, text="Chuyên đề")
    assert read("thematic_meetings", cast.bieu_nghi) == of(1, 2)
    assert read("thematic_meetings", cast.bieu_nghi, dt.date(2031, 4, 1)) == of(0, 1)


def test_study_is_a_meeting_with_a_document_on_its_agenda(cast):
    roll(meeting(cast.bieu_nghi, at(3)), "ppp")
    studied = meeting(cast.bieu_nghi, at(3, month=2))
    roll(studied, "ppea")
    document = Document.objects.earliest("pk")
    AgendaItem.objects.create(meeting=studied, place=1, title="Quán triệt", document=document)
    assert read("study_attendance", cast.bieu_nghi) == of(2, 4)


def test_committee_meets(cast):
    assert read("committee_meetings_held", cast.dong_mai) == NOTHING
    meeting(cast.dong_mai, at(3))
    meeting(cast.bieu_nghi, at(3))
    assert read("committee_meetings_held", cast.dong_mai) == of(1, 1)
    assert read("committee_meetings_held", cast.bieu_nghi) == NOTHING


def test_cells_with_a_thematic_meeting_are_of_all_cells_below(cast):
    cells = Unit.objects.active().under(cast.dong_mai).filter(kind__has_members=True).count()
    meeting(cast.bieu_nghi, at(3))
    assert read("cells_with_thematic", cast.dong_mai) == of(0, cells)
    meeting(cast.bieu_nghi, at(3, month=2), kind="thematic")
    assert read("cells_with_thematic", cast.dong_mai) == of(1, cells)
    assert read("cells_with_thematic", cast.bieu_nghi) == NOTHING


def test_assigned_cells_are_attended_by_whoever_is_in_charge(cast):
    others = Position.objects.filter(kind__role="in_charge", unit__path__startswith=cast.dong_mai.path)
    assigned = others.open().values("unit").distinct().count()
    held = meeting(cast.bieu_nghi, at(3))
    assert read("assigned_cells_attended", cast.dong_mai) == of(0, assigned)
    call(held, cast.tuan.member, "present", due=False, because="above")
    assert read("assigned_cells_attended", cast.dong_mai) == of(1, assigned)


def test_documents_are_due_by_their_day(cast):
    document = Document.objects.create(
        issuer=cast.quang_ninh, number="1-CV/THỬ", title="Thử", dated=day(1), confirm_by=day(10), sent_at=at(1)
    )
    assert read("documents_on_time", cast.bieu_nghi, on=day(9)) == NOTHING
    assert read("documents_on_time", cast.bieu_nghi, on=day(10)) == of(0, 1)
    receipt = document.receipts.create(unit=cast.bieu_nghi, confirmed_at=at(10, 23))
    assert read("documents_on_time", cast.bieu_nghi, on=day(10)) == of(1, 1)
    Document.objects.filter(pk=document.pk).update(plan_by=day(20))
    assert read("documents_on_time", cast.bieu_nghi) == of(0, 1)
    receipt.study_on = day(20)
    receipt.save()
    assert read("documents_on_time", cast.bieu_nghi) == of(1, 1)


def test_resources_are_money_given_against_goals(cast):
    head = {"title": "Thử", "purpose": "Thử", "decision": "1", "decided_on": day(1), "begun_on": day(1)}
    project = Project.objects.create(unit=cast.bieu_nghi, begun_at=at(1), **head)
    goal = project.goals.create(kind="money", amount=Decimal(1_000_000))
    days = project.goals.create(kind="working_days", amount=Decimal(10))
    assert read("resources_against_plan", cast.bieu_nghi) == of(0, 1_000_000)
    for to, amount, given in ((goal, 300_000, day(31)), (goal, 500_000, day(1, month=4)), (days, 5, day(9))):
        project.gifts.create(goal=to, amount=amount, given_on=given, entered_at=at(9))
    assert read("resources_against_plan", cast.bieu_nghi) == of(300_000, 1_000_000)


def event(cast, happened=None, **more):
    told = {"kind": "discipline", "event": "reprimand", "text": "Khiển trách", "decision": "1-QĐ"} | more
    return DeductingEvent.objects.enter(
        unit=cast.bieu_nghi, happened_on=happened or day(9), by=cast.bay, at=at(28, month=12), **told
    )


def test_events_are_counted_by_code_in_their_month(cast):
    for happened in (day(28, month=2), day(1), day(31), day(1, month=4)):
        event(cast, happened)
    event(cast, event="warning")
    event(cast, kind="incident", event="serious_case")
    assert read("discipline_events", cast.bieu_nghi) == of(3, None, ("reprimand", 2), ("warning", 1))
    assert read("incident_events", cast.bieu_nghi) == of(1, None, ("serious_case", 1))
    assert read("complaint_events", cast.bieu_nghi) == NOTHING


def test_event_taken_back_no_longer_counts(cast):
    wrong = event(cast)
    wrong.take_back(reason="Nhập nhầm", by=cast.bay, at=at(9))
    assert read("discipline_events", cast.bieu_nghi) == NOTHING
    with pytest.raises(refusals.AlreadyTakenBack):
        wrong.take_back(reason="Nhập nhầm", by=cast.bay, at=at(9))
    with pytest.raises(refusals.CounterEntryStays):
        wrong.corrected_by.take_back(reason="Nhập nhầm", by=cast.bay, at=at(9))


def test_event_needs_its_day_to_have_come_and_a_reason_to_go(cast):
    with pytest.raises(refusals.InTheFuture):
        event(cast, dt.date(2032, 1, 1))
    with pytest.raises(refusals.ReasonMissing):
        event(cast).take_back(reason=" ", by=cast.bay, at=at(9))


@pytest.mark.parametrize("change", [lambda e: e.delete(), lambda e: e.save()])
def test_event_stays_as_it_was_entered(cast, change):
    row = event(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        change(row)


READERS = dict.fromkeys(["bay", "tuan", "hoa", "minh", "lan"], 1) | dict.fromkeys(["nam", "mai", "dung", "quang"], 0)


@pytest.mark.parametrize(("who", "sees"), READERS.items())
def test_events_are_read_by_leaders_and_the_levels_above(cast, who, sees):
    event(cast)
    viewer = getattr(cast, who)
    assert DeductingEvent.objects.visible_to(viewer).count() == sees
    behind = rows_behind("discipline_events", cast.bieu_nghi, MONTH, viewer=viewer)
    assert (len(behind.rows), behind.hidden) == (sees, 0)


def everything(cast):
    """Facts of every indicator, and more than one row of most."""
    unit = cast.bieu_nghi
    held = meeting(unit, at(3), kind="combined")
    people = roll(held, "pppeax")
    speak(held, people[0])
    meeting(unit, at(2), kind="committee", prepares=held)
    task(unit, day(9), finished=day(9), members=people[:2])
    task(unit, day(9), members=people[1:3], origin="correction")
    event(cast)


@pytest.mark.parametrize("code", COUNTED)
def test_rows_add_up_to_the_value(cast, code):
    everything(cast)
    unit = cast.dong_mai if COUNTED[code].code.startswith(("cells", "assigned")) else cast.bieu_nghi
    reading, behind = read(code, unit), rows_behind(code, unit, MONTH, viewer=cast.lan)
    assert behind.hidden == 0
    if reading.is_empty:
        assert behind.rows == ()
    elif INDICATORS[code].kind is Kind.YES_NO:
        assert reading.numerator in {row.amount for row in behind.rows}
    else:
        assert sum(row.amount for row in behind.rows) == reading.numerator
        assert sum(row.base for row in behind.rows if row.base is not None) == (reading.denominator or 0)


def test_names_of_the_roll_are_for_leaders(cast):
    everything(cast)
    behind = rows_behind("attendance_rate", cast.bieu_nghi, MONTH, viewer=cast.bay)
    assert (len(behind.rows), behind.hidden) == (5, 0)
    behind = rows_behind("attendance_rate", cast.bieu_nghi, MONTH, viewer=cast.nam)
    assert {row.seen.label for row in behind.rows} <= {str(cast.nam.member)}
    assert len(behind.rows) + behind.hidden == 5


def test_other_cell_is_behind_a_wall(cast):
    everything(cast)
    behind = rows_behind("tasks_done_on_time", cast.bieu_nghi, MONTH, viewer=cast.dung)
    assert (behind.rows, behind.hidden) == ((), 2)
