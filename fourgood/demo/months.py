"""The months of Biểu Nghi, read from `months.yaml`: meetings from the notice to the minutes, through their own verbs.

What is past is told before documents go down the tree, so that its agendas carry in nothing that came later; the
meeting that is to come is told after everything else.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.demo import resolved
from fourgood.demo.province import member_codes, unit_codes
from fourgood.meetings import agenda, announcing, contributing, sitting, sitting_notes, sitting_roll, sitting_speech
from fourgood.meetings.expected import expected_at
from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.organisation.models import Member, Unit
from fourgood.resolutions.models import Minutes, Series, Term
from fourgood.voting.closing import Counted
from fourgood.voting.models import Vote, Way
from fourgood.voting.opening import Motion, open_vote

FILE = Path(__file__).with_name("months.yaml")
When = list[Any]
_HEAD = ("kind", "place", "topic", "note", "draft_resolution")


@cache
def source() -> dict[str, Any]:
    """What the file says."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Telling:
    """One meeting of the file being told: who is who, and when its times are."""

    people: dict[str, User]
    by: User
    day: dt.date
    today: dt.date
    members: dict[str, Member]

    def at(self, when: When) -> dt.datetime:
        days, clock = when
        day = self.day + dt.timedelta(days=days)
        return timezone.make_aware(dt.datetime.combine(day, dt.time.fromisoformat(clock)))

    def voice(self, who: str) -> User:
        """Whose account enters what someone says: their own, else that of whoever runs the meeting."""
        return self.people.get(who, self.by)


def tell_past(people: dict[str, User], *, today: dt.date) -> None:
    """Everything that was held."""
    _number_on(source()["used"])
    for story in source()["past"]:
        _tell(story, people, today)


def tell_coming(people: dict[str, User], *, today: dt.date) -> None:
    """What is announced."""
    for story in source()["coming"]:
        _tell(story, people, today)


def held_on(key: str, *, today: dt.date) -> dt.date:
    """The day of a meeting of the file."""
    story = next(row for row in [*source()["past"], *source()["coming"]] if row["key"] == key)
    return _day(story["day"], today)


def _day(written: dt.date | int, today: dt.date) -> dt.date:
    return today + dt.timedelta(days=written) if isinstance(written, int) else written


def _number_on(used: dict[dt.date, dict[str, int]]) -> None:
    """Numbers go on from those that were given on paper."""
    unit = Unit.objects.get(code=unit_codes()["bieu_nghi"])
    terms = {term.first_day: term for term in Term.objects.filter(unit=unit)}
    Series.objects.bulk_create(
        Series(term=terms[day], type_code=code, last=last) for day, by in used.items() for code, last in by.items()
    )


def _tell(story: dict[str, Any], people: dict[str, User], today: dt.date) -> None:
    members = {m.code: m for m in Member.objects.filter(code__in=member_codes().values())}
    named = {key: members[code] for key, code in member_codes().items() if code in members}
    told = Telling(people, people[story["by"]], _day(story["day"], today), today, named)
    meeting = _drafted(story, told)
    if "committee" in story:
        _prepare(meeting, story["committee"], told)
    announcing.announce(meeting, by=told.by, at=told.at(story["announced"]))
    _receive(meeting, story, told)
    if "held" not in story:
        return
    vote = _begin(meeting, story["held"], told, story.get("resolution"))
    if "resolution" in story:
        resolved.become(vote, story, told)


def _drafted(story: dict[str, Any], told: Telling) -> Meeting:
    meeting = announcing.draft(
        unit=Unit.objects.select_related("kind", "sector").get(code=unit_codes()[story["unit"]]),
        starts_at=told.at([0, story["clock"]]),
        by=told.by,
        at=told.at(story["drafted"]),
        **{name: story[name] for name in _HEAD},
    )
    for title, words in story.get("words", {}).items():
        item = _item(meeting, title)
        agenda.word(item, title=words, minutes=item.minutes, by=told.by)
    return meeting


def _item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.items.filter(title__startswith=title).earliest("place")


def _prepare(meeting: Meeting, row: dict[str, Any], told: Telling) -> None:
    """The committee of the cell meets first."""
    prepares = announcing.draft(
        unit=meeting.unit,
        kind="committee",
        prepares=meeting,
        starts_at=told.at(row["day"]),
        place=row["place"],
        note=row["note"],
        by=told.by,
        at=meeting.drafted_at,
    )
    announcing.announce(prepares, by=told.by, at=meeting.drafted_at + dt.timedelta(minutes=5))
    _begin(prepares, row["held"], told, None)


