"""Minutes from the first text to the last note: written, edited, taken anew, approved, corrected, sent (M12).

What is typed is saved at once; one act tells of it when the person has finished, when someone else goes on, and at the
latest before the minutes are approved. What the records say anew replaces a section only if the person has chosen it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.meetings.models import Meeting
from fourgood.meetings.sitting import locked as lock_meeting
from fourgood.resolutions import refusals
from fourgood.resolutions.models import CorrectionNote, Minutes, Section, Term
from fourgood.resolutions.records import Written, sections_of
from fourgood.resolutions.rules import MINUTES, seat_of


@dataclass(frozen=True)
class Difference:
    """A section of which the records say something else than when it was written. Either side may be missing."""

    section: Section | None
    fresh: Written | None

    @property
    def code(self) -> str:
        return self.fresh.code if self.fresh else self.section.code if self.section else ""

    @property
    def heading(self) -> str:
        return self.fresh.heading if self.fresh else self.section.heading if self.section else ""

    @property
    def overwrites(self) -> bool:
        """Whether taking it would lose what someone has typed."""
        return self.section is not None and self.section.is_edited


@transaction.atomic
def write(meeting: Meeting, *, by: Actor | None, at: dt.datetime, language: str) -> Minutes:
    """Raises NotBegun, WrittenAlready."""
    if meeting.begun_at is None:
        raise refusals.NotBegun
    who = by.pk if by else None
    with refusing(**{"resolutions_minutes_meeting_id_key": refusals.WrittenAlready()}):
        minutes = Minutes.objects.create(
            meeting=meeting, language=language, seat=seat_of(meeting.unit), written_at=at, written_by_id=who
        )
    written = sections_of(_whole(meeting), language=language)
    Section.objects.bulk_create(
        Section(minutes=minutes, code=w.code, place=place, heading=w.heading, text=w.text, written=w.text)
        for place, w in enumerate(written, start=1)
    )
    minutes.record(Verb.MINUTES_WRITTEN, by=by, after={"sections": len(written)})
    return minutes


def _whole(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("unit__kind", "chair", "recorder").get(pk=meeting.pk)


@transaction.atomic
def keep(minutes: Minutes, texts: dict[str, str], *, seat: str | None, by: Actor | None, at: dt.datetime) -> None:
    """Save what is typed. `texts` by code of the section. Raises MinutesApproved, SectionUnknown."""
    locked = _to_change(minutes, by=by)
    sections = {section.code: section for section in locked.sections.all()}
    if not sections.keys() >= texts.keys():
        raise refusals.SectionUnknown
    changed = [sections[code] for code, text in texts.items() if sections[code].text != text]
    for section in changed:
        section.before = section.text if section.before is None else section.before
        section.text = texts[section.code]
    Section.objects.bulk_update(changed, ["text", "before"])
    if seat is not None:
        locked.seat = seat
    _touch(locked, by=by, at=at)


def _to_change(minutes: Minutes, *, by: Actor | None) -> Minutes:
    """Locked, a draft; the act that someone else's typing still owes is recorded first."""
    locked = minutes.locked()
    locked.require_draft()
    if locked.changed_by_id != (by.pk if by else None):
        _record_changes(locked)
    return locked


def _touch(minutes: Minutes, *, by: Actor | None, at: dt.datetime) -> None:
    minutes.changed_by_id, minutes.changed_at = by.pk if by else None, at
    minutes.save(update_fields=["seat", "changed_by", "changed_at"])


@transaction.atomic
def record_changes(minutes: Minutes) -> None:
    _record_changes(minutes.locked())


def _record_changes(minutes: Minutes) -> None:
    owed = list(minutes.sections.filter(before__isnull=False))
    changed = [section for section in owed if section.before != section.text]
    if changed:
        minutes.record(
            Verb.MINUTES_CHANGED,
            by=minutes.changed_by,
            after={"sections": [section.heading for section in changed]},
        )
    minutes.sections.filter(pk__in=[section.pk for section in owed]).update(before=None)


def differences(minutes: Minutes) -> list[Difference]:
    """Where the records say something else now than when the section was written. Eight queries."""
    fresh = {written.code: written for written in sections_of(_whole(minutes.meeting), language=minutes.language)}
    there = {section.code: section for section in minutes.sections.all()}
    codes = [*fresh, *(code for code in there if code not in fresh)]
    found = [Difference(there.get(code), fresh.get(code)) for code in codes]
    return [d for d in found if not _same(d)]


