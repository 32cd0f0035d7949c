"""What the records suggest, criterion by criterion, and when they can't tell (HD 12-HD/BTCTW; HD 42-HD/BTCTW)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.meeting_quality.points import ASIDE, NOTHING
from fourgood.meeting_quality.records import FINDERS, Records
from fourgood.meeting_quality.suggesting import explanation, suggestions
from fourgood.meetings.models import Attendance, PlannedTopic, ThematicPlan
from fourgood.regulations.indicators import INDICATORS
from fourgood.resolutions.models import Minutes
from fourgood.tasks.models import Task
from tests.meeting_quality.sheets import DAY, held, suggested, variant_of
from tests.resolutions.evenings import end, evening, issued, now, spoke, task, term

BLANK = ["3.1", "3.2", "4.1", "4.2", "4.4", "4.6", "4.7", "4.8"]


def points(given):
    return "aside" if given == ASIDE else None if given == NOTHING else f"{given.points.normalize():f}"


def found(meeting, indicator):
    return FINDERS[indicator](Records(meeting, now()))


def test_all_finders_are_known_indicators():
    assert FINDERS.keys() <= INDICATORS.keys()


def test_what_the_records_cannot_tell_is_empty_and_never_all_points(cast):
    said = suggested(held(cast.bieu_nghi))
    assert [code for code in BLANK if said[code] != NOTHING] == []
    assert {code for code, given in said.items() if given != NOTHING} == {
        "1.1", "2.1", "2.2", "3.3", "3.4", "3.5", "4.3", "4.5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(95, "5"), (90, "5"), (80, "4"), (75, "4"), (65, "3"), (50, "2"), (30, "1")],
)
def test_duration_against_what_is_asked(cast, minutes, expected):
    assert points(suggested(held(cast.bieu_nghi, minutes=minutes))["1.1"]) == expected


def test_attendance_with_someone_absent_without_reason(cast):
    said = suggested(held(cast.bieu_nghi))
    assert points(said["2.1"]) == "1"


def test_attendance_with_all_there(cast):
    assert points(suggested(held(cast.bieu_nghi, gone=False))["2.1"]) == "4"


def test_attendance_is_not_told_while_members_are_uncalled(cast):
    meeting = evening(cast.bieu_nghi)
    Attendance.objects.filter(meeting=meeting).first().delete()
    assert found(meeting, "attendance_rate") is None


def test_excused_more_than_three_times_in_a_row(cast):
    meetings = [held(cast.bieu_nghi, minutes=500 - 100 * n) for n in range(4)]
    assert [points(suggested(meeting)["2.2"]) for meeting in meetings] == ["1", "1", "1", "0"]


def test_speakers_of_those_present(cast):
    meeting = held(cast.bieu_nghi, gone=False)
    there = list(Attendance.objects.filter(meeting=meeting).select_related("member"))
    for row in there[: len(there) // 2 + 1]:
        spoke(meeting, row.member)
    assert points(suggested(meeting)["4.5"]) == "5"
    assert points(suggested(held(cast.bieu_nghi))["4.5"]) == "2"


def test_where_nobody_was_noted_as_speaking_nothing_is_suggested(cast):
    meeting = held(cast.bieu_nghi)
    meeting.speeches.all().delete()
    assert suggested(meeting)["4.5"].is_empty


def test_committee_that_met_beforehand(cast):
    meeting = evening(cast.bieu_nghi)
    before = evening(cast.bieu_nghi, kind="committee", minutes_ago=200, prepares=meeting)
    before.ended_at = meeting.begun_at - dt.timedelta(minutes=30)
    before.save()
    end(meeting)
    assert points(suggested(meeting)["3.3"]) == "2"
    assert points(suggested(held(cast.bieu_nghi))["3.3"]) == "0"


SENT = [
    # announced and sent so many days before, points of 3.4 and of 3.5
    (3, "1", "2"),
    (1, "1", "2"),
    (0, "0", "0"),
]


@pytest.mark.parametrize(("days", "notice", "material"), SENT)
def test_notice_and_material_ahead(cast, days, notice, material):
    meeting = held(cast.bieu_nghi)
    meeting.announced_at = meeting.starts_at - days * DAY
    meeting.draft_resolution = "Dự thảo"
    meeting.save()
    said = suggested(meeting)
    assert (points(said["3.4"]), points(said["3.5"])) == (notice, material)


def test_nothing_sent(cast):
    meeting = held(cast.bieu_nghi)
    meeting.announced_at = meeting.starts_at - 3 * DAY
    meeting.save()
    assert points(suggested(meeting)["3.5"]) == "0"


def test_nothing_is_known_of_material_for_a_meeting_that_was_not_announced_here(cast):
    meeting = held(cast.bieu_nghi)
    meeting.announced_at = None
    meeting.save()
    assert suggested(meeting)["3.5"].is_empty


def test_thematic_part(cast):
    day = timezone.localdate()
    assert points(suggested(held(cast.bieu_nghi))["4.3"]) == "aside"
    assert suggested(held(cast.bieu_nghi, kind="combined"))["4.3"] == NOTHING
    plan = ThematicPlan.objects.create(unit=cast.bieu_nghi, year=day.year, drafted_at=now())
    PlannedTopic.objects.create(plan=plan, month=day.month, text="Vụ đông")
    assert suggested(held(cast.bieu_nghi))["4.3"] == NOTHING


def test_tasks_of_the_last_resolution(cast):
    term(cast.bieu_nghi)
    member = cast.nam.member
    issued(evening(cast.bieu_nghi, minutes_ago=300), tasks=[task(f"Việc {n}", members=[member]) for n in range(4)])
    meeting = held(cast.bieu_nghi)
    meeting.begun_at, meeting.ended_at = now(), now() + dt.timedelta(minutes=90)
    meeting.save()
    assert found(meeting, "last_resolution_done") is None  # nothing was due yet
    tasks = list(Task.objects.filter(resolved__isnull=False).order_by("-pk")[:4])
    yesterday = timezone.localdate() - DAY
    Task.objects.filter(pk__in=[t.pk for t in tasks]).update(given_on=yesterday, due_on=yesterday)
    for done in tasks[:3]:
        Task.objects.filter(pk=done.pk).update(finished_at=now(), finished_on=timezone.localdate())
    assert points(suggested(meeting)["7.1"]) == "24"  # 3 of 4: 75 %
    Task.objects.filter(pk=tasks[3].pk).update(dropped_at=now(), dropped_because="bão")
    assert points(suggested(meeting)["7.1"]) == "30"


def test_minutes_in_time_late_or_not_known_yet(cast):
    term(cast.bieu_nghi)
    meeting = held(cast.bieu_nghi)
    assert found(meeting, "minutes_in_time") is None
    after = Records(meeting, now() + 3 * DAY)
    assert FINDERS["minutes_in_time"](after).value.answer is False
    minutes = Minutes.objects.write(meeting, by=None, at=now())
    minutes.approve(by=None, at=now())
    minutes.send(by=None, at=now())
    assert points(suggested(meeting)["8.3"]) == "1"
    late = held(cast.bieu_nghi)
    minutes = Minutes.objects.write(late, by=None, at=now())
    minutes.approve(by=None, at=now())
    minutes.send(by=None, at=now() + 3 * DAY)
    assert points(suggested(late)["8.3"]) == "0"


def test_the_sheet_of_2018_in_november_2024(cast):
    meeting = held(cast.bieu_nghi)
    then = timezone.make_aware(dt.datetime(2024, 11, 5, 19, 30))
    for name, moment in (("starts_at", then), ("announced_at", then - 3 * DAY), ("begun_at", then)):
        setattr(meeting, name, moment)
    meeting.ended_at = then + dt.timedelta(minutes=85)
    meeting.save()
    said = suggested(meeting)
    assert (points(said["3.2"]), points(said["2.5"]), points(said["1.2"])) == ("4.72", "4", "0")
    assert said["2.1"] == NOTHING


def test_the_explanation_says_numbers_scale_and_points_in_the_readers_language(cast):
    meeting = held(cast.bieu_nghi, minutes=80)
    variant = variant_of(meeting)
    stored = suggestions(variant, meeting, at=now())["1.1"].stored
    with translation.override("en"):
        said = explanation(variant.criterion("1.1"), stored)
    assert said == "It took 80 minutes; 90 are asked for. Short by up to 15 minutes: 4 of 5 points."
    assert explanation(variant.criterion("1.1"), None) == ""


def test_suggestions_take_the_same_queries_for_small_and_large_cells(cast):
    counts = []
    for unit in (cast.binh_luc_ha, cast.bieu_nghi):
        meeting = held(unit)
        variant = variant_of(meeting)
        with CaptureQueriesContext(connection) as queries:
            suggestions(variant, meeting, at=now())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
