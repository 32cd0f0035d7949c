"""From the unit to the level above and back: missing, late, returned, changed, confirmed, accepted, reopened."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from fourgood.assessments import confirming
from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment, Entry, Submission
from fourgood.assessments.refusals import (
    Confirmed,
    Missing,
    NotConfirmed,
    NothingSaid,
    NothingToAccept,
    NotLater,
    NotSoManyPoints,
    NotSubmitted,
    ReasonForPointsMissing,
    ReasonMissing,
    Submitted,
    UnknownCriterion,
)
from fourgood.assessments.sheet import sheet_of
from fourgood.assessments.state import State
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.regulations.values import ratio
from tests.assessments.months import LATE, MONTH, NOW, fill_in, sheet_again, sheet_row


@pytest.fixture
def full(cast, row) -> Assessment:
    return fill_in(row, by=cast.bay)


@pytest.fixture
def sent(cast, full) -> Assessment:
    full.submit(by=cast.bay, at=NOW)
    return sheet_again(full)


@pytest.fixture
def done(cast, sent) -> Assessment:
    sent.confirm(by=cast.tuan, at=LATE)
    return sheet_again(sent)


def test_submit_says_at_once_everything_that_is_missing(cast, row):
    row = fill_in(row, by=cast.bay, leave=("I.1", "II.3", "III.2"))
    with pytest.raises(Missing) as refusal:
        row.submit(by=cast.bay, at=NOW)
    assert [line.code for line in refusal.value.lines] == ["I.1", "II.3", "III.2"]
    assert Submission.objects.count() == 0


def test_submitted_sheet_lies_above(cast, sent):
    assert sent.state_now() is State.SUBMITTED
    with pytest.raises(Submitted):
        sent.enter("I.1", Said({"": ratio(1, 2)}), version=1, by=cast.bay, at=NOW)


@pytest.mark.parametrize(("at", "late"), [(NOW, False), (LATE, True)])
def test_late_is_allowed_and_marked(cast, full, at, late):
    assert full.submit(by=cast.bay, at=at).is_late is late


def test_more_time_makes_it_in_time(cast, full):
    full.extend(dt.date(2026, 4, 30), "Bão số 3", by=cast.tuan)
    assert sheet_again(full).submit(by=cast.bay, at=LATE).is_late is False


def test_returned_with_remarks_is_open_again_and_remembers(cast, sent):
    sent.return_("Xem lại", {"I.1": "Thiếu nghị quyết", "I.2": " "}, by=cast.tuan, at=NOW)
    row = sheet_again(sent)
    submission = row.submissions.get()
    assert row.state_now() is State.RETURNED
    assert list(submission.remarks.values_list("code", "text")) == [("I.1", "Thiếu nghị quyết")]
    assert submission.kept["own"] == sent.own
    assert row.submit(by=cast.bay, at=LATE).pk != submission.pk


def test_confirmed_points_are_the_own_ones_but_for_changes(cast, sent):
    sent.confirm({"I.1": (Decimal("3.5"), "Chậm một văn bản")}, by=cast.tuan, at=NOW)
    row = sheet_again(sent)
    line = sheet_of(row).line("I.1")
    assert (line.confirmed, line.is_changed, row.confirmed[1:]) == (Decimal("3.50"), True, row.own[1:])
    assert row.confirmed_total < row.own_total
    assert row.submissions.get().remarks.get().text == "Chậm một văn bản"
    assert row.state_now() is State.CONFIRMED


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"I.1": (Decimal(3), " ")}, ReasonForPointsMissing),
        ({"I.1": (Decimal(5), "Tốt")}, NotSoManyPoints),
        ({"I.1": (Decimal("1.234"), "Tốt")}, NotSoManyPoints),
        ({"IX": (Decimal(1), "Tốt")}, UnknownCriterion),
    ],
)
def test_change_that_cannot_hold_is_refused_and_nothing_is_confirmed(cast, sent, changes, refusal):
    with pytest.raises(refusal):
        sent.confirm(changes, by=cast.tuan, at=NOW)
    assert sheet_again(sent).state_now() is State.SUBMITTED


def test_what_is_not_submitted_is_not_decided_on(cast, full):
    for decide in (full.confirm, lambda **who: full.return_("Xem lại", **who)):
        with pytest.raises(NotSubmitted):
            decide(by=cast.tuan, at=NOW)


def test_return_without_a_word_is_refused(cast, sent):
    with pytest.raises(NothingSaid):
        sent.return_("", {"I.1": " "}, by=cast.tuan, at=NOW)


def test_confirmed_sheet_takes_nothing_any_more(cast, done):
    with pytest.raises(Confirmed):
        done.enter("I.1", Said({}), version=1, by=cast.bay, at=LATE)
    with pytest.raises(Confirmed):
        done.exempt("Vì sao", by=cast.tuan, at=LATE)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments_assessment SET confirmed_total = 1 WHERE id = %s",
        "UPDATE assessments_assessment SET own = own WHERE id = %s",
        "DELETE FROM assessments_assessment WHERE id = %s",
        "UPDATE assessments_entry SET reason = 'x' WHERE assessment_id = %s",
        "DELETE FROM assessments_entry WHERE assessment_id = %s",
        "UPDATE assessments_submission SET confirmed_at = NULL WHERE assessment_id = %s",
        "UPDATE assessments_submission SET submitted_at = now() WHERE assessment_id = %s",
        "DELETE FROM assessments_submission WHERE assessment_id = %s",
        """INSERT INTO assessments_entry (assessment_id, code, version, "values", reason, remark, changed_at)
           VALUES (%s, 'X', 1, '{}', '', '', now())""",
        """MERGE INTO assessments_assessment a USING (SELECT %s::bigint AS id) n ON a.id = n.id
           WHEN MATCHED THEN UPDATE SET own_total = 0""",
    ],
)
def test_confirmed_sheet_is_immutable_in_the_database(done, statement):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [done.pk])
    assert sheet_again(done).confirmed_total == done.confirmed_total


def test_accepting_is_a_third_fact_and_waits_for_nobody(cast, done):
    assert confirming.accept_all(done.unit.parent, MONTH, by=cast.hoa, at=LATE) == 1
    assert sheet_again(done).state_now() is State.ACCEPTED
    with pytest.raises(NothingToAccept):
        confirming.accept_all(done.unit.parent, MONTH, by=cast.hoa, at=LATE)


def test_reopened_with_a_reason_keeps_what_was_confirmed(cast, done):
    with pytest.raises(ReasonMissing):
        done.reopen(" ", by=cast.tuan, at=LATE)
    done.reopen("Sai số liệu", by=cast.tuan, at=LATE)
    row = sheet_again(done)
    assert (row.state_now(), row.confirmed_total, row.own) == (State.REOPENED, None, done.own)
    assert row.submissions.get().kept["confirmed"] == done.confirmed
    with pytest.raises(NotConfirmed):
        row.reopen("Lần nữa", by=cast.tuan, at=LATE)
    row.enter("I.1", Said({"": ratio(3, 4)}), version=1, by=cast.bay, at=LATE)
    sheet_again(row).submit(by=cast.bay, at=LATE)
    assert Act.objects.about(row).filter(verb=Verb.ASSESSMENT_REOPENED).get().after == {"reason": "Sai số liệu"}


def test_many_alike_are_confirmed_in_the_same_statements(cast, sent, django_assert_num_queries):
    other = fill_in(sheet_row(cast, cast.thu_duong), by=cast.dung)
    other.submit(by=cast.dung, at=NOW)
    waiting = list(Submission.objects.all())
    with django_assert_num_queries(7):
        assert confirming.confirm_alike(waiting, by=None, at=LATE) == 2
    row = sheet_again(other)
    assert (row.confirmed, row.confirmed_total, row.state_now()) == (row.own, row.own_total, State.CONFIRMED)
    assert confirming.confirm_alike(waiting, by=None, at=LATE) == 0


@pytest.mark.parametrize("until", [dt.date(2026, 4, 5), dt.date(2026, 4, 1)])
def test_time_granted_is_later_than_the_calendar(cast, row, until):
    with pytest.raises(NotLater):
        row.extend(until, "Bão", by=cast.tuan)


@pytest.mark.parametrize("verb", ["exempt", "extend"])
def test_exception_needs_a_reason(cast, row, verb):
    with pytest.raises(ReasonMissing):
        if verb == "exempt":
            row.exempt(" ", by=cast.tuan, at=NOW)
        else:
            row.extend(dt.date(2026, 5, 1), "", by=cast.tuan)


def test_rows_exist_only_where_something_was_entered(cast, full):
    assert Entry.objects.filter(assessment=full).count() == len(sheet_of(full).due)
