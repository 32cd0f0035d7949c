"""Letters about monthly sheets: one of a day that tells a person of all of theirs; and the lines of the weekly digest.

They name unit, month and day; points and remarks are read after signing in.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.accounts.models import User
from fourgood.assessments import people
from fourgood.assessments.models import Assessment, Reminder, Submission
from fourgood.assessments.state import EDITABLE
from fourgood.assessments.waiting import WAITING
from fourgood.notices.digest import Line
from fourgood.notices.links import address_of
from fourgood.notices.models import Draft

About = Reminder.About
_OWN = (About.SOON, About.LATE)


@dataclass(frozen=True)
class Told:
    """One sheet that a person is told of. `about`: what of it (`Reminder.About`); `day`: by when."""

    assessment: int
    about: str
    unit: str
    month: dt.date
    day: dt.date


def reminder(user: User, told: Sequence[Told], *, on: dt.date) -> Draft:
    """One letter about all of them: own sheets one by one, those to be confirmed as a number."""
    named = " ".join(f"{one.about} {one.assessment}" for one in told)
    return Draft(
        user=user,
        key=f"{on.isoformat()}, {named}"[:200],
        subject=lambda: "; ".join(_counted(told)),
        text=lambda: "\n\n".join(_text(told)),
    )


def _counted(told: Sequence[Told]) -> Iterator[str]:
    counts = {about: sum(one.about == about for one in told) for about in About}
    if count := counts[About.LATE]:
        words = ngettext(
            "%(count)d monthly sheet of yours is late", "%(count)d monthly sheets of yours are late", count
        )
        yield words % {"count": count}
    if count := counts[About.SOON]:
        words = ngettext(
            "%(count)d monthly sheet of yours is due soon", "%(count)d monthly sheets of yours are due soon", count
        )
        yield words % {"count": count}
    if count := counts[About.CONFIRM_LATE] + counts[About.CONFIRM_SOON]:
        yield _waiting(count)


def _waiting(count: int) -> str:
    words = ngettext(
        "%(count)d monthly sheet waits for your decision", "%(count)d monthly sheets wait for your decision", count
    )
    return words % {"count": count}


def _text(told: Sequence[Told]) -> Iterator[str]:
    yield from (_own_text(one) for one in told if one.about in _OWN)
    waiting = [one for one in told if one.about not in _OWN]
    if waiting:
        first = date_format(min(one.day for one in waiting), "SHORT_DATE_FORMAT")
        by = _("The first is to be decided by %(day)s.") % {"day": first}
        yield f"- {_waiting(len(waiting))}. {by}\n  {address_of(reverse('assessment_queue'))}"


def _own_text(one: Told) -> str:
    late = _("%(unit)s: the sheet for %(month)s was due %(day)s.")
    soon = _("%(unit)s: the sheet for %(month)s is due %(day)s.")
    words = (late if one.about == About.LATE else soon) % _named(one)
    return f"- {words}\n  {address_of(reverse('assessment', args=[one.assessment]))}"


def _named(one: Told) -> dict[str, str]:
    return {"unit": one.unit, "month": f"{one.month:%m/%Y}", "day": date_format(one.day, "SHORT_DATE_FORMAT")}


def tell(users: Sequence[User], on: dt.date) -> Iterator[Line]:
    """What waits for people in the sheets of units that they lead, and in those that they decide on. Ten queries."""
    asked = {user.pk for user in users}
    yield from _own(asked, on)
    yield from _to_decide(asked, on)


def _own(asked: set[int], on: dt.date) -> Iterator[Line]:
    whom = people.filling_in(people.units_led(asked, on=on), on=on)
    rows = Assessment.objects.expected().with_state().filter(state__in=EDITABLE, unit__is_active=True, unit__in=whom)
    for row in rows.select_related("unit", "period").order_by("period__month", "pk"):
        for user in sorted(asked & set(whom[row.unit_id])):
            yield _line(user, row)


def _line(user: int, row: Assessment) -> Line:
    named = {"unit": row.unit.name, "month": f"{row.month:%m/%Y}"}
    return Line(user, lambda: _("%(unit)s: fill in the sheet for %(month)s.") % named, row.get_absolute_url())


def _to_decide(asked: set[int], on: dt.date) -> Iterator[Line]:
    whom = people.deciding(people.units_decided_on(asked, on=on), on=on)
    waiting = Submission.objects.filter(WAITING, assessment__unit__in=whom).order_by()
    counts = Counter(user for unit in waiting.values_list("assessment__unit", flat=True) for user in whom[unit])
    for user in sorted(asked & set(counts)):
        yield _decide_line(user, counts[user])


def _decide_line(user: int, count: int) -> Line:
    return Line(user, lambda: f"{_waiting(count)}.", reverse("assessment_queue"))
