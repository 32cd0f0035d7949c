"""The sentences that say what the records tell, in the reader's language, from what is stored with a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "held": _("The meeting was held on %(day)s."),
    "came": _("%(came)s of %(due)s members due came; absent without reason: %(absent)s."),
    "absent": _("Absent without reason: %(absent)s."),
    "too_often": _("Excused more than %(times)s times in a row this year: %(members)s."),
    "spoke": _("%(spoke)s of %(there)s members present spoke."),
    "minutes": _("It took %(minutes)s minutes; %(required)s are asked for."),
    "committee_met": _("The cell committee met beforehand, on %(day)s."),
    "committee_not_met": _("No meeting of the cell committee before it is recorded."),
    "announced": _("The notice went to members on %(day)s."),
    "not_announced": _("No notice went to members before the meeting."),
    "sent": _("Material was out on %(day)s; it should be %(days)s day(s) ahead."),
    "nothing_sent": _("No material was sent with the notice."),
    "draft_ready": _("A draft resolution went out with the notice."),
    "not_thematic": _("No topic was taken up, and the year's plan names none for the month."),
    "tasks_done": _("%(done)s of %(tasks)s tasks of the last resolution were done by the day of the meeting."),
    "minutes_sent": _("The minutes went up on %(day)s; they were due by %(due)s."),
    "minutes_missing": _("The minutes have not gone up; they were due by %(due)s."),
}
DAYS = frozenset({"day", "due"})


def sentence(key: str, gaps: Mapping[str, str | int]) -> str:
    """One sentence; "" for a key that is not known any more."""
    if key not in SENTENCES:
        return ""
    return str(SENTENCES[key]) % {name: _in_words(name, value) for name, value in gaps.items()}


def _in_words(name: str, value: str | int) -> str:
    if name in DAYS and isinstance(value, str):
        return date_format(dt.date.fromisoformat(value), "SHORT_DATE_FORMAT")
    return str(value)
