"""Entering gifts and spending, and correcting them by counter-entries. Rows are never changed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.formats import number_format

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.mobilisation import refusals
from fourgood.mobilisation.models import Gift, Goal, Kind, Project, Spending

NOTHING = Decimal(0)


@transaction.atomic
def take(
    project: Project,
    goal: Goal,
    *,
    amount: Decimal,
    given_on: dt.date,
    by: Actor | None,
    at: dt.datetime,
    giver: str = "",
    may_be_named: bool = False,
    receipt: str = "",
    note: str = "",
) -> Gift:
    """See `Project.take`."""
    project.require_open()
    _require_day(project, given_on, today=timezone.localdate(at))
    _require_amount(amount, is_money=goal.kind == Kind.MONEY)
    with refusing(
        one_gift_per_receipt=refusals.ReceiptUsed(number=receipt), who_is_named_has_a_name=refusals.NoGiverToName()
    ):
        gift = project.gifts.create(
            goal=goal,
            amount=amount,
            given_on=given_on,
            giver=giver,
            may_be_named=may_be_named,
            receipt=receipt,
            note=note,
            entered_at=at,
            entered_by_id=by.pk if by else None,
        )
    project.record(Verb.GIFT_ENTERED, by=by, after=_told(gift))
    return gift


@transaction.atomic
def spend(
    project: Project,
    *,
    amount: Decimal,
    spent_on: dt.date,
    purpose: str,
    by: Actor | None,
    at: dt.datetime,
    voucher: str = "",
) -> Spending:
    """See `Project.spend`."""
    project.require_open()
    _require_day(project, spent_on, today=timezone.localdate(at))
    _require_amount(amount, is_money=True)
    left = money_left(project)
    if amount > left:
        raise refusals.MoreThanThere(left=number_format(left, 0))
    spending = project.spendings.create(
        amount=amount,
        spent_on=spent_on,
        purpose=purpose,
        voucher=voucher,
        entered_at=at,
        entered_by_id=by.pk if by else None,
    )
    project.record(Verb.SPENDING_ENTERED, by=by, after={"amount": str(amount), "voucher": voucher})
    return spending


@transaction.atomic
def correct_gift(gift: Gift, *, reason: str, by: Actor | None, at: dt.datetime) -> Gift:
    """Take a gift that was entered wrongly out of the sums. Raises Closed, AlreadyCorrected, CounterEntryStays,
    ReasonMissing, WouldBeOverspent.
    """
    project = gift.project
    project.require_open()
    _require_correctable(gift, reason)
    if gift.goal.kind == Kind.MONEY and money_left(project) < gift.amount:
        raise refusals.WouldBeOverspent
    with refusing(mobilisation_gift_corrects_id_key=refusals.AlreadyCorrected()):
        counter = project.gifts.create(
            goal=gift.goal,
            amount=-gift.amount,
            given_on=gift.given_on,
            giver=gift.giver,
            may_be_named=gift.may_be_named,
            receipt=gift.receipt,
            corrects=gift,
            reason=reason,
            entered_at=at,
            entered_by_id=by.pk if by else None,
        )
    project.record(Verb.ENTRY_CORRECTED, by=by, after=_told(counter) | {"reason": reason})
    return counter


@transaction.atomic
def correct_spending(spending: Spending, *, reason: str, by: Actor | None, at: dt.datetime) -> Spending:
    """Take spending that was entered wrongly out of the sums. Raises Closed, AlreadyCorrected, CounterEntryStays,
    ReasonMissing.
    """
    project = spending.project
    project.require_open()
    _require_correctable(spending, reason)
    with refusing(mobilisation_spending_corrects_id_key=refusals.AlreadyCorrected()):
        counter = project.spendings.create(
            amount=-spending.amount,
            spent_on=spending.spent_on,
            purpose=spending.purpose,
            voucher=spending.voucher,
            corrects=spending,
            reason=reason,
            entered_at=at,
            entered_by_id=by.pk if by else None,
        )
    project.record(Verb.ENTRY_CORRECTED, by=by, after={"amount": str(counter.amount), "reason": reason})
    return counter


def money_left(project: Project) -> Decimal:
    """Dong given and not yet spent. Two queries."""
    given = project.gifts.filter(goal__kind=Kind.MONEY).aggregate(sum=Sum("amount", default=NOTHING))["sum"]
    spent = project.spendings.aggregate(sum=Sum("amount", default=NOTHING))["sum"]
    left: Decimal = given - spent
    return left


def _require_day(project: Project, day: dt.date, *, today: dt.date) -> None:
    if day < project.begun_on:
        raise refusals.BeforeTheProject(day=project.begun_on)
    if day > today:
        raise refusals.InTheFuture


def _require_amount(amount: Decimal, *, is_money: bool) -> None:
    if amount <= 0:
        raise refusals.NotPositive
    if is_money and amount != amount.to_integral_value():
        raise refusals.WholeDong


def _require_correctable(entry: Gift | Spending, reason: str) -> None:
    if entry.is_counter_entry:
        raise refusals.CounterEntryStays
    if not reason.strip():
        raise refusals.ReasonMissing


def _told(gift: Gift) -> dict[str, str]:
    """For the acts: never who gave."""
    told = {"goal": str(gift.goal.name or gift.goal.kind), "amount": str(gift.amount), "receipt": gift.receipt}
    return {name: value for name, value in told.items() if value}
