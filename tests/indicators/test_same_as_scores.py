"""A month with one meeting: the indicators say of it what its score is suggested from (M8, M11)."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.assessments.measuring import as_value
from fourgood.indicators.readings import measure
from fourgood.meeting_quality.records import FINDERS, Records
from fourgood.meetings.models import Meeting
from fourgood.regulations.indicators import INDICATORS
from fourgood.resolutions.models import Minutes
from tests.indicators.facts import MONTH, at, meeting, roll
from tests.resolutions.evenings import spoke, term

ASKED = (
    "regular_meeting_held", "attendance_rate", "members_speaking", "meeting_duration", "committee_met_before",
    "sent_ahead", "minutes_in_time",
)  # fmt: skip
NOW = at(20, month=4)


def plain(held: Meeting) -> None:
    """Nobody was noted as speaking, nothing was sent."""


def spoken(held: Meeting) -> None:
    for row in list(held.attendances.filter(state="present"))[:2]:
        spoke(held, row.member)


def on_paper(held: Meeting) -> None:
    held.announced_at = None
    held.save()


def drafted(held: Meeting) -> None:
    held.draft_resolution = "Dự thảo"
    held.save()


def drafted_too_late(held: Meeting) -> None:
    drafted(held)
    held.announced_at = held.starts_at - dt.timedelta(minutes=30)
    held.save()


def prepared(held: Meeting) -> None:
    before = meeting(held.unit, held.begun_at - dt.timedelta(days=2), kind="committee", minutes=30)
    before.prepares = held
    before.save()


def written(held: Meeting, *, days: int = 1) -> None:
    term(held.unit, first_day=dt.date(2030, 12, 1))
    held.chair, held.recorder = (row.member for row in held.attendances.order_by("pk")[:2])
    held.save()
    minutes = Minutes.objects.write(held, by=None, at=held.ended_at)
    minutes.approve(by=None, at=held.ended_at)
    minutes.send(by=None, at=held.ended_at + dt.timedelta(days=days))


def written_late(held: Meeting) -> None:
    written(held, days=9)


@pytest.mark.parametrize(
    "what",
    [plain, spoken, on_paper, drafted, drafted_too_late, prepared, written, written_late],
    ids=lambda what: what.__name__,
)
def test_one_meeting_is_told_of_alike(cast, what):
    held = meeting(cast.bieu_nghi, at(5))
    roll(held, "ppppeaxg")
    what(held)
    records = Records(Meeting.objects.select_related("unit__kind").get(pk=held.pk), NOW)
    found = {code: FINDERS[code](records) for code in ASKED}
    readings = measure(ASKED, [cast.bieu_nghi.pk], MONTH, on=NOW.date())
    read = {code: readings[code][cast.bieu_nghi.pk] for code in ASKED}
    assert {code: None if one.is_empty else as_value(INDICATORS[code], one) for code, one in read.items()} == {
        code: one and one.value for code, one in found.items()
    }
