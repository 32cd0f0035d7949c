"""A change during the year: a new version of the criteria from a day. The old one stays, and held until then."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import Refusal
from fourgood.criteria import copying
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.own import NOTHING_OWN
from fourgood.criteria.refusals import (
    AlreadyShown,
    NotConfirmedYet,
    ReasonMissing,
    RegisteredStays,
    VersionOutOfYear,
    VersionUnderWay,
)
from fourgood.criteria.state import State
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile


@transaction.atomic
def new_version(old: CriteriaSet, *, first_day: dt.date, reason: str, by: Actor | None, at: dt.datetime) -> CriteriaSet:
    """Made by the framework that holds on the first day; what doesn't fit a new one is to be made concrete again."""
    if not reason:
        raise ReasonMissing
    old.lock()
    require_changeable(old)
    _require_day(old, first_day)
    framework, variant = _framework_on(old, first_day)
    new = CriteriaSet.objects.create(
        registration=old.registration,
        place=old.place + 1,
        framework=framework,
        variant=variant,
        first_day=first_day,
        reason=reason,
        drafted_at=at,
        drafted_by_id=by.pk if by else None,
    )
    found = copying.fit(old, into=new)
    owns = {code: found.taken.get(code, NOTHING_OWN) for code in found.same}
    copying.take(owns, into=new, by=by, at=at, looked_at=at)
    after = {"first_day": first_day.isoformat(), "reason": reason}
    Act.objects.record(Verb.CRITERIA_VERSION_BEGUN, new, by=by, path=old.unit.path, after=after)
    return new


def require_changeable(old: CriteriaSet) -> None:
    if old.state_now() is not State.CONFIRMED:
        raise NotConfirmedYet
    newer = CriteriaSet.objects.filter(registration=old.registration, place__gt=old.place).order_by("-place").first()
    if newer:
        raise VersionUnderWay(day=newer.first_day)


@transaction.atomic
def discard(draft: CriteriaSet, *, by: Actor | None) -> None:
    draft.lock()
    require_discardable(draft)
    draft.record_changes()
    registration = draft.registration
    before = {"year": str(registration.year), "first_day": draft.first_day.isoformat(), "reason": draft.reason}
    Act.objects.record(Verb.CRITERIA_DISCARDED, draft, by=by, path=draft.unit.path, before=before)
    draft.delete()
    if not registration.sets.exists():
        registration.delete()


def is_discardable(draft: CriteriaSet) -> bool:
    """What `require_discardable` asks, for a button."""
    try:
        require_discardable(draft)
    except Refusal:
        return False
    return True


def require_discardable(draft: CriteriaSet) -> None:
    """Raises AlreadyShown, RegisteredStays, Submitted, Confirmed."""
    draft.require_editable()
    if draft.state_now() is not State.DRAFT:
        raise AlreadyShown
    if draft.place == 1 and draft.registration.registered_at is not None:
        raise RegisteredStays(unit=draft.unit, year=str(draft.registration.year))


def _require_day(old: CriteriaSet, first_day: dt.date) -> None:
    if first_day <= old.first_day or first_day.year != old.registration.year:
        raise VersionOutOfYear(after=old.first_day, year=str(old.registration.year))


def _framework_on(old: CriteriaSet, day: dt.date) -> tuple[FrameworkFile, str]:
    """The framework and variant of the same model that hold on the day; those of the old version when none does."""
    in_force = FrameworkFile.objects.in_force_for(old.unit, day).filter(model=old.registration.model)
    if in_force.filter(pk=old.framework_id).exists():
        return old.framework, old.variant
    file = in_force.order_by("-edition__first_day", "-pk").first()
    if file is None:
        return old.framework, old.variant
    framework, sector = framework_of(file), old.unit.sector
    if old.variant in {variant.code for variant in framework.variants}:
        return file, old.variant
    return file, framework.variant_for(sector.code if sector else None).code
