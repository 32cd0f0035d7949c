"""How long a member is on probation (Charter, art. 5.2: twelve months from the day of admission)."""

from __future__ import annotations

import datetime as dt


def probation_ends(admitted_on: dt.date) -> dt.date:
    """The day on which the twelve months are over, and recognition as an official member is due."""
    try:
        return admitted_on.replace(year=admitted_on.year + 1)
    except ValueError:  # admitted on 29 February: the last day of that month a year later
        return dt.date(admitted_on.year + 1, 2, 28)
