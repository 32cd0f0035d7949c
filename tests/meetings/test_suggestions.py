"""The suggestion box: suggested, supported, taken up, answered, withdrawn (M12)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.meetings import refusals, suggesting
from fourgood.meetings.models import Suggestion
from tests.meetings.test_beforehand import draft


def suggest(cast, text: str = "Nơi thu gom rác đồng ruộng") -> Suggestion:
    return suggesting.suggest(cast.bieu_nghi, cast.nam.member, text=text, by=cast.nam, at=timezone.now())


def box(cast) -> str:
    return reverse("suggestion_list", args=[cast.bieu_nghi.pk])


def order(cast) -> list[tuple[str, int]]:
    rows = Suggestion.objects.visible_to(cast.nam).filter(unit=cast.bieu_nghi).waiting().by_support()
    return [(row.text, row.supporters) for row in rows]


def test_member_suggests_and_others_support(client, cast):
    client.force_login(cast.nam)
    for text in ("Đường xóm Đông", "Rác đồng ruộng"):
        client.post(reverse("suggestion_new", args=[cast.bieu_nghi.pk]), {"text": text})
    last = Suggestion.objects.get(text="Rác đồng ruộng")
    client.force_login(cast.bay)
    for _time in range(2):
        client.post(reverse("suggestion_support", args=[last.pk]), {"on": "1"})
    assert order(cast) == [("Rác đồng ruộng", 2), ("Đường xóm Đông", 1)]
    client.post(reverse("suggestion_support", args=[last.pk]), {"on": "0"})
    assert order(cast) == [("Đường xóm Đông", 1), ("Rác đồng ruộng", 1)]


def test_secretary_takes_one_into_a_meeting(client, cast):
    row, meeting = suggest(cast), draft(cast)
    client.force_login(cast.bay)
    client.post(reverse("suggestion_take_up", args=[row.pk]), {"where": f"meeting {meeting.pk}"})
    row.refresh_from_db()
    assert (row.taken_up, meeting.items.last().title) == (meeting, row.text)
    assert order(cast) == []


def test_secretary_takes_one_into_the_plan(client, cast):
    row, today = suggest(cast), timezone.localdate()
    client.force_login(cast.bay)
    client.post(reverse("suggestion_take_up", args=[row.pk]), {"where": f"month {today.year} {today.month}"})
    row.refresh_from_db()
    assert (row.planned.text, row.planned.month, row.planned.plan.year) == (row.text, today.month, today.year)


def test_secretary_says_why_not_and_members_read_it(client, cast):
    row = suggest(cast)
    client.force_login(cast.bay)
    client.post(reverse("suggestion_answer", args=[row.pk]), {"answer": "Khu đã bàn tháng trước"})
    client.force_login(cast.nam)
    assert "Khu đã bàn tháng trước" in client.get(box(cast)).content.decode()
    with pytest.raises(refusals.SuggestionClosed):
        suggesting.support(row, cast.bay.member, by=cast.bay, at=timezone.now())


def test_meeting_of_another_unit_takes_nothing(cast):
    row, meeting = suggest(cast), draft(cast)
    meeting.unit = cast.binh_luc_ha
    meeting.save(update_fields=["unit"])
    with pytest.raises(refusals.MeetingElsewhere):
        suggesting.take_into_meeting(row, meeting, by=cast.bay)


def test_place_that_is_not_offered_is_refused(client, cast):
    row, meeting = suggest(cast), draft(cast)
    meeting.unit = cast.binh_luc_ha
    meeting.save(update_fields=["unit"])
    client.force_login(cast.bay)
    posted = client.post(reverse("suggestion_take_up", args=[row.pk]), {"where": f"meeting {meeting.pk}"})
    assert (posted.status_code, list(posted.context["form"].errors)) == (200, ["where"])


def test_only_the_member_withdraws(client, cast):
    row = suggest(cast)
    with pytest.raises(refusals.NotYourSuggestion):
        suggesting.withdraw(row, cast.bay.member, by=cast.bay, at=timezone.now())
    client.force_login(cast.nam)
    client.post(reverse("suggestion_withdraw", args=[row.pk]))
    row.refresh_from_db()
    assert row.withdrawn_at is not None


@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("hoa", 403), ("dung", 404)])
def test_who_does_not_run_meetings_takes_nothing_up(client, cast, who, status):
    row = suggest(cast)
    client.force_login(getattr(cast, who))
    for name in ("suggestion_take_up", "suggestion_answer"):
        assert client.post(reverse(name, args=[row.pk])).status_code == status


def test_who_looks_from_above_does_not_suggest(client, cast):
    client.force_login(cast.hoa)
    assert client.get(box(cast)).status_code == 200
    assert client.post(reverse("suggestion_new", args=[cast.bieu_nghi.pk]), {"text": "x"}).status_code == 403


def test_empty_suggestion_is_refused(cast):
    with pytest.raises(refusals.NoTopic):
        suggest(cast, " ")
    with pytest.raises(IntegrityError, match="a_suggestion_says_something"), transaction.atomic():
        Suggestion.objects.create(unit=cast.bieu_nghi, member=cast.nam.member, text="", made_at=timezone.now())


def test_refusal_without_reason_is_refused(cast):
    row = suggest(cast)
    with pytest.raises(refusals.AnswerMissing):
        suggesting.answer(row, answer=" ", by=cast.bay, at=timezone.now())
    with pytest.raises(IntegrityError, match="a_refused_suggestion_has_a_reason"), transaction.atomic():
        Suggestion.objects.filter(pk=row.pk).update(answered_at=timezone.now())


def test_queries_do_not_grow_with_the_suggestions(client, cast):
    client.force_login(cast.bay)
    suggest(cast)
    client.get(box(cast))
    counts = []
    for more in (0, 2):
        for number in range(more):
            suggest(cast, f"Ý kiến {number}")
        with CaptureQueriesContext(connection) as asked:
            client.get(box(cast))
        counts.append(len(asked))
    assert counts[0] == counts[1]
