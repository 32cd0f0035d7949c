"""The yearly plan of thematic meetings: written, sent, changed, taken up; who has sent one (M11)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meetings import planning, refusals
from fourgood.meetings.models import Meeting, ThematicPlan
from fourgood.meetings.plan_page import quarters_of
from tests.meetings.test_beforehand import draft

YEAR = 2031  # of which the sample province knows nothing


def plan(cast, *months: int, unit=None, by=None) -> ThematicPlan:
    for month in months:
        planning.plan_topic(
            unit or cast.bieu_nghi, YEAR, month=month, text=f"Chuyên đề {month}", by=by or cast.bay, at=timezone.now()
        )
    return ThematicPlan.objects.select_related("unit").get(unit=unit or cast.bieu_nghi, year=YEAR)


def send(cast, row: ThematicPlan) -> ThematicPlan:
    planning.send(row, by=cast.bay, at=timezone.now())
    return row


def page_of(row: ThematicPlan) -> str:
    return reverse("thematic_plan", args=[row.unit_id, row.year])


def test_plan_begins_with_its_first_topic(client, cast):
    client.force_login(cast.bay)
    new = reverse("planned_topic_new", args=[cast.bieu_nghi.pk, YEAR])
    client.post(new, {"month": 5, "text": "Thu gom rác đồng ruộng", "author": cast.nam.member_id})
    (topic,) = ThematicPlan.objects.get(unit=cast.bieu_nghi, year=YEAR).topics.all()
    assert (topic.month, topic.text, topic.author) == (5, "Thu gom rác đồng ruộng", cast.nam.member)


def test_plan_is_seen_from_above_once_it_is_sent(client, cast):
    row = plan(cast, 2)
    people = ("bay", "nam", "hoa", "dung")

    def seen() -> list[bool]:
        return [ThematicPlan.objects.visible_to(getattr(cast, p)).filter(pk=row.pk).exists() for p in people]

    assert seen() == [True, False, False, False]
    client.force_login(cast.hoa)
    assert "Chuyên đề 2" not in client.get(page_of(row)).content.decode()
    send(cast, row)
    assert seen() == [True, True, True, False]
    assert "Chuyên đề 2" in client.get(page_of(row)).content.decode()


def test_sent_plan_waits_again_after_a_change(cast):
    row = send(cast, plan(cast, 2))
    with pytest.raises(refusals.PlanSentAlready):
        send(cast, row)
    topic = row.topics.get()
    changed = {"month": 3, "text": "Chuyên đề khác", "by": cast.bay, "at": timezone.now()}
    planning.change_topic(topic, **changed)
    row.refresh_from_db()
    assert row.waits_to_be_sent
    send(cast, row)
    assert not row.waits_to_be_sent
    verbs = [Verb.THEMATIC_PLAN_SENT, Verb.THEMATIC_PLAN_CHANGED, Verb.THEMATIC_PLAN_SENT, Verb.THEMATIC_PLAN_CHANGED]
    assert list(Act.objects.about(row).values_list("verb", flat=True)) == verbs


def test_empty_plan_is_not_sent(cast):
    row = plan(cast, 2)
    planning.remove_topic(row.topics.get(), by=cast.bay, at=timezone.now())
    with pytest.raises(refusals.NothingPlanned):
        send(cast, row)


def test_topic_without_words_is_refused(cast):
    with pytest.raises(refusals.NoTopic):
        planning.plan_topic(cast.bieu_nghi, YEAR, month=1, text=" ", by=cast.bay, at=timezone.now())


@pytest.mark.parametrize("who", ["nam", "hoa"])
def test_only_who_runs_the_meetings_plans(client, cast, who):
    send(cast, plan(cast, 2))
    client.force_login(getattr(cast, who))
    new = reverse("planned_topic_new", args=[cast.bieu_nghi.pk, YEAR])
    assert client.post(new, {"month": 5, "text": "x"}).status_code == 403


def test_quarters_hold_their_months(cast):
    found = [(quarter.name, [topic.month for topic in quarter.topics]) for quarter in quarters_of(plan(cast, 1, 3, 11))]
    assert found == [("I", [1, 3]), ("II", []), ("III", []), ("IV", [11])]


def test_list_tells_who_has_sent_and_who_has_none(client, cast):
    send(cast, plan(cast, 2))
    client.force_login(cast.hoa)
    names = {}
    for which in ("", "sent", "none"):
        page = client.get(reverse("thematic_plan_list"), {"year": YEAR, "which": which}).context["page"]
        names[which] = {cell.pk for cell in page.rows}
    assert names["sent"] == {cast.bieu_nghi.pk}
    assert names["none"] == names[""] - names["sent"] != set()


def test_member_sees_the_own_cell_in_the_list(client, cast):
    client.force_login(cast.nam)
    page = client.get(reverse("thematic_plan_list"), {"year": YEAR}).context["page"]
    assert [cell.pk for cell in page.rows] == [cast.bieu_nghi.pk]


def test_form_of_a_meeting_offers_the_topic_of_the_month(client, cast):
    today = timezone.localdate()
    now = {"by": cast.bay, "at": timezone.now()}
    ThematicPlan.objects.filter(unit=cast.bieu_nghi, year=today.year).delete()
    Meeting.objects.filter(unit=cast.bieu_nghi).update(starts_at=timezone.now() - dt.timedelta(days=400))
    on = today + dt.timedelta(days=3)
    topic = planning.plan_topic(cast.bieu_nghi, on.year, month=on.month, text="Vụ đông", **now)
    client.force_login(cast.bay)
    new = f"/units/{cast.bieu_nghi.pk}/meetings/new/"
    form = client.get(new).context["form"]
    if on.year == today.year:
        assert ([pk for pk, _words in form.fields["planned"].choices], form.initial["kind"]) == (
            ["", topic.pk],
            "combined",
        )
        posted = {
            "kind": "combined",
            "on": on.isoformat(),
            "time": "19:30",
            "place": "Nhà văn hóa",
            "planned": topic.pk,
        }
        client.post(new, posted)
        topic.refresh_from_db()
        assert (topic.meeting.topic, topic.meeting.kind) == ("Vụ đông", "combined")


def test_topic_that_a_meeting_has_taken_stays(cast):
    row = plan(cast, 2)
    topic = row.topics.get()
    planning.take_up(topic, draft(cast))
    with pytest.raises(refusals.TopicTaken):
        planning.remove_topic(topic, by=cast.bay, at=timezone.now())


def test_month_is_one_of_twelve(cast):
    row = plan(cast, 2)
    with pytest.raises(IntegrityError, match="months_are_1_to_12"), transaction.atomic():
        row.topics.create(month=13, text="x")


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_year_beyond_all_plans_is_not_found(client, cast, year):
    client.force_login(cast.bay)
    assert client.get(f"/units/{cast.bieu_nghi.pk}/thematic-plan/{year}/").status_code == 404


def test_queries_do_not_grow_with_the_topics(client, cast):
    row = plan(cast, 1)
    client.force_login(cast.bay)
    client.get(page_of(row))
    counts = []
    for months in ((), (2, 3)):
        plan(cast, *months)
        with CaptureQueriesContext(connection) as asked:
            client.get(page_of(row))
        counts.append(len(asked))
    assert counts[0] == counts[1]
