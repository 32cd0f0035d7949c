"""How documents went down the sample province: who confirmed and studied them when, who wrote a plan, who has not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.db.models import Min
from django.db.models.functions import Lower
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo import instructions
from fourgood.demo.province import member_codes, source, unit_codes
from fourgood.instructions.models import Document, Plan, PlanStep, Receipt
from fourgood.organisation.models import Member, Span, Unit
from fourgood.organisation.models.reference import Level

OFFICE_HOURS = dt.time(9)
_STUDY_AFTER = range(3, 24)  # days between the receipt and the study session
_PLAN_AFTER = range(12, 28)  # days between the document and the plan
_PLAN = "Quán triệt và tổ chức thực hiện văn bản của cấp trên tại các tổ chức đảng trực thuộc."
_STEPS = {
    "Quán triệt đến các tổ chức đảng trực thuộc": 30,
    "Kiểm tra, đôn đốc việc thực hiện": 150,
}


def document(key: str) -> Document:
    """The document with the short name; of an edition, the one by which it went down the tree."""
    if key in instructions.places():
        number, place = instructions.places()[key]
        return Document.objects.get(edition__instruction__number=number, edition__place=place)
    return Document.objects.get(number=next(row["number"] for row in source()["documents"] if row["key"] == key))


def tell(people: dict[str, User]) -> None:
    """Send what is not an edition, then answer it all: one plan through the verbs, everything else set by set."""
    for row in source()["documents"]:
        _send(row, by=people[row["by"]])
    _write_plan(source()["plan"], people)
    for row in source()["answers"]:
        _answer(document(row["document"]), row, by=people["lan"])


def _send(row: dict[str, Any], *, by: User) -> None:
    Document.objects.send(
        issuer=_unit(row["issuer"]),
        number=row["number"],
        title=row["title"],
        dated=row["dated"],
        summary=row["summary"],
        confirm_by=row["confirm_by"],
        by=by,
        at=_moment(row["dated"]),
    )


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, OFFICE_HOURS))


def _unit(key: str) -> Unit:
    return Unit.objects.get(code=unit_codes()[key])


def _answer(sent: Document, row: dict[str, Any], *, by: User) -> None:
    if "confirm_by" in row:
        sent.set_deadlines(confirm_by=row["confirm_by"], plan_by=row["plan_by"], by=by)
    units = list(_asked(sent))
    Receipt.objects.bulk_create(_receipts(sent, row, units))
    if "plan_by" in row:
        _write_plans(sent, row, [unit for unit in units if unit.kind.level != Level.CELL])


def _asked(sent: Document) -> Iterator[Unit]:
    """The units that stood under the issuer when it was sent, and those founded since, by code."""
    then = Span.objects.on(sent.sent_on).values("unit")
    founded = Span.objects.filter(valid__startswith__gt=sent.sent_on).values("unit")
    below = Unit.objects.under(sent.issuer).exclude(pk=sent.issuer_id).filter(pk__in=then.union(founded))
    yield from below.select_related("kind").annotate(first_day=Min(Lower("spans__valid"))).order_by("code")


def _receipts(sent: Document, row: dict[str, Any], units: list[Unit]) -> Iterator[Receipt]:
    silent = {unit_codes()[key] for key in row.get("cells", [])}
    for place, unit in enumerate(units, start=1):
        if unit.code in silent or (row.get("waits") and place % row["waits"] == 0):
            continue
        day = sent.dated + dt.timedelta(days=1 + place * 5 % row["days"])
        if row.get("late") and place % row["late"] == 0:
            day = row["confirm_by"] + dt.timedelta(days=1 + place % 6)
        day = max(day, unit.first_day + dt.timedelta(days=9))  # type: ignore[attr-defined]
        study = day + dt.timedelta(days=_STUDY_AFTER[place * 7 % len(_STUDY_AFTER)])
        yield Receipt(document=sent, unit=unit, confirmed_at=_moment(day), study_on=study)


def _write_plans(sent: Document, row: dict[str, Any], committees: list[Unit]) -> None:
    silent = {unit_codes()[key] for key in row.get("committees", [])}
    known = set(sent.plans.values_list("unit", flat=True))
    numbers = count(2)
    plans = [
        _plan(sent, unit, next(numbers), late=place % row["late"] == 0)
        for place, unit in enumerate(committees, start=1)
        if unit.code not in silent and unit.pk not in known
    ]
    steps = [
        PlanStep(plan=plan, place=place, text=text, owner="Ban Thường vụ", due_on=sent.dated + dt.timedelta(days=days))
        for plan in Plan.objects.bulk_create(plans)
        for place, (text, days) in enumerate(_STEPS.items(), start=1)
    ]
    for step in steps:
        step.done_on = step.due_on - dt.timedelta(days=2)
    PlanStep.objects.bulk_create(steps)


def _plan(sent: Document, unit: Unit, number: int, *, late: bool) -> Plan:
    day = sent.dated + dt.timedelta(days=_PLAN_AFTER[number * 5 % len(_PLAN_AFTER)])
    if late and sent.plan_by:
        day = sent.plan_by + dt.timedelta(days=4)
    at, name = _moment(day), f"{number:02}-KH/ĐU/{day.year}"
    return Plan(document=sent, unit=unit, number=name, text=_PLAN, drafted_at=at, adopted_at=at, adopted_on=day)


def _write_plan(row: dict[str, Any], people: dict[str, User]) -> None:
    by, members = people[row["by"]], {code: key for key, code in member_codes().items()}
    named = {members[member.code]: member for member in Member.objects.filter(code__in=members)}
    plan = Plan.objects.draft(
        document=document(row["document"]), unit=_unit(row["unit"]), text=row["text"], by=by, at=_moment(row["drafted"])
    )
    for text, who, due_on, _done in row["steps"]:
        member = named.get(who)
        plan.add_step(text=text, due_on=due_on, member=member, owner="" if member else who, by=by)
    plan.adopt(number=row["number"], on=row["adopted"], by=by, at=_moment(row["adopted"]))
    for step, (*_written, done_on) in zip(plan.steps.all(), row["steps"], strict=True):
        if done_on:
            step.mark_done(on=done_on, by=by)
