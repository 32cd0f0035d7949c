"""The yearly plan of thematic meetings: topics by month, sent to the level above (HD 12-HD/BTCTW; M11)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.meetings import refusals
from fourgood.meetings.models import Meeting, PlannedTopic, ThematicPlan
from fourgood.organisation.models import Member, Unit


@transaction.atomic
def plan_topic(
    unit: Unit,
    year: int,
    *,
    month: int,
    text: str,
    by: Actor | None,
    at: dt.datetime,
    author: Member | None = None,
) -> PlannedTopic:
    """Write a topic into the plan of the year, which begins with its first topic. Raises UnitClosed, NoTopic."""
    if not unit.is_active:
        raise refusals.UnitClosed(unit=unit)
    drafted = {"drafted_at": at, "drafted_by_id": by.pk if by else None}
    plan, _made = ThematicPlan.objects.get_or_create(unit=unit, year=year, defaults=drafted)
    topic = plan.topics.create(month=month, text=_written(text), author=author)
    _changed(plan, by=by, at=at, after=_head(topic))
    return topic


@transaction.atomic
def change_topic(
    topic: PlannedTopic, *, month: int, text: str, by: Actor | None, at: dt.datetime, author: Member | None = None
) -> None:
    """Raises NoTopic, TopicTaken."""
    _require_free(topic)
    before = _head(topic)
    topic.month, topic.text, topic.author = month, _written(text), author
    topic.save(update_fields=["month", "text", "author"])
    _changed(topic.plan, by=by, at=at, before=before, after=_head(topic))


@transaction.atomic
def remove_topic(topic: PlannedTopic, *, by: Actor | None, at: dt.datetime) -> None:
    """Raises TopicTaken."""
    _require_free(topic)
    _changed(topic.plan, by=by, at=at, before=_head(topic))
    topic.delete()


@transaction.atomic
def send(plan: ThematicPlan, *, by: Actor | None, at: dt.datetime) -> None:
    """Send it to the level above, or once more after a change. Raises NothingPlanned, PlanSentAlready."""
    row = ThematicPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if not row.topics.exists():
        raise refusals.NothingPlanned
    if not row.waits_to_be_sent:
        raise refusals.PlanSentAlready
    plan.sent_at, plan.sent_by_id = at, by.pk if by else None
    plan.save(update_fields=["sent_at", "sent_by"])
    told = {"topics": [_head(topic) for topic in plan.topics.all()]}
    Act.objects.record(Verb.THEMATIC_PLAN_SENT, plan, by=by, path=plan.unit.path, after=told)


def offered_for(unit: Unit, *, on: dt.date) -> list[PlannedTopic]:
    """Topics of the year that no meeting has taken, that of the month first, then the later ones, then those left."""
    free = PlannedTopic.objects.filter(plan__unit=unit, plan__year=on.year, meeting=None).select_related("plan")
    return sorted(free, key=lambda topic: (topic.month < on.month, topic.month, topic.pk))


def take_up(topic: PlannedTopic, meeting: Meeting) -> None:
    """Note that a meeting takes up the topic; within the act that drafts the meeting."""
    topic.meeting = meeting
    topic.save(update_fields=["meeting"])


def _written(text: str) -> str:
    if not text.strip():
        raise refusals.NoTopic
    return text.strip()


def _require_free(topic: PlannedTopic) -> None:
    if topic.meeting_id is not None:
        raise refusals.TopicTaken


def _head(topic: PlannedTopic) -> dict[str, Any]:
    return {"month": topic.month, "topic": topic.text} | ({"author": str(topic.author)} if topic.author else {})


def _changed(plan: ThematicPlan, *, by: Actor | None, at: dt.datetime, **told: Any) -> None:
    plan.changed_at = at
    plan.save(update_fields=["changed_at"])
    Act.objects.record(Verb.THEMATIC_PLAN_CHANGED, plan, by=by, path=plan.unit.path, **told)
