"""The pages of the sheet and of the queue: what they show, who may act, how many queries they take."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from fourgood.assessments.entering import Said, record_changes
from fourgood.assessments.models import Assessment, Evidence
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.state import State
from fourgood.regulations.values import Value, counts, ratio
from tests.assessments.months import LATE, NOW, fill_in, sheet_again, sheet_row


@pytest.fixture
def bay(client, cast):
    client.force_login(cast.bay)
    return client


@pytest.fixture(autouse=True)
def _in_english(client):
    client.cookies["django_language"] = "en"
    with translation.override("en"):
        yield


def page(name: str, row: Assessment, *more: str) -> str:
    return reverse(name, args=[row.pk, *more])


def test_sheet_tells_what_is_missing_on_top(bay, row, found):
    row = found(row, attendance_rate=ratio(18, 21, {"unexcused": 0}))
    said = bay.get(page("assessment", row)).content.decode()
    assert "Agree with 1 suggestion" in said
    assert "criteria are missing" in said
    assert "18 of 21" in said


def test_evidence_is_attached_and_taken_away(bay, row):
    picture = SimpleUploadedFile("bien-ban.txt", b"Bien ban hop chi bo", content_type="text/plain")
    bay.post(page("assessment_evidence", row, "I.1"), {"uploads": picture})
    piece = Evidence.objects.get()
    assert "bien-ban.txt" in bay.get(page("assessment_fill", row)).content.decode()
    bay.post(reverse("evidence_remove", args=[piece.pk]))
    assert Evidence.objects.count() == 0


def test_submitting_names_all_that_is_missing(bay, cast, row):
    row = fill_in(row, by=cast.bay, leave=("I.1", "II.3"))
    said = bay.post(page("assessment_submit", row)).content.decode()
    assert "Still missing" in said
    assert all(f"{page('assessment_fill', row)}#point-{code}" in said for code in ("I.1", "II.3"))


def test_sheet_goes_up_and_comes_back_with_a_remark_at_its_criterion(bay, cast, row):
    row = fill_in(row, by=cast.bay)
    assert bay.post(page("assessment_submit", row)).url == page("assessment", row)
    bay.force_login(cast.tuan)
    url = page("assessment_confirm", row)
    assert "remarks" in bay.post(url, {"why_I.1": "Which plan?", "decision": "confirm"}).content.decode()
    bay.post(url, {"why_I.1": "Which plan?", "decision": "return"})
    bay.force_login(cast.bay)
    assert "Which plan?" in bay.get(page("assessment", row)).content.decode()


def test_level_above_changes_with_a_reason_and_the_cell_sees_why(bay, cast, row):
    row = fill_in(row, by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    bay.force_login(cast.tuan)
    refused = bay.post(page("assessment_confirm", row), {"points_I.1": "2", "decision": "confirm"})
    assert "say why" in refused.content.decode()
    bay.post(page("assessment_confirm", row), {"points_I.1": "2.5", "why_I.1": "One was late", "decision": "confirm"})
    bay.force_login(cast.bay)
    said = bay.get(page("assessment", row)).content.decode()
    assert "One was late" in said and "changed" in said and sheet_again(row).state_now() is State.CONFIRMED


def test_next_sheet_follows_by_itself(bay, cast, row):
    first = fill_in(row, by=cast.bay)
    other = fill_in(sheet_row(cast, first.unit.parent.children.exclude(pk=first.unit_id).first()), by=None)
    first.submit(by=cast.bay, at=NOW)
    other.submit(by=None, at=LATE)
    bay.force_login(cast.hoa)
    answer = bay.post(page("assessment_confirm", first), {"decision": "confirm"})
    assert answer.url == page("assessment_confirm", other)


def test_alike_are_confirmed_at_once_and_only_these(bay, cast, row, found):
    row = fill_in(row, by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    bay.force_login(cast.hoa)
    said = bay.get(reverse("assessment_queue")).content.decode()
    assert "Confirm the 1 sheet in which nothing differs" in said
    bay.post(reverse("assessment_confirm_alike"), {"submission": [row.submissions.get().pk, "x"]})
    assert sheet_again(row).state_now() is State.CONFIRMED


def test_sheet_that_differs_is_not_confirmed_in_bulk(bay, cast, row, monkeypatch):
    row = fill_in(row, by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    suggested = list(row.suggested)
    suggested[0] = 100
    Assessment.objects.filter(pk=row.pk).update(suggested=suggested)
    bay.force_login(cast.hoa)
    bay.post(reverse("assessment_confirm_alike"), {"submission": row.submissions.get().pk})
    assert sheet_again(row).state_now() is State.SUBMITTED


def test_sheet_takes_few_queries(bay, cast, row, django_assert_max_num_queries):
    fill_in(row, by=cast.bay)
    bay.get(page("assessment", row))
    with django_assert_max_num_queries(10):
        bay.get(page("assessment", row))


def test_submitting_takes_few_queries(bay, cast, row, django_assert_max_num_queries):
    """Session, account and rights; the sheet, locked; all facts counted in one; what is asked of it; what is written.
    The savepoint of the transaction counts twice.
    """
    fill_in(row, by=cast.bay)
    record_changes(row)
    with django_assert_max_num_queries(14):
        assert bay.post(page("assessment_submit", row)).status_code == 302


READERS = [("bay", True), ("tuan", True), ("hoa", True), ("minh", True), ("lan", True), ("nam", False), ("mai", False)]


@pytest.mark.parametrize(("who", "reads"), READERS)
def test_member_sees_points_but_no_event_about_a_person(client, cast, row, found, who, reads):
    """Neither the count nor a sentence, reason, remark or paper about it (M8, design 10)."""
    [part] = [p for line in sheet_of(row).due for p in line.criterion.parts if p.indicator == "discipline_events"]
    events = Value(events=counts({event.code: 1 for event in part.events}))
    row = found(row, discipline_events=events)
    [line] = [line for line in sheet_of(row).due if line.tells_of_events and line.has_suggestion]
    said = Said({part.code: events}, "Có lý do riêng", "Đồng chí ấy", Decimal("0.5"))
    row.enter(line.code, said, version=0, by=cast.bay, at=NOW)
    client.force_login(cast.bay)
    paper = SimpleUploadedFile("ky-luat.txt", b"Quyet dinh", content_type="text/plain")
    client.post(page("assessment_evidence", row, line.code), {"uploads": paper})
    client.force_login(getattr(cast, who))
    answer = client.get(page("assessment", row)).content.decode()
    words = (line.why_suggested, "Có lý do riêng", "Đồng chí ấy", "ky-luat.txt")
    assert [word in answer for word in words] == [reads] * 4
    assert line.suggested_words in answer and line.code in answer
    assert ("Read by those who lead the unit only." in answer) is not reads
    assert client.get(Evidence.objects.get().file.get_absolute_url()).status_code == (200 if reads else 404)


def test_days_and_exceptions_are_shown(bay, cast, row):
    Assessment.objects.filter(pk=row.pk).update(grace_until="2026-04-08")
    said = bay.get(page("assessment", row)).content.decode()
    assert "Due on 05/04/2026; with days of grace until 08/04/2026 it still counts as in time." in said
    row.extend(dt.date(2026, 4, 24), "Storm no. 3", by=cast.tuan)
    said = bay.get(page("assessment", row)).content.decode()
    assert "More time was granted until 24/04/2026: Storm no. 3" in said and "days of grace" not in said
    row.exempt("Dyke broken", by=cast.tuan, at=NOW)
    said = bay.get(page("assessment", row)).content.decode()
    assert "Exempt this month: Dyke broken" in said and "Submit" not in said
