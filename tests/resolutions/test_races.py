"""Two secretaries issue at the same moment: the numbers follow each other without a gap. With real connections."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from fourgood.resolutions import refusals
from fourgood.resolutions.models import Resolution
from fourgood.voting.models import Vote
from tests.organisation.test_races import wait_until_blocked
from tests.resolutions.evenings import drafted, end, evening, now, task, term, voted

pytestmark = pytest.mark.django_db(transaction=True)


class TakenBack(Exception):
    """The first of the two fails after all."""


def in_another_connection(work, outcome):
    def run():
        try:
            outcome.append(work())
        except Exception as error:  # noqa: BLE001 the test looks at whatever it is
            outcome.append(type(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def race(first, second, *, fails=False):
    """Do `first`, and before it is committed `second` from another connection, which waits. What came of `second`."""
    outcome = []
    try:
        with transaction.atomic():
            first()
            other = in_another_connection(second, outcome)
            wait_until_blocked()
            if fails:
                raise TakenBack
    except TakenBack:
        pass
    other.join(timeout=10)
    return outcome


def issuing(resolution):
    return lambda: Resolution.objects.get(pk=resolution.pk).issue(by=None, at=now())


def test_numbers_have_no_gap_whoever_issues_at_the_same_moment(cast):
    """One test for all, since real transactions make the next one restore the sample province."""
    meeting = evening(cast.bieu_nghi)
    term(cast.bieu_nghi)
    made = [drafted(meeting) for _place in range(4)]
    for resolution in made:
        resolution.add_task(task(organisations="Hội Phụ nữ"), by=None)
        resolution.adopt(voted(meeting), by=None, at=now())
    one, two, three, four = made
    assert race(issuing(one), issuing(two)) == [None]
    assert race(issuing(three), issuing(four), fails=True) == [None]
    assert race(issuing(three), issuing(three)) == [refusals.Issued]
    numbers = dict(Resolution.objects.filter(pk__in=[r.pk for r in made]).values_list("pk", "number"))
    first = numbers[one.pk]
    assert [numbers[r.pk] - first for r in made] == [0, 1, 3, 2]
    assert sum(r.resolved.filter(task__isnull=False).count() for r in made) == 4
    _one_vote_for_two(meeting)
    _minutes(cast, meeting)


def _one_vote_for_two(meeting):
    vote, first, second = voted(meeting), drafted(meeting), drafted(meeting)

    def adopting(resolution):
        return lambda: resolution.adopt(Vote.objects.get(pk=vote.pk), by=None, at=now())

    assert race(adopting(first), adopting(second)) == [refusals.VoteTaken]


def _minutes(cast, meeting):
    from fourgood.resolutions.models import Minutes

    other = evening(cast.bieu_nghi)
    for held in (meeting, other):
        end(held)
        Minutes.objects.write(held, by=None, at=now())
    one, two = Minutes.objects.filter(meeting__in=[meeting, other]).order_by("pk")
    approve = {m: (lambda m=m: m.approve(by=None, at=now())) for m in (one, two)}
    assert race(approve[one], approve[two]) == [None]
    assert list(Minutes.objects.filter(pk__in=[one.pk, two.pk]).order_by("pk").values_list("number", flat=True)) == [
        1,
        2,
    ]