def _receive(meeting: Meeting, story: dict[str, Any], told: Telling) -> None:
    """Members have the notice, and write what they bring; the secretary notes it for who has no telephone."""
    silent = {told.members[key].pk for key in story["read"] if key in told.members}
    noon = told.at(story["announced"]) + dt.timedelta(hours=4)
    accounts = {user.member_id: user for user in told.people.values() if user.member_id}
    for expected in expected_at(meeting):
        if expected.member.pk not in silent:
            by = accounts.get(expected.member.pk, told.by)
            announcing.confirm_read(meeting, expected.member, by=by, at=noon)
    for row in story["contributions"]:
        _contribute(meeting, row, told)


def _contribute(meeting: Meeting, row: dict[str, Any], told: Telling) -> None:
    at = told.at([row["days"], "18:00"])
    written = contributing.contribute(
        meeting, told.members[row["who"]], text=row["text"], topic=row["topic"], by=told.voice(row["who"]), at=at
    )
    if row["answer"]:
        contributing.answer(written, answer=row["answer"], by=told.by, at=at + dt.timedelta(hours=2))


def _begin(meeting: Meeting, held: dict[str, Any], told: Telling, resolution: dict[str, Any] | None) -> Vote | None:
    """The meeting from its beginning to its minutes; its vote, where there is one."""
    at = told.at(held["begun"])
    chair, recorder = told.members[held["chair"]], told.members[held["recorder"]]
    sitting.begin(meeting, chair=chair, recorder=recorder, by=told.by, at=at)
    _call_roll(meeting, held, told, at=at)
    _note(meeting, held, told, at=at + dt.timedelta(minutes=30))
    if resolution:
        resolved.draft(meeting, resolution, told)
    vote = _vote(meeting, held, told) if "vote" in held else None
    sitting.end(meeting, by=told.by, at=told.at(held["ended"]))
    _write_minutes(meeting, held, told)
    return vote


def _call_roll(meeting: Meeting, held: dict[str, Any], told: Telling, *, at: dt.datetime) -> None:
    for key, reason in held.get("excused", {}).items():
        sitting_roll.call(meeting, told.members[key].pk, state="excused", reason=reason, by=told.by, at=at)
    for key in held.get("also", []):
        sitting_roll.call(meeting, told.members[key].pk, state="present", by=told.by, at=at)
    sitting_roll.call_others(meeting, by=told.by, at=at + dt.timedelta(minutes=4))


def _note(meeting: Meeting, held: dict[str, Any], told: Telling, *, at: dt.datetime) -> None:
    """Who spoke, what of what was written was raised, and what stands under each item."""
    under = _item(meeting, "Thảo luận").pk if held.get("spoke") else None
    written = {row.member_id: row.pk for row in meeting.contributions.all()}
    for place, key in enumerate(held.get("raised", [])):
        when = at + dt.timedelta(minutes=5 * place)
        sitting_speech.raise_contribution(meeting, written[told.members[key].pk], by=told.by, at=when)
    for place, (key, text) in enumerate(held.get("spoke", []), start=1):
        when = at + dt.timedelta(minutes=20 + 5 * place)
        sitting_speech.speak(meeting, told.members[key].pk, item=under, text=text, by=told.by, at=when)
    for title, texts in held["noted"].items():
        for field, text in texts.items():
            sitting_notes.write(meeting, _item(meeting, title).pk, field, text, at=at)


def _vote(meeting: Meeting, held: dict[str, Any], told: Telling) -> Vote:
    """A show of hands."""
    vote = open_vote(meeting, Motion(held["question"], Way.OPEN), by=told.by, at=told.at(held["voted"]))
    vote.close(Counted(dict(enumerate(held["vote"], start=1))), by=told.by, at=told.at(held["counted"]))
    vote.refresh_from_db()
    return vote


def _write_minutes(meeting: Meeting, held: dict[str, Any], told: Telling) -> None:
    recorder = told.voice(held["recorder"])
    minutes = Minutes.objects.write(meeting, by=recorder, at=told.at(held["written"]))
    minutes.keep({}, seat=source()["seat"], by=recorder, at=told.at(held["written"]))
    minutes.approve(by=told.by, at=told.at(held["approved"]))
    if "sent" in held:
        minutes.send(by=told.by, at=told.at(held["sent"]))
