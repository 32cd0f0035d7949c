"""The nightly job opens the months that calendars name, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from fourgood.assessments import opening, tasks
from fourgood.assessments.closing import close, due_to_close, settle_ended
from fourgood.assessments.models import Period
from fourgood.assessments.opening import due_to_open
from fourgood.assessments.state import State
from fourgood.assessments.tasks import open_months
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from tests.assessments.months import LATE, NOW, fill_in, opened, sheet_row
from tests.organisation import tree


def test_month_is_due_once_it_is_over_until_it_is_opened(cast):
    instruction = cast.edition.instruction
    assert (instruction, dt.date(2026, 3, 1)) in due_to_open(dt.date(2026, 4, 1))
    assert (instruction, dt.date(2026, 4, 1)) not in due_to_open(dt.date(2026, 4, 30))
    opened(cast)
    assert (instruction, dt.date(2026, 3, 1)) not in due_to_open(dt.date(2026, 4, 1))


def test_job_run_twice_opens_once(cast):
    open_months(0)
    months = set(Period.objects.values_list("instruction", "month"))
    open_months(0)
    assert set(Period.objects.values_list("instruction", "month")) == months != set()


@pytest.mark.parametrize(("day", "closes"), [(dt.date(2026, 4, 10), False), (dt.date(2026, 4, 11), True)])
def test_month_closes_after_the_last_day_of_confirmation(cast, day, closes):
    period = opened(cast)
    assert (period in due_to_close(day)) is closes


def test_time_granted_to_one_unit_keeps_the_month_open(cast):
    row = sheet_row(cast, cast.bieu_nghi)
    row.extend(dt.date(2026, 4, 24), "Bão", by=cast.tuan)
    assert due_to_close(dt.date(2026, 4, 24)) == []
    assert due_to_close(dt.date(2026, 4, 25)) == [row.period]
    row.exempt("Bão", by=cast.tuan, at=NOW)
    assert due_to_close(dt.date(2026, 4, 24)) == [row.period]


def test_month_closed_twice_is_closed_once_and_says_how_many_are_missing(cast):
    period = opened(cast)
    period.assessments.earliest("pk").submissions.create(submitted_at=NOW)
    assert (close(period, at=LATE), close(period, at=LATE + dt.timedelta(days=1))) == (True, False)
    assert Period.objects.get(pk=period.pk).closed_at == LATE
    told = Act.objects.about(period).filter(verb=Verb.MONTH_CLOSED).get().after
    assert told == {"month": "03/2026", "missing": period.assessments.expected().count() - 1}


def test_closed_month_still_takes_what_comes_late(cast):
    row = fill_in(sheet_row(cast, cast.bieu_nghi), by=cast.bay)
    close(row.period, at=LATE)
    sent = row.submit(by=cast.bay, at=LATE)
    assert (sent.submitted_on > sent.in_time_until, row.state_now()) == (True, State.SUBMITTED)


def test_nightly_job_closes_once_and_counts_open_months_only(cast, monkeypatch):
    counted = []
    monkeypatch.setattr(tasks, "suggest", lambda rows, at: counted.append(rows.exists()))
    opened(cast)
    open_months(0)
    closed = set(Period.objects.exclude(closed_at=None).values_list("pk", "closed_at"))
    assert opened(cast).pk in {pk for pk, _at in closed}
    open_months(0)
    assert set(Period.objects.exclude(closed_at=None).values_list("pk", "closed_at")) == closed
    assert Act.objects.filter(verb=Verb.MONTH_CLOSED).count() == len(closed) >= 1


def test_unit_of_which_it_became_known_later_that_it_had_ended_is_settled(cast):
    """The order of 16 March was carried out after the month had been opened; who had submitted stays."""
    ward = tree.committee(cast.quang_ninh)
    gone, sent, successor = (tree.cell(ward, name) for name in ("gone", "sent", "successor"))
    period = opened(cast)
    period.assessments.get(unit=sent).submissions.create(submitted_at=NOW)
    order = tree.order(ward, on=dt.date(2026, 3, 16))
    order.add_merge([gone.code, sent.code], into=successor.code)
    order.carry_out(by=None, at=tree.NOW)
    assert (settle_ended(period, at=LATE), settle_ended(period, at=LATE)) == (1, 0)
    rows = period.assessments.filter(unit__in=[gone, sent, successor]).order_by("unit")
    assert [(row.settled_as, row.settled_because) for row in rows] == [("merged", "successor"), ("", ""), ("", "")]
    assert Act.objects.about(period).filter(verb=Verb.SHEETS_SETTLED).get().after["sheets"] == 1


def test_job_killed_while_opening_leaves_nothing_half_done_and_opens_when_started_again(cast, monkeypatch):
    write = opening._write

    def write_and_die(*what, **at):
        write(*what, **at)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(opening, "_write", write_and_die)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            opened(cast)
    assert not Period.objects.filter(month=dt.date(2026, 3, 1)).exists()
    assert opened(cast).assessments.expected().filter(looked_at=None).count() == 0
    assert Act.objects.about(opened(cast)).filter(verb=Verb.MONTH_OPENED).count() == 1
