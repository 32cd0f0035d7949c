"""How many minutes a meeting takes at least, by its kind.

Sources: HD 12-HD/BTCTW (90 minutes; 120 where a topic is taken up in the evening of the regular meeting); the sheet of
An Phú ward (120 minutes from 30 members on). The numbers stand in `meeting-rules.yaml: minutes`. No source says how
long a thematic meeting on an evening of its own takes: as long as a regular one is a reconstruction.
"""

from __future__ import annotations

from fourgood.regulations.meeting_rules import MeetingRule

_COMBINED = {"regular": False, "thematic": False, "combined": True}


def required_minutes(kind: str, *, members: int, rule: MeetingRule) -> int | None:
    """For a meeting of that kind, in a cell with so many members. None: the rules ask nothing of this kind."""
    if kind not in _COMBINED:
        return None
    return rule.minutes.required(members=members, combined=_COMBINED[kind])
