"""What the sample province does about its shortfalls: all answered that went up, most done, some overdue (M8)."""

from __future__ import annotations

from collections import Counter

from django.utils import timezone

from fourgood.assessments.models import Submission
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.shortfalls import short_in
from fourgood.corrective.state import State
from fourgood.demo.cast import Cast
from fourgood.tasks.models import Assignment, Task


def test_every_shortfall_that_went_up_is_answered_or_asked_for(cast: Cast) -> None:
    sent = Submission.objects.filter(returned_at=None, reopened_at=None).values_list("assessment", flat=True)
    known = set(CorrectiveAction.objects.values_list("assessment", "code"))
    short = short_in(sent)
    assert len(short) > 300
    assert [pair for pair in short if pair not in known] == []


def test_most_are_done_and_some_are_not(cast: Cast) -> None:
    rows = CorrectiveAction.objects.with_state(timezone.localdate()).values_list("state", flat=True)
    found = Counter(rows)
    assert found[State.CHECKED] > sum(found.values()) / 2
    assert all(found[state] > 0 for state in (State.OVERDUE, State.OPEN, State.WITHOUT))


def test_nothing_of_it_happened_later_than_now(cast: Cast) -> None:
    now, today = timezone.now(), timezone.localdate()
    assert not CorrectiveAction.objects.filter(checked_at__gt=now).exists()
    assert not CorrectiveAction.objects.filter(decided_at__gt=now).exists()
    corrections = Task.objects.filter(origin=Task.Origin.CORRECTION)
    assert not corrections.filter(finished_on__gte=today).exists()
    assert not Assignment.objects.open().filter(task__in=corrections, member__account__isnull=False).exists()
