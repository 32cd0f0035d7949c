"""Where the framework asks for it, a meeting votes on the sheet before it goes up."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from fourgood.assessments.deadlines import Days, asks_for_vote, days_of, opens_on
from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.refusals import ChangedSinceVote, MetLater, NotTheirVote, VoteMissing
from fourgood.criteria.decision_refusals import MorePresent, MoreVotes, NotCarried
from fourgood.criteria.voices import vote_base
from fourgood.instructions.frameworks import framework_in
from fourgood.regulations.values import ratio
from tests.assessments.months import NOW, fill_in, sheet_again
from tests.criteria.sets import content_of, issue
from tests.indicators.facts import meeting
from tests.organisation import tree

ON = dt.date(2026, 4, 2)
STEP = """calendar:
  - step: assessment_vote
    title: {vi: Chi bộ biểu quyết, ms: Sel mengundi, en: The cell votes}
    months_later: 1
    day: 5
  - step: assessment_grace
    title: {vi: Châm chước, ms: Tempoh ihsan, en: Days of grace}
    after: assessment
    days_after: 3
  - step: assessment_opens
    title: {vi: Mở phiếu, ms: Borang dibuka, en: Sheets are opened}
    months_later: 0
    day: 25
"""
ASKING = content_of("cell-2026").replace("calendar:\n", STEP, 1)
MONTH = dt.date(2026, 3, 1)


@pytest.fixture
def row(cast) -> Assessment:
    """The sheet of Biểu Nghi by a framework that asks for a vote, filled in."""
    file = issue(cast.quang_ninh, content=ASKING)
    period = Period.objects.open(file.edition.instruction, MONTH, by=None, at=NOW)
    return fill_in(period.assessments.get(unit=cast.bieu_nghi), by=cast.bay)


def vote(row: Assessment, cast, **counts):
    given = {"met_on": ON, "present": 15, "in_favour": 14, "against": 0, "abstaining": 1} | counts
    return row.record_vote(**given, by=cast.bay, at=NOW)


def test_days_are_the_frameworks():
    framework = framework_in(ASKING)
    assert days_of(framework, MONTH) == Days(dt.date(2026, 4, 5), dt.date(2026, 4, 8), dt.date(2026, 4, 10))
    assert (opens_on(framework, MONTH), asks_for_vote(framework)) == (dt.date(2026, 3, 25), True)


def test_framework_without_these_steps_asks_for_none_of_it():
    framework = framework_in(content_of("cell-2026"))
    assert days_of(framework, MONTH) == Days(dt.date(2026, 4, 5), None, dt.date(2026, 4, 10))
    assert (opens_on(framework, MONTH), asks_for_vote(framework)) == (dt.date(2026, 4, 1), False)


def test_sheet_is_not_submitted_without_the_vote_and_is_with_it(cast, row):
    with pytest.raises(VoteMissing):
        row.submit(by=cast.bay, at=NOW)
    vote(row, cast)
    assert row.submit(by=cast.bay, at=NOW).in_time_until == dt.date(2026, 4, 8)


def test_points_changed_after_the_vote_are_voted_on_again(cast, row):
    vote(row, cast)
    row.enter("I.1", Said({"": ratio(3, 4)}), version=1, by=cast.bay, at=NOW)
    with pytest.raises(ChangedSinceVote):
        row.submit(by=cast.bay, at=NOW)
    vote(sheet_again(row), cast)
    row.submit(by=cast.bay, at=NOW)


def test_what_the_level_above_asked_to_change_needs_no_second_vote(cast, row):
    vote(row, cast)
    row.submit(by=cast.bay, at=NOW)
    row.return_("Xem lại I.1", by=cast.tuan, at=NOW + dt.timedelta(hours=1))
    row.enter("I.1", Said({"": ratio(3, 4)}), version=1, by=cast.bay, at=NOW)
    row.submit(by=cast.bay, at=NOW + dt.timedelta(hours=2))


@pytest.mark.parametrize(
    ("counts", "refusal"),
    [
        ({"met_on": dt.date(2026, 4, 4)}, MetLater),
        ({"in_favour": 3}, NotCarried),
        ({"present": 99}, MorePresent),
        ({"against": 9}, MoreVotes),
    ],
)
def test_vote_that_cannot_be_is_refused(cast, row, counts, refusal):
    with pytest.raises(refusal):
        vote(row, cast, **counts)
    assert row.votes.count() == 0


def test_vote_of_another_unit_is_refused(cast, row):
    from fourgood.voting.models import Vote
    from tests.permission_objects_voting import objects_of_voting

    theirs = Vote.objects.get(pk=objects_of_voting(cast)["closed vote of Dũng's cell"][0])
    with pytest.raises(NotTheirVote):
        row.record_vote(vote=theirs, by=cast.bay, at=NOW)


def test_page_of_the_vote_records_it(cast, client, row):
    client.force_login(cast.bay)
    answer = client.post(f"/assessments/{row.pk}/vote/", {"met_on": "2026-04-02", "present": "15", "in_favour": "15"})
    assert answer.status_code == 302
    assert row.votes.get().in_favour == 15


@pytest.mark.parametrize(("code", "asks"), [("cell-2024", False), ("cell-2026", False), ("cell-met-2024", True)])
def test_shipped_frameworks_say_whether_the_cell_votes(code, asks):
    """The form of met and not met is filled in from the result of the month's meeting (domain 1.3)."""
    assert asks_for_vote(framework_in(content_of(code))) is asks


def test_page_walks_through_the_vote_and_back_to_it_after_a_change(cast, client, row):
    client.force_login(cast.bay)
    base = vote_base(row.unit, on=ON)
    page = client.get(f"/assessments/{row.pk}/").content.decode()
    assert f"/assessments/{row.pk}/vote/" in page and f"/assessments/{row.pk}/submit/" not in page
    counts = {"present": base.count, "in_favour": base.needed(), "against": 1, "abstaining": 0}
    client.post(f"/assessments/{row.pk}/vote/", counts | {"met_on": "2026-04-02"})
    assert row.votes.get().base == base.count
    page = client.get(f"/assessments/{row.pk}/").content.decode()
    assert f"/assessments/{row.pk}/vote/" not in page and f"/assessments/{row.pk}/submit/" in page
    row.enter("I.1", Said({"": ratio(1, 2)}), version=1, by=cast.bay, at=NOW)
    page = client.get(f"/assessments/{row.pk}/").content.decode()
    assert f"/assessments/{row.pk}/vote/" in page and f"/assessments/{row.pk}/submit/" not in page


def test_page_of_the_vote_begins_with_the_day_of_the_months_meeting(cast, client, row):
    begun = timezone.make_aware(dt.datetime(2026, 4, 8, 21))
    meeting(row.unit, begun)
    client.force_login(cast.bay)
    said = client.get(f"/assessments/{row.pk}/vote/").content.decode()
    assert 'value="2026-04-08"' in said and "08/04/2026" in said


def test_vote_counts_on_the_base_of_the_day_of_the_meeting(cast, row):
    """Whoever joined after it has no vote at it."""
    before = vote_base(row.unit, on=ON).count
    tree.member(row.unit, on=ON + dt.timedelta(days=1))
    assert vote(row, cast).base == before
    assert vote(row, cast, met_on=ON + dt.timedelta(days=1)).base == before + 1
