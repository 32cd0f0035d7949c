"""What one's own units have answered to documents from above, and what they still owe (M5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, reduce
from itertools import starmap
from operator import or_
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Min, OuterRef, Prefetch, Q
from django.db.models.functions import Lower

from fourgood.common.kept import Kept, given, given_many
from fourgood.instructions.models import Document, Plan, Receipt, Reminder
from fourgood.instructions.models.documents import DocumentQuerySet
from fourgood.organisation.models import Unit
from fourgood.organisation.models.reference import Level
from fourgood.organisation.standing import Can, Holds, Standing

# What ties a person to a unit's own answers; offices only look on.
WORKS_IN = {Holds.SECRETARY, Holds.DEPUTY, Holds.COMMITTEE_MEMBER, Holds.MEMBER}
AT_MOST = 50  # documents of which home tells; who owes more sees the list


class Owes(StrEnum):
    """What a unit does with a document, in this order."""

    RECEIPT = "receipt"
    STUDY_DAY = "study_day"
    PLAN = "plan"


@dataclass(frozen=True)
class Own:
    """One of the reader's units. `may_answer`: whether the reader answers for it. `first_day`: when it was founded."""

    unit: Unit
    may_answer: bool
    first_day: dt.date

    @property
    def writes_plans(self) -> bool:
        return self.unit.kind.level != Level.CELL


def own_units(standing: Standing) -> list[Own]:
    """The units that the reader leads or belongs to, those they answer for first. One query."""
    answered = {h.unit_id for h in standing.holdings if h.grants(Can.ANSWER_DOCUMENTS)}
    works_in = {h.unit_id for h in standing.holdings if h.what in WORKS_IN}
    if not works_in:
        return []
    found = [Own(unit, unit.pk in answered, unit.first_day) for unit in _DATED.rows(units=list(works_in))]
    return sorted(found, key=lambda own: not own.may_answer)


def _dated() -> Any:
    units = Unit.objects.active().filter(pk__in=given_many("units")).select_related("kind").order_by("path")
    return units.annotate(first_day=Min(Lower("spans__valid")))


_DATED: Kept[Any] = Kept(_dated)


@dataclass(frozen=True)
class Answer:
    """What one of the reader's units has answered to one document. `is_asked`: whether that is still to be answered.

    `is_planned`: whether a plan has been adopted, be there another draft since or not. `receipt`, `plan`: the rows, for
    whoever shows them.
    """

    document: Document
    own: Own
    is_received: bool
    study_on: dt.date | None
    is_planned: bool
    reminded_on: dt.date | None
    is_asked: bool = True
    receipt: Receipt | None = None
    plan: Plan | None = None

    @property
    def unit(self) -> Unit:
        return self.own.unit

    @property
    def needs_plan(self) -> bool:
        return self.document.asks_for_plans and self.own.writes_plans

    @property
    def owes(self) -> Owes | None:
        """What comes next; None when all is answered."""
        if not self.is_asked:
            return None
        if not self.is_received:
            return Owes.RECEIPT
        if self.study_on is None:
            return Owes.STUDY_DAY
        return Owes.PLAN if self.owes_plan else None

    @property
    def owes_plan(self) -> bool:
        return self.needs_plan and not self.is_planned

    def day_of(self, owed: Owes | None) -> dt.date | None:
        """By when; None without a deadline, or where the unit was founded only after it."""
        days = {Owes.RECEIPT: self.document.confirm_by, Owes.PLAN: self.document.plan_by}
        day = days.get(owed) if owed else None
        return day if day and day >= self.own.first_day else None

    @property
    def day(self) -> dt.date | None:
        """By when to do what comes next."""
        return self.day_of(self.owes)


def with_answers(documents: DocumentQuerySet, own: Sequence[Own]) -> DocumentQuerySet:
    """Fetches along what `answers_to` needs: three more queries, however many documents and units."""
    mine = [one.unit.pk for one in own]
    plans = Plan.objects.current().filter(unit__in=mine)
    return documents.with_heads().prefetch_related(
        Prefetch("receipts", Receipt.objects.filter(unit__in=mine), to_attr="own_receipts"),
        Prefetch("plans", plans, to_attr="own_plans"),
        Prefetch("reminders", Reminder.objects.filter(unit__in=mine).order_by("on"), to_attr="own_reminders"),
    )


