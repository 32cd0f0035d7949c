"""Papers sent ahead with a meeting: added, shown to members once it is announced, removed before it begins (M12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.files.base import File
from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.files.models import Sight, StoredFile
from fourgood.files.preparing import Prepared
from fourgood.meetings import refusals
from fourgood.meetings.models import AgendaItem, Material, Meeting
from fourgood.meetings.models.meetings import Kind


@transaction.atomic
def add(
    meeting: Meeting,
    *,
    files: Iterable[File[bytes] | Prepared],
    by: Actor | None,
    at: dt.datetime,
    title: str = "",
    item: AgendaItem | None = None,
) -> list[Material]:
    """Add papers; without a title each is called like its file. Raises HasBegun, CalledOff, what `add_all` raises."""
    row = _changeable(meeting)
    kept = StoredFile.objects.add_all(files, unit=row.unit, sight=_sight(row), by=by, at=at)
    sent_at = at if row.announced_at else None
    made = [
        row.materials.create(file=file, item=item, title=title.strip() or file.name, sent_at=sent_at) for file in kept
    ]
    told = {"papers": [material.title for material in made]}
    Act.objects.record(Verb.MATERIAL_ADDED, row, by=by, path=row.unit.path, after=told)
    return made


@transaction.atomic
def remove(material: Material, *, by: Actor | None) -> None:
    """Take it from the meeting; whoever added the file takes that along. Raises HasBegun, CalledOff."""
    row, file = _changeable(material.meeting), material.file
    Act.objects.record(Verb.MATERIAL_REMOVED, row, by=by, path=row.unit.path, before={"paper": material.title})
    material.delete()
    if by is not None and file.added_by_id == by.pk and not file.is_used():
        file.remove(by=by)


def show(meeting: Meeting, *, at: dt.datetime) -> None:
    """Let everyone who gets the notice open the papers; within the act that announces it."""
    waiting = meeting.materials.filter(sent_at=None)
    StoredFile.objects.filter(pk__in=waiting.values("file")).update(sight=_sight(meeting))
    waiting.update(sent_at=at)


def _sight(meeting: Meeting) -> Sight:
    """As far as the meeting itself is seen: a draft, and one of the committee, by leaders only."""
    is_seen = meeting.announced_at is not None and meeting.kind != Kind.COMMITTEE
    return Sight.MEMBERS if is_seen else Sight.LEADERS


def _changeable(meeting: Meeting) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=meeting.pk)
    if row.begun_at is not None:
        raise refusals.HasBegun
    if row.called_off_at is not None:
        raise refusals.CalledOff
    return row
