"""A meeting is drafted with its agenda, announced, changed, or called off; and who has read the notice (M12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from fourgood.accounts.models import User
from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.state import State
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.instructions.models import Document
from fourgood.meetings import papers, planning, preparing, refusals
from fourgood.meetings.agenda_templates import template_for
from fourgood.meetings.asked_above import items_from_above
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import AgendaItem, Meeting, PlannedTopic, Receipt
from fourgood.meetings.models.meetings import Kind
from fourgood.notices.kinds import Kind as LetterKind
from fourgood.notices.links import address_of
from fourgood.notices.models import Letter
from fourgood.notices.models.letter_queries import Draft
from fourgood.organisation.models import Member, Unit
from fourgood.tasks.models import Task

_ANNOUNCED = gettext_noop("Notice: %(meeting)s")
_CHANGED = gettext_noop("Changed: %(meeting)s")
_CALLED_OFF = gettext_noop("Called off: %(meeting)s")
_OPEN = gettext_noop("Open the notice: %(address)s")
_ADOPT = gettext_noop("Discuss and adopt the 4-good criteria for %(year)s")
DOCUMENTS_AT_MOST = 5  # carried in by themselves; the rest is added by hand


@transaction.atomic
def draft(
    *, unit: Unit, by: Actor | None, at: dt.datetime, planned: PlannedTopic | None = None, **head: Any
) -> Meeting:
    """Draft a meeting with the agenda of its kind; criteria, unfinished tasks and documents carried in.

    `head`: kind, starts_at, place, topic, note, draft_resolution, prepares (the next meeting of the unit, if none is
    given). `planned`: the topic of the yearly plan that it takes up. Raises UnitClosed, TopicMissing.
    """
    if not unit.is_active:
        raise refusals.UnitClosed(unit=unit)
    meeting = Meeting(unit=unit, drafted_at=at, drafted_by_id=by.pk if by else None, **head)
    if meeting.is_thematic and not meeting.topic.strip():
        raise refusals.TopicMissing
    meeting.save()
    preparing.link(meeting)
    _write_agenda(meeting)
    if planned is not None:
        planning.take_up(planned, meeting)
    _record(meeting, Verb.MEETING_DRAFTED, by=by, after=_head(meeting))
    return meeting


def _write_agenda(meeting: Meeting) -> None:
    sector = meeting.unit.sector.code if meeting.unit.sector else None
    rows = [AgendaItem(title=offered.title, minutes=offered.minutes) for offered in template_for(meeting.kind, sector)]
    if meeting.kind != Kind.COMMITTEE:
        above = items_from_above(meeting)
        tasks = _tasks(meeting, without=[item.task_id for item in above if item.task_id])
        carried = [*_criteria(meeting), *above, *tasks, *_documents(meeting)]
        rows[1:1] = carried
    for place, row in enumerate(rows, start=1):
        row.meeting, row.place = meeting, place
    AgendaItem.objects.bulk_create(rows)


def _criteria(meeting: Meeting) -> Iterable[AgendaItem]:
    """Criteria of the unit on which members were asked, and that no resolution has adopted yet (M6)."""
    asked = CriteriaSet.objects.newest().with_state().filter(registration__unit=meeting.unit, state=State.OPEN)
    for criteria_set in asked.select_related("registration").order_by("registration__year"):
        with override(LANGUAGE_OF_RECORD):
            title = gettext(_ADOPT) % {"year": criteria_set.registration.year}
        yield AgendaItem(title=title, criteria_set=criteria_set)


def _tasks(meeting: Meeting, *, without: list[int]) -> Iterable[AgendaItem]:
    """Unfinished tasks of the unit, one item each: task, state at the start, result (HD 42-HD/BTCTW)."""
    for task in Task.objects.open().filter(unit=meeting.unit).exclude(pk__in=without).order_by("due_on", "pk"):
        yield AgendaItem(title=task.title, task=task)


def _documents(meeting: Meeting) -> Iterable[AgendaItem]:
    """Documents that the unit has received, and that no meeting of it has taken up."""
    taken = AgendaItem.objects.filter(meeting__unit=meeting.unit, document__isnull=False).values("document")
    received = Document.objects.filter(receipts__unit=meeting.unit, edition=None).exclude(pk__in=taken)
    for document in received.order_by("-dated", "-pk")[:DOCUMENTS_AT_MOST]:
        yield AgendaItem(title=f"{document.number}: {document.title}"[:300], document=document)


@transaction.atomic
def announce(meeting: Meeting, *, by: Actor | None, at: dt.datetime) -> None:
    """Tell everyone who belongs to it.

    Raises HasBegun, CalledOff, AlreadyAnnounced, PlaceMissing, NoAgenda, InThePast.
    """
    row = _locked(meeting)
    if row.announced_at is not None:
        raise refusals.AlreadyAnnounced
    if not row.place.strip():
        raise refusals.PlaceMissing
    if not row.items.exists():
        raise refusals.NoAgenda
    if row.starts_at <= at:
        raise refusals.InThePast
    meeting.announced_at, meeting.announced_by_id = at, by.pk if by else None
    meeting.save(update_fields=["announced_at", "announced_by"])
    papers.show(meeting, at=at)
    _record(meeting, Verb.MEETING_ANNOUNCED, by=by, after=_head(meeting))
    _write_letters(meeting, _ANNOUNCED, at=at)


@transaction.atomic
def change(meeting: Meeting, *, by: Actor | None, at: dt.datetime, **head: Any) -> None:
    """Change when, where and what about; once announced, members are told. Raises HasBegun, CalledOff, TopicMissing."""
    _locked(meeting)
    before = _head(meeting)
    for name, value in head.items():
        setattr(meeting, name, value)
    if meeting.is_thematic and not meeting.topic.strip():
        raise refusals.TopicMissing
    meeting.save(update_fields=list(head))
    after = _head(meeting)
    if after == before:
        return
    _record(meeting, Verb.MEETING_CHANGED, by=by, before=before, after=after)
    if meeting.announced_at is not None:
        meeting.receipts.all().delete()  # what they read no longer holds
        _write_letters(meeting, _CHANGED, at=at)


@transaction.atomic
def call_off(meeting: Meeting, *, reason: str, by: Actor | None, at: dt.datetime) -> None:
    """Raises HasBegun, CalledOff, ReasonMissing."""
    _locked(meeting)
    if not reason.strip():
        raise refusals.ReasonMissing
    meeting.called_off_at, meeting.called_off_by_id = at, by.pk if by else None
    meeting.called_off_because = reason.strip()
    meeting.save(update_fields=["called_off_at", "called_off_by", "called_off_because"])
    _record(meeting, Verb.MEETING_CALLED_OFF, by=by, after={"reason": meeting.called_off_because})
    if meeting.announced_at is not None:
        _write_letters(meeting, _CALLED_OFF, at=at)


@transaction.atomic
def confirm_read(meeting: Meeting, member: Member, *, by: Actor | None, at: dt.datetime) -> None:
    """That a member has the notice, or was told by the secretary. Raises NotAnnouncedYet, NotInvited."""
    if meeting.announced_at is None:
        raise refusals.NotAnnouncedYet
    if member.pk not in {expected.member.pk for expected in expected_at(meeting)}:
        raise refusals.NotInvited(name=member)
    Receipt.objects.get_or_create(
        meeting=meeting, member=member, defaults={"seen_at": at, "entered_by_id": by.pk if by else None}
    )


def _write_letters(meeting: Meeting, subject: str, *, at: dt.datetime) -> None:
    """To everyone on its list who has an address. The key changes with what is told, so that nothing is told twice.

    `subject`: a message with a gap for the meeting; it and the text are filled in the language of whoever reads.
    """
    members = [expected.member.pk for expected in expected_at(meeting)]
    address = address_of(meeting.get_absolute_url())

    def told(words: str) -> Callable[[], str]:
        return lambda: gettext(words) % {"meeting": meeting, "address": address}

    drafts = [
        Draft(user, f"{meeting.pk}:{at.isoformat()}", told(subject), told(_OPEN))
        for user in User.objects.filter(member__in=members, is_active=True)
    ]
    useful_until = max(meeting.starts_at, at + dt.timedelta(days=1))
    Letter.objects.write_many(LetterKind.MEETING, drafts, at=at, send_by=useful_until)


def _locked(meeting: Meeting) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.begun_at is not None:
        raise refusals.HasBegun
    if row.called_off_at is not None:
        raise refusals.CalledOff
    return row


def _head(meeting: Meeting) -> dict[str, str]:
    starts = timezone.localtime(meeting.starts_at)
    told = {"kind": meeting.kind, "starts_at": starts.isoformat(), "place": meeting.place, "topic": meeting.topic}
    return {name: value for name, value in told.items() if value}


def _record(meeting: Meeting, verb: Verb, *, by: Actor | None, **told: Any) -> None:
    Act.objects.record(verb, meeting, by=by, path=meeting.unit.path, **told)
