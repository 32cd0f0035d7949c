"""Two months of one cell, by its pages: a shortfall of June, its action, July's agenda and sheet, checked (M8)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.assessments.state import State
from fourgood.corrective.models import CorrectiveAction
from fourgood.meetings import announcing
from fourgood.meetings.models import Meeting
from fourgood.tasks.models import Task
from tests.assessments.months import fill_in, sheet_again
from tests.corrective.conftest import sheet_at

JUNE, JULY = dt.date(2026, 6, 1), dt.date(2026, 7, 1)


@pytest.fixture
def month_of(cast, short):
    """June falls short in II.6; July does not."""

    def make(month: dt.date):
        after = timezone.make_aware(dt.datetime(2026, month.month + 1, 3, 9))
        if month == JUNE:
            return short("II.6", month=month, at=after)
        return fill_in(sheet_at(cast, cast.bieu_nghi, month, after), by=cast.bay, at=after)

    return make


def test_shortfall_is_followed_until_it_is_checked(cast, client: Client, month_of):
    User.objects.update(language="en")
    client.force_login(cast.bay)
    june = month_of(JUNE)
    assert "fall short of" not in client.get(june.get_absolute_url()).content.decode()
    assert client.post(f"/assessments/{june.pk}/submit/").status_code == 200
    assert june.state_now() is State.OPEN

    _decide(cast, client, june)
    action = CorrectiveAction.objects.get(assessment=june)
    assert client.post(f"/assessments/{june.pk}/submit/").status_code == 302
    assert june.state_now() is State.SUBMITTED

    meeting = _draft_meeting(cast)
    assert [item.task for item in meeting.items.filter(task=action.task)] == [action.task]

    july = month_of(JULY)
    shown = client.get(f"/assessments/{july.pk}/corrective/").content.decode()
    assert "Gửi tài liệu trước một ngày" in shown
    assert "It was done" in shown
    _do(cast, client, action)
    assert client.post(f"/corrective/{action.pk}/check/?sheet={july.pk}", {"brought": "Đã gửi"}).status_code == 302
    assert client.post(f"/assessments/{july.pk}/submit/").status_code == 302
    assert july.state_now() is State.SUBMITTED
    assert CorrectiveAction.objects.get().brought == "Đã gửi"
    assert not _draft_meeting(cast).items.filter(task=action.task).exists()
    assert "What you promised" not in client.get(f"/assessments/{sheet_again(july).pk}/corrective/").content.decode()


def _decide(cast, client: Client, june) -> None:
    told = {
        "cause": "Bí thư đi công tác",
        "measure": "Gửi tài liệu trước một ngày",
        "due_on": (timezone.localdate() + dt.timedelta(days=20)).strftime("%d/%m/%Y"),
        "members": [cast.nam.member.pk],
    }
    assert client.post(f"/assessments/{june.pk}/criteria/II.6/corrective/", told).status_code == 302


def _draft_meeting(cast) -> Meeting:
    now = timezone.now()
    head = {"kind": "regular", "starts_at": now + dt.timedelta(days=3), "place": "Nhà văn hóa khu"}
    return announcing.draft(unit=cast.bieu_nghi, by=cast.bay, at=now, **head)


def _do(cast, client: Client, action: CorrectiveAction) -> None:
    """Nam reports it as done, Bảy looks at the task."""
    assignment = action.task.assignments.get()
    client.force_login(cast.nam)
    assert action.task.title in client.get("/tasks/").content.decode()
    on = timezone.localdate().strftime("%d/%m/%Y")
    assert client.post(f"/assignments/{assignment.pk}/done/", {"on": on}).status_code == 302
    client.force_login(cast.bay)
    assert client.post(f"/assignments/{assignment.pk}/check/").status_code == 302
    assert Task.objects.get(pk=action.task.pk).finished_on is not None


def test_open_task_of_an_action_is_on_the_agenda_once(cast, client: Client, month_of):
    client.force_login(cast.bay)
    june = month_of(JUNE)
    _decide(cast, client, june)
    task = CorrectiveAction.objects.get().task
    assert _draft_meeting(cast).items.filter(task=task).count() == 1


def test_finished_and_unchecked_action_is_on_the_agenda(cast, client: Client, month_of):
    client.force_login(cast.bay)
    june = month_of(JUNE)
    _decide(cast, client, june)
    task = CorrectiveAction.objects.get().task
    task.finish(on=timezone.localdate(), by=cast.bay, at=timezone.now())
    assert _draft_meeting(cast).items.filter(task=task).count() == 1
