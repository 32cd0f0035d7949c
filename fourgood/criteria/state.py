"""How far a set of criteria has come: the one place that says it, from what people did. No column holds it.

A set is worked on as a draft, opened for the opinions of all members, adopted by a resolution, submitted to the level
above, and returned by it or confirmed. Adopted is what was voted on: criteria that were changed afterwards are to be
adopted again, which the digests tell apart. After a return the same holds: only an adoption since counts.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from fourgood.criteria.models import CriteriaSet
    from fourgood.criteria.models.sets import CriteriaSetQuerySet


class State(models.TextChoices):
    """How far a set of criteria has come, in the order of a year."""

    DRAFT = "draft", _("draft")
    OPEN = "open", _("open for opinions")
    ADOPTED = "adopted", _("adopted")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    CONFIRMED = "confirmed", _("confirmed")


EDITABLE = frozenset({State.DRAFT, State.OPEN, State.ADOPTED, State.RETURNED})


def with_state(sets: CriteriaSetQuerySet) -> Any:
    """Adds `state`, a value of `State`, to each set. In the same query."""
    whens = [When(condition, then=_is(state)) for state, condition in _conditions().items()]
    return sets.annotate(state=Case(*whens, default=_is(State.DRAFT), output_field=models.CharField()))


def in_state(sets: CriteriaSetQuerySet, state: State) -> CriteriaSetQuerySet:
    """Those of the sets that are in the state. By its conditions: the database looks up what they ask for, and need not
    work out the state of every set.
    """
    for earlier, condition in _conditions().items():
        if earlier is state:
            return sets.filter(condition)
        sets = sets.filter(~condition)
    return sets


@cache  # nothing but words: put together anew for each list, they would take longer than the list
def _conditions() -> dict[State, Exists | Q]:
    """When a set is in a state, unless it is in an earlier one of these. In none: a draft."""
    from fourgood.criteria.models.decisions import Adoption, Submission

    submissions = Submission.objects.filter(criteria_set=OuterRef("pk"))
    back_since = Submission.objects.filter(
        criteria_set=OuterRef("criteria_set"), returned_at__gte=OuterRef("recorded_at")
    )
    as_it_stands = Adoption.objects.filter(criteria_set=OuterRef("pk"), digest=OuterRef("current_digest"))
    return {
        State.CONFIRMED: Exists(submissions.filter(confirmed_at__isnull=False)),
        State.SUBMITTED: Exists(submissions.filter(returned_at__isnull=True)),
        State.ADOPTED: Exists(as_it_stands.filter(~Exists(back_since))),
        State.RETURNED: Exists(submissions.filter(returned_at__isnull=False)),
        State.OPEN: Q(opened_at__isnull=False),
    }


def state_of(criteria_set: CriteriaSet) -> State:
    """How far one set has come now. One query."""
    sets: CriteriaSetQuerySet = type(criteria_set).objects.filter(pk=criteria_set.pk)
    return State(with_state(sets).values_list("state", flat=True).get())


def confirmed(sets: CriteriaSetQuerySet) -> CriteriaSetQuerySet:
    """Those of the sets that the level above has confirmed."""
    from fourgood.criteria.models.decisions import Submission

    return sets.filter(Exists(Submission.objects.filter(criteria_set=OuterRef("pk"), confirmed_at__isnull=False)))


def _is(state: State) -> Value:
    return Value(state.value)
