"""Pages of minutes and resolutions: what a secretary does in clicks, what a member sees, queries flat in the rows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.resolutions.models import Minutes, Resolution, Term
from tests.resolutions.evenings import drafted, end, evening, issued, item, now, spoke, task, term, voted


@pytest.fixture
def bay(client, cast):
    client.force_login(cast.bay)
    return client


@pytest.fixture
def meeting(cast):
    return evening(cast.bieu_nghi)


def page(client, name, *args, **more):
    return client.get(reverse(name, args=args), **more).content.decode()


def test_minutes_from_the_first_text_to_the_level_above(bay, cast, meeting):
    term(cast.bieu_nghi)
    end(meeting)
    assert "Lập biên bản" in page(bay, "minutes", meeting.pk)
    bay.post(reverse("minutes_write", args=[meeting.pk]))
    minutes = Minutes.objects.get(meeting=meeting)
    bay.post(reverse("minutes_edit", args=[meeting.pk]), {"seat": "Đông Mai", "text_roll": "Đủ cả\r\nKhông ai vắng"})
    assert minutes.sections.get(code="roll").text == "Đủ cả\nKhông ai vắng"
    bay.post(reverse("minutes_approve", args=[meeting.pk]))
    bay.post(reverse("minutes_correct", args=[meeting.pk]), {"text": "Vắng một."})
    bay.post(reverse("minutes_send", args=[meeting.pk]))
    shown = page(bay, "minutes", meeting.pk)
    assert [w for w in ("Biên bản 01-BB/CB", "Đủ cả", "Vắng một.", "đã gửi lên cấp trên") if w not in shown] == []
    minutes.refresh_from_db()
    assert (minutes.seat, minutes.sent_by) == ("Đông Mai", cast.bay)


def test_typing_in_minutes_is_saved_without_leaving_the_page(bay, meeting):
    Minutes.objects.write(meeting, by=None, at=now())
    url = reverse("minutes_edit", args=[meeting.pk])
    answer = bay.post(url, {"text_roll": "Đủ cả"}, headers={"HX-Request": "true"}).content.decode()
    assert "đã lưu" in answer
    assert "<html" not in answer
    assert meeting.minutes.sections.get(code="roll").text == "Đủ cả"
    assert meeting.minutes.sections.get(code="opening").text != ""


def test_taking_anew_shows_both_texts_and_ticks_only_what_loses_nothing(bay, meeting):
    first, second = item(meeting), item(meeting, 2, "Hai")
    minutes = Minutes.objects.write(meeting, by=None, at=now())
    minutes.keep({f"item-{first.pk}": "Của tôi"}, by=None, at=now())
    for row in (first, second):
        row.conclusion = "Mới"
        row.save()
    shown = page(bay, "minutes_anew", meeting.pk)
    assert "Của tôi" in shown
    assert shown.count("Kết luận: Mới") == 2
    assert shown.count(" checked") == 1
    bay.post(reverse("minutes_anew", args=[meeting.pk]), {"take": f"item-{second.pk}"})
    assert minutes.sections.get(code=f"item-{first.pk}").text == "Của tôi"
    assert minutes.sections.get(code=f"item-{second.pk}").text == "Kết luận: Mới"


def test_minutes_sent_late_say_so(bay, cast):
    meeting = evening(cast.bieu_nghi, minutes_ago=60 * 24 * 6)
    meeting.begun_at = timezone.localtime(meeting.begun_at).replace(hour=12)  # it ends on the same day
    meeting.ended_at = meeting.begun_at + timezone.timedelta(hours=2)
    meeting.save()
    term(cast.bieu_nghi)
    minutes = Minutes.objects.write(meeting, by=None, at=now())
    assert "đã quá 4 ngày" in page(bay, "minutes", meeting.pk)
    minutes.approve(by=None, at=now())
    minutes.send(by=None, at=now())
    assert "muộn 4 ngày" in page(bay, "minutes", meeting.pk)


def test_resolution_from_the_draft_to_issuing(bay, cast, meeting):
    term(cast.bieu_nghi)
    begun = {"kind": "monthly", "type_code": "NQ", "title": "nhiệm vụ tháng 12", "month": "2026-12", "language": "vi"}
    bay.post(reverse("resolution_new", args=[meeting.pk]), begun)
    made = Resolution.objects.get(meeting=meeting)
    texts = {
        "title": made.title,
        "evaluation": "Đã làm",
        "ahead": "Sẽ làm",
        "organisation": "Chi ủy",
        "seat": "Đông Mai",
    }
    bay.post(reverse("resolution_edit", args=[made.pk]), texts)
    given = {"title": "Nạo vét mương", "due_on": "2030-12-20", "everyone": "on"}
    bay.post(reverse("resolution_task_new", args=[made.pk]), given)
    voted(meeting)
    shown = page(bay, "resolution_issue", made.pk)
    assert "01-NQ/CB" in shown
    answer = bay.post(reverse("resolution_issue", args=[made.pk]), {"vote": meeting.votes.get().pk})
    assert answer.url == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.number, made.issued_by, made.adopted_by) == (1, cast.bay, cast.bay)
    given = made.resolved.get().task
    assert given.assignments.count() == len(made.resolved.get().owners()) > 20


def test_of_several_votes_none_is_chosen_beforehand(client, cast):
    meeting = evening(cast.bieu_nghi)
    first = voted(meeting, question="Thông qua nghị quyết")
    voted(meeting, question="Bầu tổ trưởng")
    end(meeting)
    term(meeting.unit)
    made = drafted(meeting)
    client.force_login(cast.bay)
    shown = client.get(reverse("resolution_issue", args=[made.pk]))
    assert "checked" not in str(shown.context["form"]["vote"])
    sent = client.post(reverse("resolution_issue", args=[made.pk]), {"vote": ""})
    assert sent.context["form"].errors.keys() == {"vote"}
    client.post(reverse("resolution_issue", args=[made.pk]), {"vote": first.pk})
    made.refresh_from_db()
    assert (made.vote, made.number) == (first, 1)


def test_typing_in_a_draft_tells_what_is_missing(bay, meeting):
    made = drafted(meeting, evaluation="")
    url = reverse("resolution_edit", args=[made.pk])
    answer = bay.post(url, {"ahead": ""}, headers={"HX-Request": "true"}).content.decode()
    assert "Cần ghi: kết quả đã đạt được." in answer
    assert "Cần ghi: nhiệm vụ phía trước." in answer
    made.refresh_from_db()
    assert made.organisation == "Chi ủy theo dõi."


def test_issuing_without_a_vote_says_what_to_do(bay, meeting):
    term(meeting.unit)
    shown = page(bay, "resolution_issue", drafted(meeting).pk)
    assert "Chưa có cuộc biểu quyết nào của cuộc họp thông qua" in shown


def test_task_that_says_how_much_says_in_what(bay, meeting):
    made = drafted(meeting)
    answer = bay.post(reverse("resolution_task_new", args=[made.pk]), {"title": "Gieo ngô", "target": "12,5"})
    assert "Hãy ghi đơn vị tính" in answer.content.decode()
    bay.post(reverse("resolution_task_new", args=[made.pk]), {"title": "Gieo ngô", "target": "12,5", "measure": "ha"})
    row = made.resolved.get()
    assert (f"{row.target:f}", row.measure) == ("12.50", "ha")
    bay.post(reverse("resolution_task_remove", args=[row.pk]))
    assert made.resolved.count() == 0


def test_member_finds_the_own_tasks_first(client, cast, meeting):
    made = issued(
        meeting, tasks=[task("Của Mai", members=[cast.mai.member]), task("Của Nam", members=[cast.nam.member])]
    )
    client.force_login(cast.nam)
    shown = client.get(made.get_absolute_url()).content.decode()
    own, text = shown.index("Nhiệm vụ của đồng chí"), shown.index("Biểu quyết")
    assert own < shown.index("Của Nam") < text < shown.index("Của Mai")
    assert "0/2 nhiệm vụ đã hoàn thành" in shown


def test_amended_resolution_points_to_the_new_one(bay, cast, meeting):
    first = issued(meeting)
    begun = {"kind": "monthly", "type_code": "NQ", "title": "sửa", "month": "2026-12", "language": "vi"}
    bay.post(reverse("resolution_amend", args=[first.pk]), begun | {"meeting": evening(cast.bieu_nghi).pk})
    second = Resolution.objects.get(amends=first)
    assert "Được sửa đổi" not in page(bay, "resolution", first.pk)
    second.keep({"ahead": "Đổi", "seat": "Đông Mai"}, by=None, at=now())
    second.adopt(voted(second.meeting), by=None, at=now())
    second.issue(by=None, at=now())
    assert "Được sửa đổi, bổ sung bởi" in page(bay, "resolution", first.pk)


def test_list_is_narrowed_by_year_type_stage_and_unit(bay, cast, meeting):
    issued(meeting, title="đã ra")
    drafted(meeting, title="còn nháp", type_code="KL")
    url = reverse("resolution_list")
    shown = {
        query: [title for title in ("đã ra", "còn nháp") if title in bay.get(f"{url}?{query}").content.decode()]
        for query in ("", "state=issued", "state=draft", "type_code=KL", "year=1999", f"unit={cast.binh_luc_ha.pk}")
    }
    both = ["đã ra", "còn nháp"]
    assert list(shown.values()) == [both, ["đã ra"], ["còn nháp"], ["còn nháp"], both, []]


def test_term_with_numbers_on_paper(bay, cast):
    Term.objects.filter(unit=cast.bieu_nghi).delete()
    new = reverse("term_new", args=[cast.bieu_nghi.pk])
    assert "chưa tổ chức" in bay.post(new, {"first_day": "2050-01-01"}).content.decode()
    bay.post(new, {"first_day": "2024-12-15", "used_0": "16"})
    term = Term.objects.get(unit=cast.bieu_nghi)
    assert list(term.series.values_list("type_code", "last")) == [("NQ", 16)]
    assert "số cuối 16" in page(bay, "term_list", cast.bieu_nghi.pk)


def test_fragments_for_the_pages_of_a_unit_and_a_meeting(client, cast, meeting):
    made = issued(meeting)
    for person, seen in ((cast.bay, True), (cast.nam, False)):
        client.force_login(person)
        shown = page(client, "meeting_papers", meeting.pk)
        assert (made.title in shown, "Soạn nghị quyết" in shown) == (True, seen)
        assert made.title in page(client, "unit_resolutions", cast.bieu_nghi.pk)


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_queries_stay_the_same_with_more_rows(bay, cast, meeting):
    made = issued(meeting, tasks=[task("A", members=[cast.nam.member])])
    draft = drafted(evening(cast.bieu_nghi))
    draft.add_task(task("B", members=[cast.nam.member]), by=None)
    recorded = evening(cast.bieu_nghi)
    spoke(recorded, cast.nam.member, "a", item=item(recorded))
    Minutes.objects.write(recorded, by=None, at=now())
    urls = [
        reverse("resolution_list"),
        reverse("unit_resolutions", args=[cast.bieu_nghi.pk]),
        reverse("resolution_edit", args=[draft.pk]),
        reverse("resolution_issue", args=[draft.pk]),
        reverse("minutes", args=[recorded.pk]),
        reverse("minutes_edit", args=[recorded.pk]),
        reverse("minutes_anew", args=[recorded.pk]),
        reverse("term_list", args=[cast.bieu_nghi.pk]),
    ]
    bay.get(urls[0])
    before = {url: queries(bay, url) for url in urls}
    one = queries(bay, made.get_absolute_url())
    for place in (2, 3):
        draft.add_task(task("C", members=[cast.mai.member, cast.bay.member]), by=None)
        spoke(recorded, cast.mai.member, "b", item=item(recorded, place))
        issued(evening(cast.bieu_nghi))
    more = issued(meeting, tasks=[task(t, members=[cast.nam.member, cast.mai.member]) for t in "DEF"])
    assert {url: queries(bay, url) for url in urls} == before
    assert queries(bay, more.get_absolute_url()) == one
