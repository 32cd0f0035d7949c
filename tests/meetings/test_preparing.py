"""The committee of the cell meets first: the two meetings are linked, whichever is drafted first (M11)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from fourgood.meetings import announcing
from fourgood.meetings.models import Meeting
from tests.meetings.test_beforehand import announce, draft


@pytest.fixture(autouse=True)
def _nothing_else_is_coming(cast):
    long_ago = timezone.now() - dt.timedelta(days=400)
    Meeting.objects.filter(unit=cast.bieu_nghi, begun_at=None).update(called_off_at=long_ago)


def in_days(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def committee(cast, *, days: int) -> Meeting:
    return draft(cast, kind="committee", starts_at=in_days(days))


def test_meeting_of_the_committee_prepares_the_next_of_the_cell(cast):
    draft(cast, starts_at=in_days(40))
    coming = draft(cast, starts_at=in_days(10))
    assert committee(cast, days=8).prepares == coming
    assert committee(cast, days=50).prepares is None


def test_meeting_of_the_cell_that_is_drafted_later_takes_what_prepares_nothing(cast):
    prepared = committee(cast, days=5)
    of_the_month_after = committee(cast, days=20)
    assert (prepared.prepares, of_the_month_after.prepares) == (None, None)
    first = draft(cast, starts_at=in_days(7))
    second = draft(cast, starts_at=in_days(22))
    assert (list(first.prepared_by.all()), list(second.prepared_by.all())) == ([prepared], [of_the_month_after])


def test_one_in_place_of_what_was_called_off_is_prepared_too(cast):
    off = draft(cast, starts_at=in_days(10))
    prepared = committee(cast, days=8)
    announcing.call_off(off, reason="Bão", by=cast.bay, at=timezone.now())
    assert list(draft(cast, starts_at=in_days(12)).prepared_by.all()) == [prepared]


def test_leaders_are_led_from_one_to_the_other_and_members_see_none_of_the_committee(client, cast):
    coming = announce(cast, draft(cast, starts_at=in_days(10)))
    prepared = announce(cast, committee(cast, days=8))
    seen = {}
    for person in ("bay", "nam"):
        client.force_login(getattr(cast, person))
        pages = [client.get(one.get_absolute_url()) for one in (coming, prepared)]
        seen[person] = [page.status_code == 200 and list(page.context["linked"]) for page in pages]
    assert seen == {"bay": [[prepared], [coming]], "nam": [[], False]}
