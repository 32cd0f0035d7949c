"""What is due about minutes and resolutions, and to whom (M12)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.dashboards import due, resolutions_due
from fourgood.dashboards.asking import answer_of
from fourgood.meetings.models import Meeting
from fourgood.resolutions.models import Minutes, Resolution
from tests.resolutions.evenings import drafted, end, evening, issued, now, term


@pytest.fixture
def meeting(cast):
    """The only one that has ended in the cell."""
    Meeting.objects.filter(unit=cast.bieu_nghi).update(called_off_at=None)
    term(cast.bieu_nghi)
    made = evening(cast.bieu_nghi)
    end(made)
    return made


def asked(user):
    """The address and the day of each of the rules that says something."""
    reader = due.reader_of(user, on=timezone.localdate())
    found = {rule.__name__: answer_of(rule, reader) for rule in resolutions_due.RULES}
    return {name: (said.url, said.day) for name, said in found.items() if said}


def test_after_the_meeting_minutes_and_a_resolution_are_due_within_two_days(cast, meeting):
    day = timezone.localdate() + dt.timedelta(days=2)
    assert asked(cast.bay) == {
        "minutes_to_write": (reverse("minutes", args=[meeting.pk]), day),
        "resolution_to_issue": (reverse("resolution_new", args=[meeting.pk]), day),
    }


def test_only_who_runs_the_meetings_is_asked(cast, meeting):
    assert [asked(person) for person in (cast.nam, cast.hoa, cast.tuan, cast.lan)] == [{}, {}, {}, {}]


def test_who_the_minutes_go_to_is_told_that_they_are_late(cast, meeting):
    ended = now() - dt.timedelta(days=9)
    Meeting.objects.filter(pk=meeting.pk).update(begun_at=ended - dt.timedelta(hours=2), ended_at=ended)
    told = {name: asked(getattr(cast, name)).get("minutes_missing") for name in ("hoa", "tuan", "bay", "nam", "dung")}
    page = (reverse("minutes_late"), None)
    assert told == {"hoa": page, "tuan": page, "bay": None, "nam": None, "dung": None}
    minutes = Minutes.objects.write(meeting, by=None, at=now())
    minutes.approve(by=None, at=now())
    minutes.send(by=None, at=now())
    assert "minutes_missing" not in asked(cast.hoa)


def test_minutes_step_by_step(cast, meeting):
    minutes = Minutes.objects.write(meeting, by=None, at=now())
    assert "minutes_to_approve" in asked(cast.bay)
    minutes.approve(by=None, at=now())
    assert "minutes_to_send" in asked(cast.bay)
    minutes.send(by=None, at=now())
    assert set(asked(cast.bay)) == {"resolution_to_issue"}


def test_draft_is_to_be_issued(cast):
    term(cast.bieu_nghi)
    held = evening(cast.bieu_nghi)
    draft = drafted(held)
    end(held)
    assert asked(cast.bay)["resolution_to_issue"][0] == reverse("resolution_edit", args=[draft.pk])


def test_an_earlier_meeting_is_not_asked_for_once_a_later_one_has_resolved(cast, meeting):
    later = evening(cast.bieu_nghi, minutes_ago=50)
    issued(later)
    assert "resolution_to_issue" not in asked(cast.bay)
    assert Resolution.objects.issued().filter(meeting=later).count() == 1
