"""A meeting beforehand: drafted with what is carried in, announced, read, written to, changed, called off (M12)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from icalendar import Calendar

from fourgood.audit.models import Act
from fourgood.meetings import agenda, announcing, contributing, refusals
from fourgood.meetings.agenda_templates import template_for
from fourgood.meetings.models import Meeting
from fourgood.organisation.models import Unit
from fourgood.tasks.models import Task
from tests.instructions import papers as documents


def draft(cast, **more) -> Meeting:
    now = timezone.now()
    head = {"kind": "regular", "starts_at": now + dt.timedelta(days=3), "place": "Nhà văn hóa khu"} | more
    return announcing.draft(unit=unit_of(cast), by=cast.bay, at=now, **head)


def unit_of(cast) -> Unit:
    return Unit.objects.select_related("kind", "sector").get(pk=cast.bieu_nghi.pk)


def announce(cast, meeting: Meeting) -> Meeting:
    announcing.announce(meeting, by=cast.bay, at=timezone.now())
    return meeting


def test_unfinished_tasks_are_carried_in_item_by_item(cast):
    today = timezone.localdate()
    told = {"unit": cast.bieu_nghi, "due_on": today, "members": [cast.nam.member], "by": cast.bay, "at": timezone.now()}
    left = Task.objects.give(title="Nạo vét mương", **told)
    ended = Task.objects.give(title="Treo cờ", **told)
    ended.finish(on=today, by=cast.bay, at=timezone.now())
    carried = set(draft(cast).items.exclude(task=None).values_list("task", flat=True))
    assert (left.pk in carried, ended.pk in carried) == (True, False)


def test_document_that_came_from_above_is_carried_in_once(cast):
    document = documents.send(cast)
    assert not draft(cast).items.filter(document=document).exists()  # not received yet
    document.confirm_receipt(unit=cast.bieu_nghi, by=cast.bay, at=timezone.now())
    item = draft(cast).items.get(document=document)
    assert item.title == f"{document.number}: {document.title}"
    assert not draft(cast).items.filter(document=document).exists()


def test_agenda_begins_as_the_sector_says(cast):
    offered = [row.title for row in template_for("regular", "quarter")]
    titles = list(draft(cast).items.filter(task=None, document=None).values_list("title", flat=True))
    assert titles == offered
    assert template_for("regular", "agency") != template_for("regular", "quarter")


REFUSED = {
    "no place": ({"place": " "}, refusals.PlaceMissing),
    "in the past": ({"starts_at": timezone.now() - dt.timedelta(hours=1)}, refusals.InThePast),
}


@pytest.mark.parametrize("case", REFUSED)
def test_announcing_is_refused(cast, case):
    head, refusal = REFUSED[case]
    with pytest.raises(refusal):
        announce(cast, draft(cast, **head))


def test_thematic_meeting_needs_a_topic(cast):
    with pytest.raises(refusals.TopicMissing):
        draft(cast, kind="thematic")


def test_draft_is_seen_by_leaders_only_and_announced_by_all_members(cast):
    meeting = draft(cast)
    people = ("bay", "nam", "hoa", "dung")
    seen = lambda: [Meeting.objects.visible_to(getattr(cast, p)).filter(pk=meeting.pk).exists() for p in people]  # noqa: E731
    assert seen() == [True, False, True, False]
    announce(cast, meeting)
    assert seen() == [True, True, True, False]


def test_opening_the_notice_is_a_receipt(client, cast):
    meeting = announce(cast, draft(cast))
    client.force_login(cast.nam)
    client.get(meeting.get_absolute_url())
    client.get(meeting.get_absolute_url())
    assert list(meeting.receipts.values_list("member", flat=True)) == [cast.nam.member_id]


def test_who_only_looks_leaves_no_receipt(client, cast):
    meeting = announce(cast, draft(cast))
    client.force_login(cast.hoa)
    assert client.get(meeting.get_absolute_url()).status_code == 200
    assert not meeting.receipts.exists()


def test_change_after_announcing_asks_everyone_to_read_again(cast):
    meeting = announce(cast, draft(cast))
    announcing.confirm_read(meeting, cast.nam.member, by=cast.nam, at=timezone.now())
    announcing.change(meeting, place="Nhà ông Bảy", by=cast.bay, at=timezone.now())
    assert not meeting.receipts.exists()
    assert Act.objects.about(meeting).first().after["place"] == "Nhà ông Bảy"


def test_called_off_meeting_takes_nothing_more(cast):
    meeting = announce(cast, draft(cast))
    with pytest.raises(refusals.ReasonMissing):
        announcing.call_off(meeting, reason=" ", by=cast.bay, at=timezone.now())
    announcing.call_off(meeting, reason="Bão", by=cast.bay, at=timezone.now())
    with pytest.raises(refusals.CalledOff):
        contributing.contribute(meeting, cast.nam.member, text="Ý kiến", by=cast.nam, at=timezone.now())
    with pytest.raises(refusals.CalledOff):
        agenda.add(meeting, title="Việc khác", minutes=None, by=cast.bay)


def test_member_writes_the_secretary_writes_for_another_and_answers(client, cast):
    meeting = announce(cast, draft(cast))
    client.force_login(cast.nam)
    client.post(f"/meetings/{meeting.pk}/contribute/", {"text": "Mương xóm Đông bị sạt", "topic": "thủy lợi"})
    client.force_login(cast.bay)
    posted = {"member": cast.thu.member_id, "text": "Bác Thu xin giống rau"}
    client.post(f"/meetings/{meeting.pk}/contribute/for/", posted)
    rows = list(meeting.contributions.order_by("pk"))
    assert [(row.member_id, row.entered_by) for row in rows] == [
        (cast.nam.member_id, cast.nam),
        (cast.thu.member_id, cast.bay),
    ]
    client.post(f"/contributions/{rows[0].pk}/answer/", {"answer": "Thứ bảy cùng đi nạo vét"})
    assert "Thứ bảy cùng đi nạo vét" in client.get(meeting.get_absolute_url()).content.decode()


def test_what_members_bring_is_grouped_by_topic(client, cast):
    meeting = announce(cast, draft(cast))
    brought = [("nam", "Thủy lợi", "Mương sạt"), ("thu", "Giống", "Xin giống"), ("bay", "thủy lợi", "Cửa cống kẹt")]
    for name, topic, text in brought:
        user = getattr(cast, name)
        contributing.contribute(meeting, user.member, text=text, topic=topic, by=user, at=timezone.now())
    client.force_login(cast.bay)
    shown = client.get(meeting.get_absolute_url()).context["topics"]
    assert [(topic, [row.text for row in rows]) for topic, rows in shown] == [
        ("Thủy lợi", ["Mương sạt", "Cửa cống kẹt"]),
        ("Giống", ["Xin giống"]),
    ]


def test_stranger_does_not_write(cast):
    meeting = announce(cast, draft(cast))
    with pytest.raises(refusals.NotInvited):
        contributing.contribute(meeting, cast.dung.member, text="Ý kiến", by=cast.dung, at=timezone.now())


def test_items_move_and_the_ends_stay(cast):
    meeting = draft(cast)
    first, second, *_rest = meeting.items.all()
    agenda.move(first, up=True, by=cast.bay)
    agenda.move(second, up=True, by=cast.bay)
    assert list(meeting.items.all())[:2] == [second, first]


def test_calendar_is_read_by_a_calendar(client, cast):
    meeting = announce(cast, draft(cast))
    client.force_login(cast.nam)
    feed = Calendar.from_ical(client.get(f"/meetings/{meeting.pk}/calendar.ics").content)
    (event,) = feed.walk("VEVENT")
    assert event.decoded("dtstart") == meeting.starts_at.replace(microsecond=0)
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(minutes=90)
    assert (event["location"], event["status"]) == ("Nhà văn hóa khu", "CONFIRMED")
    announcing.call_off(meeting, reason="Bão", by=cast.bay, at=timezone.now())
    again = Calendar.from_ical(client.get(f"/meetings/{meeting.pk}/calendar.ics").content)
    (event,) = again.walk("VEVENT")
    assert event["status"] == "CANCELLED"


def test_secretary_drafts_and_announces_in_three_steps(client, cast):
    client.force_login(cast.bay)
    on = (timezone.localdate() + dt.timedelta(days=4)).isoformat()
    head = {"kind": "thematic", "on": on, "time": "19:30", "place": "Nhà văn hóa", "topic": "Ổn định sản xuất sau bão"}
    answer = client.post(f"/units/{cast.bieu_nghi.pk}/meetings/new/", head)
    made = Meeting.objects.latest("pk")
    assert answer.url == made.get_absolute_url()
    client.post(f"/meetings/{made.pk}/announce/")
    made.refresh_from_db()
    assert (made.topic, made.announced_by) == ("Ổn định sản xuất sau bão", cast.bay)


def test_criteria_that_wait_to_be_adopted_come_onto_the_agenda(cast):
    waiting = cast.open_set
    head = {"kind": "regular", "starts_at": timezone.now() + dt.timedelta(days=3), "place": "Nhà văn hóa"}
    unit = Unit.objects.select_related("kind", "sector").get(pk=waiting.registration.unit_id)
    meeting = announcing.draft(unit=unit, by=None, at=timezone.now(), **head)
    item = meeting.items.get(criteria_set=waiting)
    assert (item.place, item.title) == (2, f"Thảo luận, thông qua tiêu chí 4 tốt năm {waiting.registration.year}")


def test_confirmed_criteria_do_not(cast):
    assert not draft(cast).items.filter(criteria_set=cast.criteria_set).exists()
