"""Making criteria concrete, one after the other, saved as one types.

What is typed goes into the row at once. Acts are recorded more sparingly, or typing would flood their log: one for
each criterion and person at one sitting, from what it was before to what it became. It is recorded when the person
goes on to the next criterion, when someone else continues, and for all that is owed before the criteria are decided on.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria.models import CriteriaSet, LocalCriterion
from fourgood.criteria.own import NOTHING_OWN, Own, require_allowed
from fourgood.criteria.refusals import UnknownCriterion
from fourgood.instructions.frameworks import framework_of
from fourgood.regulations.framework import Criterion, Variant


def variant_of(criteria_set: CriteriaSet) -> Variant:
    """The criteria that the set makes concrete: its framework as it reads for the unit's sector."""
    return framework_of(criteria_set.framework).variant(criteria_set.variant)


def criterion_of(criteria_set: CriteriaSet, code: str) -> Criterion:
    """Raises UnknownCriterion."""
    try:
        return variant_of(criteria_set).criterion(code)
    except KeyError:
        raise UnknownCriterion(code=code) from None


@transaction.atomic
def concretise(criteria_set: CriteriaSet, code: str, own: Own, *, by: Actor | None, at: dt.datetime) -> LocalCriterion:
    row = _write(criteria_set, code, own, by=by, at=at)
    row.looked_at = at
    row.save(update_fields=["looked_at"])
    _record(row)
    return row


@transaction.atomic
def keep(criteria_set: CriteriaSet, code: str, own: Own, *, by: Actor | None, at: dt.datetime) -> LocalCriterion:
    return _write(criteria_set, code, own, by=by, at=at)


@transaction.atomic
def keep_typed(
    criteria_set: CriteriaSet, code: str, typed: dict[str, str], *, by: Actor | None, at: dt.datetime
) -> LocalCriterion:
    row = _row(criteria_set, code, by=by, at=at)
    row.typed = typed
    row.save()
    return row


def _write(criteria_set: CriteriaSet, code: str, own: Own, *, by: Actor | None, at: dt.datetime) -> LocalCriterion:
    require_allowed(criterion_of(criteria_set, code), own)
    row = _row(criteria_set, code, by=by, at=at)
    if row.own != own:
        row.before = row.own.stored() if row.before is None else row.before
        row.set_own(own)
    row.typed = None
    row.save()
    refresh_digest(criteria_set)
    return row


def _row(criteria_set: CriteriaSet, code: str, *, by: Actor | None, at: dt.datetime) -> LocalCriterion:
    """The row of a criterion, to be written by that person. What the acts are owed for someone else, they get now."""
    criterion_of(criteria_set, code)
    criteria_set.lock()
    criteria_set.require_editable()
    who = by.pk if by else None
    new = LocalCriterion(criteria_set=criteria_set, code=code)
    row = criteria_set.criteria.select_related("changed_by").filter(code=code).first() or new
    if row.pk and row.changed_by_id != who:
        _record(row)
    row.criteria_set, row.changed_by_id, row.changed_at = criteria_set, who, at
    return row


def record_changes(criteria_set: CriteriaSet) -> None:
    owed = criteria_set.criteria.select_related("changed_by").filter(before__isnull=False).order_by("pk")
    with transaction.atomic():
        for row in owed.select_for_update(of=("self",)):
            row.criteria_set = criteria_set
            _record(row)


def _record(row: LocalCriterion) -> None:
    """Record what has changed since the acts last told, in the name of whoever changed it."""
    if row.before is None:
        return
    after = row.own.stored()
    changed = [name for name in after if row.before[name] != after[name]]
    if changed:
        Act.objects.record(
            Verb.CRITERION_CONCRETISED,
            row.criteria_set,
            by=row.changed_by,
            path=row.criteria_set.unit.path,
            before={name: row.before[name] for name in changed},
            after={"criterion": row.code} | {name: after[name] for name in changed},
        )
    row.before = None
    row.save(update_fields=["before"])


def refresh_digest(criteria_set: CriteriaSet) -> None:
    """Keep beside the set what it comes to now. Called by every verb that changes a criterion."""
    criteria_set.current_digest = digest(criteria_set)
    criteria_set.save(update_fields=["current_digest"])


def digest(criteria_set: CriteriaSet) -> str:
    rows = criteria_set.criteria.all()
    owns = {row.code: row.own for row in rows}
    return digest_of(framework=criteria_set.framework.digest, variant=criteria_set.variant, owns=owns)


def digest_of(*, framework: str, variant: str, owns: Mapping[str, Own]) -> str:
    """SHA-256, hex, of what a set comes to: the digest of its framework, its variant, and what is its own by code."""
    content = {
        "framework": framework,
        "variant": variant,
        "criteria": {code: own.stored() for code, own in owns.items() if own != NOTHING_OWN},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
