"""The list of sheets in pages: looking into the newest month first shows the same as looking into all of them."""

import datetime as dt

import pytest

from fourgood.assessments.listing import Asked, page_of_list
from fourgood.assessments.models import Assessment, Period, Submission
from fourgood.assessments.state import EDITABLE, State
from tests.assessments.months import NOW, opened

DAY = dt.timedelta(days=1)
MONTHS = [dt.date(2026, month, 1) for month in (3, 4, 5)]
SENT = {
    State.SUBMITTED: {},
    State.RETURNED: {"returned_at": NOW + DAY},
    State.CONFIRMED: {"confirmed_at": NOW + DAY},
    State.ACCEPTED: {"confirmed_at": NOW + DAY, "accepted_at": NOW + 2 * DAY},
    State.REOPENED: {"confirmed_at": NOW + DAY, "reopened_at": NOW + 2 * DAY, "reopened_because": "Nhầm"},
}


@pytest.fixture(autouse=True)
def _three_months(cast):
    """Open months, of which the first sheets have come to each state; one was returned, and sent again."""
    for month in MONTHS:
        opened(cast, month, NOW + 62 * DAY)
    rows = iter(Assessment.objects.filter(settled_as="").order_by("pk"))
    for what in SENT.values():
        Submission.objects.create(assessment=next(rows), submitted_at=NOW, **what)
    again = next(rows)
    for at, what in ((NOW, SENT[State.RETURNED]), (NOW + 2 * DAY, {})):
        Submission.objects.create(assessment=again, submitted_at=at, **what)


def months():
    return list(Period.objects.order_by("-month").values_list("month", flat=True).distinct())


def pages(rf, user, size):
    """All pages of the list, one after another, as (unit, month)."""
    asked, after = {}, None
    while True:
        request = rf.get("/sheets/", asked)
        request.user = user
        page = page_of_list(request, Asked(request.GET, months=months()), size=size)
        yield page.rows
        after = page.after
        if after is None:
            return
        asked = {"after": after}


@pytest.mark.parametrize("size", [1, 3, 500])
@pytest.mark.parametrize("who", ["bay", "tuan", "lan"])
def test_pages_show_all_sheets_ones_own_first_then_by_month(rf, cast, who, size):
    user = getattr(cast, who)
    rows = [row for page in pages(rf, user, size) for row in page]
    assert len(rows) == Assessment.objects.visible_to(user).count() >= 3
    own = {holding.unit_id for holding in user.standing().holdings if holding.what == "secretary"}

    def place(row):
        return (row.unit_id not in own, -row.month.toordinal(), row.unit.sort_key, row.pk)

    assert rows == sorted(rows, key=place)


def test_page_tells_how_far_each_sheet_is(rf, cast):
    rows = next(pages(rf, cast.lan, 500))
    assert {row.pk: row.said_state for row in rows} == {row.pk: row.state_now() for row in rows}
    assert {row.said_state for row in rows} >= {State.OPEN, *SENT}


@pytest.mark.parametrize("state", State)
def test_list_is_narrowed_by_state(rf, cast, state):
    request = rf.get("/sheets/", {"state": state.value})
    request.user = cast.lan
    rows = page_of_list(request, Asked(request.GET, months=months()), size=500).rows
    assert set(rows) == {row for row in Assessment.objects.all() if row.state_now() == state}


def test_editable_states_are_those_to_fill_in(cast):
    waiting = {row for row in Assessment.objects.all() if row.state_now() in EDITABLE}
    assert set(Assessment.objects.to_fill_in()) == waiting
    assert {State.RETURNED, State.OPEN} < {row.state_now() for row in waiting}
