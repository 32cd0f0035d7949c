"""A resolution is drafted from its meeting: the last one's tasks with what became of them, and texts saved as typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.meetings.models import Meeting
from fourgood.meetings.official import rule
from fourgood.resolutions import refusals
from fourgood.resolutions.models import Resolution, ReviewedTask
from fourgood.resolutions.models.resolutions import KEPT
from fourgood.resolutions.rules import seat_of
from fourgood.resolutions.typing_together import Page, Sorted, sort_out
from fourgood.tasks.models import Task

CELLS = ("at_start", "result")  # of a row of the table of the last tasks


@dataclass(frozen=True)
class Draft:
    """How a resolution begins."""

    kind: str
    type_code: str
    title: str
    month: dt.date
    amends: Resolution | None = None
    language: str = field(default=LANGUAGE_OF_RECORD)


@transaction.atomic
def draft(meeting: Meeting, begun: Draft, *, by: Actor | None, at: dt.datetime) -> Resolution:
    """Raises NotBegun, TypeNotAllowed, OnlyIssuedAreAmended, NoDocumentRule."""
    if meeting.begun_at is None:
        raise refusals.NotBegun
    unit, on = meeting.unit, timezone.localdate(at)
    if not rule(on).may_issue(begun.type_code, is_cell=unit.kind.has_members):
        raise refusals.TypeNotAllowed(code=begun.type_code)
    if begun.amends and (begun.amends.is_draft or begun.amends.unit_id != unit.pk):
        raise refusals.OnlyIssuedAreAmended
    resolution = Resolution.objects.create(
        unit=unit,
        meeting=meeting,
        **vars(begun) | {"month": begun.month.replace(day=1)},
        **_first_texts(meeting, begun, on=on),
        drafted_at=at,
        drafted_by_id=by.pk if by else None,
    )
    review_last(resolution, on=on)
    resolution.record(Verb.RESOLUTION_DRAFTED, by=by)
    return resolution


def _first_texts(meeting: Meeting, begun: Draft, *, on: dt.date) -> dict[str, str]:
    """What is known already: the draft that members read, the chair's conclusions, where it is written, who has it."""
    items = meeting.items.exclude(conclusion="").values_list("conclusion", flat=True)
    issuer = rule(on).issuer(is_cell=meeting.unit.kind.has_members)
    with override(begun.language):
        members = _("Members of the cell") if meeting.unit.kind.has_members else _("Cells and committees below")
        above = _("%(unit)s (for report)") % {"unit": meeting.unit.parent} if meeting.unit.parent else ""
    recipients = [f"{name};" for name in (above, members) if name] + [f"{issuer.files}."]
    ahead = "" if begun.amends else "\n".join(text for text in (meeting.draft_resolution, *items) if text)
    return {"seat": seat_of(meeting.unit), "recipients": "\n".join(recipients), "ahead": ahead}


def last_issued(resolution: Resolution) -> Resolution | None:
    """The unit's resolution issued last before this one was drafted, whose tasks are looked at."""
    issued = Resolution.objects.issued().filter(unit=resolution.unit_id, issued_at__lt=resolution.drafted_at)
    return (
        issued.filter(kind=Resolution.Kind.MONTHLY).order_by("-issued_at", "-pk").first()
        or issued.order_by("-issued_at", "-pk").first()
    )


def review_last(resolution: Resolution, *, on: dt.date) -> int:
    """Bring the table of the last resolution's tasks up to what the records say; what was edited stays.

    Returns how many rows it wrote. For monthly resolutions.
    """
    last = last_issued(resolution) if resolution.kind == Resolution.Kind.MONTHLY else None
    if last is None:
        return 0
    there = {row.task_id: row for row in resolution.reviewed.all()}
    written = 0
    with override(resolution.language):
        for place, task in enumerate(_tasks_of(last), start=1):
            row = there.get(task.pk) or ReviewedTask(resolution=resolution, task=task, title=task.title)
            written += _review(row, task, place, on=on)
    return written


def _tasks_of(last: Resolution) -> QuerySet[Task]:
    tasks = Task.objects.filter(resolved__resolution=last).order_by("resolved__place")
    return tasks.prefetch_related("assignments__progress", "postponements")


