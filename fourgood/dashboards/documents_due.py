"""Rules about documents from above: receipts, days of study sessions, plans to write, late steps of plans (M5)."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.dashboards.asking import Ask, Asking
from fourgood.dashboards.reader import Due, Reader
from fourgood.instructions.models import Plan, PlanStep
from fourgood.instructions.owed import Answer, Owes
from fourgood.organisation.standing import Can


def to_confirm(reader: Reader) -> Due | None:
    """Documents that a unit has not confirmed yet."""
    one, many = _("Confirm the receipt of %(number)s"), _("Confirm the receipt of %(count)d documents")
    return _due(_owing(reader, Owes.RECEIPT), one, many)


def study_days(reader: Reader) -> Due | None:
    """Documents that were received and for which no study session has been named."""
    one = _("Name the day of the study session on %(number)s")
    many = _("Name the days of the study sessions on %(count)d documents")
    return _due(_owing(reader, Owes.STUDY_DAY), one, many)


def plans_to_write(reader: Reader) -> Due | None:
    """Documents for which a committee has not adopted a plan."""
    one = _("Write the implementation plan for %(number)s")
    many = _("Write the implementation plans for %(count)d documents")
    return _due(_owing(reader, Owes.PLAN), one, many)


def late_steps(reader: Reader) -> Asking:
    """Steps of the plans that the person answers for, due and not done."""
    units = [h.unit_id for h in reader.standing.holdings if h.grants(Can.ANSWER_DOCUMENTS)]
    if not units:
        return None
    plans = Plan.objects.in_force().filter(unit__in=units)
    steps = PlanStep.objects.filter(done_on=None, due_on__lt=reader.on)
    found = yield Ask(lambda: steps.filter(plan__in=plans), day="due_on", only="plan")
    if not found.count:
        return None
    title = ngettext(
        "%(count)d step of an implementation plan is late",
        "%(count)d steps of implementation plans are late",
        found.count,
    )
    return Due(
        title=title % {"count": found.count},
        text=_("Mark it as done with its day, or see to it with whoever answers for it."),
        action=_("Open the plan"),
        url=reverse("plan", args=[found.only]),
        day=found.first,
    )


def _owing(reader: Reader, owes: Owes) -> list[Answer]:
    return [answer for answer in reader.owed if answer.owes is owes]


def _due(owed: Sequence[Answer], one: str, many: str) -> Due | None:
    """One card for all of them: the one document, or the list of documents."""
    documents = list({answer.document.pk: answer.document for answer in owed}.values())
    if not documents:
        return None
    days = [answer.day for answer in owed if answer.day]
    is_one = len(documents) == 1
    text = documents[0].heading() if is_one else f"{', '.join(row.number for row in documents)}."
    return Due(
        title=(one if is_one else many) % {"number": documents[0].number, "count": len(documents)},
        text=" ".join(filter(None, [text, _reminded(owed)])),
        action=_("Open the document") if is_one else _("Open the documents"),
        url=documents[0].get_absolute_url() if is_one else reverse("document_list"),
        day=min(days, default=None),
    )


def _reminded(owed: Sequence[Answer]) -> str:
    day = max((answer.reminded_on for answer in owed if answer.reminded_on), default=None)
    return _("You were reminded on %(day)s.") % {"day": date_format(day)} if day else ""
