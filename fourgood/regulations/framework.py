"""Criteria frameworks as frozen dataclasses: what an instruction asks of a cell, a committee, a meeting, a year.

The numbers come from files (`frameworks/*.yaml`, schema in `docs/frameworks.md`); `framework_file.load` reads them and
refuses a wrong one. Points are `Decimal` with at most two places. Percentages are `Decimal` from 0 to 100.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

LANGUAGES = ("vi", "ms", "en")
MONTHS_OF_QUARTER_ENDS = (3, 6, 9, 12)
ALL_MONTHS = tuple(range(1, 13))


@dataclass(frozen=True)
class Words:
    """The same words in the three languages. None of them is empty."""

    vi: str
    ms: str
    en: str

    def to(self, language: str) -> str:
        """The words in a language ("vi", "ms", "en"; a region is ignored). Raises KeyError for another one."""
        return {"vi": self.vi, "ms": self.ms, "en": self.en}[language[:2]]


class Model(StrEnum):
    """What a framework assesses."""

    CELL = "cell"
    COMMITTEE = "committee"
    MEETING = "meeting"
    COLLECTIVE = "collective"
    LEADER = "leader"
    MEMBER = "member"
    OUTSIDE_MEMBER = "outside_member"
    """A member who does not work in the political system (366-QĐ/TW, annex 5)."""


class Style(StrEnum):
    """How a framework counts. MET: every criterion is met or not met, and counts alike."""

    POINTS = "points"
    MET = "met"


class Frequency(StrEnum):
    """How often a criterion falls due. MEETING: at every meeting (meeting-quality sheets)."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    MEETING = "meeting"


class Kind(StrEnum):
    """How a part of a criterion is measured.

    PERCENTAGE: so many of so many, capped at the whole. QUANTITY: actual against plan, more than planned counts as all.
    YES_NO: full points or none. DEDUCTIONS: full points minus those of events. GRADED: one of the grades. MET: met or
    not.
    """

    PERCENTAGE = "percentage"
    QUANTITY = "quantity"
    YES_NO = "yes_no"
    DEDUCTIONS = "deductions"
    GRADED = "graded"
    MET = "met"


class NotApplicable(StrEnum):
    """What happens when a criterion does not apply. SHARE: its points go to the others of its group, in proportion.

    GIVE: they go to the criterion named in `Criterion.gives_to` (shared if that one does not apply either).
    NEVER: the criterion always applies, and a base of 0 is a wrong value.
    """

    SHARE = "share"
    GIVE = "give"
    NEVER = "never"


class Local(StrEnum):
    """What a unit may make concrete. All else of a criterion is fixed by the framework."""

    WORDING = "wording"
    TARGET = "target"
    MEASURE = "measure"
    PLAN = "plan"


@dataclass(frozen=True)
class Step:
    """From this percentage on, so many points."""

    at_least: Decimal
    points: Decimal


@dataclass(frozen=True)
class Scale:
    """Percentage → points. With `steps` (highest first, the last from 0): those of the first step reached.

    Without steps, in proportion: all points from `full_from` per cent on, below that percentage ÷ `full_from` of them.
    """

    full_from: Decimal = Decimal(100)
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Grade:
    """One grade of a graded part.

    A limit lets an indicator suggest it: `at_least` so many per cent of the base, or at most `short_by` missing of it.
    """

    code: str
    wording: Words
    points: Decimal
    at_least: Decimal | None = None
    short_by: Decimal | None = None


@dataclass(frozen=True)
class Event:
    """Something that happened, counted. Each takes `minus` points off (never below 0), or, once it happened at all,
    leaves at most `at_most` points. Exactly one of the two is given.
    """

    code: str
    wording: Words
    minus: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True)
class Part:
    """One thing measured. Most criteria have one; "assigned (2) and completed (3)" has two.

    `code` is "" for the only one.

    `amount` and `base` say in words what is counted: "members present" of "members due"; "raised" against "planned".
    `indicator` names the figure that suggests the value (`indicators.INDICATORS`); None: entered by hand.
    `unit` of a quantity: "VND", "ha", "households", …
    """

    code: str
    points: Decimal
    kind: Kind
    wording: Words | None = None
    amount: Words | None = None
    base: Words | None = None
    unit: Words | None = None
    scale: Scale = field(default_factory=Scale)
    grades: tuple[Grade, ...] = ()
    events: tuple[Event, ...] = ()
    indicator: str | None = None


@dataclass(frozen=True)
class Criterion:
    """One criterion. The points of its parts add up to `points`. `code` like "II.3" is unique in the framework.

    `threshold`: below this percentage of its points a corrective action is asked for.
    `target_at_least`: the lowest target, in per cent, that a unit may set itself (with Local.TARGET).
    `mandatory`: in a met/not-met framework, recognition needs it met.
    """

    code: str
    wording: Words
    points: Decimal
    every: Frequency
    parts: tuple[Part, ...]
    evidence: Words
    not_applicable: NotApplicable
    threshold: Decimal
    gives_to: str | None = None
    mandatory: bool = False
    local: frozenset[Local] = frozenset()
    target_at_least: Decimal | None = None
    plan_units: tuple[Words, ...] = ()

    def is_due(self, month: int) -> bool:
        """Whether it counts in the sheet of that month (1–12). Criteria of a meeting count at every meeting."""
        if self.every is Frequency.QUARTER:
            return month in MONTHS_OF_QUARTER_ENDS
        return self.every is not Frequency.YEAR or month == ALL_MONTHS[-1]


