"""Beginning a registration: what a unit is offered for a year, and beginning it with that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import ExpressionWrapper, F, OuterRef, TextField
from django.utils import timezone

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.kept import Kept, given, given_many
from fourgood.common.refusal import refusing
from fourgood.criteria import concretising
from fourgood.criteria.models import CriteriaSet, Registration
from fourgood.criteria.opening import frameworks_for, open_now
from fourgood.criteria.refusals import AlreadyBegun, NoFramework, NoModel, NotInForce, UnitClosed, UnknownVariant
from fourgood.criteria.years import asked_on, opens_on, register_by, require_open, require_running, years_around
from fourgood.instructions.frameworks import Text, framework_of, model_for
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Standing
from fourgood.regulations.framework import Framework, Variant


@dataclass(frozen=True)
class Offer:
    """A framework by which a unit may register in a year, with the variant for its sector; for a unit without a sector
    all variants, the general one first.

    `fits`: whether the variant names the sector. `due`: the last day to register in time, if one is named.
    """

    unit: Unit
    year: int
    file: FrameworkFile
    framework: Framework
    variants: tuple[Variant, ...]
    fits: bool
    due: dt.date | None


def offers(unit: Unit, year: int, *, today: dt.date) -> list[Offer]:
    """What the unit may choose among: usually one. The newest edition first, in an edition in the order of codes.

    Raises NoModel, UnitClosed, YearNotOpen, YearOver, NoFramework.
    """
    _require_unit(unit)
    require_running(year, today=today)
    files = frameworks_for(unit, asked_on(year, today=today))
    if not files:
        raise NoFramework(unit=unit, year=str(year))
    require_open(year, [framework_of(file) for file in files], today=today)
    return [_offer(unit, year, file) for file in files if open_now(file, year, today=today)]


def _offer(unit: Unit, year: int, file: FrameworkFile) -> Offer:
    framework = framework_of(file)
    sector = unit.sector.code if unit.sector else None
    best = framework.variant_for(sector)
    others = () if sector else tuple(variant for variant in framework.variants if variant is not best)
    return Offer(unit, year, file, framework, (best, *others), sector in best.sectors, register_by(framework, year))


def own_units(standing: Standing) -> list[Unit]:
    """Active units that the person makes criteria of, of kinds that have a model. One query."""
    return [unit for unit in _led(standing) if model_for(unit.kind)]


def _led(standing: Standing) -> Any:
    led = Unit.objects.active().filter(standing.reach(Can.CONCRETISE_CRITERIA, "path"))
    return led.select_related("kind", "sector").order_by("sort_key", "pk")


def own_among(standing: Standing, units: Iterable[Unit]) -> list[Unit]:
    """Those of active units, fetched with their kinds, that `own_units` names, in its order. No query."""
    own = [unit for unit in units if model_for(unit.kind) and standing.may(Can.CONCRETISE_CRITERIA, unit)]
    return sorted(own, key=lambda unit: (unit.sort_key, unit.pk))


def openings(standing: Standing, *, on: dt.date) -> list[tuple[Unit, int]]:
    """Units that the person makes criteria of, with the open years for which they have not begun. One query; one more
    for each framework that nobody has read yet.
    """
    led = {h.unit_id for h in standing.holdings if h.grants(Can.CONCRETISE_CRITERIA)}
    units = _WITH_YEARS.rows(units=list(led), years=[*years_around(on)], next=_next_year(on)) if led else []
    return [(unit, year) for unit in units for year in _open_to(unit, on) if year not in unit.begun]


def _open_to(unit: Any, on: dt.date) -> Iterator[int]:
    """Of the years around the day those that are open to the unit, fetched `_with_years`."""
    if model := model_for(unit.kind):
        yield on.year
        year, offered = on.year + 1, zip(unit.next_models, unit.next_frameworks, strict=True)
        if any(opens_on(Text.with_digest(digest).framework(), year) <= on for of, digest in offered if of == model):
            yield year


def _with_years() -> Any:
    """With the years that have begun, and the frameworks (model and digest) that hold above it on a day to come."""
    registered = Registration.objects.filter(unit=OuterRef("pk"), year__in=given_many("years", "int")).order_by()
    editions = Edition.objects.in_force(cast(dt.date, given("next"))).order_by()
    files = FrameworkFile.objects.filter(edition__in=editions).alias(
        of=ExpressionWrapper(OuterRef("path"), TextField())
    )
    above = files.filter(of__startswith=F("edition__instruction__issuer__path")).order_by("pk")
    led = Unit.objects.active().filter(pk__in=given_many("units")).select_related("kind").order_by("sort_key", "pk")
    return led.annotate(
        begun=ArraySubquery(registered.values("year")),
        next_models=ArraySubquery(above.values("model")),
        next_frameworks=ArraySubquery(above.values("digest")),
    )


_WITH_YEARS: Kept[Any] = Kept(_with_years)


def _next_year(on: dt.date) -> dt.date:
    return asked_on(on.year + 1, today=on)


@transaction.atomic
def begin(
    *, unit: Unit, year: int, framework: FrameworkFile, variant: str, by: Actor | None, at: dt.datetime
) -> Registration:
    today = timezone.localdate(at)
    _require_fitting(unit, year, framework, variant, today=today)
    taken = AlreadyBegun(unit=unit, year=str(year))
    if Registration.objects.filter(unit=unit, year=year).exists():
        raise taken
    with refusing(one_registration_per_unit_and_year=taken):
        registration = Registration.objects.create(
            unit=unit, year=year, model=framework.model, begun_at=at, begun_by_id=by.pk if by else None
        )
    first = CriteriaSet.objects.create(
        registration=registration,
        place=1,
        framework=framework,
        variant=variant,
        first_day=max(dt.date(year, 1, 1), framework.edition.first_day),
        drafted_at=at,
        drafted_by_id=registration.begun_by_id,
    )
    concretising.refresh_digest(first)
    after = {"year": str(year), "framework": framework.code, "variant": variant}
    Act.objects.record(Verb.REGISTRATION_BEGUN, registration, by=by, path=unit.path, after=after)
    return registration


def _require_unit(unit: Unit) -> None:
    if not unit.is_active:
        raise UnitClosed(unit=unit)
    if model_for(unit.kind) is None:
        raise NoModel(unit=unit)


def _require_fitting(unit: Unit, year: int, framework: FrameworkFile, variant: str, *, today: dt.date) -> None:
    _require_unit(unit)
    require_running(year, today=today)
    in_force = FrameworkFile.objects.in_force_for(unit, asked_on(year, today=today))
    if framework.model != model_for(unit.kind) or not in_force.filter(pk=framework.pk).exists():
        raise NotInForce(framework=framework, unit=unit, year=str(year))
    require_open(year, [framework_of(framework)], today=today)
    if variant not in {known.code for known in framework_of(framework).variants}:
        raise UnknownVariant(framework=framework, variant=variant)
