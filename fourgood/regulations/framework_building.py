"""Builds the framework from the entries of a file in which nothing is wrong."""

from __future__ import annotations

from decimal import Decimal

from fourgood.regulations.framework import (
    Band,
    Bonus,
    Cap,
    Classification,
    Condition,
    Criterion,
    Deadline,
    Event,
    Extra,
    Framework,
    Grade,
    Group,
    Instruction,
    NotApplicable,
    Part,
    Provenance,
    QualityClass,
    Recognition,
    Scale,
    Style,
    Trigger,
    Variant,
)
from fourgood.regulations.framework_reading import Entry
from fourgood.regulations.framework_schema import COMPARISONS
from fourgood.regulations.framework_variants import GENERAL, Version, versions_of

_ONE = Decimal(1)
_ALL_PERCENT = Decimal(100)


def framework_of(head: Entry) -> Framework:
    """The framework. In style met each criterion counts 1, and totals are per cent: `whole` is 100."""
    values = head.values
    return Framework(
        code=values["framework"],
        model=values["model"],
        style=values["style"],
        title=values["title"],
        instruction=_instruction(values["instruction"]),
        provenance=Provenance(**values["provenance"].values),
        whole=_ALL_PERCENT if values["style"] is Style.MET else values["whole"],
        variants=tuple(_variant(version, head) for version in versions_of(head)),
        bands=tuple(Band(**band.values) for band in head.entries("bands")),
        bonus=_bonus(values["bonus"]) if "bonus" in values else None,
        deductions=_extras(head, "deductions"),
        recognition=_recognition(values["recognition"]) if "recognition" in values else None,
        classification=_classification(values["classification"]) if "classification" in values else None,
        calendar=tuple(_deadline(entry) for entry in head.entries("calendar")),
    )


def _instruction(entry: Entry) -> Instruction:
    values = dict(entry.values)
    first, last = values.pop("from"), values.pop("until", None)
    return Instruction(**values, first_day=first, last_day=last)


def _variant(version: Version, head: Entry) -> Variant:
    groups = tuple(_group(group, head) for group in version.groups)
    if version.variant is None:
        return Variant(code=GENERAL, title=head.values["title"], sectors=(), groups=groups)
    values = version.variant.values
    return Variant(code=values["code"], title=values["title"], sectors=values["sectors"], groups=groups)


def _group(group: Entry, head: Entry) -> Group:
    criteria = tuple(_criterion(entry, head) for entry in group.entries("criteria"))
    values = group.values
    return Group(
        code=values["code"],
        title=values["title"],
        points=values["points"]
        if "points" in values
        else sum((criterion.points for criterion in criteria), Decimal(0)),
        criteria=criteria,
        good=values.get("good"),
    )


def _criterion(entry: Entry, head: Entry) -> Criterion:
    values = entry.values
    not_applicable, gives_to = values.get("not_applicable", (NotApplicable.SHARE, None))
    points = values.get("points", _ONE)
    parts = tuple(_part(part, part.values.get("points", _ONE)) for part in entry.entries("parts"))
    return Criterion(
        code=values["code"],
        wording=values["wording"],
        points=points,
        every=values["every"],
        parts=parts or (_part(entry, points, alone=True),),
        evidence=values["evidence"],
        not_applicable=not_applicable,
        threshold=values.get("threshold", head.values["threshold"]),
        gives_to=gives_to,
        mandatory=values.get("mandatory", False),
        local=frozenset(values.get("local", ())),
        target_at_least=values.get("target_at_least"),
        plan_units=values.get("plan_units", ()),
    )


def _part(entry: Entry, points: Decimal, *, alone: bool = False) -> Part:
    """A part; `alone`: the only one of a criterion, which has neither code nor wording of its own."""
    values = entry.values
    return Part(
        code="" if alone else values["code"],
        points=points,
        kind=values["measure"],
        wording=None if alone else values["wording"],
        amount=values.get("amount"),
        base=values.get("base"),
        unit=values.get("unit"),
        scale=values.get("scale", Scale()),
        grades=tuple(Grade(**grade.values) for grade in entry.entries("grades")),
        events=tuple(Event(**event.values) for event in entry.entries("events")),
        indicator=values.get("indicator"),
    )


def _bonus(entry: Entry) -> Bonus:
    return Bonus(most=entry.values["most"], items=_extras(entry, "items"))


def _extras(entry: Entry, key: str) -> tuple[Extra, ...]:
    return tuple(Extra(**extra.values) for extra in entry.entries(key))


def _recognition(entry: Entry) -> Recognition:
    return Recognition(
        conditions=_conditions(entry, "conditions"),
        disqualifications=_conditions(entry, "disqualifications"),
        most=entry.get("most"),
    )


def _conditions(entry: Entry, key: str) -> tuple[Condition, ...]:
    return tuple(_condition(condition) for condition in entry.entries(key))


def _condition(entry: Entry) -> Condition:
    return Condition(**{key: entry.values[key] for key in ("fact", "wording", *COMPARISONS) if key in entry.values})


def _classification(entry: Entry) -> Classification:
    classes = (
        QualityClass(**(one.values | {"conditions": _conditions(one, "conditions")}))
        for one in entry.entries("classes")
    )
    triggers = (Trigger(_condition(one), quality_class=one.values["class"]) for one in entry.entries("triggers"))
    return Classification(tuple(classes), tuple(triggers), tuple(_cap(one) for one in entry.entries("caps")))


def _cap(entry: Entry) -> Cap:
    values = dict(entry.values)
    return Cap(quality_class=values.pop("class"), **values)


def _deadline(entry: Entry) -> Deadline:
    return Deadline(**entry.values)