@dataclass(frozen=True)
class Group:
    """A group of criteria; `points` is the sum of theirs. `good` is 1 to 4 in a 4-good framework; elsewhere None."""

    code: str
    title: Words
    points: Decimal
    criteria: tuple[Criterion, ...]
    good: int | None = None


@dataclass(frozen=True)
class Variant:
    """The framework as it reads for some sectors. `sectors` is empty for the one that fits all others."""

    code: str
    title: Words
    sectors: tuple[str, ...]
    groups: tuple[Group, ...]

    def criteria(self) -> Iterator[Criterion]:
        """All criteria, in the order of the file: the order of every stored array of points."""
        for group in self.groups:
            yield from group.criteria

    def criterion(self, code: str) -> Criterion:
        """Raises KeyError."""
        for criterion in self.criteria():
            if criterion.code == code:
                return criterion
        raise KeyError(code)


@dataclass(frozen=True)
class Extra:
    """Points beside the criteria: a bonus, or a deduction for how the process was kept. `points` are for each case."""

    code: str
    wording: Words
    points: Decimal


@dataclass(frozen=True)
class Bonus:
    """Bonus points, shown separately: at most `most` in all, never lifting a total above the whole."""

    most: Decimal
    items: tuple[Extra, ...]


@dataclass(frozen=True)
class Band:
    """A name for totals from `at_least` on. Bands stand highest first, the last from 0."""

    code: str
    title: Words
    at_least: Decimal


@dataclass(frozen=True)
class Condition:
    """A test of one fact by name: exactly one of the comparisons is given. `wording` says what is asked."""

    fact: str
    wording: Words
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recognition:
    """When a unit is recognised: all `conditions` hold and no `disqualification` does.

    `most`: at most this percentage of those registered may be recognised; None: no limit.
    """

    conditions: tuple[Condition, ...]
    disqualifications: tuple[Condition, ...]
    most: Decimal | None = None


@dataclass(frozen=True)
class QualityClass:
    """A class of the annual classification: from `at_least` points on, if all `conditions` hold."""

    code: str
    title: Words
    at_least: Decimal
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Trigger:
    """When the condition holds, the class is this one, whatever the points."""

    condition: Condition
    quality_class: str


class CapBase(StrEnum):
    """Of how many a cap is a share: those in the class below alone, or those in it and above, together."""

    BELOW = "below"
    BELOW_AND_ABOVE = "below_and_above"


class Rounding(StrEnum):
    DOWN = "down"
    HALF_UP = "half_up"


@dataclass(frozen=True)
class Cap:
    """How many may be in a class: `share` per cent (`outstanding_share` where the unit is outstanding) of the base.

    The base is counted from the class `of` (366-QĐ/TW, art. 11: 20 % of those "completing tasks well").
    """

    quality_class: str
    of: str
    share: Decimal
    outstanding_share: Decimal
    base: CapBase
    rounding: Rounding


@dataclass(frozen=True)
class Classification:
    """Classes, best first, with the triggers and caps that go with them."""

    classes: tuple[QualityClass, ...]
    triggers: tuple[Trigger, ...]
    caps: tuple[Cap, ...]


class OnDayOff(StrEnum):
    """What becomes of a deadline that falls on a day off."""

    STAYS = "stays"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True)
class Deadline:
    """By when a step of the year is to be done. One of: `month` and `day` of each year (the year itself, the one after
    with `years_later` = 1, the one before with `years_earlier` = 1); `day` of the `months_later`-th month after the
    month concerned; `days_after` the step `after` (working days with `working_days`).
    """

    step: str
    title: Words
    month: int | None = None
    day: int | None = None
    years_later: int = 0
    years_earlier: int = 0
    months_later: int | None = None
    after: str | None = None
    days_after: int | None = None
    working_days: bool = False
    on_day_off: OnDayOff = OnDayOff.STAYS


@dataclass(frozen=True)
class Instruction:
    """The document that brings the framework. It holds from `first_day` to `last_day` (None: until further notice)."""

    number: str
    dated: dt.date
    issuer: Words
    edition: int
    first_day: dt.date
    last_day: dt.date | None = None


class Origin(StrEnum):
    OFFICIAL = "official"
    RECONSTRUCTION = "reconstruction"


@dataclass(frozen=True)
class Provenance:
    """Where the content comes from. A reconstruction is to be replaced by the office's own, and so marked on pages."""

    origin: Origin
    note: Words
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """One framework of one edition of an instruction. `variants` is never empty; all have the same groups by code.

    `whole`: what the points of a variant add up to, and the top of every total (100).
    """

    code: str
    model: Model
    style: Style
    title: Words
    instruction: Instruction
    provenance: Provenance
    whole: Decimal
    variants: tuple[Variant, ...]
    bands: tuple[Band, ...]
    bonus: Bonus | None = None
    deductions: tuple[Extra, ...] = ()
    recognition: Recognition | None = None
    classification: Classification | None = None
    calendar: tuple[Deadline, ...] = ()

    def variant_for(self, sector: str | None) -> Variant:
        """The variant that names the sector, or else the general one (the first without sectors)."""
        for variant in self.variants:
            if sector in variant.sectors:
                return variant
        return next(variant for variant in self.variants if not variant.sectors)

    def variant(self, code: str) -> Variant:
        """Raises KeyError."""
        for variant in self.variants:
            if variant.code == code:
                return variant
        raise KeyError(code)

    def deadline(self, step: str) -> Deadline | None:
        return next((deadline for deadline in self.calendar if deadline.step == step), None)

    def band_of(self, total: Decimal) -> Band:
        """The band that the total reaches. Totals are compared as they are, never rounded first."""
        return next(band for band in self.bands if total >= band.at_least)
