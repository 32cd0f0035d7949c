"""Minutes: written from the records, edited, taken anew only where chosen, approved, corrected by notes, sent (M12)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import override

from fourgood.audit.models import Act
from fourgood.meetings.reporting import report_by
from fourgood.organisation.roll_call import meeting_list
from fourgood.resolutions import refusals
from fourgood.resolutions.models import Minutes, Section
from fourgood.resolutions.records import sections_of
from fourgood.resolutions.writing import differences
from fourgood.voting.models import Way
from fourgood.voting.opening import Motion, open_vote
from tests.resolutions.evenings import contributed, end, evening, item, now, spoke, term, voted


@pytest.fixture
def meeting(cast):
    return evening(cast.bieu_nghi)


def write(meeting, by=None):
    return Minutes.objects.write(meeting, by=by, at=now())


def text_of(minutes, code):
    return minutes.sections.get(code=code).text


def written(meeting):
    """All sections as one text, by heading."""
    return {w.heading: w.text for w in sections_of(meeting, language="vi")}


def approved(meeting, by=None):
    term(meeting.unit)
    end(meeting)
    minutes = write(meeting, by=by)
    minutes.approve(by=by, at=now())
    minutes.refresh_from_db()
    return minutes


def test_first_text_says_who_came_and_why_others_did_not(cast, meeting):
    due = [line.member.full_name for line in meeting_list(cast.bieu_nghi, on=meeting.on).lines if line.answer.due]
    roll = written(meeting)["Thành phần dự họp"].splitlines()
    assert roll[0].startswith(f"Phải có mặt: {len(due)}. Có mặt: {len(due) - 2}, đạt ")
    assert roll[1:3] == [f"Vắng có lý do: 1 – {due[-2]} (ốm).", f"Vắng không có lý do: 1 – {due[-1]}."]


def test_first_text_says_item_by_item_who_spoke_and_what_was_concluded(cast, meeting):
    first = item(meeting, notes="Bí thư báo cáo.", conclusion="Gieo trước 20/11.")
    contributed(meeting, cast.nam.member, "Nạo vét\nmương cuối khu.", item=first, topic="Thủy lợi", answer="Tiếp thu.")
    spoke(meeting, cast.mai.member, "Tôi nhận 12 hộ.", item=first)
    contributed(meeting, cast.nam.member, "Đèn đường hỏng.")
    told = written(meeting)
    assert told["1. Sản xuất vụ đông"].splitlines() == [
        "Bí thư báo cáo.",
        "Ý kiến:",
        f"– {cast.nam.member}: Thủy lợi: Nạo vét mương cuối khu.",
        "  → Tiếp thu.",
        f"– {cast.mai.member}: Tôi nhận 12 hộ.",
        "Kết luận: Gieo trước 20/11.",
    ]
    assert told["Ý kiến khác"] == f"– {cast.nam.member}: Đèn đường hỏng."


def test_first_text_tells_votes_by_their_counts(meeting):
    vote = voted(meeting, against=2)
    line = written(meeting)["Biểu quyết"]
    assert f": {vote.present - 2} (" in line
    assert f"Có quyền biểu quyết: {vote.base}, có mặt: {vote.present}." in line
    assert "được thông qua" in line.casefold()


def test_votes_that_run_or_are_void_are_not_told(meeting):
    open_vote(meeting, Motion("Thử", Way.OPEN), by=None, at=now())
    voted(meeting).void(because="Đếm nhầm", by=None, at=now())
    assert "Biểu quyết" not in written(meeting)


def test_first_text_is_in_the_language_of_record(meeting):
    with override("en"):
        minutes = write(meeting)
    assert "Thành phần dự họp" in minutes.sections.values_list("heading", flat=True)


def test_number_of_queries_stays_the_same(cast, meeting, django_assert_num_queries):
    first = item(meeting)
    spoke(meeting, cast.mai.member, "a", item=first)
    voted(meeting)
    meeting = type(meeting).objects.select_related("unit", "chair", "recorder").get(pk=meeting.pk)
    with django_assert_num_queries(6):
        sections_of(meeting, language="vi")
    for place in (2, 3):
        spoke(meeting, cast.nam.member, "b", item=item(meeting, place))
        voted(meeting)
    with django_assert_num_queries(6):
        sections_of(meeting, language="vi")


def test_minutes_are_written_once_and_not_before_the_meeting(meeting):
    write(meeting)
    with pytest.raises(refusals.WrittenAlready), transaction.atomic():
        write(meeting)
    meeting.begun_at = None
    with pytest.raises(refusals.NotBegun):
        write(meeting)


def test_taking_anew_never_overwrites_what_was_edited_unless_it_is_chosen(cast, meeting):
    first = item(meeting, conclusion="A")
    minutes = write(meeting)
    code = f"item-{first.pk}"
    minutes.keep({code: "Tự viết"}, by=cast.bay, at=now())
    first.conclusion = "B"
    first.save()
    second = item(meeting, 2, "Mới")
    found = {d.code: d.overwrites for d in differences(minutes)}
    assert found == {code: True, f"item-{second.pk}": False}
    assert minutes.take_anew([f"item-{second.pk}"], by=cast.bay, at=now()) == 1
    assert text_of(minutes, code) == "Tự viết"
    assert [s.code for s in minutes.sections.all()] == ["opening", "roll", code, f"item-{second.pk}", "closing"]
    minutes.take_anew([code], by=cast.bay, at=now())
    assert text_of(minutes, code) == "Kết luận: B"
    assert differences(minutes) == []


def test_edited_section_is_no_difference_as_long_as_the_records_stay(cast, meeting):
    minutes = write(meeting)
    minutes.keep({"roll": "Đủ cả"}, by=cast.bay, at=now())
    assert differences(minutes) == []


def test_section_whose_item_is_gone_stays_until_it_is_taken_out(cast, meeting):
    first = item(meeting)
    minutes = write(meeting)
    code = f"item-{first.pk}"
    first.delete()
    (gone,) = differences(minutes)
    assert (gone.code, gone.fresh) == (code, None)
    minutes.take_anew([code], by=cast.bay, at=now())
    assert not minutes.sections.filter(code=code).exists()


def test_unknown_section_is_refused(meeting):
    with pytest.raises(refusals.SectionUnknown):
        write(meeting).keep({"x": "y"}, by=None, at=now())


def test_typing_is_one_act(cast, meeting):
    minutes = write(meeting, by=cast.bay)
    for text in ("a", "ab"):
        minutes.keep({"roll": text}, by=cast.bay, at=now())
    minutes.record_changes()
    minutes.record_changes()
    told = [act for act in Act.objects.about(minutes) if act.verb == "minutes.changed"]
    assert [(act.actor, act.after) for act in told] == [(cast.bay, {"sections": ["Thành phần dự họp"]})]


def test_approved_minutes_are_numbered_and_locked(cast, meeting):
    minutes = approved(meeting, by=cast.bay)
    other = approved(evening(cast.bieu_nghi))
    assert (minutes.number, other.number, minutes.approved_by) == (1, 2, cast.bay)
    for change in (
        lambda: minutes.keep({"roll": "x"}, by=cast.bay, at=now()),
        lambda: minutes.take_anew(["roll"], by=cast.bay, at=now()),
        lambda: minutes.approve(by=cast.bay, at=now()),
    ):
        with pytest.raises(refusals.MinutesApproved):
            change()


def test_minutes_are_approved_after_the_meeting_and_with_two_signatures(cast, meeting):
    minutes = write(meeting)
    term(meeting.unit)
    with pytest.raises(refusals.NotEnded):
        minutes.approve(by=None, at=now())
    end(meeting)
    meeting.chair = None
    meeting.save()
    with pytest.raises(refusals.SignaturesMissing):
        minutes.approve(by=None, at=now())


def test_without_a_term_nothing_is_numbered(cast, meeting):
    cast.bieu_nghi.terms.all().delete()
    end(meeting)
    with pytest.raises(refusals.TermMissing):
        write(meeting).approve(by=None, at=now())


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE resolutions_section SET text = 'x' WHERE minutes_id = %s",
        "DELETE FROM resolutions_section WHERE minutes_id = %s",
        "UPDATE resolutions_minutes SET number = 9 WHERE id = %s",
        "DELETE FROM resolutions_minutes WHERE id = %s",
        "UPDATE resolutions_correctionnote SET text = 'x' WHERE minutes_id = %s",
        "DELETE FROM resolutions_correctionnote WHERE minutes_id = %s",
    ],
)
def test_database_keeps_approved_minutes(meeting, sql):
    minutes = approved(meeting)
    minutes.correct("Sai", by=None, at=now())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [minutes.pk])


def test_corrections_are_numbered_notes(cast, meeting):
    draft = write(evening(cast.bieu_nghi))
    with pytest.raises(refusals.NotApproved):
        draft.correct("x", by=None, at=now())
    minutes = approved(meeting)
    with pytest.raises(refusals.NothingCorrected):
        minutes.correct("  ", by=None, at=now())
    assert [minutes.correct(text, by=cast.bay, at=now()).number for text in ("a", "b")] == [1, 2]
    assert Section.objects.filter(minutes=minutes).exclude(text="a").exists()


def test_minutes_are_sent_once_and_only_approved(cast, meeting):
    with pytest.raises(refusals.NotApproved):
        write(evening(cast.bieu_nghi)).send(by=None, at=now())
    minutes = approved(meeting)
    minutes.send(by=cast.bay, at=now())
    minutes.refresh_from_db()
    with pytest.raises(refusals.SentAlready):
        minutes.send(by=cast.bay, at=now())


def test_report_is_due_within_the_days_of_the_rules(meeting):
    assert report_by(meeting) is None
    end(meeting)
    assert report_by(meeting) == timezone.localdate() + dt.timedelta(days=2)


def test_members_see_approved_minutes_and_the_recorder_the_draft(cast, meeting):
    meeting.recorder = cast.mai.member
    meeting.save()
    draft = write(meeting)
    done = approved(evening(cast.bieu_nghi))
    committee = approved(evening(cast.bieu_nghi, kind="committee"))
    people = ("nam", "mai", "bay", "hoa", "dung")
    seen = {p: set(Minutes.objects.visible_to(getattr(cast, p)).values_list("pk", flat=True)) for p in people}
    everything = {draft.pk, done.pk, committee.pk}
    assert seen == {
        "nam": {done.pk},
        "mai": {draft.pk, done.pk},
        "bay": everything,
        "hoa": everything,
        "dung": set(),
    }
    assert [draft.may_be_written_by(getattr(cast, p)) for p in people] == [False, True, True, False, False]
