"""What one's own units have answered to documents from above, and what they still owe (M5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import Exists, Min, OuterRef, Prefetch, Q
from django.db.models.functions import Lower

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
    units = Unit.objects.active().filter(pk__in=works_in).select_related("kind").order_by("path")
    dated = units.annotate(first_day=Min(Lower("spans__valid")))
    found = [Own(unit, unit.pk in answered, unit.first_day) for unit in dated]
    return sorted(found, key=lambda own: not own.may_answer)


@dataclass(frozen=True)
class Answer:
    """What one of the reader's units has answered to one document. `is_asked`: whether that is still to be answered."""

    document: Document
    own: Own
    receipt: Receipt | None
    plan: Plan | None
    reminded_on: dt.date | None
    is_asked: bool = True

    @property
    def unit(self) -> Unit:
        return self.own.unit

    @property
    def needs_plan(self) -> bool:
        return self.document.asks_for_plans and self.own.writes_plans

    @property
    def is_planned(self) -> bool:
        """Whether a plan has been adopted, be there another draft since or not."""
        return self.plan is not None and (not self.plan.is_draft or self.plan.replaces_id is not None)

    @property
    def owes(self) -> Owes | None:
        """What comes next; None when all is answered."""
        if not self.is_asked:
            return None
        if self.receipt is None:
            return Owes.RECEIPT
        if self.receipt.study_on is None:
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
    return [
        Answer(
            document=document,
            own=one,
            receipt=receipts.get(one.unit.pk),
            plan=plans.get(one.unit.pk),
            reminded_on=reminders[one.unit.pk].on if one.unit.pk in reminders else None,
            is_asked=document.is_to_be_answered(on),
        )
        for one in own
        if one.unit.pk != document.issuer_id and one.unit.path.startswith(document.issuer.path)
    ]


def owed_by(standing: Standing, units: Iterable[Own] | None = None) -> list[Answer]:
    """What the units that the person answers for still owe, the oldest documents first. At most five queries.

    `units`: the person's `own_units`, where they were fetched before.
    """
    own = [one for one in (own_units(standing) if units is None else units) if one.may_answer]
    if not own:
        return []
    owing = Document.objects.to_be_answered(standing.on).filter(_owing(own)).order_by("dated", "pk")
    found = with_answers(owing, own)[:AT_MOST]
    return [answer for document in found for answer in answers_to(document, own, on=standing.on) if answer.owes]


def _owing(own: Iterable[Own]) -> Q:
    """Documents from above one of the units that it has not answered in full."""
    return reduce(or_, map(_owed_by_one, own), Q(pk__in=[]))


def _owed_by_one(own: Own) -> Q:
    studied = Receipt.objects.filter(document=OuterRef("pk"), unit=own.unit, study_on__isnull=False)
    owing = Q(~Exists(studied))
    if own.writes_plans:
        adopted = Plan.objects.filter(document=OuterRef("pk"), unit=own.unit, adopted_at__isnull=False)
        asks = Q(edition__isnull=False) | Q(plan_by__isnull=False)
        owing |= asks & Q(~Exists(adopted))
    return Q(issuer__in=own.unit.ancestor_ids) & owing
