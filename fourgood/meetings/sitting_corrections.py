"""After the end, until the minutes are approved: times, who spoke, and notes are corrected, each with a reason.

The roll call is corrected by `sitting_roll.correct`. The acts keep what was there before.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import Refusal
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.models import AgendaItem, Meeting, Speech
from fourgood.meetings.sitting import clock, record, require_over, take_over, to_correct
from fourgood.meetings.sitting_roll import on_the_list
from fourgood.meetings.sitting_speech import item_of

CORRECTIONS = (Verb.ROLL_CORRECTED, Verb.TIMES_CORRECTED, Verb.SPEECH_CORRECTED, Verb.NOTES_CORRECTED)


def corrections_of(meeting: Meeting) -> list[Act]:
    """What was corrected since the end, the last first."""
    return list(Act.objects.about(meeting).filter(verb__in=CORRECTIONS).select_related("actor"))


def why_not(meeting: Meeting) -> Refusal | None:
    """What stands against a correction; None: nothing."""
    try:
        require_over(meeting)
    except Refusal as refusal:
        return refusal
    return None


@transaction.atomic
def correct_times(
    meeting: Meeting, *, begun_at: dt.datetime, ended_at: dt.datetime, because: str, by: Actor | None, at: dt.datetime
) -> None:
    """Raises as `sitting.to_correct`; EndsBeforeItBegins, InTheFuture, NothingCorrected."""
    row, why = to_correct(meeting, because=because)
    if ended_at <= begun_at:
        raise refusals.EndsBeforeItBegins(time=clock(begun_at))
    if ended_at > at:
        raise refusals.InTheFuture
    before = _times(row)
    row.begun_at, row.ended_at = begun_at, ended_at
    _record(row, Verb.TIMES_CORRECTED, before, _times(row), because=why, by=by)
    row.save(update_fields=["begun_at", "ended_at"])
    take_over(meeting, row)


def _times(meeting: Meeting) -> dict[str, str]:
    told = {"begun_at": meeting.begun_at, "ended_at": meeting.ended_at}
    return {name: value.isoformat() for name, value in told.items() if value}


@transaction.atomic
def correct_speech(
    meeting: Meeting,
    member: int,
    *,
    item: int | None,
    spoke: bool,
    text: str = "",
    because: str,
    by: Actor | None,
    at: dt.datetime,
) -> None:
    """Say whether a member spoke under the item (None: outside the agenda), and what. Not: all of it goes.

    Raises as `sitting.to_correct`; NotOnTheList, NotAtThisMeeting, NothingCorrected.
    """
    row, why = to_correct(meeting, because=because)
    under = item_of(row, item) if item else None
    there = list(row.speeches.filter(member=member, item=under).select_related("member").order_by("at", "pk"))
    person = there[0].member if there else on_the_list(row, member).member
    told = {"member": str(person), "item": str(under or "")}
    before = told | {"spoke": bool(there), "text": "\n".join(filter(None, (s.text for s in there)))}
    after = told | {"spoke": spoke, "text": text.strip() if spoke else ""}
    _record(row, Verb.SPEECH_CORRECTED, before, after, because=why, by=by)
    row.speeches.filter(pk__in=[speech.pk for speech in there[1 if spoke else 0 :]]).delete()
    if spoke:
        speech = there[0] if there else Speech(meeting=row, member=person, item=under, at=at)
        speech.text, speech.noted_by_id = text.strip(), by.pk if by else None
        speech.save()


@transaction.atomic
def correct_notes(
    meeting: Meeting, item: int, *, notes: str, conclusion: str, because: str, by: Actor | None, at: dt.datetime
) -> None:
    """Correct what was noted and concluded of an item. Raises as `sitting.to_correct`; NotAtThisMeeting,
    NothingCorrected.
    """
    row, why = to_correct(meeting, because=because)
    found = item_of(row, item)
    before = _noted(found)
    found.notes, found.conclusion = notes.strip(), conclusion.strip()
    _record(row, Verb.NOTES_CORRECTED, before, _noted(found), because=why, by=by)
    found.save(update_fields=["notes", "conclusion"])


def _noted(item: AgendaItem) -> dict[str, str]:
    return {"item": item.title, "text": item.notes, "conclusion": item.conclusion}


def _record(
    meeting: Meeting,
    verb: Verb,
    before: dict[str, Any],
    after: dict[str, Any],
    *,
    because: str,
    by: Actor | None,
) -> None:
    """Raises NothingCorrected."""
    if before == after:
        raise refusals.NothingCorrected
    record(meeting, verb, by=by, before=before, after=after | {"because": because})
