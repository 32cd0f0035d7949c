"""A vote as a page shows it: every number with what it counts, and of a closed one the result."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourgood.voting import keys, ruling
from fourgood.voting.models import Choice, Elector, Vote, Way
from fourgood.voting.ruling import Verdict


@dataclass(frozen=True)
class Line:
    """One choice. `share`: of the base, in per cent."""

    choice: Choice
    share: Decimal
    is_chosen: bool


@dataclass(frozen=True)
class Fact:
    """A number, what it is, and how it comes about."""

    name: str
    number: int
    why: str


@dataclass(frozen=True)
class Outcome:
    """Of a vote that is closed, or void after it was."""

    verdict: Verdict
    lines: tuple[Line, ...]
    facts: tuple[Fact, ...]
    key_is_gone: bool


def outcome_of(vote: Vote, electors: list[Elector]) -> Outcome:
    """One query."""
    choices = list(vote.choices.all())
    verdict = ruling.verdict(vote, choices)
    lines = (Line(c, Decimal((c.count or 0) * 100) / vote.base, c == verdict.chosen) for c in choices)
    facts = [*before_facts(vote), *_after_facts(vote, choices, electors)]
    return Outcome(verdict, tuple(lines), tuple(facts), vote.urn is not None and not keys.exists(vote.urn))


def before_facts(vote: Vote) -> list[Fact]:
    """What is known as soon as a vote opens."""
    return [
        Fact(_("Due to come"), vote.due, _("Whom the rules ask to come to this meeting.")),
        Fact(
            _("Came"), vote.came, ruling.said(ruling.presence(due=vote.due, came=vote.came, on=vote.meeting.on).words)
        ),
        Fact(
            _("Base"),
            vote.base,
            _("All official members of the unit, present or not; those exempt or away only if present."),
        ),
        Fact(_("Have a vote and are present"), vote.present, _("Of the base, marked as present when the vote opened.")),
        Fact(
            _("Votes needed"),
            vote.needed,
            _("The fewest votes that carry, by the rule of that day; counted of the base."),
        ),
    ]


def _after_facts(vote: Vote, choices: list[Choice], electors: list[Elector]) -> list[Fact]:
    given = sum(choice.count or 0 for choice in choices)
    invalid = vote.papers_invalid or 0
    facts = [Fact(_("Valid votes"), given, _("All that were counted for one of the choices."))]
    if vote.papers_returned is not None:
        issued = sum(elector.paper for elector in electors)
        facts += [
            Fact(_("Papers handed out"), issued, _("To members who vote on paper.")),
            Fact(_("Papers returned"), vote.papers_returned, _("Found in the box.")),
            Fact(_("Invalid papers"), invalid, _("Returned, but marked for none or for several choices.")),
        ]
    silent = vote.present - given - invalid
    facts.append(Fact(_("Did not vote"), silent, _("Present, but no vote of theirs was counted.")))
    return facts


def what_few_mean(vote: Vote, electors: list[Elector]) -> str:
    """A warning where so few vote on paper that whoever counts can tell; "" else."""
    papers, enough = sum(elector.paper for elector in electors), ruling.counters(on=vote.meeting.on)
    if vote.way == Way.OPEN or not 0 < papers < enough:
        return ""
    words = ngettext(
        "Only %(papers)d paper is handed out: whoever counts it sees how that member voted.",
        "Only %(papers)d papers are handed out: whoever counts them may guess how each voted.",
        papers,
    )
    advice = _("Let some others vote on paper too, %(enough)d in all at least.")
    return f"{words} {advice}" % {"papers": papers, "enough": enough}
