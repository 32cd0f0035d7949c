"""How sheets and their submissions are read: as they are now, or as they stood at a moment in the past."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fourgood.assessments.models.assessments import KINDS


@dataclass(frozen=True)
class Read:
    """Sheets that are read in the same way, as pieces of SQL: which; what is joined; whether one is confirmed, or was
    sent; the table in which points lie; and why one was not expected.
    """

    where: str
    join: str
    confirmed: str
    sent: str
    points: str = "a"
    settled: str = "a.settled_as"


# The submission that lies with the level above or is confirmed; one that came back and was not sent again is not there.
_SUBMISSIONS = "LEFT JOIN assessments_submission s ON s.assessment_id = a.id AND s.returned_at IS NULL AND"
_CONFIRMED, _SENT = "a.confirmed_total IS NOT NULL", "(a.confirmed_total IS NOT NULL OR s.id IS NOT NULL)"
_NOW = Read("TRUE", f"{_SUBMISSIONS} s.reopened_at IS NULL", _CONFIRMED, _SENT)

# Of a year it is enough to know what counts. The confirmed sheets are read from an index that holds what is asked
# (`Assessment`, `confirmed_of_a_month`), without a look at rows or submissions; only the few others are looked up.
_OF_YEAR = [
    Read(_CONFIRMED, "", "TRUE", "TRUE"),
    Read("a.confirmed_total IS NULL", f"{_SUBMISSIONS} s.confirmed_at IS NULL", "FALSE", "s.id IS NOT NULL"),
]

# The submission that lay with the level above then, or was confirmed. Points that have changed since, after it came
# back or was reopened, were kept with it. Of a sheet that was not sent by then nothing is known of its points.
_STOOD = """LEFT JOIN LATERAL (
    SELECT s.id, s.submitted_at, s.in_time_until, {columns},
           CASE WHEN s.confirmed_at <= {moment} THEN s.confirmed_at END AS confirmed_at,
           CASE WHEN s.accepted_at <= {moment} THEN s.accepted_at END AS accepted_at
      FROM assessments_submission s
     WHERE s.assessment_id = a.id AND s.submitted_at <= {moment} AND (s.returned_at > {moment}) IS NOT FALSE
       AND (s.reopened_at > {moment}) IS NOT FALSE) s ON TRUE"""
_AS_KEPT = "CASE WHEN s.kept IS NULL THEN a.{0} ELSE {1} END AS {0}"
_NUMBERS = "ARRAY(SELECT n::int FROM jsonb_array_elements_text(s.kept->'{0}') AS n)"


def reads(until: dt.datetime | None, *, of_year: bool) -> list[Read]:
    """All sheets, each once: as people's acts up to that moment left them; None: as they are now."""
    if until:
        return [_stood(until)]
    return _OF_YEAR if of_year else [_NOW]


def _stood(until: dt.datetime) -> Read:
    moment = f"'{until.isoformat()}'::timestamptz"
    arrays = [f"{kind}{end}" for kind in KINDS for end in ("", "_groups", "_due")]
    columns = [_AS_KEPT.format(name, _NUMBERS.format(name)) for name in arrays]
    columns += [_AS_KEPT.format(f"{kind}_total", f"(s.kept->>'{kind}_total')::int") for kind in KINDS]
    return Read(
        where="TRUE",
        join=_STOOD.format(moment=moment, columns=", ".join(columns)),
        confirmed="s.confirmed_at IS NOT NULL",
        sent="s.id IS NOT NULL",
        points="s",
        settled=f"CASE WHEN a.settled_at > {moment} THEN '' ELSE a.settled_as END",
    )
