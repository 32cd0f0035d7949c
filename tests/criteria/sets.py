"""What tests of criteria begin with: an issued framework, a registration, a confirmed set."""

from __future__ import annotations

import datetime as dt
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.criteria.models import CriteriaSet, Registration, Submission
from fourgood.instructions.models import Edition, FrameworkFile, Instruction
from fourgood.organisation.models import Unit

FRAMEWORKS = Path(__file__).parents[2] / "frameworks"
YEAR = 2026
NEW_YEAR = dt.date(YEAR, 1, 1)
NOW = timezone.make_aware(dt.datetime(YEAR, 2, 10, 9))
LATER = NOW + dt.timedelta(minutes=5)


def nobody_registered() -> None:
    """Take all registrations away, those of the cast too, also where it was loaded in this very transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE criteria_registration CASCADE")


def content_of(code: str = "cell-2026") -> str:
    return (FRAMEWORKS / f"{code}.yaml").read_text(encoding="utf-8")


def issue(
    issuer: Unit, *, code: str = "cell-2026", model: str = "cell", first_day: dt.date = NEW_YEAR, content: str = ""
) -> FrameworkFile:
    """A framework file of an edition that the unit has issued."""
    text = content or content_of(code)
    number = f"{Instruction.objects.count() + 1}-HD/THỬ"
    edition = Edition.objects.create(
        instruction=Instruction.objects.create(issuer=issuer, number=number),
        place=1,
        title_vi="Hướng dẫn thử",
        title_ms="Arahan percubaan",
        title_en="Instruction on trial",
        dated=first_day,
        first_day=first_day,
        drafted_at=NOW,
    )
    file = FrameworkFile.objects.create(
        edition=edition, code=code, model=model, content=text, digest=sha256(text.encode()).hexdigest()
    )
    Edition.objects.filter(pk=edition.pk).update(issued_at=NOW, digest="0" * 64)
    return file


def begin(
    unit: Unit, file: FrameworkFile, *, by: User | None = None, variant: str = "", year: int = YEAR
) -> CriteriaSet:
    """The first version of a registration that was begun in February of the year."""
    at = NOW.replace(year=year)
    registration = Registration.objects.begin(
        unit=unit, year=year, framework=file, variant=variant or general(file), by=by, at=at
    )
    return registration.sets.get()


def general(file: FrameworkFile) -> str:
    from fourgood.instructions.frameworks import framework_of

    return framework_of(file).variant_for(None).code


def confirm(criteria_set: CriteriaSet) -> CriteriaSet:
    """The set as it is once the level above has confirmed it."""
    Submission.objects.create(criteria_set=criteria_set, submitted_at=NOW, confirmed_at=LATER)
    return criteria_set
