"""The instruction of the source article in two editions, drafted and issued through the same verbs as on the pages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo.province import source, unit_codes
from fourgood.instructions.models import Edition
from fourgood.organisation.models import Unit

FRAMEWORKS = Path(__file__).parents[2] / "frameworks"
OFFICE_HOURS = dt.time(9)


def places() -> dict[str, tuple[str, int]]:
    """Short name of each edition → number of its instruction, and which edition it is."""
    return {
        row["key"]: (written["number"], place)
        for written in source()["instructions"]
        for place, row in enumerate(written["editions"], start=1)
    }


def issue(people: dict[str, User]) -> None:
    """Issue every edition, one after the other, on the day of its date."""
    for written in source()["instructions"]:
        by, before = people[written["by"]], None
        for row in written["editions"]:
            before = _issued(written, row, before, by=by)


def _issued(written: dict[str, Any], row: dict[str, Any], before: Edition | None, *, by: User) -> Edition:
    at = timezone.make_aware(dt.datetime.combine(row["dated"], OFFICE_HOURS))
    draft = _amended(before, row, by, at) if before else _drafted(written, row, by, at)
    for code in row["files"]:
        draft.put_file((FRAMEWORKS / f"{code}.yaml").read_text(encoding="utf-8"), by=by)
    draft.write_heads(by=by)
    draft.issue(by=by, at=at)
    return draft


def _drafted(written: dict[str, Any], row: dict[str, Any], by: User, at: dt.datetime) -> Edition:
    return Edition.objects.draft(
        issuer=Unit.objects.get(code=unit_codes()[written["issuer"]]),
        number=written["number"],
        by=by,
        at=at,
        **{f"title_{language}": words for language, words in written["title"].items()},
        **{f"issuer_{language}": words for language, words in written["issued_by"].items()},
        seat=written["seat"],
        signed_as=written["signed_as"],
        **_days(row),
    )


def _amended(before: Edition, row: dict[str, Any], by: User, at: dt.datetime) -> Edition:
    """A new edition that takes none of the old files over."""
    draft = before.amend(by=by, at=at, carry_over=row["carry_over"], **_days(row))
    for file in draft.files.all():
        draft.remove_file(file, by=by)
    return draft


def _days(row: dict[str, Any]) -> dict[str, Any]:
    return {"dated": row["dated"], "first_day": row["from"], "last_day": row.get("until")}
