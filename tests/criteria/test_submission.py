"""Criteria go to the level above, which returns them with remarks or confirms them; confirmed, nothing changes (M6)."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.criteria.deadlines import adopt_by, submit_by
from fourgood.criteria.decision_refusals import ChangedSince, NotAdopted, NothingSaid, NotRegistered, NotSubmitted
from fourgood.criteria.models import CriteriaSet, Registration, Remark, Submission
from fourgood.criteria.refusals import Confirmed, Submitted, UnknownCriterion
from fourgood.criteria.state import State
from tests.criteria.sets import NOW, begin, general, issue

MET = dt.date(2026, 2, 12)
AFTER = timezone.make_aware(dt.datetime(2026, 2, 13, 9))
LAST_MINUTE = timezone.make_aware(dt.datetime(2026, 3, 31, 23, 59))
TOO_LATE = timezone.make_aware(dt.datetime(2026, 4, 1, 0, 1))


@pytest.fixture
def adopted(cast):
    made = begin(cast.bieu_nghi, issue(cast.quang_ninh), by=cast.bay)
    made.registration.register(by=cast.bay, at=NOW)
    made.concretise("I.2", wording="Lịch gieo trồng vụ đông", by=cast.bay, at=NOW)
    made.open_for_opinions(until=MET, by=cast.bay, at=NOW)
    made.record_opinion(cast.nam.member, "", True, "", by=cast.nam, at=NOW)
    adopt(made)
    return made


def adopt(criteria_set, at=AFTER):
    votes = {"present": 19, "in_favour": 18, "against": 0, "abstaining": 1}
    return criteria_set.adopt(met_on=MET, number="05-NQ/CB", **votes, by=None, at=at)


@pytest.fixture
def submitted(cast, adopted):
    adopted.submit(by=cast.bay, at=AFTER)
    return adopted


@pytest.fixture
def confirmed(cast, submitted):
    submitted.confirm(by=cast.tuan, at=AFTER)
    return submitted


# Submitting


def test_adopted_criteria_are_submitted(cast, adopted):
    submission = adopted.submit(by=cast.bay, at=AFTER)
    assert (submission.submitted_by, submission.submitted_at, submission.is_waiting) == (cast.bay, AFTER, True)
    assert adopted.state_now() is State.SUBMITTED
    assert Act.objects.about(adopted).first().verb == "criteria.submitted"


@pytest.mark.parametrize(("at", "is_late"), [(LAST_MINUTE, False), (TOO_LATE, True)])
def test_late_is_shown_not_hidden(cast, adopted, at, is_late):
    submission = adopted.submit(by=cast.bay, at=at)
    assert (submission.due_on, submission.is_late) == (dt.date(2026, 3, 31), is_late)


def test_deadlines_are_those_of_the_calendar(adopted):
    assert (adopt_by(adopted), submit_by(adopted)) == (dt.date(2026, 1, 31), dt.date(2026, 3, 31))


def test_framework_that_came_after_its_own_deadline_has_none(cast):
    """Instruction 05-HD/BTCTU is of 19 May 2024: nobody was late on 31 March of that year."""
    late = issue(cast.quang_ninh, code="cell-2024", first_day=dt.date(2024, 5, 19))
    begun = timezone.make_aware(dt.datetime(2024, 6, 10, 9))
    registration = Registration.objects.begin(
        unit=cast.bieu_nghi, year=2024, framework=late, variant=general(late), by=None, at=begun
    )
    first = registration.sets.get()
    assert (adopt_by(first), submit_by(first)) == (None, None)


def test_submitting_without_registration_is_refused(cast):
    made = begin(cast.bieu_nghi, issue(cast.quang_ninh))
    made.open_for_opinions(until=MET, by=None, at=NOW)
    adopt(made)
    with pytest.raises(NotRegistered, match="2026"):
        made.submit(by=cast.bay, at=AFTER)


def test_submitting_without_adoption_is_refused(cast):
    made = begin(cast.bieu_nghi, issue(cast.quang_ninh))
    made.registration.register(by=None, at=NOW)
    with pytest.raises(NotAdopted):
        made.submit(by=cast.bay, at=AFTER)


def test_submitting_what_changed_since_is_refused(cast, adopted):
    adopted.concretise("I.2", wording="Lịch mới", by=cast.bay, at=AFTER)
    with pytest.raises(ChangedSince, match="05-NQ/CB"):
        adopted.submit(by=cast.bay, at=AFTER)


def test_submitting_twice_is_refused(cast, submitted):
    with pytest.raises(Submitted):
        submitted.submit(by=cast.bay, at=AFTER)


# Returning


def test_criteria_are_returned_with_remarks(cast, submitted):
    submission = submitted.return_("Xem lại nhóm I", {"I.2": " Ghi rõ diện tích ", "I.3": ""}, by=cast.tuan, at=AFTER)
    assert (submission.words, submission.returned_by) == ("Xem lại nhóm I", cast.tuan)
    assert list(submission.remarks.values_list("code", "text")) == [("I.2", "Ghi rõ diện tích")]
    assert submitted.state_now() is State.RETURNED
    act = Act.objects.about(submitted).first()
    assert (act.verb, act.after) == ("criteria.returned", {"words": "Xem lại nhóm I", "I.2": "Ghi rõ diện tích"})


@pytest.mark.parametrize("remarks", [{}, {"I.2": "  "}])
def test_returning_without_a_word_is_refused(cast, submitted, remarks):
    with pytest.raises(NothingSaid):
        submitted.return_("", remarks, by=cast.tuan, at=AFTER)


def test_remark_on_no_criterion_is_refused(cast, submitted):
    with pytest.raises(UnknownCriterion):
        submitted.return_("", {"IX.1": "?"}, by=cast.tuan, at=AFTER)


@pytest.mark.parametrize(
    "verb", [lambda s, by: s.return_("Xem lại", by=by, at=AFTER), lambda s, by: s.confirm(by=by, at=AFTER)]
)
def test_deciding_on_what_was_not_submitted_is_refused(cast, adopted, verb):
    with pytest.raises(NotSubmitted):
        verb(adopted, cast.tuan)


def test_returned_unchanged_it_is_submitted_again_without_a_vote(cast, submitted):
    submitted.return_("Vì sao?", by=cast.tuan, at=AFTER)
    assert submitted.submit(by=cast.bay, at=AFTER).is_waiting


def test_returned_and_changed_it_is_adopted_again(cast, submitted):
    submitted.return_("", {"I.2": "Ghi rõ diện tích"}, by=cast.tuan, at=AFTER)
    submitted.concretise("I.2", wording="12 ha vụ đông", by=cast.bay, at=AFTER)
    assert submitted.state_now() is State.RETURNED
    with pytest.raises(ChangedSince):
        submitted.submit(by=cast.bay, at=AFTER)
    adopt(submitted, at=AFTER + dt.timedelta(days=1))
    assert submitted.state_now() is State.ADOPTED
    submitted.submit(by=cast.bay, at=AFTER)
    assert submitted.submissions.count() == 2


# Confirming


def test_confirmed_criteria_hold(cast, confirmed):
    assert confirmed.state_now() is State.CONFIRMED
    assert list(CriteriaSet.objects.holding(MET)) == [confirmed]
    act = Act.objects.about(confirmed).first()
    assert (act.verb, act.actor, act.after) == (
        "criteria.confirmed",
        cast.tuan,
        {"digest": confirmed.current_digest},
    )


def test_confirmed_twice_is_refused(cast, confirmed):
    with pytest.raises(NotSubmitted):
        confirmed.confirm(by=cast.tuan, at=AFTER)


@pytest.mark.parametrize(
    "verb",
    [
        lambda s, cast: s.concretise("I.2", wording="Khác", by=cast.bay, at=AFTER),
        lambda s, cast: s.submit(by=cast.bay, at=AFTER),
        lambda s, cast: adopt(s),
        lambda s, cast: s.opinions.get().answer_with("Đã sửa", by=cast.bay, at=AFTER),
    ],
)
def test_verb_on_confirmed_criteria_is_refused(cast, confirmed, verb):
    with pytest.raises(Confirmed):
        verb(confirmed, cast)


TABLES = ["localcriterion", "opinion", "adoption", "submission"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "sql", ["UPDATE {t} SET id = id WHERE {of}", "DELETE FROM {t} WHERE {of}", "INSERT INTO {t} {copy}"]
)
def test_database_refuses_change_of_confirmed_criteria(confirmed, table, sql):
    assert refused(confirmed, table, sql)


@pytest.mark.parametrize("table", TABLES)
def test_database_lets_others_change(submitted, table):
    assert not refused(submitted, table, "UPDATE {t} SET id = id WHERE {of}")


def refused(criteria_set, table, sql):
    """Whether the database refuses the statement on the rows of the set. `copy`: the same row, under another id."""
    name, of = f"criteria_{table}", f"criteria_set_id = {criteria_set.pk}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [name])
        columns = [f'"{column}"' for (column,) in cursor.fetchall() if column != "id"]
    copy = f"({', '.join(columns)}) SELECT {', '.join(columns)} FROM {name} WHERE {of}"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql.format(t=name, of=of, copy=copy))
    except IntegrityError as error:
        return "are confirmed: nothing of them changes any more" in str(error)
    return False


def test_database_refuses_to_move_rows_into_confirmed_criteria(cast, confirmed):
    other = begin(cast.binh_luc_ha, issue(cast.quang_ninh))
    row = other.concretise("I.3", wording="Khác", by=cast.bay, at=AFTER)
    with pytest.raises(IntegrityError, match="are confirmed"), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(criteria_set=confirmed)


def test_database_refuses_remarks_on_confirmed_criteria(confirmed):
    with pytest.raises(IntegrityError, match="are confirmed"), transaction.atomic():
        Remark.objects.create(submission=confirmed.submissions.get(), code="I.2", text="Muộn rồi")


def test_database_refuses_change_of_the_confirmed_set(confirmed):
    with pytest.raises(IntegrityError, match="are confirmed"), transaction.atomic():
        CriteriaSet.objects.filter(pk=confirmed.pk).update(first_day=MET)


def test_confirmation_is_not_taken_back(confirmed):
    with pytest.raises(IntegrityError, match="are confirmed"), transaction.atomic():
        Submission.objects.filter(criteria_set=confirmed).update(confirmed_at=None)