def answers_to(document: Document, own: Iterable[Own], *, on: dt.date) -> list[Answer]:
    """What each of the units that it went to has answered, and owes on the day. Fetch it `with_answers`; no queries."""
    receipts, plans, reminders = (
        {row.unit_id: row for row in getattr(document, rows)} for rows in ("own_receipts", "own_plans", "own_reminders")
    )
    answers = []
    for one in _addressed(document, own):
        receipt, plan = receipts.get(one.unit.pk), plans.get(one.unit.pk)
        answer = Answer(
            document=document,
            own=one,
            is_received=receipt is not None,
            study_on=receipt.study_on if receipt else None,
            is_planned=plan is not None and (not plan.is_draft or plan.replaces_id is not None),
            reminded_on=reminders[one.unit.pk].on if one.unit.pk in reminders else None,
            is_asked=document.is_to_be_answered(on),
            receipt=receipt,
            plan=plan,
        )
        answers.append(answer)
    return answers


def _addressed(document: Document, own: Iterable[Own]) -> list[Own]:
    """Those of the units to which the document went."""
    above = document.issuer.path
    return [one for one in own if one.unit.pk != document.issuer_id and one.unit.path.startswith(above)]


def owed_by(standing: Standing, units: Iterable[Own] | None = None) -> list[Answer]:
    """What the units that the person answers for still owe, the oldest documents first. Two queries at most.

    `units`: the person's `own_units`, where they were fetched before.
    """
    own = [one for one in (own_units(standing) if units is None else units) if one.may_answer]
    if not own:
        return []
    asked: dict[str, Any] = {"on": standing.on, "units": [one.unit.pk for one in own]}
    for number, one in enumerate(own):
        asked |= {f"unit{number}": one.unit.pk, f"above{number}": one.unit.ancestor_ids}
    found = _owing(tuple(one.writes_plans for one in own)).rows(**asked)
    return [answer for document in found for answer in _told(document, own) if answer.owes]


def _told(document: Any, own: Iterable[Own]) -> list[Answer]:
    """By what `_owing` adds to the document."""
    studied = dict(zip(document.received_by, document.studied_on, strict=True))
    reminded = dict(zip(document.reminded, document.reminded_on, strict=True))
    return [
        Answer(
            document=document,
            own=one,
            is_received=one.unit.pk in studied,
            study_on=studied.get(one.unit.pk),
            is_planned=one.unit.pk in document.planned_by,
            reminded_on=reminded.get(one.unit.pk),
        )
        for one in _addressed(document, own)
    ]


@cache
def _owing(writes_plans: tuple[bool, ...]) -> Kept[Any]:
    """Documents from above one of the units that it has not answered in full, with what the units have answered. For
    each unit, in order, whether it writes plans; the units are given: `unit0`, and those above it: `above0`.
    """
    return Kept(lambda: _documents(reduce(or_, starmap(_owed_by_one, enumerate(writes_plans)))))


def _documents(owing: Q) -> DocumentQuerySet:
    of_units = {"document": OuterRef("pk"), "unit__in": given_many("units")}
    receipts = Receipt.objects.filter(**of_units).order_by("unit")
    plans = Plan.objects.filter(**of_units, adopted_at__isnull=False).order_by()
    reminders = Reminder.objects.filter(**of_units).order_by("on", "unit")
    rows = Document.objects.to_be_answered(cast(dt.date, given("on"))).filter(owing).with_heads()
    return rows.order_by("dated", "pk").annotate(
        received_by=ArraySubquery(receipts.values("unit")),
        studied_on=ArraySubquery(receipts.values("study_on")),
        planned_by=ArraySubquery(plans.values("unit")),
        reminded=ArraySubquery(reminders.values("unit")),
        reminded_on=ArraySubquery(reminders.values("on")),
    )[:AT_MOST]


def _owed_by_one(number: int, writes_plans: bool) -> Q:
    of_unit = {"document": OuterRef("pk"), "unit": given(f"unit{number}")}
    owing = Q(~Exists(Receipt.objects.filter(**of_unit, study_on__isnull=False)))
    if writes_plans:
        asks = Q(edition__isnull=False) | Q(plan_by__isnull=False)
        owing |= asks & Q(~Exists(Plan.objects.filter(**of_unit, adopted_at__isnull=False)))
    return Q(issuer__in=given_many(f"above{number}")) & owing
