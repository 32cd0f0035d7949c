"""The rows that indicators count, as a reader may see them: in words, with their day and the page they stand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from fourgood.indicators.models import DeductingEvent
from fourgood.instructions.models import Document
from fourgood.meetings.models import Attendance, Meeting, PlannedTopic
from fourgood.mobilisation.models import Project
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import Viewer
from fourgood.resolutions.models import Resolution, ResolvedTask
from fourgood.tasks.models import Task


@dataclass(frozen=True)
class Seen:
    """One row in words."""

    label: str
    note: str
    day: dt.date | None
    url: str


Found = dict[int, Seen]
Finder = Callable[[Collection[int], Viewer], Found]


def _meetings(ids: Collection[int], viewer: Viewer) -> Found:
    rows = Meeting.objects.visible_to(viewer).filter(pk__in=ids)
    return {m.pk: Seen(str(m.get_kind_display()), m.topic, m.on, m.get_absolute_url()) for m in rows}


def _attendances(ids: Collection[int], viewer: Viewer) -> Found:
    """Names of the roll call: for who may see the members, and one's own."""
    names = viewer.standing().sees_members("meeting__unit__path")
    own = Q(member=viewer.member_id) if viewer.member_id else Q(pk__in=[])
    rows = Attendance.objects.filter(names | own, pk__in=ids, meeting__in=Meeting.objects.visible_to(viewer))
    rows = rows.select_related("meeting", "member").order_by("meeting__begun_at", "member__sort_key")
    return {a.pk: Seen(str(a.member), _state(a), a.meeting.on, a.meeting.get_absolute_url()) for a in rows}


def _state(row: Attendance) -> str:
    return ": ".join(filter(None, [str(row.get_state_display()), row.reason]))


def _topics(ids: Collection[int], viewer: Viewer) -> Found:
    rows = PlannedTopic.objects.filter(viewer.standing().sees("plan__unit__path"), pk__in=ids)
    return {t.pk: Seen(t.text, "", dt.date(t.plan.year, t.month, 1), "") for t in rows.select_related("plan")}


def _tasks(ids: Collection[int], viewer: Viewer) -> Found:
    rows = Task.objects.visible_to(viewer).filter(pk__in=ids)
    return {t.pk: Seen(t.title, "", t.due_on, t.get_absolute_url()) for t in rows}


def _resolved(ids: Collection[int], viewer: Viewer) -> Found:
    rows = ResolvedTask.objects.filter(pk__in=ids, resolution__in=Resolution.objects.visible_to(viewer))
    rows = rows.select_related("resolution")
    return {w.pk: Seen(w.title, w.resolution.title, w.due_on, w.resolution.get_absolute_url()) for w in rows}


def _members(ids: Collection[int], viewer: Viewer) -> Found:
    rows = Member.objects.visible_to(viewer).filter(pk__in=ids).order_by("sort_key", "pk")
    return {m.pk: Seen(m.full_name, "", None, m.get_absolute_url()) for m in rows}


def _documents(ids: Collection[int], viewer: Viewer) -> Found:
    rows = Document.objects.visible_to(viewer).filter(pk__in=ids).with_heads()
    return {d.pk: Seen(d.number, d.heading(), d.plan_by or d.confirm_by, d.get_absolute_url()) for d in rows}


def _projects(ids: Collection[int], viewer: Viewer) -> Found:
    rows = Project.objects.visible_to(viewer).filter(pk__in=ids)
    return {p.pk: Seen(p.title, "", p.begun_on, p.get_absolute_url()) for p in rows}


def _events(ids: Collection[int], viewer: Viewer) -> Found:
    rows = DeductingEvent.objects.visible_to(viewer).filter(pk__in=ids)
    return {e.pk: Seen(e.text, e.decision, e.happened_on, reverse("unit_events", args=[e.unit_id])) for e in rows}


def _units(ids: Collection[int], viewer: Viewer) -> Found:
    rows = Unit.objects.visible_to(viewer).filter(pk__in=ids)
    return {u.pk: Seen(u.name, "", None, u.get_absolute_url()) for u in rows}


THINGS: dict[str, Finder] = {
    "meeting": _meetings,
    "attendance": _attendances,
    "topic": _topics,
    "task": _tasks,
    "resolved": _resolved,
    "member": _members,
    "document": _documents,
    "project": _projects,
    "event": _events,
    "unit": _units,
}
"""By the name that stands in the SQL: how the rows that a reader may see are found, in one query."""
