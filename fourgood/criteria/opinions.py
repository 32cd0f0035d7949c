"""Opinions of all members on drafted criteria: asked until a day, given by phone or entered by the secretary, answered.

Source: the criteria are discussed, and "the opinions of all members collected" (M6). Who speaks after the day is heard
too, until the criteria are adopted: it is shown that it came late.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.criteria.concretising import criterion_of
from fourgood.criteria.decision_refusals import AnswerMissing, NotAsked, NotOpen, OpinionsOver, SayWhy, UntilGone
from fourgood.criteria.models import CriteriaSet, Opinion
from fourgood.criteria.refusals import Confirmed
from fourgood.criteria.snapshots import content_of
from fourgood.criteria.state import State
from fourgood.criteria.voices import members_asked
from fourgood.organisation.models import Member

HEARD = frozenset({State.OPEN, State.RETURNED})  # once opened: until adopted, and again when that no longer holds


@dataclass(frozen=True)
class Said:
    """What someone says. `code`: of the criterion; "": on the whole."""

    code: str
    agrees: bool
    text: str = ""


@transaction.atomic
def open_for_opinions(criteria_set: CriteriaSet, *, until: dt.date, by: Actor | None, at: dt.datetime) -> None:
    criteria_set.lock()
    criteria_set.require_editable()
    if criteria_set.state_now() is State.ADOPTED:
        raise OpinionsOver
    if until < timezone.localdate(at):
        raise UntilGone(day=until)
    criteria_set.record_changes()
    before = {"until": criteria_set.opinions_until.isoformat()} if criteria_set.opinions_until else None
    criteria_set.opinions_until = until
    if criteria_set.opened_at is None:
        criteria_set.opened_at, criteria_set.opened_by_id = at, by.pk if by else None
        criteria_set.opened_with = content_of(criteria_set)
    criteria_set.save(update_fields=["opinions_until", "opened_at", "opened_by", "opened_with"])
    _record(Verb.CRITERIA_OPENED, criteria_set, by=by, before=before, after={"until": until.isoformat()})


@transaction.atomic
def record(criteria_set: CriteriaSet, member: Member, said: Said, *, by: Actor | None, at: dt.datetime) -> Opinion:
    criteria_set.lock()
    _require_heard(criteria_set)
    _require_asked(criteria_set, member, on=timezone.localdate(at))
    if said.code:
        criterion_of(criteria_set, said.code)
    if not said.agrees and not said.text:
        raise SayWhy
    earlier = criteria_set.opinions.filter(member=member, code=said.code).first()
    if earlier and (earlier.agrees, earlier.text) == (said.agrees, said.text):
        return earlier
    before = _told(earlier) if earlier else None
    opinion, _made = criteria_set.opinions.update_or_create(
        member=member,
        code=said.code,
        defaults={
            "agrees": said.agrees,
            "text": said.text,
            "given_at": at,
            "entered_by_id": by.pk if by else None,
            # An answer was to what was said before: the acts keep it.
            "answer": "",
            "answered_at": None,
            "answered_by": None,
        },
    )
    verb = Verb.OPINION_CHANGED if earlier else Verb.OPINION_GIVEN
    _record(verb, criteria_set, by=by, before=before, after={"member": str(member), **_told(opinion)})
    return opinion


@transaction.atomic
def answer(opinion: Opinion, text: str, *, by: Actor | None, at: dt.datetime) -> None:
    criteria_set = opinion.criteria_set
    criteria_set.lock()
    if criteria_set.state_now() is State.CONFIRMED:
        raise Confirmed
    if not text:
        raise AnswerMissing
    before = {"answer": opinion.answer} if opinion.answer else None
    opinion.answer, opinion.answered_at, opinion.answered_by_id = text, at, by.pk if by else None
    opinion.save(update_fields=["answer", "answered_at", "answered_by"])
    after = {"member": str(opinion.member), "criterion": opinion.code, "answer": text}
    _record(Verb.OPINION_ANSWERED, criteria_set, by=by, before=before, after=after)


def _require_heard(criteria_set: CriteriaSet) -> None:
    if criteria_set.opened_at is None:
        raise NotOpen
    if criteria_set.state_now() not in HEARD:
        raise OpinionsOver


def _require_asked(criteria_set: CriteriaSet, member: Member, *, on: dt.date) -> None:
    if not members_asked(criteria_set.unit, on=on).filter(pk=member.pk).exists():
        raise NotAsked(member=member, unit=criteria_set.unit, on=on)


def _told(opinion: Opinion) -> dict[str, Any]:
    said = asdict(Said(opinion.code, opinion.agrees, opinion.text))
    return {"criterion": said["code"], "agrees": said["agrees"], "opinion": said["text"]}


def _record(verb: Verb, criteria_set: CriteriaSet, *, by: Actor | None, before: Any = None, after: Any = None) -> None:
    Act.objects.record(verb, criteria_set, by=by, path=criteria_set.unit.path, before=before, after=after)
