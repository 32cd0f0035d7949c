"""Who spoke, under which item, and what was noted of it; what was written before and is raised now counts as well."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings import sitting_refusals as refusals
from fourgood.meetings.models import AgendaItem, Contribution, Meeting, Speech
from fourgood.meetings.sitting import locked, record, require_open
from fourgood.meetings.sitting_roll import on_the_list


@transaction.atomic
def speak(
    meeting: Meeting,
    member: int,
    *,
    item: int | None,
    spoke: bool = True,
    text: str = "",
    by: Actor | None,
    at: dt.datetime,
) -> None:
    """Note that a member spoke under the item (None: outside the agenda), or that it was a slip. Once for each item.

    Raises NotBegun, MeetingOver, NotOnTheList, NotAtThisMeeting.
    """
    row = locked(meeting)
    require_open(row, at=at)
    under = item_of(row, item) if item else None
    speech = row.speeches.select_related("member").filter(member=member, item=under, contribution=None).first()
    if not spoke:
        _take_back(row, speech, by=by)
    elif speech is None:
        person = on_the_list(row, member).member
        speech = Speech(meeting=row, member=person, item=under, text=text, at=at, noted_by_id=by.pk if by else None)
        _note(row, speech, by=by)
    elif text and speech.text != text:
        speech.text = text
        _note(row, speech, by=by)


@transaction.atomic
def raise_contribution(
    meeting: Meeting, contribution: int, *, raised: bool = True, by: Actor | None, at: dt.datetime
) -> None:
    """What a member wrote before the meeting is brought up at it: they have spoken. Raises as `speak`."""
    row = locked(meeting)
    require_open(row, at=at)
    written = row.contributions.select_related("member", "item").filter(pk=contribution).first()
    if written is None:
        raise refusals.NotAtThisMeeting
    speech = row.speeches.select_related("member").filter(contribution=written).first()
    if not raised:
        _take_back(row, speech, by=by)
    elif speech is None:
        _note(row, _speech_of(row, written, by=by, at=at), by=by)


def _speech_of(meeting: Meeting, written: Contribution, *, by: Actor | None, at: dt.datetime) -> Speech:
    return Speech(
        meeting=meeting,
        member=written.member,
        item=written.item,
        contribution=written,
        text=written.text,
        at=at,
        noted_by_id=by.pk if by else None,
    )


def item_of(meeting: Meeting, item: int) -> AgendaItem:
    """Raises NotAtThisMeeting."""
    found = meeting.items.filter(pk=item).first()
    if found is None:
        raise refusals.NotAtThisMeeting
    return found


def _note(meeting: Meeting, speech: Speech, *, by: Actor | None) -> None:
    speech.save()
    told = {"member": str(speech.member), "item": str(speech.item or ""), "text": speech.text}
    record(meeting, Verb.SPEECH_NOTED, by=by, after=told)


def _take_back(meeting: Meeting, speech: Speech | None, *, by: Actor | None) -> None:
    if speech is None:
        return
    record(meeting, Verb.SPEECH_TAKEN_BACK, by=by, before={"member": str(speech.member), "text": speech.text})
    speech.delete()
