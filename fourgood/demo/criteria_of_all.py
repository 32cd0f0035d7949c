"""What everyone else in the sample province has registered and made concrete: planned in memory, written by COPY."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fourgood.common import bulk
from fourgood.criteria.concretising import digest_of
from fourgood.criteria.models import Adoption, CriteriaSet, LocalCriterion, Opinion, Registration, Remark, Submission
from fourgood.criteria.own import NOTHING_OWN, Own
from fourgood.criteria.state import State
from fourgood.criteria.years import register_by
from fourgood.demo.criteria import begins, change_from, day_of, moment, own_of, source
from fourgood.demo.houses import House, house_on
from fourgood.demo.province import unit_codes
from fourgood.instructions.frameworks import MODEL_OF_LEVEL, framework_of
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.organisation.models import Span
from fourgood.organisation.models.reference import Level
from fourgood.organisation.roll_call import rule
from fourgood.regulations.framework import Model, Variant

_DAY = dt.timedelta(days=1)
_A_MONTH = 30 * _DAY
_AFTER_THE_DEADLINE = 10 * _DAY
_SOME = 11  # of so many criteria a set that is only begun has got
MISSING = "missing"
# How far a change during the year has come, and how many days ago work on it began.
_CHANGES = {
    "change_open": (State.OPEN, 8),
    "change_submitted": (State.SUBMITTED, 20),
    "change_returned": (State.RETURNED, 25),
}


@dataclass(frozen=True)
class Planned:
    """One set. `begun`: the day on which work on it began; `due`: by when it is to be submitted."""

    registration: int
    unit: int
    is_cell: bool
    file: FrameworkFile
    variant: Variant
    state: State
    begun: dt.date
    due: dt.date | None
    first_day: dt.date
    is_gone_through: bool = True
    place: int = 1
    reason: str = ""
    id: int = 0

    @property
    def owns(self) -> dict[str, Own]:
        if not self.is_gone_through:
            return {}
        changed = source()["change"] if self.place > 1 else {}
        return owns_of(self.file.model, self.variant.code) | {code: own_of(row) for code, row in changed.items()}

    @property
    def digest(self) -> str:
        return digest_of(framework=self.file.digest, variant=self.variant.code, owns=self.owns)

    @property
    def was_opened(self) -> bool:
        return self.state is not State.DRAFT

    @property
    def was_adopted(self) -> bool:
        return self.was_opened and self.state is not State.OPEN

    @property
    def was_submitted(self) -> bool:
        return self.was_adopted and self.state is not State.ADOPTED

    def at(self, step: str) -> dt.datetime:
        return moment(day_of(step, self.begun))


def owns_of(model: str, variant: str) -> dict[str, Own]:
    """What every unit of the kind makes its own."""
    written = source()["own"]["committee" if model == Model.COMMITTEE else variant]
    return {code: own_of(row) for code, row in written.items()}


def write(*, today: dt.date) -> None:
    _write(source()["begins_in_2024"].year, source()["others"]["in_2024"], today=today)
    _write(today.year, source()["others"]["in_the_year"], today=today)


def _write(year: int, lists: dict[str, list[str]], *, today: dt.date) -> None:
    told = {story["unit"]: MISSING for story in source()["stories"] if story.get("year", today.year) == year}
    named = {key: state for state, keys in lists.items() for key in keys} | told
    states = {unit_codes()[key]: state for key, state in named.items()}
    begun = begins(year, today=today)
    files = _files(max(begun, dt.date(year, 1, 1)))
    there = [(span, states.get(span.unit.code, "")) for span in _units(begun)]
    taking_part = [(span, state) for span, state in there if state != MISSING]
    sets, registered = [], []
    for number, (span, state) in zip(bulk.reserve(Registration, len(taking_part)), taking_part, strict=True):
        first = _first(number, span, state, files[MODEL_OF_LEVEL[Level(span.kind.level)]], begun, today=today)
        registered.append(_registration(first, year, is_registered=state != "begun"))
        sets += [first, *_change(first, state, today=today)]
    bulk.copy(Registration, _REGISTRATION, registered)
    _write_sets(sets)


def _files(on: dt.date) -> dict[str, FrameworkFile]:
    """By which units register: of each model the one in points."""
    held = FrameworkFile.objects.filter(edition__in=Edition.objects.in_force(on).order_by()).select_related("edition")
    return {file.model: file for file in held.order_by("-code")}


def _units(on: dt.date) -> Iterable[Span]:
    """The cells and committees of a day, as they were then."""
    levels = [level.value for level in MODEL_OF_LEVEL]
    spans = Span.objects.on(on).filter(kind__level__in=levels).order_by("unit_id")
    return spans.select_related("kind", "sector", "unit")


def _first(number: int, span: Span, state: str, file: FrameworkFile, begun: dt.date, *, today: dt.date) -> Planned:
    """The first version of a unit's year. Who is late begins after the deadline, if that has gone by long enough."""
    framework = framework_of(file)
    due = register_by(framework, begun.year)
    if state == "late" and due and due + _AFTER_THE_DEADLINE < today - _A_MONTH:
        begun = due + _AFTER_THE_DEADLINE
    return Planned(
        registration=number,
        unit=span.unit_id,
        is_cell=span.kind.has_members,
        file=file,
        variant=framework.variant_for(span.sector.code if span.sector else None),
        state={"begun": State.DRAFT, "drafted": State.DRAFT, "adopted": State.ADOPTED}.get(state, State.CONFIRMED),
        begun=begun,
        due=due,
        first_day=max(dt.date(begins(begun.year, today=today).year, 1, 1), file.edition.first_day),
        is_gone_through=state != "begun",
    )


