"""The months of Biểu Nghi in the sample province: what the source and `months.yaml` say of them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.audit.sealing import seal
from fourgood.audit.verification import verify
from fourgood.demo.months import held_on
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import Meeting
from fourgood.meetings.reporting import report_by
from fourgood.meetings.sitting_figures import figures_of
from fourgood.resolutions.adopting import changed_since, counted
from fourgood.resolutions.models import Resolution
from fourgood.tasks.models import Task

pytestmark = pytest.mark.django_db

NOVEMBER = dt.date(2024, 11, 3)


def meeting_on(unit, day: dt.date, **more) -> Meeting:
    return Meeting.objects.exclude(kind="committee").get(unit=unit, starts_at__date=day, **more)


@pytest.fixture
def november(cast) -> Meeting:
    return meeting_on(cast.bieu_nghi, NOVEMBER)


@pytest.fixture
def resolution(november) -> Resolution:
    return Resolution.objects.select_related("unit__kind", "vote", "meeting").get(meeting=november)


@pytest.fixture
def coming(cast) -> Meeting:
    return meeting_on(cast.bieu_nghi, held_on("coming_meeting", today=timezone.localdate()))


def figures(meeting):
    return figures_of(
        meeting,
        expected_at(meeting),
        meeting.attendances.all(),
        meeting.speeches.all(),
        at=meeting.ended_at,
    )


def test_committee_met_first(november):
    prepared = november.prepared_by.get()
    assert prepared.kind == "committee"
    assert prepared.begun_at < november.announced_at < november.begun_at
    names = prepared.attendances.filter(state="present").values_list("member__full_name", flat=True)
    assert sorted(names) == ["Nguyễn Thị Thu", "Vũ Văn Bảy", "Đoàn Văn Lợi"]
    assert prepared.minutes.approved_at < november.announced_at


def test_november_was_announced_with_its_topic_and_read(november):
    assert november.is_thematic
    assert "bão số 3" in november.topic
    assert november.draft_resolution
    assert november.items.count() == 4
    members = [expected for expected in expected_at(november) if expected.belongs]
    assert (len(members), november.receipts.count()) == (22, 21)  # with the member in charge, without two


def test_members_contributed_before_november_and_were_answered(november):
    rows = november.contributions.order_by("written_at")
    assert all(november.announced_at < row.written_at < november.begun_at for row in rows)
    assert [row.answered_at is not None for row in rows] == [True, True, True, True, False]
    own = {row.member.full_name for row in rows if row.entered_by.member_id == row.member_id}
    assert own == {"Nguyễn Thị Thu", "Phạm Hải Nam"}  # the secretary wrote for the others


def test_roll_of_22_members(november):
    of_the_cell = november.attendances.exclude(because="above")
    assert of_the_cell.count() == 22
    result = figures(november)
    assert (result.due, result.came, result.excused, result.absent) == (19, 17, 2, 0)
    assert (result.beside, result.there, result.speakers) == (2, 18, 5)
    assert result.rate == "89,47 %"
    assert all(november.attendances.filter(state="excused").values_list("reason", flat=True))


def test_november_took_as_long_as_the_rules_ask(november):
    assert (november.minutes_taken, figures(november).required) == (105, 90)


def test_resolution_was_voted_on_the_right_base(resolution):
    vote = resolution.vote
    assert (vote.way, vote.base, vote.present, vote.due, vote.came) == ("open", 19, 18, 19, 17)
    result = counted(vote)
    assert (result.in_favour, result.against, result.abstaining, result.carried) == (17, 0, 1, True)


def test_resolution_holds_for_the_month(resolution):
    assert resolution.sign(on=NOVEMBER) == "21-NQ/CB"
    assert (resolution.month, resolution.issued_on) == (dt.date(2024, 11, 1), dt.date(2024, 11, 4))
    assert resolution.signed_by == "Vũ Văn Bảy"
    assert changed_since(resolution) == []


def test_minutes_were_approved_and_sent_in_time(november):
    minutes = november.minutes
    assert minutes.number == 59
    assert timezone.localdate(minutes.sent_at) <= report_by(november)


def test_five_tasks_given_to_members_and_organisations(resolution):
    tasks = Task.objects.filter(resolved__resolution=resolution)
    assert tasks.count() == 5
    assert not tasks.open().exists()
    assert sum(task.assignments.exclude(organisation="").count() for task in tasks) == 4
    assert tasks.carried_over().count() == 1
    assert [task.title for task in tasks if task.is_late(task.finished_on)] == [
        "Tuần tra, bảo vệ đồng ruộng, không thả rông gia súc"
    ]
    assert tasks.finished_on_time().count() == 4
    assert all(a.progress.exclude(text="").exists() for task in tasks for a in task.assignments.all())


def test_winter_crops_reached_the_target(resolution):
    task = Task.objects.get(resolved__resolution=resolution, measure="ha")
    told = [p.amount for a in task.assignments.all() for p in a.progress.all()]
    assert (task.target, sum(told)) == (12, Decimal("12.5"))


def test_coming_meeting_is_announced_and_not_begun(coming):
    today = timezone.localdate()
    assert (coming.on, coming.begun_at) == (today + dt.timedelta(days=3), None)
    assert coming.announced_at < timezone.now()
    assert coming.unit.parent.name == "Đảng bộ phường Đông Mai"


def test_coming_meeting_carries_in_the_task_that_is_not_done(cast, coming):
    unfinished = Task.objects.open().get(unit=cast.bieu_nghi, resolved__isnull=False)
    assert unfinished.due_on == timezone.localdate() + dt.timedelta(days=6)
    carried = set(coming.items.exclude(task=None).values_list("task", flat=True))
    assert unfinished.pk in carried
    assert carried == set(Task.objects.open().filter(unit=cast.bieu_nghi).values_list("pk", flat=True))
    assert unfinished.assignments.filter(member=cast.nam.member).exists()


def test_last_meeting_is_over_with_minutes_and_resolution(cast):
    last = meeting_on(cast.bieu_nghi, held_on("last_meeting", today=timezone.localdate()))
    result = figures(last)
    assert (result.due, result.came, result.excused) == (21, 20, 1)
    assert (last.minutes.number, last.resolutions.get().number) == (23, 13)
    vote = last.resolutions.get().vote
    assert (vote.base, vote.present) == (20, 19)


def test_acts_tell_of_the_month_and_verify(november, resolution):
    of_meeting = set(Act.objects.about(november).values_list("verb", flat=True))
    told = {"meeting.drafted", "meeting.announced", "meeting.contributed", "meeting.begun", "meeting.ended"}
    assert told <= of_meeting
    assert "resolution.issued" in set(Act.objects.about(resolution).values_list("verb", flat=True))
    assert seal().count > 100
    assert verify() == []
