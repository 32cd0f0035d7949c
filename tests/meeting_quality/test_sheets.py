"""The score of a meeting: filled in, voted, sent up, confirmed; three columns that stay (domain 2; HD 42-HD/BTCTW)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.meeting_quality import refusals
from fourgood.meeting_quality.deciding import Hands, lacking, votes_for
from fourgood.meeting_quality.frame import sheet_in_force
from fourgood.meeting_quality.models import QualitySheet, Remark
from fourgood.meeting_quality.points import ASIDE, NOTHING, Given
from fourgood.meeting_quality.results import confirmed_scores
from fourgood.meetings.models import Attendance, Meeting
from fourgood.voting.refusals import ReliedOn
from tests.meeting_quality.sheets import complete, confirmed, filled, held, own_of, submitted, suggested, voted
from tests.resolutions.evenings import end, evening, now
from tests.resolutions.evenings import voted as vote_held

D = Decimal


@pytest.fixture
def meeting(cast):
    return held(cast.bieu_nghi)


def test_the_sheet_is_that_in_force_on_the_day_of_the_meeting(cast, meeting):
    assert sheet_in_force(meeting).code == "meeting-2025"
    meeting.begun_at = timezone.make_aware(dt.datetime(2024, 11, 5, 19, 30))
    assert sheet_in_force(meeting).code == "meeting-2018"
    meeting.begun_at = timezone.make_aware(dt.datetime(2023, 11, 5, 19, 30))
    with pytest.raises(refusals.NoSheetInForce):
        sheet_in_force(meeting)


@pytest.mark.parametrize("kind", ["committee", "extraordinary", "review"])
def test_other_meetings_are_not_scored(cast, meeting, kind):
    meeting.kind = kind
    with pytest.raises(refusals.NotScored):
        sheet_in_force(meeting)


def test_committees_are_not_scored(cast):
    ward = Meeting.objects.create(unit=cast.dong_mai, kind="regular", starts_at=now(), drafted_at=now(), begun_at=now())
    with pytest.raises(refusals.NotScored):
        sheet_in_force(ward)


def test_nothing_is_scored_before_it_begins(cast, meeting):
    meeting.begun_at = meeting.ended_at = None
    with pytest.raises(refusals.NotBegun):
        QualitySheet.objects.fill(meeting, {}, {}, by=None, at=now())


def test_filled_in_part_by_part(cast, meeting):
    sheet = QualitySheet.objects.fill(meeting, {"3.1": Given(D("1.5"))}, {}, by=cast.bay, at=now())
    assert (sheet.own_total, sheet.own_band, sheet.filled_by) == (None, "", cast.bay)
    assert [points for points in sheet.own if points is not None] == [150]
    sheet = QualitySheet.objects.fill(meeting, complete(meeting), {}, by=cast.bay, at=now())
    assert QualitySheet.objects.get().own_total == sheet.own_total
    assert Act.objects.filter(verb=Verb.QUALITY_FILLED).count() == 2


def test_total_and_band_are_exact(cast, meeting):
    sheet = filled(meeting)
    # 2.1: 1 of 4, 3.3 and 3.5: 0 of 2, 3.4: 0 of 1, 4.5: 2 of 5; group 4: 22 of 25 that apply, of 30
    assert [(s.total, s.band.code) for s in [_made(sheet)]] == [(D("88.4"), "fair")]
    assert (sheet.own_total, sheet.own_band) == (8840, "fair")


def _made(sheet):
    from fourgood.meeting_quality.points import sheet_of

    return sheet_of(sheet.rules, sheet.criteria, own_of(sheet))


WRONG = [
    ("3.1", Given(D("3.01")), refusals.PointsOutOfRange),
    ("3.1", Given(D("-1")), refusals.PointsOutOfRange),
    ("3.1", Given(D("1.005")), refusals.PointsOutOfRange),
    ("3.3", ASIDE, refusals.AlwaysApplies),
    ("9.9", Given(D("1")), refusals.UnknownCriterion),
]


@pytest.mark.parametrize(("code", "given", "refusal"), WRONG)
def test_what_cannot_be_given(cast, meeting, code, given, refusal):
    with pytest.raises(refusal):
        QualitySheet.objects.fill(meeting, {code: given}, {}, by=None, at=now())
    assert not QualitySheet.objects.exists()


def test_what_is_lacking_is_told(cast, meeting):
    own = complete(meeting) | {"3.1": NOTHING, "1.1": Given(D("4")), "3.2": ASIDE}
    sheet = QualitySheet.objects.fill(meeting, own, {}, by=None, at=now())
    assert lacking(sheet) == [
        "Tiêu chí chưa có điểm: 3.1.",
        "Điểm khác với gợi ý từ dữ liệu mà chưa nêu lý do: 1.1, 3.2.",
        "Chưa ghi kết quả biểu quyết của buổi sinh hoạt.",
    ]
    with pytest.raises(refusals.Lacking):
        sheet.submit(by=None, at=now())


def test_a_reason_lifts_it(cast, meeting):
    sheet = voted(meeting, c1_1=Given(D("4")))
    assert lacking(sheet) == []
    assert list(sheet.remarks.values_list("code", "side", "text")) == [("1.1", "own", "Chi bộ thấy như vậy")]


def test_hands_are_counted_against_those_with_a_vote(cast, meeting):
    sheet = filled(meeting)
    with pytest.raises(refusals.MoreVotesThanThere):
        sheet.decide(Hands(in_favour=19, against=9), by=None, at=now())
    with pytest.raises(refusals.VoteNotCarried):
        sheet.decide(Hands(in_favour=9, against=9), by=None, at=now())
    sheet.decide(Hands(in_favour=16, against=1, abstaining=1), by=cast.bay, at=now())
    row = QualitySheet.objects.get()
    assert (row.in_favour, row.against, row.abstaining, row.vote, row.voted_by) == (16, 1, 1, None, cast.bay)


def test_a_vote_of_the_meeting_carries_it_and_can_then_not_be_voided(cast):
    meeting = evening(cast.bieu_nghi)
    vote = vote_held(meeting, question="Thông qua điểm tự chấm")
    elsewhere = vote_held(evening(cast.bieu_nghi))
    end(meeting)
    sheet = filled(Meeting.objects.select_related("unit__kind", "unit__sector").get(pk=meeting.pk))
    assert votes_for(sheet) == [vote]
    with pytest.raises(refusals.VoteElsewhere):
        sheet.decide_by(elsewhere, by=None, at=now())
    sheet.decide_by(vote, by=None, at=now())
    row = QualitySheet.objects.get()
    assert (row.vote, row.in_favour, row.base) == (vote, vote.present, vote.base)
    with pytest.raises(ReliedOn):
        vote.void(because="nhầm", by=None, at=now())


def test_a_vote_that_was_not_carried_or_runs_carries_no_score(cast):
    meeting = evening(cast.bieu_nghi)
    lost = vote_held(meeting, in_favour=3, against=5)
    end(meeting)
    sheet = filled(Meeting.objects.select_related("unit__kind", "unit__sector").get(pk=meeting.pk))
    with pytest.raises(refusals.VoteNotCarried):
        sheet.decide_by(lost, by=None, at=now())
    lost.void(because="nhầm", by=None, at=now())
    with pytest.raises(refusals.VoteOpenOrVoid):
        sheet.decide_by(lost, by=None, at=now())


def test_other_points_than_those_voted_on_take_the_vote_off(cast, meeting):
    sheet = voted(meeting)
    again = QualitySheet.objects.fill(meeting, own_of(sheet), {}, by=None, at=now())
    assert again.voted_at is not None
    again = QualitySheet.objects.fill(meeting, own_of(sheet) | {"3.1": Given(D(0))}, {}, by=None, at=now())
    assert (again.voted_at, again.in_favour, again.base) == (None, None, None)


def test_a_running_meeting_is_not_sent_up(cast):
    running = evening(cast.bieu_nghi)
    sheet = voted(Meeting.objects.select_related("unit__kind", "unit__sector").get(pk=running.pk))
    with pytest.raises(refusals.NotEnded):
        sheet.submit(by=None, at=now())


def test_sent_up_it_no_longer_changes_whatever_the_records_say_later(cast, meeting):
    sheet = submitted(meeting, by=cast.bay)
    Attendance.objects.filter(meeting=meeting).update(state="present", reason="")
    assert suggested(meeting)["2.1"] == Given(D("4"))
    assert QualitySheet.objects.get().suggested[1] == 100
    for act in (
        lambda: QualitySheet.objects.fill(meeting, {}, {}, by=None, at=now()),
        lambda: sheet.decide(Hands(18), by=None, at=now()),
        lambda: sheet.submit(by=None, at=now()),
    ):
        with pytest.raises(refusals.Submitted):
            act()


def test_confirmed_criterion_by_criterion_with_a_reason_where_it_differs(cast, meeting):
    sheet = submitted(meeting)
    with pytest.raises(refusals.ReasonMissing):
        confirmed(sheet, c3_1=Given(D("1.5")))
    with pytest.raises(refusals.NotAllGiven):
        confirmed(sheet, c3_1=NOTHING)
    row = confirmed(sheet, by=cast.tuan, c3_1=Given(D("1.5")), reasons={"3.1": "Chưa gửi trước", "3.2": "không cần"})
    assert (row.confirmed_total, row.confirmed_band, row.confirmed_by) == (8690, "fair", cast.tuan)
    assert (row.own_total, row.own[3], row.confirmed[3]) == (8840, 300, 150)
    assert list(row.remarks.filter(side="confirmed").values_list("code", "text")) == [("3.1", "Chưa gửi trước")]
    act = Act.objects.get(verb=Verb.QUALITY_CONFIRMED)
    assert act.after["otherwise"] == ["3.1"]
    with pytest.raises(refusals.Confirmed):
        confirmed(row)


def test_what_was_not_sent_up_is_not_confirmed(cast, meeting):
    with pytest.raises(refusals.NotSubmitted):
        confirmed(voted(meeting))


def test_the_database_keeps_what_was_sent_up_and_confirmed(cast, meeting):
    sheet = submitted(meeting, c1_1=Given(D("4")))
    rows = QualitySheet.objects.filter(pk=sheet.pk)
    for change in ({"own_total": 10000}, {"recorded": {}}, {"in_favour": 1}):
        _refused(lambda change=change: rows.update(**change))
    _refused(lambda: Remark.objects.all().delete())
    _refused(lambda: rows.delete())
    confirmed(sheet, c3_1=Given(D("1.5")), reasons={"3.1": "Chưa gửi trước"})
    _refused(lambda: rows.update(confirmed_total=10000))
    _refused(lambda: Remark.objects.filter(side="confirmed").update(text="khác"))


def test_the_database_refuses_what_does_not_fit(cast, meeting):
    rows = QualitySheet.objects.filter(pk=voted(meeting).pk)
    for change in (
        {"own": [1]},
        {"in_favour": None},
        {"voted_at": None},
        {"submitted_at": now(), "own_total": None},
        {"confirmed_at": now(), "confirmed_total": 1, "confirmed": [1]},
    ):
        _refused(lambda change=change: rows.update(**change))


def _refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def test_confirmed_scores_of_many_units_in_one_query(cast, meeting, django_assert_num_queries):
    other = held(cast.binh_luc_ha)
    confirmed(submitted(meeting))
    confirmed(submitted(other))
    submitted(held(cast.bieu_nghi))
    span = {"since": now() - dt.timedelta(days=1), "before": now()}
    units = [cast.bieu_nghi.pk, cast.binh_luc_ha.pk]
    with django_assert_num_queries(1):
        found = confirmed_scores(units, **span)
    assert {(one.unit, one.meeting, one.total, one.band) for one in found} == {
        (cast.bieu_nghi.pk, meeting.pk, D("88.40"), "fair"),
        (cast.binh_luc_ha.pk, other.pk, D("88.40"), "fair"),
    }
    assert [one.unit for one in confirmed_scores([cast.bieu_nghi.pk], **span)] == [cast.bieu_nghi.pk]
