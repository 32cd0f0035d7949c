"""The round of opinions on drafted criteria as pages show it: who has spoken, who not, and what was said of what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from fourgood.common.deadlines import how_late
from fourgood.criteria.models import CriteriaSet, Opinion
from fourgood.criteria.opinions import HEARD
from fourgood.criteria.overview import Line, Overview, OwnInWords, Section, own_in_words
from fourgood.criteria.snapshots import changed_since
from fourgood.criteria.state import State
from fourgood.criteria.voices import members_asked
from fourgood.organisation.models import Member


@dataclass(frozen=True)
class Voice:
    """One opinion with how late it came, "" when in time."""

    opinion: Opinion
    lateness: str


@dataclass(frozen=True)
class Point:
    """What was said of one criterion; `line` None: of the whole, or of a criterion that is gone."""

    code: str
    line: Line | None
    voices: tuple[Voice, ...]

    @property
    def agreeing(self) -> int:
        return sum(voice.opinion.agrees for voice in self.voices)

    @property
    def objecting(self) -> int:
        return len(self.voices) - self.agreeing

    @property
    def agreed_silently(self) -> list[Voice]:
        return [voice for voice in self.voices if not voice.opinion.text]

    @property
    def unanswered(self) -> int:
        """How many said something in words and wait for an answer."""
        return sum(bool(voice.opinion.text) and not voice.opinion.answer for voice in self.voices)


@dataclass(frozen=True)
class Consultation:
    """Everyone asked on the day, by name, and all that was said: of the whole first, then criterion by criterion."""

    asked: tuple[Member, ...]
    points: tuple[Point, ...]

    @cached_property
    def spoken_ids(self) -> set[int]:
        return {voice.opinion.member_id for point in self.points for voice in point.voices}

    @property
    def silent(self) -> list[Member]:
        return [member for member in self.asked if member.pk not in self.spoken_ids]

    @property
    def spoken(self) -> list[Member]:
        """Of those asked. Someone who spoke and has left since is heard, but not counted here."""
        return [member for member in self.asked if member.pk in self.spoken_ids]


def consultation(criteria_set: CriteriaSet, overview: Overview, *, on: dt.date) -> Consultation:
    """Two queries."""
    opinions = criteria_set.opinions.select_related("member", "entered_by", "answered_by")
    return Consultation(tuple(members_asked(criteria_set.unit, on=on)), tuple(_points(opinions, overview)))


def _points(opinions: Iterable[Opinion], overview: Overview) -> Iterable[Point]:
    said: dict[str, list[Voice]] = defaultdict(list)
    for opinion in opinions:
        said[opinion.code].append(_voice(opinion))
    lines = {line.code: line for line in overview.lines}
    gone = [code for code in sorted(said) if code and code not in lines]
    for code in ("", *lines, *gone):
        if code in said:
            yield Point(code, lines.get(code), tuple(said[code]))


def _voice(opinion: Opinion) -> Voice:
    return Voice(opinion, how_late(opinion.given_on, opinion.criteria_set.opinions_until))


# The page of one member


@dataclass(frozen=True)
class Spoken:
    """A criterion with what the member said of it; None: nothing yet."""

    line: Line
    mine: Opinion | None


@dataclass(frozen=True)
class Chapter:
    """One good, for a member."""

    section: Section
    spoken: tuple[Spoken, ...]


def of_member(opinions: Iterable[Opinion], overview: Overview) -> tuple[Opinion | None, list[Chapter]]:
    """What the member said of the whole, and each good with what they said of its criteria."""
    mine = {opinion.code: opinion for opinion in opinions}
    chapters = [
        Chapter(section, tuple(Spoken(line, mine.get(line.code)) for line in section.lines))
        for section in overview.sections
    ]
    return mine.get(""), chapters


def is_heard(criteria_set: CriteriaSet, state: State) -> bool:
    """Whether opinions are taken now."""
    return criteria_set.opened_at is not None and state in HEARD


# What has changed


@dataclass(frozen=True)
class Change:
    """A criterion that reads otherwise than when members were first asked."""

    line: Line
    before: OwnInWords
    after: OwnInWords

    @property
    def was_own(self) -> bool:
        return any(vars(self.before).values())

    @property
    def is_own(self) -> bool:
        return any(vars(self.after).values())


def changes_since_opening(criteria_set: CriteriaSet, overview: Overview) -> list[Change]:
    """What is otherwise now than members were shown first. No query."""
    lines = {line.code: line for line in overview.lines}
    changed = changed_since(criteria_set.opened_with or {}, overview.owns)
    return [
        Change(lines[c.code], own_in_words(lines[c.code].effective.criterion, c.before), lines[c.code].own)
        for c in changed
        if c.code in lines
    ]
