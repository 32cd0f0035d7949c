"""A reading in words: the numbers, the share, and the events by their names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fourgood.indicators.catalogue import Entry
from fourgood.indicators.readings import Reading
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.organisation.models import Unit
from fourgood.regulations.framework import Event, Kind, Part

UNEXCUSED = "unexcused"


@dataclass(frozen=True)
class Shown:
    """`share`: in per cent, where there is a base; None otherwise. `events`: name and count."""

    words: str
    share: Decimal | None
    events: list[tuple[str, int]]


def shown(entry: Entry, reading: Reading, names: dict[str, str]) -> Shown:
    """In the reader's language."""
    events = [(names.get(code, code), count) for code, count in reading.events]
    return Shown(_words(entry, reading), _share(entry, reading), events)


def _words(entry: Entry, reading: Reading) -> str:
    if reading.numerator is None:
        return _("nothing recorded")
    if entry.indicator.kind is Kind.YES_NO:
        return _("yes") if reading.answer else _("no")
    amount = number_format(_plain(reading.numerator))
    if reading.denominator is None:
        return amount
    return _("%(amount)s of %(base)s") % {"amount": amount, "base": number_format(_plain(reading.denominator))}


def _plain(number: Decimal) -> Decimal:
    """Without zeros behind the comma: 90, not 90.00."""
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _share(entry: Entry, reading: Reading) -> Decimal | None:
    if entry.indicator.kind is Kind.YES_NO or reading.numerator is None or not reading.denominator:
        return None
    return reading.numerator * 100 / reading.denominator


def parts_in_force(unit: Unit, *, on: dt.date) -> list[Part]:
    """The parts of all frameworks in force for the unit on the day."""
    files = FrameworkFile.objects.in_force_for(unit, on).order_by("-edition__first_day", "pk")
    variants = [variant for file in files for variant in framework_of(file).variants]
    return [part for variant in variants for criterion in variant.criteria() for part in criterion.parts]


def names_of_events(unit: Unit, *, on: dt.date) -> dict[str, str]:
    """What the frameworks in force call their events, in the reader's language."""
    named: list[Event] = [event for part in parts_in_force(unit, on=on) for event in part.events]
    names = {event.code: event.wording.to(get_language() or "vi") for event in reversed(named)}
    return {UNEXCUSED: _("absent without reason")} | names
