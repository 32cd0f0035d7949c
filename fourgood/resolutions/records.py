"""What was recorded of a meeting, as the sections of its minutes: the same rows always give the same words.

In the language of record. The order is that of a regular meeting (domain §4.3; Cẩm Lệ ward): opening, roll, the agenda
item by item with who spoke, what was brought besides, votes, closing. Votes are told by their counts alone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from fourgood.common.templatetags.fourgood import initial_capital
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.meetings.models import AgendaItem, Attendance, Meeting
from fourgood.regulations.figures import figure
from fourgood.regulations.hundredths import down
from fourgood.voting.models import Choice, Vote
from fourgood.voting.ruling import verdict


@dataclass(frozen=True)
class Written:
    """One section as the records have it."""

    code: str
    heading: str
    text: str


def sections_of(meeting: Meeting, *, language: str) -> list[Written]:
    """Everything that was recorded. Six queries. The meeting with unit, chair and recorder."""
    items = list(meeting.items.all())
    said = _said(meeting)
    with override(language):
        return [
            Written("opening", _("Time, place and kind of meeting"), _opening(meeting)),
            Written("roll", _("Who came"), _roll(meeting)),
            *(_item(place, item, said[item.pk]) for place, item in enumerate(items, start=1)),
            *_besides(said[None]),
            *_votes(meeting),
            Written("closing", _("Close of the meeting"), _closing(meeting)),
        ]


def _opening(meeting: Meeting) -> str:
    begun = timezone.localtime(meeting.begun_at or meeting.starts_at)
    gaps = {
        "time": time_format(begun, "H:i"),
        "day": _day(begun.date()),
        "unit": meeting.unit.name,
        "kind": meeting.get_kind_display(),
        "place": meeting.place,
    }
    if meeting.place:
        line = _("At %(time)s on %(day)s, at %(place)s, %(unit)s held its %(kind)s.") % gaps
    else:
        line = _("At %(time)s on %(day)s, %(unit)s held its %(kind)s.") % gaps
    topic = _("Topic: %(topic)s.") % {"topic": meeting.topic.rstrip(".")} if meeting.topic else ""
    chair = _("Chair: %(name)s.") % {"name": meeting.chair} if meeting.chair else ""
    recorder = _("Secretary of the meeting: %(name)s.") % {"name": meeting.recorder} if meeting.recorder else ""
    return _lines([line, topic, chair, recorder])


def _roll(meeting: Meeting) -> str:
    rows = list(meeting.attendances.select_related("member"))
    states = Attendance.State
    due = [row for row in rows if row.due]
    came = [row for row in due if row.state == states.PRESENT]
    counts = {"due": len(due), "came": len(came), "share": share(len(came), len(due))}
    first = _("Due: %(due)s. Present: %(came)s, that is %(share)s %%.") % counts if due else ""
    return _lines(
        [
            first,
            _named(_("Absent with a reason"), [f"{r.member} ({r.reason})" for r in due if r.state == states.EXCUSED]),
            _named(_("Absent without a reason"), [str(r.member) for r in due if r.state == states.ABSENT]),
            _named(_("Also present"), [str(r.member) for r in rows if not r.due and r.state == states.PRESENT]),
        ]
    )


def _named(label: str, names: list[str]) -> str:
    return f"{label}: {len(names)} – {', '.join(names)}." if names else ""


def share(part: int, whole: int) -> str:
    """In per cent, without the sign, cut after the second place as everywhere in the rules: never more than it is."""
    return figure(down(Fraction(part * 100, whole) if whole else 0), get_language() or LANGUAGE_OF_RECORD)


def _said(meeting: Meeting) -> dict[int | None, list[str]]:
    """By item, or None: what members wrote before the meeting with its answer, then who spoke and what."""
    said: dict[int | None, list[str]] = defaultdict(list)
    for row in meeting.contributions.select_related("member"):
        topic = f"{row.topic}: " if row.topic else ""
        said[row.item_id].append(f"– {row.member}: {topic}{_one(row.text)}")
        if row.answer:
            said[row.item_id].append(f"  → {_one(row.answer)}")
    for spoken in meeting.speeches.select_related("member"):
        line = f"– {spoken.member}: {_one(spoken.text)}" if spoken.text else f"– {spoken.member}."
        if line not in said[spoken.item_id]:
            said[spoken.item_id].append(line)
    return said


def _item(place: int, item: AgendaItem, said: list[str]) -> Written:
    with_conclusion = ""
    if item.conclusion:
        with_conclusion = _("Conclusion: %(words)s") % {"words": item.conclusion.strip()}
    spoken = [_("Opinions:"), *said] if said else []
    text = _lines([item.notes.strip(), *spoken, with_conclusion])
    return Written(f"item-{item.pk}", f"{place}. {item.title}", text)


def _besides(said: list[str]) -> list[Written]:
    return [Written("besides", _("Other opinions"), _lines(said))] if said else []


def _votes(meeting: Meeting) -> list[Written]:
    votes = meeting.votes.filter(closed_at__isnull=False, voided_at=None).prefetch_related("choices")
    lines = [_vote(vote, list(vote.choices.all())) for vote in votes]
    return [Written("votes", _("Votes"), _lines(lines))] if lines else []


def _vote(vote: Vote, choices: list[Choice]) -> str:
    counts = "; ".join(f"{c}: {c.count} ({share(c.count or 0, vote.base)} %)" for c in choices)
    gaps = {"question": initial_capital(vote.question.rstrip(".")), "way": vote.get_way_display()}
    line = _("%(question)s (%(way)s).") % gaps + f" {initial_capital(counts)}."
    base = _("Members with a vote: %(base)s, present: %(present)s.") % {"base": vote.base, "present": vote.present}
    return f"– {line} {base} {verdict(vote, choices).words}"


def _closing(meeting: Meeting) -> str:
    if meeting.ended_at is None:
        return ""
    ended = timezone.localtime(meeting.ended_at)
    gaps = {"time": time_format(ended, "H:i"), "day": _day(ended.date()), "minutes": meeting.minutes_taken}
    return _("The meeting closed at %(time)s on %(day)s, after %(minutes)s minutes.") % gaps


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _one(text: str) -> str:
    """In one paragraph."""
    return " ".join(text.split())


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(filter(None, lines))
