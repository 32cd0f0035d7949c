"""What a meeting of the committee prepares: the next of its unit, whichever of the two is drafted first (M11)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind


def link(meeting: Meeting) -> None:
    """Link a meeting that was just drafted with the one that it prepares, or with those that prepare it."""
    others = Meeting.objects.standing().filter(unit=meeting.unit)
    of_the_unit = others.exclude(kind=Kind.COMMITTEE)
    if meeting.kind != Kind.COMMITTEE:
        _take(meeting, others.filter(kind=Kind.COMMITTEE), last=_last(of_the_unit, before=meeting))
    elif meeting.prepares_id is None:
        coming = of_the_unit.filter(begun_at=None, starts_at__gt=meeting.starts_at)
        meeting.prepares = coming.order_by("starts_at").first()
        meeting.save(update_fields=["prepares"])


def _last(meetings: QuerySet[Meeting], *, before: Meeting) -> Meeting | None:
    return meetings.filter(starts_at__lt=before.starts_at).order_by("starts_at").last()


def _take(meeting: Meeting, of_the_committee: QuerySet[Meeting], *, last: Meeting | None) -> None:
    """Those since the last meeting of the unit that prepare nothing, or what was called off."""
    free = Q(prepares=None) | Q(prepares__called_off_at__isnull=False)
    found = of_the_committee.filter(free, starts_at__lt=meeting.starts_at)
    if last is not None:
        found = found.filter(starts_at__gt=last.starts_at)
    found.update(prepares=meeting)