def _change(first: Planned, state: str, *, today: dt.date) -> Iterator[Planned]:
    """The version that follows, for those who change something during the year."""
    if state in _CHANGES:
        how_far, days_ago = _CHANGES[state]
        yield replace(
            first,
            place=2,
            state=how_far,
            begun=today - days_ago * _DAY,
            due=None,
            first_day=change_from(today),
            reason=source()["reason"],
        )


# Rows

_REGISTRATION = ("id", "unit_id", "year", "model", "begun_at", "registered_at")
_SET = (
    *("id", "registration_id", "place", "framework_id", "variant", "first_day", "reason", "drafted_at"),
    *("opened_at", "opinions_until", "opened_with", "current_digest"),
)
_CRITERION = (
    *("criteria_set_id", "code", "wording", "target", "measure", "plan_amount", "plan_unit"),
    *("changed_at", "looked_at"),
)
_OPINION = ("criteria_set_id", "member_id", "code", "agrees", "text", "given_at", "answer")
_ADOPTION = (
    *("criteria_set_id", "met_on", "number", "base", "present", "in_favour", "against", "abstaining"),
    *("digest", "content", "recorded_at"),
)
_SUBMISSION = ("id", "criteria_set_id", "due_on", "submitted_at", "returned_at", "words", "confirmed_at")


def _registration(first: Planned, year: int, *, is_registered: bool) -> tuple[Any, ...]:
    at = first.at("registered") if is_registered else None
    return first.registration, first.unit, year, first.file.model, moment(first.begun), at


def _write_sets(planned: list[Planned]) -> None:
    numbers = bulk.reserve(CriteriaSet, len(planned))
    sets = [replace(one, id=number) for one, number in zip(planned, numbers, strict=True)]
    meeting: dict[dt.date, list[int]] = defaultdict(list)
    for one in sets:
        if one.was_opened:
            meeting[day_of("met", one.begun)].append(one.unit)
    houses = {day: house_on(day, units) for day, units in meeting.items()}
    bulk.copy(CriteriaSet, _SET, (_set(one) for one in sets))
    bulk.copy(LocalCriterion, _CRITERION, (row for one in sets for row in _criteria(one)))
    opened = [(one, houses[day_of("met", one.begun)]) for one in sets if one.was_opened]
    bulk.copy(Opinion, _OPINION, (row for one, house in opened for row in _opinions(one, house)))
    bulk.copy(Adoption, _ADOPTION, (_adoption(one, house) for one, house in opened if one.was_adopted))
    _write_submissions([one for one in sets if one.was_submitted])


def _set(one: Planned) -> tuple[Any, ...]:
    asked = (one.at("opened"), day_of("until", one.begun), _content(one)) if one.was_opened else (None, None, None)
    return (
        *(one.id, one.registration, one.place, one.file.pk, one.variant.code, one.first_day, one.reason),
        *(moment(one.begun), *asked, one.digest),
    )


def _content(one: Planned) -> str:
    return json.dumps({code: own.stored() for code, own in one.owns.items()}, ensure_ascii=False)


def _criteria(one: Planned) -> Iterator[tuple[Any, ...]]:
    """All criteria gone through; of a set that is only begun, some."""
    codes = [criterion.code for criterion in one.variant.criteria()]
    at = moment(one.begun)
    for code in codes if one.is_gone_through else codes[:_SOME]:
        yield one.id, code, *vars(one.owns.get(code, NOTHING_OWN)).values(), at, at


def _opinions(one: Planned, house: House) -> Iterator[tuple[Any, ...]]:
    """Everyone agrees; while it is open, every other member has spoken."""
    asked = house.asked[one.unit]
    for member in asked if one.was_adopted else asked[::2]:
        yield one.id, member, "", True, "", one.at("opened") + _DAY, ""


def _adoption(one: Planned, house: House) -> tuple[Any, ...]:
    base = house.base[one.unit]
    needed = rule(house.on).resolution.needed(base)
    present = max(base - one.unit % 3, needed)
    in_favour = max(present - one.unit % 2, needed)
    votes = (base, present, in_favour, 0, present - in_favour)
    number = f"{one.place + one.unit % 9:02}-NQ/{'CB' if one.is_cell else 'ĐU'}"
    met = day_of("met", one.begun)
    return one.id, met, number, *votes, one.digest, _content(one), moment(met)


def _write_submissions(sets: list[Planned]) -> None:
    numbers = bulk.reserve(Submission, len(sets))
    bulk.copy(Submission, _SUBMISSION, (_submission(n, one) for n, one in zip(numbers, sets, strict=True)))
    code, text = source()["remark"]
    returned = [n for n, one in zip(numbers, sets, strict=True) if one.state is State.RETURNED]
    Remark.objects.bulk_create(Remark(submission_id=number, code=code, text=text) for number in returned)


def _submission(number: int, one: Planned) -> tuple[Any, ...]:
    decided = one.at("confirmed")
    returned = decided if one.state is State.RETURNED else None
    confirmed = decided if one.state is State.CONFIRMED else None
    return number, one.id, one.due, one.at("submitted"), returned, "", confirmed
