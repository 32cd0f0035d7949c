"""Letters about documents: a reminder from the level above, and a line of the weekly digest (M5).

They name the document by its number and the unit that owes an answer; the document itself is read after signing in.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.accounts.models import User
from fourgood.instructions.answering import answered_by, answerers_of
from fourgood.instructions.owed_by_many import Owed, owed_by_many
from fourgood.notices.digest import Line
from fourgood.notices.kinds import Kind
from fourgood.notices.links import address_of
from fourgood.notices.models import Draft, Letter, Written
from fourgood.organisation.models import Unit

if TYPE_CHECKING:
    from fourgood.instructions.models import Document


def write_reminders(document: Document, units: Sequence[Unit], *, at: dt.datetime) -> Written:
    """One letter to each who answers for some of the units, on a day. A fixed number of queries."""
    day = timezone.localdate(at)
    named = {unit.pk: unit.name for unit in units}
    asked: dict[User, list[int]] = defaultdict(list)
    for answerer in answerers_of(units, on=day):
        asked[answerer.user].append(answerer.unit_id)
    drafts = [_reminder(document, user, {pk: named[pk] for pk in asked[user]}, day) for user in asked]
    return Letter.objects.write_many(Kind.DOCUMENT_REMINDER, drafts, at=at)


def _reminder(document: Document, user: User, units: dict[int, str], day: dt.date) -> Draft:
    address = address_of(document.get_absolute_url())
    gaps = {"number": document.number, "units": ", ".join(units.values()), "address": address}
    return Draft(
        user=user,
        key=f"document {document.pk}, {day.isoformat()}, units {' '.join(map(str, units))}"[:200],
        subject=lambda: _("Reminder: document %(number)s waits for an answer") % gaps,
        text=lambda: (
            _("The level above reminds %(units)s to answer document %(number)s.\n\nRead it and answer:\n%(address)s")
            % gaps
        ),
    )


def tell(users: Sequence[User], on: dt.date) -> Iterator[Line]:
    """What the units that people answer for owe, one line for each person. Two queries."""
    found = answered_by(users, on=on)
    owed = owed_by_many({answerer.unit_id for answerer in found}, on=on)
    of_user: dict[int, list[Owed]] = defaultdict(list)
    for answerer in found:
        if answerer.unit_id in owed:
            of_user[answerer.user.pk].append(owed[answerer.unit_id])
    for user, each in of_user.items():
        yield _line(user, sum(one.documents for one in each), min((o.day for o in each if o.day), default=None))


def _line(user: int, count: int, day: dt.date | None) -> Line:
    return Line(user, lambda: _owed_words(count, day), reverse("document_list"))


def _owed_words(count: int, day: dt.date | None) -> str:
    words = ngettext(
        "%(count)d answer to a document from above is still owed.",
        "%(count)d answers to documents from above are still owed.",
        count,
    ) % {"count": count}
    if day is None:
        return words
    return f"{words} " + _("The first is due by %(day)s.") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
