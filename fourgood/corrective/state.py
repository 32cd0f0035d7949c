"""How far a corrective action is on a day: the one place that says it. No column holds it."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far it is. OVERDUE: neither done nor answered by its day. ENDED: the unit was closed meanwhile."""

    ASKED = "asked", _("to be decided")
    OPEN = "open", _("under way")
    OVERDUE = "overdue", _("overdue")
    TO_CHECK = "to_check", _("done, to be checked")
    CHECKED = "checked", _("checked")
    WITHOUT = "without", _("no action, with a reason")
    ENDED = "ended", _("ended with the unit")


LIVE = Q(checked_at=None, because="", assessment__unit__is_active=True)
UNANSWERED = Q(task=None) | Q(task__dropped_at__isnull=False)
UNFINISHED = Q(task__finished_at=None)
"""Also of what has no task."""


def case(on: dt.date) -> Case:
    """`State` of a row with `due`, in the order in which they go before each other."""
    return Case(
        When(~Q(because=""), then=_is(State.WITHOUT)),
        When(checked_at__isnull=False, then=_is(State.CHECKED)),
        When(assessment__unit__is_active=False, then=_is(State.ENDED)),
        When(task__finished_at__isnull=False, then=_is(State.TO_CHECK)),
        When(due__lt=on, then=_is(State.OVERDUE)),
        When(UNANSWERED, then=_is(State.ASKED)),
        default=_is(State.OPEN),
        output_field=models.CharField(),
    )


def _is(state: State) -> Value:
    return Value(state.value)
