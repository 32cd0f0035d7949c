"""The roll is called: who is due, what is counted, what is frozen, what changes only with a reason (M11)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.spans import since
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import Attendance
from fourgood.meetings.sitting import end
from fourgood.meetings.sitting_page import Sitting
from fourgood.meetings.sitting_roll import call, call_others, correct
from fourgood.organisation.models import Member, MemberStatus
from tests.meetings.sittings import begun, drafted


def now():
    return timezone.now()


def figures(meeting):
    return Sitting(meeting, now()).figures


def due_at(meeting):
    return [person for person in expected_at(meeting) if person.due]


def test_all_others_are_present_by_one_tap(cast):
    meeting = begun(cast.bieu_nghi)
    call(meeting, cast.nam.member_id, state="excused", reason="Ốm", by=cast.bay, at=now())
    call_others(meeting, by=cast.bay, at=now())
    due = len(due_at(meeting))
    found = figures(meeting)
    assert (found.due, found.came, found.excused, found.absent, found.uncalled) == (due, due - 1, 1, 0, 0)


def test_who_came_without_being_due_is_counted_beside(cast):
    """Exempt: may come, and then is there; the attendance has neither more due nor more who came."""
    MemberStatus.objects.create(member=cast.nam.member, kind="exempt", valid=since(dt.date(2024, 1, 1)))
    meeting = begun(cast.bieu_nghi)
    call(meeting, cast.nam.member_id, state="present", by=cast.bay, at=now())
    call_others(meeting, by=cast.bay, at=now())
    found, due = figures(meeting), len(due_at(meeting))
    assert (found.due, found.came, found.beside, found.there) == (due, due, 1, due + 1)


def test_all_others_leaves_out_who_is_not_due(cast):
    MemberStatus.objects.create(member=cast.nam.member, kind="exempt", valid=since(dt.date(2024, 1, 1)))
    meeting = begun(cast.bieu_nghi)
    call_others(meeting, by=cast.bay, at=now())
    assert not meeting.attendances.filter(member=cast.nam.member_id).exists()


def test_member_in_charge_comes_from_above_and_is_not_due(cast):
    meeting = begun(cast.bieu_nghi)
    line = next(person for person in expected_at(meeting) if person.member == cast.tuan.member)
    assert (line.due, line.because, line.belongs) == (False, "above", False)
    call(meeting, cast.tuan.member_id, state="present", by=cast.bay, at=now())
    assert (figures(meeting).beside, figures(meeting).there) == (1, 0)


def test_committee_without_members_is_due_by_positions(cast):
    meeting = begun(cast.dong_mai, kind="committee")
    roles = {person.role for person in due_at(meeting)}
    assert roles <= {"secretary", "deputy", "committee_member"}
    assert cast.hoa.member in {person.member for person in due_at(meeting)}


def test_due_is_frozen_when_the_member_is_called(cast):
    meeting = begun(cast.bieu_nghi)
    call(meeting, cast.nam.member_id, state="absent", by=cast.bay, at=now())
    MemberStatus.objects.create(member=cast.nam.member, kind="exempt", valid=since(dt.date(2024, 1, 1)))
    row = call(meeting, cast.nam.member_id, state="present", by=cast.bay, at=now())
    assert (row.due, row.because) == (True, "official")


def test_same_again_leaves_no_act(cast):
    meeting = begun(cast.bieu_nghi)
    for _again in range(2):
        call(meeting, cast.nam.member_id, state="absent", by=cast.bay, at=now())
    assert Act.objects.about(meeting).filter(verb=Verb.MEMBER_CALLED).count() == 1


def test_excuse_needs_a_reason(cast):
    with pytest.raises(refusals.ReasonForAbsence):
        call(begun(cast.bieu_nghi), cast.nam.member_id, state="excused", reason=" ", by=cast.bay, at=now())


def test_database_refuses_an_excuse_without_reason(cast):
    meeting = begun(cast.bieu_nghi)
    with pytest.raises(IntegrityError, match="an_excuse_has_a_reason"), transaction.atomic():
        Attendance.objects.create(meeting=meeting, member=cast.nam.member, state="excused", due=True, called_at=now())


def test_someone_from_elsewhere_is_not_called(cast):
    with pytest.raises(refusals.NotOnTheList):
        call(begun(cast.bieu_nghi), cast.dung.member_id, state="present", by=cast.bay, at=now())


def test_roll_is_called_only_once_the_meeting_has_begun(cast):
    with pytest.raises(refusals.NotBegun):
        call(drafted(cast.bieu_nghi), cast.nam.member_id, state="present", by=cast.bay, at=now())


def over(cast):
    meeting = begun(cast.bieu_nghi)
    call_others(meeting, by=cast.bay, at=now())
    end(meeting, by=cast.bay, at=now())
    return meeting


def test_after_the_end_the_roll_changes_only_with_a_reason(cast):
    meeting = over(cast)
    with pytest.raises(refusals.MeetingOver):
        call(meeting, cast.nam.member_id, state="absent", by=cast.bay, at=now())
    with pytest.raises(refusals.ReasonForCorrection):
        correct(meeting, cast.nam.member_id, state="absent", because="", by=cast.bay, at=now())
    correct(meeting, cast.nam.member_id, state="absent", because="Ghi nhầm", by=cast.bay, at=now())
    act = Act.objects.about(meeting).first()
    assert (act.verb, act.before["state"], act.after["state"], act.after["because"]) == (
        Verb.ROLL_CORRECTED,
        "present",
        "absent",
        "Ghi nhầm",
    )


def test_before_the_end_nothing_is_corrected(cast):
    with pytest.raises(refusals.NotOverYet):
        correct(begun(cast.bieu_nghi), cast.nam.member_id, state="absent", because="x", by=cast.bay, at=now())


def test_what_was_said_before_the_end_counts_though_it_arrives_later(cast):
    meeting = over(cast)
    earlier = meeting.ended_at - dt.timedelta(minutes=1)
    row = call(meeting, cast.nam.member_id, state="absent", by=cast.bay, at=earlier)
    assert row.state == "absent"


def test_correction_page_needs_a_reason(cast, client):
    meeting = over(cast)
    client.force_login(cast.bay)
    there = reverse("sitting_correct", args=[meeting.pk, cast.nam.member_id])
    assert client.post(there, {"state": "absent"}).status_code == 200
    assert client.post(there, {"state": "absent", "because": "Ghi nhầm"}).status_code == 302
    assert meeting.attendances.get(member=cast.nam.member_id).state == "absent"


def test_quorum_is_told_with_its_reason(cast):
    meeting = begun(cast.bieu_nghi)
    call(meeting, cast.bay.member_id, state="present", by=cast.bay, at=now())
    with translation.override("vi"):
        assert "chưa được quyết định" in figures(meeting).why


def test_three_excuses_in_a_row_are_hinted_at(cast):
    for month in (1, 2, 3):
        day = timezone.make_aware(dt.datetime(timezone.localdate().year, month, 5, 19))
        earlier = drafted(cast.bieu_nghi, starts_at=day)
        earlier.begun_at = day
        earlier.save()
        Attendance.objects.create(
            meeting=earlier, member=cast.nam.member, state="excused", reason="Ốm", due=True, called_at=day
        )
    lines = Sitting(begun(cast.bieu_nghi), now()).lines
    assert {line.member.full_name: line.running for line in lines if line.running} == {cast.nam.name: 3}


def with_members(cell, number):
    """A cell that has grown to so many members."""
    there = Member.objects.filter(unit=cell).count()
    for n in range(number - there):
        Member.objects.admit(
            unit=cell,
            on=dt.date(2024, 1, 1),
            by=None,
            code=f"X{n:05}",
            full_name=f"Đảng viên {n}",
            official_on=dt.date(2025, 1, 1),
        )


@pytest.mark.parametrize("name", ["sitting", "sitting_figures"])
def test_queries_are_the_same_for_22_and_200_members(cast, client, name):
    client.force_login(cast.bay)
    meeting, counts = begun(cast.bieu_nghi), []
    for number in (22, 200):
        with_members(cast.bieu_nghi, number)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(reverse(name, args=[meeting.pk]))
        assert response.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24


def test_all_others_of_200_costs_no_more_queries(cast):
    counts = []
    for number in (22, 200):
        with_members(cast.bieu_nghi, number)
        meeting = begun(cast.bieu_nghi)
        with CaptureQueriesContext(connection) as queries:
            made = call_others(meeting, by=cast.bay, at=now())
        assert len(made) >= number - 5
        counts.append(len(queries))
    assert counts[0] == counts[1]
