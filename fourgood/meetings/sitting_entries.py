"""What devices send from a meeting: each entry once, in its order, the later statement about the same thing standing.

How an entry arrives once, see `common.arrivals`; what it does, and which of two about the same stands, is said here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.arrivals import Answer, Said, once, refused
from fourgood.common.refusal import Refusal
from fourgood.meetings import sitting, sitting_notes, sitting_roll, sitting_speech
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import Meeting, Received
from fourgood.organisation.models import Member

YES = "1"


@dataclass(frozen=True)
class Entry(Said):
    """One thing said at the meeting."""

    @property
    def slot(self) -> str:
        """What it is about."""
        about = [self.fields.get(name) or "-" for name in KINDS[self.kind].about]
        return ":".join([self.kind, *about])[:40]

    def number(self, name: str) -> int:
        """The number in a field. Raises NotUnderstood."""
        value = self.fields.get(name, "")
        if not value.isdecimal():
            raise refusals.NotUnderstood
        return int(value)

    def when(self) -> dt.datetime | None:
        """The time entered by hand, in the time of the place; None: none was."""
        written = self.fields.get("when", "")
        if not written:
            return None
        try:
            parsed = parse_datetime(written)
        except ValueError:
            parsed = None
        if parsed is None:
            raise refusals.NotUnderstood
        return timezone.make_aware(parsed) if timezone.is_naive(parsed) else parsed


def receive(meeting: Meeting, entry: Entry, *, by: Any, at: dt.datetime) -> Answer:
    """Do what an entry says, unless it is in already; answer what the device shows. `at`: when it arrived.

    The answer is {"taken": True}, with "told" where someone else said otherwise, or {"taken": False, "why": …},
    with "links" where pages can help.
    """
    if entry.kind not in KINDS:
        return refused(refusals.NotUnderstood())
    try:
        with transaction.atomic():
            return _taken(sitting.locked(meeting), entry, by=by, at=at)
    except Refusal as refusal:
        return refused(refusal)


def _taken(meeting: Meeting, entry: Entry, *, by: Any, at: dt.datetime) -> Answer:
    def apply() -> Answer:
        later = same.filter(said_at__gt=entry.said_at).select_related("by").order_by("-said_at").first()
        return _older(meeting, entry, later, by=by) if later else KINDS[entry.kind].apply(meeting, entry, by)

    same = meeting.received.filter(slot=entry.slot)
    return once(meeting.received, entry, entry.slot, apply, by=by, at=at, is_typed=entry.kind == "write")


def _older(meeting: Meeting, entry: Entry, later: Received, *, by: Any) -> Answer:
    """It was said before what someone has said of the same since: that stands, and the acts keep both."""
    if later.by_id == by.pk:
        return {"taken": True}
    said = {name: entry.fields[name] for name in KINDS[entry.kind].says if entry.fields.get(name)}
    stands = {"slot": later.slot, "at": later.said_at.isoformat(), "by": str(later.by or "")}
    sitting.record(meeting, Verb.ENTRY_REPLACED, by=by, before=said | {"at": entry.said_at.isoformat()}, after=stands)
    return {"taken": True, "told": _("%(name)s has entered something later, which stands.") % {"name": later.by}}


def _begin(meeting: Meeting, entry: Entry, by: Actor) -> Answer:
    people = {expected.member.pk: expected.member for expected in expected_at(meeting)}
    by_hand = entry.when()
    sitting.begin(
        meeting,
        chair=_one_of(people, entry.number("chair")),
        recorder=_one_of(people, entry.number("recorder")) if entry.fields.get("recorder") else None,
        by=by,
        at=by_hand or entry.said_at,
        entered_at=entry.said_at if by_hand else None,
    )
    return {"taken": True}


def _one_of(people: dict[int, Member], pk: int) -> Member:
    try:
        return people[pk]
    except KeyError:
        raise refusals.NotOnTheList from None


def _end(meeting: Meeting, entry: Entry, by: Actor) -> Answer:
    by_hand = entry.when()
    sitting.end(meeting, by=by, at=by_hand or entry.said_at, entered_at=entry.said_at if by_hand else None)
    return {"taken": True}


def _call(meeting: Meeting, entry: Entry, by: Actor) -> Answer:
    state, reason = entry.fields.get("state", ""), entry.fields.get("words") or entry.fields.get("reason", "")
    sitting_roll.call(meeting, entry.number("member"), state=state, reason=reason, by=by, at=entry.said_at)
    return {"taken": True}


def _others(meeting: Meeting, entry: Entry, by: Actor) -> Answer:
    sitting_roll.call_others(meeting, by=by, at=entry.said_at)
    return {"taken": True}


def _speak(meeting: Meeting, entry: Entry, by: Actor) -> Answer:
    sitting_speech.speak(
        meeting,
        entry.number("member"),
        item=entry.number("item") if entry.fields.get("item") else None,
        spoke=entry.fields.get("on") == YES,
        text=entry.fields.get("text", ""),
        by=by,
        at=entry.said_at,
    )
    return {"taken": True}


def _raise(meeting: Meeting, entry: Entry, by: Actor) -> Answer:
    raised = entry.fields.get("on") == YES
    sitting_speech.raise_contribution(meeting, entry.number("contribution"), raised=raised, by=by, at=entry.said_at)
    return {"taken": True}


def _write(meeting: Meeting, entry: Entry, by: Any) -> Answer:
    """Who writes over someone else's words is told what they were; the acts keep both."""
    text, name = entry.fields.get("text", ""), entry.fields.get("field", "")
    before = sitting_notes.write(meeting, entry.number("item"), name, text, at=entry.said_at)
    last = meeting.received.filter(slot=entry.slot).select_related("by").order_by("-said_at").first()
    if last is None or last.by_id == by.pk or not before or before in text:
        return {"taken": True}
    item = sitting_speech.item_of(meeting, entry.number("item"))
    sitting.record(
        meeting, Verb.ENTRY_REPLACED, by=by, before={"item": item.title, "text": before}, after={"text": text}
    )
    return {"taken": True, "told": _("%(name)s had written here: %(text)s") % {"name": last.by, "text": before}}


@dataclass(frozen=True)
class Kind:
    """What an entry of a kind does, which fields name what it is about, and which hold what it says."""

    apply: Callable[[Meeting, Entry, Any], Answer]
    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


KINDS = {
    "begin": Kind(_begin, says=("chair", "recorder", "when")),
    "end": Kind(_end, says=("when",)),
    "call": Kind(_call, about=("member",), says=("member", "state", "reason", "words")),
    "others": Kind(_others),
    "speak": Kind(_speak, about=("member", "item"), says=("member", "item", "on", "text")),
    "raise": Kind(_raise, about=("contribution",), says=("contribution", "on")),
    "write": Kind(_write, about=("item", "field"), says=("item", "field", "text")),
}
