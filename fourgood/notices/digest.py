"""The weekly digest: one letter a week that says what waits for a person, put together from what each package tells.

A package that has something to tell registers a teller when Django starts (`AppConfig.ready`):

    digest.teller(tell, place=20)

    def tell(users: Sequence[User], on: date) -> Iterable[Line]: ...

A teller is given many people at once and asks the database about all of them together, so that the number of queries
does not grow with theirs. It tells people only of what they may see, and says what is due, not what is inside.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fourgood.accounts.models import User
from fourgood.common.alone import alone
from fourgood.notices.kinds import Kind
from fourgood.notices.links import address_of
from fourgood.notices.models import DigestWeek, Draft, Letter, Written
from fourgood.notices.models.letter_queries import Words, in_words
from fourgood.notices.recipients import has_mail_server, reachable

_LOCK = 2024051905  # any number that nothing else locks
AT_ONCE = 500  # people
STILL_WRITTEN = dt.timedelta(days=2)  # after its hour, if nothing ran before; later it waits for the next week


@dataclass(frozen=True)
class Line:
    """One line for one person: words in the person's language (lazy ones, or a function), and a path of ours."""

    user: int
    words: Words
    path: str


Teller = Callable[[Sequence[User], dt.date], Iterable[Line]]
_TELLERS: dict[Teller, int] = {}


def teller(tell: Teller, *, place: int) -> Teller:
    """Let the digest ask `tell`; lines come in the order of `place`. Registering it twice changes nothing."""
    _TELLERS[tell] = place
    return tell


def week_due(now: dt.datetime) -> dt.date | None:
    """The day of the digest that is to be written now; None outside the time for it. `now` in local time."""
    day = now.date() - dt.timedelta(days=(now.weekday() - settings.DIGEST_DAY) % 7)
    hour = timezone.make_aware(dt.datetime.combine(day, dt.time(settings.DIGEST_HOUR)))
    return day if hour <= now <= hour + STILL_WRITTEN else None


def write_due(now: dt.datetime) -> Written | None:
    """Write the digest of the week for everyone, once. Killed in between, it goes on where it was: keys say who has it.

    None when there is nothing to write now, or another process is writing.
    """
    day = week_due(now)
    if day is None or not has_mail_server() or DigestWeek.objects.filter(begins_on=day).exists():
        return None
    with alone(_LOCK) as is_alone:
        return _write(day, now) if is_alone else None


def _write(day: dt.date, now: dt.datetime) -> Written:
    written = Written()
    for users in _in_batches(reachable(Kind.DIGEST)):
        with transaction.atomic():
            written += write_for(users, day=day, at=now)
    row = {"written_at": now, "letters": written.written + written.known}
    DigestWeek.objects.get_or_create(begins_on=day, defaults=row)
    return written


def write_for(users: Sequence[User], *, day: dt.date, at: dt.datetime) -> Written:
    """Write the digest of the day to some people. Whoever has nothing waiting gets none."""
    lines: dict[int, list[Line]] = defaultdict(list)
    for tell in sorted(_TELLERS, key=lambda tell: _TELLERS[tell]):
        for told in tell(users, timezone.localdate(at)):
            lines[told.user].append(told)
    drafts = [_draft(user, lines[user.pk], day) for user in users if lines[user.pk]]
    return Letter.objects.write_many(Kind.DIGEST, drafts, at=at)


def _draft(user: User, lines: list[Line], day: dt.date) -> Draft:
    return Draft(
        user=user,
        key=day.isoformat(),
        subject=lambda: _("What waits for you, week of %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")},
        text=lambda: _text(lines),
    )


def _text(lines: Iterable[Line]) -> str:
    told = [f"- {in_words(line.words)}\n  {address_of(line.path)}" for line in lines]
    return "\n\n".join([_("This waits for you:"), *told])


def _in_batches(users: QuerySet[User]) -> Iterator[list[User]]:
    """All of them, by id, some at a time; each batch is read when the one before has been written."""
    last = 0
    while batch := list(users.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1].pk
