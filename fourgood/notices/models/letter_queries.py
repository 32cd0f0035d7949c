"""Writing letters, many at once, and finding those that wait or are in doubt."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import translation
from django.utils.functional import Promise

from fourgood.accounts.models import User
from fourgood.notices.kinds import Kind
from fourgood.notices.recipients import has_mail_server, language_of, with_wishes

if TYPE_CHECKING:
    from fourgood.notices.models.letters import Letter

# Words that are put together in the language of whoever gets the letter: lazy ones, or a function that is called then.
Words = str | Promise | Callable[[], str]

KEPT_DAYS = 3  # how long a letter may wait for the mail server, unless its writer says otherwise
IN_DOUBT_AFTER = dt.timedelta(minutes=15)  # until then, a process may still be talking with the server
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Draft:
    """A letter to be written. `key` names what it tells of: the same person gets one letter of a kind for a key.

    Whoever writes it makes sure that the person may see what it tells of. It says what is to be done and where; what
    is inside stays behind the sign-in.
    """

    user: User
    key: str
    subject: Words
    text: Words


@dataclass(frozen=True)
class Written:
    """How many letters were written, and why others were not. `known`: the same letter had been written before."""

    written: int = 0
    known: int = 0
    unsubscribed: int = 0
    without_address: int = 0
    locked: int = 0
    without_server: int = 0

    @property
    def skipped(self) -> int:
        return sum(getattr(self, field.name) for field in fields(self)) - self.written

    def __add__(self, other: Written) -> Written:
        return Written(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


class LetterQuerySet(models.QuerySet["Letter"]):
    def write(
        self,
        kind: Kind,
        *,
        user: User,
        key: str,
        subject: Words,
        text: Words,
        at: dt.datetime,
        send_by: dt.datetime | None = None,
    ) -> Written:
        """One letter; see `write_many`."""
        return self.write_many(kind, [Draft(user, key, subject, text)], at=at, send_by=send_by)

    def write_many(
        self, kind: Kind, drafts: Iterable[Draft], *, at: dt.datetime, send_by: dt.datetime | None = None
    ) -> Written:
        """Put letters into the outbox, in the transaction of what they tell of. Three queries, however many.

        `send_by`: after that time it is no use any more (by default, three days). Nothing is written to people who
        have no address, are locked, or have refused the kind; what was written before is not written again. (Of two who
        write the same letter at the same moment both may count it; it is there once.)
        """
        known = list(drafts)
        if not has_mail_server():
            return Written(without_server=len(known))
        people = {user.pk: user for user in with_wishes(kind).filter(pk__in={draft.user.pk for draft in known})}
        there = set(self.filter(kind=kind, user__in=people, key__in={d.key for d in known}).values_list("user", "key"))
        made: dict[tuple[int, str], Letter] = {}
        skipped: Counter[str] = Counter()
        for draft in known:
            user, name = people[draft.user.pk], (draft.user.pk, draft.key)
            if why := "known" if name in there or name in made else _why_not(user):
                skipped[why] += 1
            else:
                made[name] = self._drafted(kind, draft, user, at=at, send_by=send_by)
        rows: list[Any] = list(made.values())
        self.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
        return Written(written=len(made), **skipped)

    def _drafted(self, kind: Kind, draft: Draft, user: User, *, at: dt.datetime, send_by: dt.datetime | None) -> Letter:
        language = language_of(user)
        with translation.override(language):
            subject, text = in_words(draft.subject), in_words(draft.text)
        return self.model(
            user=user,
            kind=kind,
            key=draft.key,
            language=language,
            subject=one_line(subject),
            text=text,
            written_at=at,
            next_try_at=at,
            send_by=send_by or at + dt.timedelta(days=KEPT_DAYS),
        )

    def waiting(self) -> LetterQuerySet:
        return self.filter(self.model.WAITING)

    def to_send(self, at: dt.datetime) -> LetterQuerySet:
        """Those that wait and whose next try has come, the oldest first."""
        return self.waiting().filter(next_try_at__lte=at).order_by("next_try_at", "pk")

    def in_doubt(self, at: dt.datetime) -> LetterQuerySet:
        """Claimed so long ago that nobody can be sending them any more: whether they were sent is not known."""
        return self.filter(self.model.OPEN_CLAIM, claimed_at__lte=at - IN_DOUBT_AFTER).order_by("claimed_at")

    def given_up(self) -> LetterQuerySet:
        return self.filter(given_up_at__isnull=False).order_by("given_up_at")

    def settled_before(self, at: dt.datetime) -> LetterQuerySet:
        return self.filter(models.Q(sent_at__lt=at) | models.Q(given_up_at__lt=at))

    @transaction.atomic(durable=True)
    def claim(self, at: dt.datetime) -> Letter | None:
        """The next letter to send, claimed and committed: from now on nobody else touches it. None when none waits."""
        letter = self.to_send(at).select_for_update(skip_locked=True).first()
        if letter:
            letter.claimed_at = at
            letter.save(update_fields=["claimed_at"])
        return letter


def _why_not(user: Any) -> str:
    """Why a person gets no letter, as a field of `Written`; empty when they do. Fetch the user `with_wishes`."""
    reasons = {"locked": not user.is_active, "without_address": not user.address, "unsubscribed": user.refuses}
    return next((reason for reason, holds in reasons.items() if holds), "")


def in_words(words: Words) -> str:
    return words() if callable(words) and not isinstance(words, Promise) else str(words)


def one_line(subject: str) -> str:
    """A subject without line breaks and control characters, so that no header can be smuggled in by a name."""
    printable = "".join(sign if sign.isprintable() else " " for sign in subject)
    return " ".join(printable.split())[:LONGEST_SUBJECT]
