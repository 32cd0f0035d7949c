"""How far an assessment has come: the one place that says it, from what people did. No column holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from fourgood.common.kept import Kept, given

if TYPE_CHECKING:
    from fourgood.assessments.models import Assessment
    from fourgood.assessments.models.assessments import AssessmentQuerySet


class State(models.TextChoices):
    """How far it has come, in the order of a month."""

    SETTLED = "settled", _("not expected")
    OPEN = "open", _("to be filled in")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    CONFIRMED = "confirmed", _("confirmed")
    ACCEPTED = "accepted", _("accepted")
    REOPENED = "reopened", _("reopened")


EDITABLE = frozenset({State.OPEN, State.RETURNED, State.REOPENED})
LOCKED = frozenset({State.CONFIRMED, State.ACCEPTED})


def with_state(assessments: AssessmentQuerySet, *, until: dt.datetime | None = None) -> Any:
    """Adds `state`, a value of `State`, to each: as it is now, or was at that moment. In the same query."""
    from fourgood.assessments.models.deciding import Submission

    sent = Submission.objects.filter(assessment=OuterRef("pk"))
    later = Submission.objects.filter(assessment=OuterRef("assessment"), submitted_at__gt=OuterRef("submitted_at"))
    if until:
        sent, later = sent.filter(submitted_at__lte=until), later.filter(submitted_at__lte=until)
    open_then = sent.filter(~done("returned_at", until), ~done("reopened_at", until))
    last = sent.filter(~Exists(later))
    settled = ~Q(settled_as="") & ~Q(settled_at__gt=until) if until else ~Q(settled_as="")
    return assessments.annotate(
        state=Case(
            When(settled, then=_is(State.SETTLED)),
            When(Exists(open_then.filter(done("accepted_at", until))), then=_is(State.ACCEPTED)),
            When(Exists(open_then.filter(done("confirmed_at", until))), then=_is(State.CONFIRMED)),
            When(Exists(open_then), then=_is(State.SUBMITTED)),
            When(Exists(last.filter(done("returned_at", until))), then=_is(State.RETURNED)),
            When(Exists(last.filter(done("reopened_at", until))), then=_is(State.REOPENED)),
            default=_is(State.OPEN),
            output_field=models.CharField(),
        )
    )


def done(moment: str, until: dt.datetime | None) -> Q:
    """Whether what a column tells the moment of has been done; by then, where a time is given."""
    return Q(**{f"{moment}__lte": until}) if until else Q(**{f"{moment}__isnull": False})


def to_fill_in(assessments: AssessmentQuerySet) -> AssessmentQuerySet:
    """Those whose state is one of `EDITABLE`: expected, and neither with the level above nor confirmed. In the same
    query, without telling which.
    """
    from fourgood.assessments.models.deciding import Submission

    sent = Submission.objects.filter(assessment=OuterRef("pk"), returned_at__isnull=True, reopened_at__isnull=True)
    return assessments.filter(~Exists(sent), settled_as="")


def state_of(assessment: Assessment) -> State:
    """How far one has come now. One query."""
    ((state,),) = _STATE.rows(assessment=assessment.pk)
    return State(state)


def _state() -> Any:
    from fourgood.assessments.models import Assessment

    return with_state(Assessment.objects.filter(pk=given("assessment"))).order_by().values_list("state")


_STATE: Kept[tuple[str]] = Kept(_state)


def tell_states(assessments: Iterable[Assessment]) -> None:
    """Sets `state` of rows that were fetched without it. One query, which looks at what belongs to these rows only:
    PostgreSQL works out the states of a long list before it cuts a page from it.
    """
    from fourgood.assessments.models import Assessment

    found = {assessment.pk: assessment for assessment in assessments}
    for pk, state in with_state(Assessment.objects.filter(pk__in=found)).values_list("pk", "state"):
        found[pk].state = state  # type: ignore[attr-defined]


def held_as(assessment: Assessment) -> State | None:
    """Why a sheet whose row is locked may not be changed; None: it may. One query, and none where it is settled."""
    if assessment.settled_as:
        return State.SETTLED
    for (confirmed,) in _SENT.rows(assessment=assessment.pk):
        return State.CONFIRMED if confirmed else State.SUBMITTED
    return None


def _sent() -> Any:
    from fourgood.assessments.models.deciding import Submission

    rows = Submission.objects.filter(assessment=given("assessment"), returned_at=None, reopened_at=None)
    return rows.order_by().values_list("confirmed_at")


_SENT: Kept[tuple[Any]] = Kept(_sent)


def _is(state: State) -> Value:
    return Value(state.value)
