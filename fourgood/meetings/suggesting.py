"""The box of suggestions: a member suggests a topic, others support it, it is taken up or answered (M12)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings import planning, refusals
from fourgood.meetings.models import Meeting, Suggestion
from fourgood.organisation.models import Member, Unit


@transaction.atomic
def suggest(unit: Unit, member: Member, *, text: str, by: Actor | None, at: dt.datetime) -> Suggestion:
    """Whoever suggests supports it too. Raises UnitClosed, NoTopic."""
    if not unit.is_active:
        raise refusals.UnitClosed(unit=unit)
    if not text.strip():
        raise refusals.NoTopic
    made = unit.suggestions.create(member=member, text=text.strip(), made_at=at, made_by_id=by.pk if by else None)
    made.supports.create(member=member, at=at)
    _record(made, Verb.SUGGESTED, by=by)
    return made


@transaction.atomic
def support(suggestion: Suggestion, member: Member, *, by: Actor | None, at: dt.datetime) -> None:
    """Once per member; again changes nothing. Raises SuggestionClosed."""
    _require_waiting(suggestion)
    _row, made = suggestion.supports.get_or_create(member=member, defaults={"at": at})
    if made:
        _record(suggestion, Verb.SUGGESTION_SUPPORTED, by=by)


@transaction.atomic
def leave(suggestion: Suggestion, member: Member, *, by: Actor | None) -> None:
    """Support it no longer. Raises SuggestionClosed."""
    _require_waiting(suggestion)
    left, _rows = suggestion.supports.filter(member=member).delete()
    if left:
        _record(suggestion, Verb.SUGGESTION_LEFT, by=by)


@transaction.atomic
def withdraw(suggestion: Suggestion, member: Member | None, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises NotYourSuggestion, SuggestionClosed."""
    _require_waiting(suggestion)
    if member is None or member.pk != suggestion.member_id:
        raise refusals.NotYourSuggestion
    suggestion.withdrawn_at = at
    suggestion.save(update_fields=["withdrawn_at"])
    _record(suggestion, Verb.SUGGESTION_WITHDRAWN, by=by)


@transaction.atomic
def answer(suggestion: Suggestion, *, answer: str, by: Actor | None, at: dt.datetime) -> None:
    """Say why it is not taken up. Raises SuggestionClosed, AnswerMissing."""
    _require_waiting(suggestion)
    if not answer.strip():
        raise refusals.AnswerMissing
    suggestion.answer, suggestion.answered_at = answer.strip(), at
    suggestion.answered_by_id = by.pk if by else None
    suggestion.save(update_fields=["answer", "answered_at", "answered_by"])
    _record(suggestion, Verb.SUGGESTION_ANSWERED, by=by, after={"answer": suggestion.answer})


@transaction.atomic
def take_into_meeting(suggestion: Suggestion, meeting: Meeting, *, by: Actor | None) -> None:
    """Put it onto the agenda of a meeting of the same unit. Raises SuggestionClosed, MeetingElsewhere."""
    _require_waiting(suggestion)
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.unit_id != suggestion.unit_id or row.begun_at is not None or row.called_off_at is not None:
        raise refusals.MeetingElsewhere
    last = row.items.aggregate(place=Max("place"))["place"] or 0
    row.items.create(place=last + 1, title=suggestion.text)
    suggestion.taken_up = row
    suggestion.save(update_fields=["taken_up"])
    _record(suggestion, Verb.SUGGESTION_TAKEN_UP, by=by, after={"meeting": str(row)})


@transaction.atomic
def take_into_plan(suggestion: Suggestion, *, year: int, month: int, by: Actor | None, at: dt.datetime) -> None:
    """Make it a topic of the plan of the year. Raises SuggestionClosed, UnitClosed."""
    _require_waiting(suggestion)
    topic = planning.plan_topic(suggestion.unit, year, month=month, text=suggestion.text, by=by, at=at)
    suggestion.planned = topic
    suggestion.save(update_fields=["planned"])
    _record(suggestion, Verb.SUGGESTION_TAKEN_UP, by=by, after={"month": f"{month:02}/{year}"})


def _require_waiting(suggestion: Suggestion) -> None:
    if not Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk).waits:
        raise refusals.SuggestionClosed


def _record(suggestion: Suggestion, verb: Verb, *, by: Actor | None, **told: Any) -> None:
    Act.objects.record(verb, suggestion, by=by, path=suggestion.unit.path, **told)
