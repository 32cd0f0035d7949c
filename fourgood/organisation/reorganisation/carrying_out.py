"""Carry out an order, or try it: the same code, in a transaction that is kept or in a savepoint that is not."""

from __future__ import annotations

import datetime as dt

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import Refusal
from fourgood.organisation.models import Change, Order
from fourgood.organisation.reorganisation import refusals
from fourgood.organisation.reorganisation.affected import Affected, in_words
from fourgood.organisation.reorganisation.ledger import Changed
from fourgood.organisation.reorganisation.run import Run, lock_tree
from fourgood.organisation.reorganisation.steps import DOES


def dry_run(order: Order, *, by: Actor | None) -> Affected:
    """Do every step in a savepoint, put what was touched into words, and take all of it back."""
    with refusals.named_refusals(), transaction.atomic():
        words = in_words(_do(order, by))
        refusals.settle()
        transaction.set_rollback(True)
    return words


def carry_out(order: Order, *, by: Actor | None, at: dt.datetime) -> None:
    """Do every step and keep the result; `at` is not before the day on which the order takes effect."""
    with refusals.named_refusals():
        lock_tree()
        current = Order.objects.select_for_update().get(pk=order.pk)
        if timezone.localdate(at) < current.effective_on:
            raise refusals.NotYet(current.effective_on)
        changes = _do(current, by)
        Change.objects.bulk_create(_stored(current, changes), batch_size=2000)
        current.carried_out_at, current.carried_out_by_id = at, by.pk if by else None
        current.save(update_fields=["carried_out_at", "carried_out_by"])
        _record(current, len(changes), by)
    order.refresh_from_db()


def _do(order: Order, by: Actor | None) -> list[Changed]:
    if not order.is_draft:
        raise refusals.AlreadyCarriedOut
    lock_tree()
    run = Run(order.effective_on, by, order)
    steps = list(order.steps.select_related("kind", "sector", "order"))
    if not steps:
        raise refusals.NoSteps
    for step in steps:
        try:
            DOES[step.act](run, step)
        except Refusal as refusal:
            raise refusals.StepRefused(step.place, step.get_act_display(), refusal) from refusal
    return run.ledger.changes()


def _stored(order: Order, changes: list[Changed]) -> list[Change]:
    return [
        Change(
            order=order,
            place=place,
            table=change.table._meta.label_lower,
            row=change.row,
            before=change.before,
            after=change.after,
        )
        for place, change in enumerate(changes, start=1)
    ]


def _record(order: Order, rows: int, by: Actor | None) -> None:
    path = order.issuer.path
    Act.objects.record(Verb.ORDER_CARRIED_OUT, order, by=by, path=path, after=order.head() | {"rows": rows})


def changes_of(order: Order) -> list[Changed]:
    """What the order changed when it was carried out, in the order in which it did."""
    return [
        Changed(apps.get_model(change.table), change.row, change.before, change.after)
        for change in order.changes.order_by("place")
    ]


def affected(order: Order) -> Affected:
    return in_words(changes_of(order))
