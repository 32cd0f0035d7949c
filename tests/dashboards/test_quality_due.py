"""What is due about scores of meetings, and to whom (M11)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from fourgood.dashboards import due, quality_due
from fourgood.dashboards.asking import answer_of
from fourgood.meetings.models import Meeting
from tests.meeting_quality.sheets import confirmed, filled, held, submitted


@pytest.fixture
def meeting(cast):
    return held(cast.bieu_nghi)


def asked(user):
    """The address and the day of each of the rules that says something."""
    reader = due.reader_of(user, on=timezone.localdate())
    found = {rule.__name__: answer_of(rule, reader) for rule in quality_due.RULES}
    return {name: (said.url, said.day) for name, said in found.items() if said}


def test_after_the_meeting_its_score_is_due_within_two_days(cast, meeting):
    day = timezone.localdate() + dt.timedelta(days=2)
    assert asked(cast.bay) == {"score_to_give": (reverse("quality_fill", args=[meeting.pk]), day)}
    filled(meeting)
    assert asked(cast.bay) == {"score_to_give": (reverse("quality", args=[meeting.pk]), day)}


def test_only_who_runs_the_meetings_is_asked(cast, meeting):
    assert [asked(person) for person in (cast.nam, cast.hoa, cast.tuan, cast.lan)] == [{}, {}, {}, {}]


def test_only_the_latest_is_asked_for_and_only_where_a_sheet_is_in_force(cast, meeting):
    later = held(cast.bieu_nghi, minutes=95)
    assert asked(cast.bay)["score_to_give"][0] == reverse("quality_fill", args=[later.pk])
    Meeting.objects.filter(unit=cast.bieu_nghi).update(kind="extraordinary")
    assert "score_to_give" not in asked(cast.bay)


def test_sent_up_it_is_due_to_whoever_confirms_it(cast, meeting):
    sheet = submitted(meeting)
    there = (reverse("quality_confirm", args=[meeting.pk]), None)
    assert [asked(person) for person in (cast.bay, cast.nam, cast.dung)] == [{}, {}, {}]
    assert [asked(person) for person in (cast.tuan, cast.hoa)] == [{"scores_to_confirm": there}] * 2
    submitted(held(cast.bieu_nghi))
    assert asked(cast.tuan) == {"scores_to_confirm": (reverse("quality_list"), None)}
    confirmed(sheet)
    assert asked(cast.tuan)["scores_to_confirm"][0] != there[0]
