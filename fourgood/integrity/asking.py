"""A question is put to the unit, and its answer noted: each once, each an act. No point changes by it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.integrity.models import Asked, Question
from fourgood.integrity.refusals import AlreadyAnswered, AlreadyAsked, AnswerMissing, NotAsked


@transaction.atomic
def ask(question: Question, words: str, *, by: Actor | None, at: dt.datetime) -> Asked:
    who = by.pk if by else None
    with refusing(integrity_asked_question_id_key=AlreadyAsked()):
        asked = Asked.objects.create(question=question, words=words, asked_at=at, asked_by_id=who)
    after = {"about": question.rule, "month": f"{question.month:%m/%Y}", "words": words}
    Act.objects.record(Verb.QUESTION_ASKED, question, by=by, path=question.unit.path, after=after)
    return asked


@transaction.atomic
def note_answer(question: Question, answer: str, *, by: Actor | None, at: dt.datetime) -> Asked:
    asked = Asked.objects.select_for_update().filter(question=question).first()
    if asked is None:
        raise NotAsked
    if asked.answered_at is not None:
        raise AlreadyAnswered
    if not answer:
        raise AnswerMissing
    asked.answer, asked.answered_at, asked.answered_by_id = answer, at, by.pk if by else None
    asked.save(update_fields=["answer", "answered_at", "answered_by"])
    after = {"about": question.rule, "month": f"{question.month:%m/%Y}", "answer": answer}
    Act.objects.record(Verb.QUESTION_ANSWERED, question, by=by, path=question.unit.path, after=after)
    return asked