def _same(difference: Difference) -> bool:
    section, fresh = difference.section, difference.fresh
    if section is None or fresh is None:
        return False
    return fresh.text in (section.written, section.text) and fresh.heading == section.heading


@transaction.atomic
def take_anew(minutes: Minutes, codes: Collection[str], *, by: Actor | None, at: dt.datetime) -> int:
    """Take the sections with these codes as the records have them; returns how many. Raises MinutesApproved."""
    locked = _to_change(minutes, by=by)
    taken = [difference for difference in differences(locked) if difference.code in codes]
    for difference in taken:
        _take(locked, difference)
    if taken:
        _put_in_order(locked)
        _touch(locked, by=by, at=at)
        locked.record(Verb.MINUTES_TAKEN_ANEW, by=by, after={"sections": [d.heading for d in taken]})
    return len(taken)


def _take(minutes: Minutes, difference: Difference) -> None:
    section, fresh = difference.section, difference.fresh
    if fresh is None:
        if section is not None:
            section.delete()
        return
    said = {"heading": fresh.heading, "text": fresh.text, "written": fresh.text, "before": None}
    Section.objects.update_or_create(
        minutes=minutes, code=fresh.code, defaults=said, create_defaults=said | {"place": 0}
    )


def _put_in_order(minutes: Minutes) -> None:
    """In the order of the records; what they no longer have comes last."""
    order = [written.code for written in sections_of(_whole(minutes.meeting), language=minutes.language)]
    rows = sorted(
        minutes.sections.all(), key=lambda s: (s.code not in order, order.index(s.code) if s.code in order else 0)
    )
    for place, section in enumerate(rows, start=1):
        section.place = place
    Section.objects.bulk_update(rows, ["place"])


@transaction.atomic
def approve(minutes: Minutes, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises MinutesApproved, NotEnded, SignaturesMissing, TermMissing."""
    lock_meeting(minutes.meeting)  # so that no correction of what was recorded slips in
    locked = minutes.locked()
    locked.require_draft()
    meeting = locked.meeting
    if meeting.ended_at is None:
        raise refusals.NotEnded
    if meeting.chair_id is None or meeting.recorder_id is None:
        raise refusals.SignaturesMissing
    term = Term.objects.of(meeting.unit, on=timezone.localdate(at))
    if term is None:
        raise refusals.TermMissing(unit=meeting.unit)
    _record_changes(locked)
    locked.term, locked.number = term, term.number_next(MINUTES)
    locked.approved_at, locked.approved_by_id = at, by.pk if by else None
    locked.save(update_fields=["term", "number", "approved_at", "approved_by"])
    locked.record(Verb.MINUTES_APPROVED, by=by, after={"number": locked.number})


def require_not_approved(meeting: Meeting) -> None:
    """That what was recorded may change. Raises MinutesApproved, with the way to a note."""
    if Minutes.objects.filter(meeting=meeting, approved_at__isnull=False).exists():
        links = [(_("Correct the minutes by a note"), reverse("minutes_correct", args=[meeting.pk]))]
        raise refusals.MinutesApproved(links=links)


@transaction.atomic
def correct(minutes: Minutes, text: str, *, by: Actor | None, at: dt.datetime) -> CorrectionNote:
    """Raises NotApproved, NothingCorrected."""
    locked = minutes.locked()
    if locked.is_draft:
        raise refusals.NotApproved
    if not text.strip():
        raise refusals.NothingCorrected
    number = (locked.notes.aggregate(last=Max("number"))["last"] or 0) + 1
    note = CorrectionNote.objects.create(
        minutes=locked, number=number, text=text.strip(), at=at, by_id=by.pk if by else None
    )
    locked.record(Verb.MINUTES_CORRECTED, by=by, after={"number": number, "text": note.text})
    return note


@transaction.atomic
def send(minutes: Minutes, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises NotApproved, SentAlready, NobodyAbove."""
    locked = minutes.locked()
    if locked.is_draft:
        raise refusals.NotApproved
    if locked.sent_at is not None:
        raise refusals.SentAlready
    if locked.unit.parent_id is None:
        raise refusals.NobodyAbove
    locked.sent_at, locked.sent_by_id = at, by.pk if by else None
    locked.save(update_fields=["sent_at", "sent_by"])
    locked.record(Verb.MINUTES_SENT, by=by)
