"""Registrations and criteria of a whole province: the shipped frameworks issued, nearly everybody registered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.results import Result, timed

FRAMEWORKS = Path(__file__).parents[1] / "frameworks"
EVERY_TENTH, EVERY_THIRD = 10, 3


def register() -> Iterator[Result]:
    """Nine of ten units registered, a third of these with criteria that wait for the level above."""
    from django.utils import timezone

    from fourgood.criteria.models import CriteriaSet, Registration, Submission
    from fourgood.organisation.models import Unit

    at = timezone.now()
    files = _issue(at)
    with timed() as clock:
        units = Unit.objects.active().filter(kind__level__in=_levels()).select_related("kind").order_by("pk")
        units = [unit for number, unit in enumerate(units) if number % EVERY_TENTH]
        registrations = Registration.objects.bulk_create(_registration(unit, at) for unit in units)
        sets = CriteriaSet.objects.bulk_create(_set(registration, files, at) for registration in registrations)
        Submission.objects.bulk_create(
            Submission(criteria_set=one, submitted_at=at, confirmed_at=at if number % EVERY_THIRD else None)
            for number, one in enumerate(sets)
        )
    yield Result(benchmark="set-up", what=f"register {len(units):,} units", value=clock.seconds, unit="s")


def _levels() -> list[str]:
    from fourgood.instructions.frameworks import MODEL_OF_LEVEL

    return [level.value for level in MODEL_OF_LEVEL]


def _issue(at: dt.datetime) -> dict[str, Any]:
    """By model, the framework that the province issued for this year; that for meetings too."""
    from fourgood.instructions.models import Edition, FrameworkFile, Instruction
    from fourgood.organisation.models import Unit

    day = dt.date(at.year - 1, 1, 1)  # in force in every month that is assessed
    instruction = Instruction.objects.create(issuer=Unit.objects.get(parent=None), number="05-HD/BTCTU")
    words = {f"title_{language}": "Khung tiêu chí" for language in ("vi", "ms", "en")}
    edition = Edition.objects.create(instruction=instruction, place=1, dated=day, first_day=day, drafted_at=at, **words)
    files = {}
    for code in ("cell-2026", "committee-2026", "meeting-2025"):
        text = (FRAMEWORKS / f"{code}.yaml").read_text(encoding="utf-8")
        model, digest = code.partition("-")[0], sha256(text.encode()).hexdigest()
        files[model] = FrameworkFile.objects.create(
            edition=edition, code=code, model=model, content=text, digest=digest
        )
    Edition.objects.filter(pk=edition.pk).update(issued_at=at, digest="0" * 64)
    return files


def _registration(unit: Any, at: dt.datetime) -> Any:
    from fourgood.criteria.models import Registration
    from fourgood.instructions.frameworks import model_for

    model = model_for(unit.kind)
    return Registration(unit=unit, year=at.year, model=model, begun_at=at, registered_at=at)


def _set(registration: Any, files: dict[str, Any], at: dt.datetime) -> Any:
    from fourgood.criteria.models import CriteriaSet
    from fourgood.instructions.frameworks import framework_of

    file = files[registration.model]
    return CriteriaSet(
        registration=registration,
        place=1,
        framework=file,
        variant=framework_of(file).variant_for(None).code,
        first_day=dt.date(at.year, 1, 1),
        drafted_at=at,
        opened_at=at,
    )
