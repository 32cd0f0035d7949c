"""What the pages of documents tell: the steps of one's own units, what each owes, and where others' answers stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fourgood.common.deadlines import how_late, when
from fourgood.instructions.document_forms import StudyDayForm
from fourgood.instructions.models import Document
from fourgood.instructions.owed import Answer, Owes
from fourgood.organisation.models import Unit
from fourgood.organisation.models.reference import Level
from fourgood.organisation.standing import Can, Standing


@dataclass(frozen=True)
class Step:
    """A step as `parts/steps.html` draws it."""

    label: str
    state: str
    note: str


@dataclass(frozen=True)
class Shown:
    """One answer for a page: its steps, by when the next is due, and the form for it."""

    answer: Answer
    steps: list[Step]
    when: str
    is_late: bool
    form: StudyDayForm | None = None

    @property
    def owes(self) -> str:
        return self.answer.owes or ""


def shown(answer: Answer, *, on: dt.date) -> Shown:
    """The form only where the next step is done with one, by the reader."""
    day, owes = answer.day, answer.owes
    asks = owes is Owes.STUDY_DAY and answer.own.may_answer
    return Shown(
        answer=answer,
        steps=_steps(answer),
        when=when(day, on=on),
        is_late=day is not None and day < on,
        form=StudyDayForm(auto_id=f"id_{answer.unit.pk}_%s") if asks else None,
    )


def _steps(answer: Answer) -> list[Step]:
    notes = {Owes.RECEIPT: _receipt_note(answer), Owes.STUDY_DAY: _study_note(answer), Owes.PLAN: _plan_note(answer)}
    labels = {
        Owes.RECEIPT: pgettext("step", "Confirm the receipt"),
        Owes.STUDY_DAY: pgettext("step", "Study session"),
        Owes.PLAN: pgettext("step", "Implementation plan"),
    }
    asked = [owed for owed in Owes if owed is not Owes.PLAN or answer.needs_plan or answer.plan]
    return [Step(labels[owed], _state(answer, owed), notes[owed]) for owed in asked]


def _state(answer: Answer, owed: Owes) -> str:
    done = {
        Owes.RECEIPT: answer.receipt is not None,
        Owes.STUDY_DAY: answer.receipt is not None and answer.receipt.study_on is not None,
        Owes.PLAN: answer.is_planned,
    }
    if done[owed]:
        return "done"
    return "now" if answer.owes is owed else "later"


def _receipt_note(answer: Answer) -> str:
    if answer.receipt is None:
        return _by(answer.day_of(Owes.RECEIPT))
    day = answer.receipt.confirmed_on
    return _with_delay(date_format(day), how_late(day, answer.day_of(Owes.RECEIPT)))


def _study_note(answer: Answer) -> str:
    day = answer.receipt.study_on if answer.receipt else None
    return date_format(day) if day else ""


def _plan_note(answer: Answer) -> str:
    plan = answer.plan
    if plan is not None and plan.is_draft and plan.replaces_id:
        return _("a new plan is being written")
    if plan is None or plan.adopted_on is None:
        return _by(answer.day_of(Owes.PLAN))
    words = _("%(number)s, adopted on %(day)s") % {"number": plan.number, "day": date_format(plan.adopted_on)}
    return words if plan.replaces_id else _with_delay(words, how_late(plan.adopted_on, answer.day_of(Owes.PLAN)))


def _by(day: dt.date | None) -> str:
    return _("by %(day)s") % {"day": date_format(day)} if day else ""


def _with_delay(words: str, delay: str) -> str:
    return f"{words} ({delay})" if delay else words


def overseen_by(standing: Standing, document: Document) -> list[Unit]:
    """The units at whose table of answers the reader begins: the issuer, or what the reader leads below it."""
    issuer = document.issuer
    found = set()
    for holding in standing.holdings:
        if holding.grants(Can.SEE_MEMBERS) and issuer.path.startswith(holding.path):
            found.add(issuer.pk)
        elif holding.grants(Can.SEE_MEMBERS) and holding.path.startswith(issuer.path):
            found.add(holding.unit_id)
    return list(Unit.objects.active().filter(pk__in=found).exclude(kind__level=Level.CELL).order_by("path"))
