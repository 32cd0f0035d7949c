"""The list of a unit's tasks in a month, on paper: who does what, by when, how far it is (M13, M15)."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from fourgood.documents.official import Head, head
from fourgood.documents.pdf import pdf
from fourgood.organisation.models import Span, Unit
from fourgood.organisation.standing import Viewer
from fourgood.regulations.document_rule_file import load
from fourgood.regulations.document_rules import DocumentRule, document_rule_on
from fourgood.tasks.board import Card, cards
from fourgood.tasks.models import Task

TEMPLATE = Path(__file__).parent / "printed" / "month.typ"


def last_day_of(month: dt.date) -> dt.date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def of_month(unit: Unit, viewer: Viewer, *, month: dt.date) -> QuerySet[Task]:
    """What was due or finished in the month, and what came open and late from before. Dropped ones are left out."""
    first, last = month.replace(day=1), last_day_of(month)
    due, finished = Q(due_on__range=(first, last)), Q(finished_on__range=(first, last))
    left_over = Q(due_on__lt=first, given_on__lte=last) & (Q(finished_on=None) | Q(finished_on__gt=last))
    found = Task.objects.visible_to(viewer).filter(due | finished | left_over, unit=unit, dropped_at=None)
    return found.prefetch_related("postponements").order_by("due_on", "pk")


def month_pdf(unit: Unit, viewer: Viewer, *, month: dt.date, today: dt.date, language: str) -> bytes:
    """The list as it is on `today`, in the language."""
    with override(language):
        return pdf(TEMPLATE, month_data(unit, viewer, month=month, today=today, language=language))


def month_data(unit: Unit, viewer: Viewer, *, month: dt.date, today: dt.date, language: str) -> dict[str, Any]:
    """What the template fills in, in the language that is active."""
    found = cards(of_month(unit, viewer, month=month), on=today)
    return {
        "language": language,
        "layout": asdict(_rule(today).layout),
        "head": asdict(_head(unit, month=month, on=today, language=language)),
        "heads": [_("No."), _("Task"), _("Who"), _("By when"), _("Result expected"), _("How far")],
        "rows": [_row(place, card, today) for place, card in enumerate(found, start=1)],
        "nothing": _("No task falls into this month."),
        "summary": _summary(found, today),
    }


@cache
def _rules() -> tuple[DocumentRule, ...]:
    return load()


def _rule(on: dt.date) -> DocumentRule:
    """Its layout is that of documents. Before the first rule: the first."""
    rules = _rules()
    return document_rule_on(max(on, min(rule.first_day for rule in rules)), rules)


def _head(unit: Unit, *, month: dt.date, on: dt.date, language: str) -> Head:
    """A list for the wall has no number."""
    span = Span.objects.on(on).filter(unit=unit).select_related("parent").first()
    made = head(
        language=language,
        superior=span.parent.name if span and span.parent else "",
        issuer=span.name if span else unit.name,
        number="",
        seat="",
        on=on,
        kind=_("List of tasks"),
        subject=_("Month %(month)s") % {"month": date_format(month, "m/Y")},
    )
    return replace(made, number="")


def _row(place: int, card: Card, today: dt.date) -> list[str]:
    task = card.task
    measure = f"{number_format(task.target.normalize())} {task.measure}" if task.target else ""
    expected = "; ".join(filter(None, [task.expected, measure, task.area]))
    who = ", ".join(str(row) for row in card.assignments)
    return [str(place), task.title, who, _day(task.due_on), expected, ". ".join(_state(card, today))]


def _state(card: Card, today: dt.date) -> list[str]:
    """How far it is in words, and whether it was carried over."""
    task = card.task
    told = []
    if task.finished_on:
        told.append(_("Finished on %(day)s") % {"day": _day(task.finished_on)})
    else:
        told.append(_("%(done)s of %(all)s done") % {"done": card.done, "all": len(card.assignments)})
    if task.is_late(today):
        told.append(_("Late"))
    for moved in task.postponements.all():
        gaps = {"from": _day(moved.from_day), "to": _day(moved.to_day), "reason": moved.reason}
        told.append(_("Carried over from %(from)s to %(to)s: %(reason)s") % gaps)
    return told


def _summary(found: list[Card], today: dt.date) -> str:
    finished = sum(card.task.finished_on is not None for card in found)
    late = sum(card.task.is_late(today) for card in found)
    count = ngettext("%(count)d task", "%(count)d tasks", len(found)) % {"count": len(found)}
    return _("%(tasks)s; finished: %(finished)d; late: %(late)d. As of %(day)s.") % {
        "tasks": count,
        "finished": finished,
        "late": late,
        "day": _day(today),
    }


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
