"""Taking over criteria from last year, or from a similar unit: what still fits the framework, what doesn't and why.

A criterion fits when the framework says the same of it in both; of it fits what may still be made concrete. Figures
that another unit plans are its own: they are not taken over.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import Refusal
from fourgood.criteria import concretising
from fourgood.criteria.models import CriteriaSet, LocalCriterion
from fourgood.criteria.models.sets import CriteriaSetQuerySet
from fourgood.criteria.own import FIELDS, NOTHING_OWN, Own, require_allowed
from fourgood.criteria.refusals import NotToCopy
from fourgood.instructions.criterion_words import LOCALS
from fourgood.instructions.frameworks import model_for
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Criterion, Local

_GONE = gettext_lazy("The framework no longer has this criterion, or words it differently.")
_ALREADY = gettext_lazy("Your unit has something of its own here already. It stays.")
_THEIRS = gettext_lazy("It is the other unit's figure. Write your own.")


@dataclass(frozen=True)
class LeftOut:
    """Something that is not taken over. `what`: the part of the criterion; "" for all of it."""

    code: str
    what: str | Promise
    why: str | Promise


@dataclass(frozen=True)
class Fit:
    """What of a set fits another: `taken` by code, in the order of the framework. `same`: criteria that read alike."""

    taken: dict[str, Own]
    left: tuple[LeftOut, ...]
    same: frozenset[str]


def similar_to(unit: Unit, sets: CriteriaSetQuerySet) -> CriteriaSetQuerySet:
    """See `CriteriaSetQuerySet.similar_to`."""
    model = model_for(unit.kind)
    if model is None or unit.parent is None:
        return sets.none()
    return (
        sets.last_confirmed()
        .filter(registration__unit__path__startswith=unit.parent.path, registration__unit__is_active=True)
        .filter(registration__model=model, registration__unit__sector=unit.sector_id)
        .exclude(registration__unit=unit)
    )


def earlier_of(criteria_set: CriteriaSet) -> CriteriaSetQuerySet:
    """The unit's own of earlier years, as they last stood, and those of units that were merged into it."""
    unit = criteria_set.unit
    merged = Q(registration__unit__path__startswith=unit.path, registration__unit__is_active=False)
    return CriteriaSet.objects.newest().filter(
        Q(registration__unit=unit) | merged,
        registration__year__lt=criteria_set.registration.year,
        registration__model=criteria_set.registration.model,
    )


def sources_for(criteria_set: CriteriaSet) -> CriteriaSetQuerySet:
    """All that may be copied into the set."""
    similar = CriteriaSet.objects.similar_to(criteria_set.unit).filter(
        registration__year__lte=criteria_set.registration.year
    )
    found = Q(pk__in=earlier_of(criteria_set).values("pk")) | Q(pk__in=similar.values("pk"))
    return CriteriaSet.objects.filter(found)


def fit(source: CriteriaSet, *, into: CriteriaSet) -> Fit:
    """What of the source fits. Two queries at most."""
    matches = _matches(source, into)
    owns, already = _own_of(source), _own_of(into)
    theirs = source.registration.unit_id != into.registration.unit_id
    taken: dict[str, Own] = {}
    left: list[LeftOut] = []
    for code in (code for code in matches if code in owns):
        criterion = matches[code]
        if criterion is None or criterion.code in already:
            left.append(LeftOut(code, "", _GONE if criterion is None else _ALREADY))
            continue
        misfits = dict(_misfits(criterion, owns[code], theirs=theirs))
        left += [LeftOut(code, LOCALS[local], why) for local, why in misfits.items()]
        if (fitting := _without(owns[code], misfits)) != NOTHING_OWN:
            taken[criterion.code] = fitting
    return Fit(taken, tuple(left), frozenset(criterion.code for criterion in matches.values() if criterion))


def _matches(source: CriteriaSet, into: CriteriaSet) -> dict[str, Criterion | None]:
    """For each criterion of the source the one that says the same in Vietnamese, the language of record; else None.

    Its number may have changed.
    """
    asked = list(concretising.variant_of(into).criteria())
    by_words = {criterion.wording.vi: criterion for criterion in reversed(asked)}
    by_both = {(criterion.code, criterion.wording.vi): criterion for criterion in asked}
    return {
        criterion.code: by_both.get((criterion.code, criterion.wording.vi)) or by_words.get(criterion.wording.vi)
        for criterion in concretising.variant_of(source).criteria()
    }


def _own_of(criteria_set: CriteriaSet) -> dict[str, Own]:
    return {row.code: row.own for row in criteria_set.criteria.all() if row.own != NOTHING_OWN}


def _misfits(criterion: Criterion, own: Own, *, theirs: bool) -> Iterator[tuple[Local, str | Promise]]:
    """What of it doesn't fit the criterion, with the reason."""
    for local in sorted(own.sets):
        if theirs and local is Local.PLAN:
            yield local, _THEIRS
            continue
        try:
            require_allowed(criterion, _without(own, own.sets - {local}))
        except Refusal as refusal:
            yield local, refusal.reason


def _without(own: Own, locals_: Iterable[Local]) -> Own:
    """The rest of it."""
    gone = {name: getattr(NOTHING_OWN, name) for local in locals_ for name in FIELDS[local]}
    return replace(own, **gone)


@transaction.atomic
def copy(source: CriteriaSet, *, into: CriteriaSet, by: Actor | None, at: dt.datetime) -> Fit:
    into.lock()
    into.require_editable()
    if not sources_for(into).filter(pk=source.pk).exists():
        raise NotToCopy
    into.record_changes()
    found = fit(source, into=into)
    take(found.taken, into=into, by=by, at=at)
    after = {"source": str(source), "copied": list(found.taken), "left_out": sorted({left.code for left in found.left})}
    Act.objects.record(Verb.CRITERIA_COPIED, into, by=by, path=into.unit.path, after=after)
    return found


def take(
    owns: dict[str, Own], *, into: CriteriaSet, by: Actor | None, at: dt.datetime, looked_at: dt.datetime | None = None
) -> None:
    """Write what was taken over into rows that have nothing of their own."""
    written = {"criteria_set": into, "changed_at": at, "changed_by_id": by.pk if by else None, "looked_at": looked_at}
    rows = [LocalCriterion(code=code, **vars(own), **written) for code, own in owns.items()]
    fields = ["wording", "target", "measure", "plan_amount", "plan_unit", "changed_at", "changed_by", "typed"]
    LocalCriterion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["criteria_set", "code"], update_fields=fields
    )
    concretising.refresh_digest(into)


def told(found: Fit) -> str:
    """What was copied, in one sentence."""
    number = len(found.taken)
    words = ngettext(
        "%(number)s criterion is copied. Go through it: it is your unit's now.",
        "%(number)s criteria are copied. Go through them: they are your unit's now.",
        number,
    )
    return words % {"number": number}
