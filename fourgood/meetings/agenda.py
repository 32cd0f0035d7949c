"""Changing an agenda before the meeting begins: adding, wording, moving and removing items."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings import refusals
from fourgood.meetings.models import AgendaItem, Meeting


@transaction.atomic
def add(meeting: Meeting, *, title: str, minutes: int | None, by: Actor | None) -> AgendaItem:
    """Raises HasBegun, CalledOff."""
    _require_changeable(meeting)
    last = meeting.items.aggregate(place=Max("place"))["place"] or 0
    item = meeting.items.create(place=last + 1, title=title, minutes=minutes)
    _record(meeting, by=by, after={"item_added": title})
    return item


@transaction.atomic
def word(item: AgendaItem, *, title: str, minutes: int | None, by: Actor | None) -> None:
    """Raises HasBegun, CalledOff."""
    _require_changeable(item.meeting)
    before, item.title, item.minutes = item.title, title, minutes
    item.save(update_fields=["title", "minutes"])
    _record(item.meeting, by=by, before={"item": before}, after={"item": title})


@transaction.atomic
def move(item: AgendaItem, *, up: bool, by: Actor | None) -> None:
    """Let it change places with its neighbour; at the end nothing happens. Raises HasBegun, CalledOff."""
    _require_changeable(item.meeting)
    rows = item.meeting.items
    beside = rows.filter(place__lt=item.place).last() if up else rows.filter(place__gt=item.place).first()
    if beside is None:
        return
    item.place, beside.place = beside.place, item.place
    AgendaItem.objects.bulk_update([item, beside], ["place"])
    _record(item.meeting, by=by, after={"item_moved": item.title})


@transaction.atomic
def remove(item: AgendaItem, *, by: Actor | None) -> None:
    """Raises HasBegun, CalledOff."""
    _require_changeable(item.meeting)
    _record(item.meeting, by=by, before={"item_removed": item.title})
    item.delete()


def _require_changeable(meeting: Meeting) -> None:
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.begun_at is not None:
        raise refusals.HasBegun
    if row.called_off_at is not None:
        raise refusals.CalledOff


def _record(meeting: Meeting, *, by: Actor | None, **told: Any) -> None:
    Act.objects.record(Verb.AGENDA_CHANGED, meeting, by=by, path=meeting.unit.path, **told)