def _review(row: ReviewedTask, task: Task, place: int, *, on: dt.date) -> int:
    said = result_in_words(task, on=on)
    if row.pk and (row.result != row.recorded or row.recorded == said):
        return 0
    if not row.pk:
        row.at_start = _("Given on %(day)s, due on %(due)s") % {"day": _day(task.given_on), "due": _due_first(task)}
    row.place, row.result, row.recorded = place, said, said
    row.save()
    return 1


def _due_first(task: Task) -> str:
    """The day that was agreed first, before it was carried over."""
    moved = list(task.postponements.all())
    return _day(moved[0].from_day if moved else task.due_on)


def result_in_words(task: Task, *, on: dt.date) -> str:
    """How far a task is, in the language that is active. Assignments with progress are fetched."""
    if task.dropped_at:
        return _("Dropped: %(reason)s") % {"reason": task.dropped_because}
    assignments = list(task.assignments.all())
    done = [a for a in assignments if a.done_at]
    if task.finished_at or (assignments and len(done) == len(assignments)):
        days = [a.done_on for a in done if a.done_on]
        day = task.finished_on or (max(days) if days else None)
        return _("Done on %(day)s") % {"day": _day(day)} if day else _("Done")
    counts = {"done": len(done), "all": len(assignments)}
    state = _("%(done)s of %(all)s have done it") % counts if done else _("Not done yet")
    if task.due_on < on:
        state = _("%(state)s; late since %(day)s") % {"state": state, "day": _day(task.due_on)}
    told = [p.text for a in assignments for p in a.progress.all() if p.text]
    return f"{state}. {told[-1]}" if told else state


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


@transaction.atomic
def keep(
    resolution: Resolution, texts: dict[str, str], reviewed: dict[int, tuple[str, str]], *,
    page: Page, by: Actor | None, at: dt.datetime,
) -> Sorted:  # fmt: skip
    """Save what is typed, unless someone else has typed there since the page was drawn; what came of it.

    Texts by name; by row of the table the state at the start and the result. Raises Issued.
    """
    locked = to_change(resolution, by=by)
    rows = {row.pk: row for row in locked.reviewed.filter(pk__in=reviewed)}
    cells = {f"{name}_{pk}": (row, name) for pk, row in rows.items() for name in CELLS}
    there = {name: getattr(locked, name) for name in KEPT} | {key: getattr(*cell) for key, cell in cells.items()}
    sent = {name: texts[name] for name in KEPT if name in texts}
    sent |= {f"{name}_{pk}": text for pk in rows for name, text in zip(CELLS, reviewed[pk], strict=True)}
    found = sort_out(there, sent, locked.typed, page)
    if locked.before is None:
        locked.before = {name: getattr(locked, name) for name in KEPT}
    for key, text in found.write.items():
        row, name = cells.get(key, (locked, key))
        setattr(row, name, text)
    ReviewedTask.objects.bulk_update(rows.values(), CELLS)
    locked.typed |= {name: [by.pk if by else None, page.token] for name in found.write}
    locked.changed_by_id, locked.changed_at = by.pk if by else None, at
    locked.save(update_fields=[*KEPT, "before", "typed", "changed_by", "changed_at"])
    return found


def to_change(resolution: Resolution, *, by: Actor | None) -> Resolution:
    """Locked, a draft; the act that someone else's typing still owes is recorded first. Raises Issued."""
    locked = resolution.locked()
    locked.require_draft()
    if locked.changed_by_id != (by.pk if by else None):
        _record_changes(locked)
    return locked


@transaction.atomic
def record_changes(resolution: Resolution) -> None:
    _record_changes(resolution.locked())


def _record_changes(resolution: Resolution) -> None:
    before = resolution.before
    if before is None:
        return
    changed = [name for name in KEPT if before[name] != getattr(resolution, name)]
    if changed:
        resolution.record(
            Verb.RESOLUTION_CHANGED,
            by=resolution.changed_by,
            before={name: before[name] for name in changed},
            after={name: getattr(resolution, name) for name in changed},
        )
    resolution.before = None
    resolution.save(update_fields=["before"])


@transaction.atomic
def discard(resolution: Resolution, *, by: Actor | None) -> None:
    """Raises Issued, AdoptedStays."""
    locked = resolution.locked()
    locked.require_draft()
    if locked.adopted_at is not None:
        raise refusals.AdoptedStays
    locked.record(Verb.RESOLUTION_DISCARDED, by=by)
    locked.delete()
