"""On paper: ballots to cut out, and the minutes of the count (domain §9.6, form 18). In the reader's language.

The layout of both is a reconstruction: the forms in circulation differ.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fourgood.common.templatetags.fourgood import initial_capital
from fourgood.documents.official import LANGUAGE_OF_RECORD, head
from fourgood.documents.pdf import pdf
from fourgood.organisation.models import Span
from fourgood.voting.models import Elector, Vote
from fourgood.voting.outcome import Outcome, outcome_of

PRINTED = Path(__file__).parent / "printed"


def ballot_papers(vote: Vote) -> bytes:
    """As many as were handed out; as many as are present where none is noted yet. All the same, without a number."""
    issued = vote.electors.filter(paper=True).count()
    return pdf(
        PRINTED / "ballot.typ",
        {
            "language": _language(),
            "unit": vote.unit.name,
            "title": _("Ballot"),
            "meeting": str(vote.meeting),
            "question": vote.question,
            "hint": _("Mark one. Do not sign, and write nothing else."),
            "choices": [initial_capital(choice) for choice in vote.choices.all()],
            "number": issued or vote.present,
        },
    )


def minutes_of_count(vote: Vote) -> bytes:
    """Of a vote that is closed."""
    electors = list(vote.electors.select_related("member"))
    return pdf(PRINTED / "count.typ", count_data(vote, outcome_of(vote, electors), electors))


def count_data(vote: Vote, outcome: Outcome, electors: list[Elector]) -> dict[str, Any]:
    """What the template fills in."""
    counters = [counter.member.full_name for counter in vote.counters.select_related("member")]
    return {
        "language": _language(),
        "head": _head(vote),
        "opening": _opening(vote, outcome, electors),
        "counters_label": _("Counting committee:"),
        "counters": counters,
        "facts": [[fact.name, str(fact.number), fact.why] for fact in outcome.facts],
        "facts_heads": [_("What"), _("How many"), _("What it counts")],
        "lines": [[initial_capital(line.choice), str(line.choice.count)] for line in outcome.lines],
        "lines_heads": [_("Choice"), _("Number of votes")],
        "verdict": outcome.verdict.words,
        "signs": _signs(vote, counters),
    }


def _head(vote: Vote) -> dict[str, Any]:
    """Minutes of a count bear no number."""
    day = vote.meeting.on
    span = Span.objects.on(day).filter(unit=vote.unit).select_related("parent").first()
    written = head(
        language=_language(),
        superior=span.parent.name if span and span.parent else "",
        issuer=span.name if span else vote.unit.name,
        number="",
        seat="",
        on=day,
        kind=_("Minutes of the count"),
        subject=vote.question,
        note=_("Void: %(reason)s") % {"reason": vote.voided_because} if vote.voided_at else "",
    )
    return asdict(written) | {"number": ""}


def _opening(vote: Vote, outcome: Outcome, electors: list[Elector]) -> list[str]:
    closed = timezone.localtime(vote.closed_at) if vote.closed_at else None
    lines = [
        _("Meeting: %(meeting)s. How it was voted: %(way)s.")
        % {"meeting": vote.meeting, "way": vote.get_way_display()},
    ]
    if closed:
        when = {"time": time_format(closed, "H:i"), "day": date_format(closed.date(), "SHORT_DATE_FORMAT")}
        lines.append(_("Counted at %(time)s on %(day)s.") % when)
    voted = sum(elector.voted for elector in electors)
    if voted:
        lines.append(
            _("%(voted)s ballots came from phones; they and the papers were counted together.") % {"voted": voted}
        )
    return lines


def _signs(vote: Vote, counters: list[str]) -> list[list[str]]:
    """Left who counted, right who chaired."""
    chair = vote.meeting.chair.full_name if vote.meeting.chair else ""
    left = [_("Head of the counting committee"), counters[0]] if counters else [_("Secretary of the meeting"), ""]
    return [left, [_("Chair of the meeting"), chair]]


def _language() -> str:
    return (get_language() or LANGUAGE_OF_RECORD)[:2]
