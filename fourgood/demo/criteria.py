"""Registrations and criteria of the sample province, in 2024 and in the year that runs, read from `criteria.yaml`.

The two cells of the source article through the same verbs as on the pages; everyone else at once (`criteria_of_all`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.criteria.concretising import variant_of
from fourgood.criteria.copying import take
from fourgood.criteria.models import CriteriaSet, Opinion, Registration
from fourgood.criteria.own import NOTHING_OWN, Own
from fourgood.criteria.voices import members_asked, vote_base
from fourgood.demo.province import member_codes, unit_codes
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Member, Unit

FILE = Path(__file__).with_name("criteria.yaml")
EVENING = dt.time(19, 30)
_DAY = dt.timedelta(days=1)
_A_MONTH = 30 * _DAY


@cache
def source() -> dict[str, Any]:
    """What the file says."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def begins(year: int, *, today: dt.date) -> dt.date:
    """The day on which work on the criteria of a year begins: early in it, so that all of it has happened by today."""
    if year < today.year:
        return source()["begins_in_2024"]
    month, day = map(int, source()["begins_in_the_year"].split("-"))
    return min(dt.date(year, month, day), today - _A_MONTH)


def day_of(step: str, begun: dt.date) -> dt.date:
    return begun + source()["days"][step] * _DAY


def moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, EVENING))


def own_of(written: dict[str, Any]) -> Own:
    """What a row of the file makes of a criterion."""
    values = dict(written)
    for name in {"target", "plan_amount"} & set(values):
        values[name] = Decimal(values[name])
    return Own(**values)


def file_for(unit: Unit, on: dt.date) -> FrameworkFile:
    """By which the unit registers: in points, where an edition has several."""
    return min(FrameworkFile.objects.in_force_for(unit, on), key=lambda file: file.code)


def tell(people: dict[str, User], *, today: dt.date) -> None:
    """The stories of the file, one after the other."""
    for story in source()["stories"]:
        told = _change if "change" in story or "first_day" in story else _first
        told(story, people, today)


def _first(story: dict[str, Any], people: dict[str, User], today: dt.date) -> None:
    year = story.get("year", today.year)
    begun, by = begins(year, today=today), people[story["by"]]
    unit = Unit.objects.get(code=unit_codes()[story["unit"]])
    file = file_for(unit, max(begun, dt.date(year, 1, 1)))
    variant = framework_of(file).variant_for(unit.sector.code if unit.sector else None).code
    registration = Registration.objects.begin(
        unit=unit, year=year, framework=file, variant=variant, by=by, at=moment(begun)
    )
    registration.register(by=by, at=moment(day_of("registered", begun)))
    criteria_set = registration.sets.get()
    _concretise(criteria_set, story, by=by, at=moment(begun))
    _decide(criteria_set, story, people, begun)


def _change(story: dict[str, Any], people: dict[str, User], today: dt.date) -> None:
    """A new version: told to its end, or still open for opinions today."""
    year, by = story.get("year", today.year), people[story["by"]]
    of_the_year = CriteriaSet.objects.last_confirmed().filter(registration__year=year)
    old = of_the_year.get(registration__unit__code=unit_codes()[story["unit"]])
    begun = story.get("begins", today - source()["days"]["opened"] * _DAY - _DAY)
    first_day = story.get("first_day", change_from(today))
    new = old.new_version(first_day=first_day, reason=story["reason"], by=by, at=moment(begun))
    _concretise(new, story, by=by, at=moment(begun))
    if "change" in story:
        _ask(new, story, people, opened=day_of("opened", begun), until=day_of("until", begun))
    else:
        _decide(new, story, people, begun)


def change_from(today: dt.date) -> dt.date:
    """The day from which a change that is being discussed is to hold: soon, and within the year."""
    return min(today + 10 * _DAY, dt.date(today.year, 12, 31))


def _concretise(criteria_set: CriteriaSet, story: dict[str, Any], *, by: User, at: dt.datetime) -> None:
    """All criteria gone through; those that the story names made the unit's own."""
    owns = dict.fromkeys((criterion.code for criterion in variant_of(criteria_set).criteria()), NOTHING_OWN)
    kept = {row.code: row.own for row in criteria_set.criteria.all()}
    mine = {code: own_of(written) for code, written in story["own"].items()}
    take(owns | kept | mine, into=criteria_set, by=by, at=at, looked_at=at)


def _decide(criteria_set: CriteriaSet, story: dict[str, Any], people: dict[str, User], begun: dt.date) -> None:
    by, met = people[story["by"]], day_of("met", begun)
    _ask(criteria_set, story, people, opened=day_of("opened", begun), until=day_of("until", begun))
    _all_agree(criteria_set, by=by, at=moment(day_of("until", begun)))
    base = vote_base(criteria_set.unit, on=met).count
    votes = {name: base if votes == "all" else votes for name, votes in story["vote"].items()}
    criteria_set.adopt(met_on=met, number=story["number"], **votes, by=by, at=moment(met))
    criteria_set.submit(by=by, at=moment(day_of("submitted", begun)))
    criteria_set.confirm(by=people[story["confirmed_by"]], at=moment(day_of("confirmed", begun)))


def _ask(
    criteria_set: CriteriaSet, story: dict[str, Any], people: dict[str, User], *, opened: dt.date, until: dt.date
) -> None:
    """Members who have something to say say it, or the secretary enters it for them."""
    by = people[story["by"]]
    criteria_set.open_for_opinions(until=until, by=by, at=moment(opened))
    for place, (who, code, agrees, text, answer) in enumerate(story["opinions"], start=1):
        at = moment(opened) + dt.timedelta(hours=place)
        member = Member.objects.get(code=member_codes()[who])
        opinion = criteria_set.record_opinion(member, code, agrees, text, by=people.get(who, by), at=at)
        if answer:
            opinion.answer_with(answer, by=by, at=at + _DAY)


def _all_agree(criteria_set: CriteriaSet, *, by: User, at: dt.datetime) -> None:
    """Everyone else agrees with all of it: written at once."""
    spoken = criteria_set.opinions.filter(code="").values("member")
    asked = members_asked(criteria_set.unit, on=timezone.localdate(at)).exclude(pk__in=spoken)
    Opinion.objects.bulk_create(
        Opinion(criteria_set=criteria_set, member=member, code="", agrees=True, given_at=at, entered_by=by)
        for member in asked
    )


# What tests and demonstrations ask for by name


def _newest_of(unit: str) -> CriteriaSet:
    """The newest version of the unit's criteria of the last year that has begun."""
    begun = CriteriaSet.objects.newest().filter(registration__year__lte=timezone.localdate().year)
    of_the_unit = begun.filter(registration__unit__code=unit_codes()[unit])
    return of_the_unit.select_related("registration__unit").latest("registration__year")


SETS: dict[str, Callable[[], CriteriaSet]] = {
    "criteria_set": partial(_newest_of, "bieu_nghi"),
    "open_set": partial(_newest_of, "binh_luc_ha"),
    "submitted_set": partial(_newest_of, "trai_thanh"),
}
