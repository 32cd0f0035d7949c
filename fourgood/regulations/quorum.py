"""Whether a meeting may decide, and whether a vote carries: each with the reason, in three languages.

Sources: QĐ 294-QĐ/TW 9.3.2 and QĐ 208-QĐ/TW (more than half of the base; two thirds for admission and recognition). No
source gives the quorum of a meeting as a number: that of `meeting-rules.yaml` is a reconstruction.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fourgood.regulations.framework import Words
from fourgood.regulations.meeting_rules import MeetingRule


class Matter(StrEnum):
    """What is decided. ADMISSION: of a member, and recognition as an official one."""

    RESOLUTION = "resolution"
    ADMISSION = "admission"


@dataclass(frozen=True)
class Presence:
    """Whether enough have come. `few`: enough, and yet so few that people should know."""

    present: int
    due: int
    needed: int
    holds: bool
    few: bool
    words: Words


@dataclass(frozen=True)
class Decision:
    """Whether a vote carries."""

    in_favour: int
    base: int
    needed: int
    carried: bool
    words: Words


_HOLDS = Words(
    vi="{present}/{due} người phải dự có mặt; cần ít nhất {needed}: được quyết định.",
    ms="{present} daripada {due} hadir; sekurang-kurangnya {needed} diperlukan: boleh memutuskan.",
    en="{present} of {due} due are present; at least {needed} are needed: the meeting may decide.",
)
_FEW = Words(
    vi="{present}/{due} người phải dự có mặt: được quyết định, nhưng chưa tới {share}. Nên hoãn việc quan trọng.",
    ms="{present} daripada {due} hadir: boleh memutuskan, tetapi kurang {share}. Elok tangguhkan perkara penting.",
    en="{present} of {due} due are present: it may decide, but fewer than {share} came. Put off weighty matters.",
)
_LACKS = Words(
    vi="{present}/{due} người phải dự có mặt; cần ít nhất {needed}, còn thiếu {missing}: chưa được quyết định.",
    ms="{present} daripada {due} hadir; sekurang-kurangnya {needed} diperlukan (kurang {missing}): belum cukup.",
    en="{present} of {due} due are present; at least {needed} are needed ({missing} missing): it may not decide.",
)
_CARRIED = Words(
    vi="{in_favour}/{base} tán thành; cần ít nhất {needed}: được thông qua.",
    ms="{in_favour} daripada {base} menyokong; sekurang-kurangnya {needed} diperlukan: diterima.",
    en="{in_favour} of {base} are in favour; at least {needed} are needed: adopted.",
)
_FAILED = Words(
    vi="{in_favour}/{base} tán thành; cần ít nhất {needed}, còn thiếu {missing}: không được thông qua.",
    ms="{in_favour} daripada {base} menyokong; sekurang-kurangnya {needed} perlu (kurang {missing}): tidak diterima.",
    en="{in_favour} of {base} are in favour; at least {needed} are needed ({missing} missing): not adopted.",
)


def quorum(*, present: int, due: int, rule: MeetingRule) -> Presence:
    """Whether a meeting to which so many are due may decide with so many of them present."""
    needed = int(rule.quorum.more_than * due) + 1
    holds = present >= needed
    few = holds and Fraction(present) < rule.quorum.warn_below * due
    template = _FEW if few else _HOLDS if holds else _LACKS
    words = _filled(
        template, present=present, due=due, needed=needed, missing=needed - present, share=rule.quorum.warn_below
    )
    return Presence(present, due, needed, holds, few, words)


def needed(matter: Matter, *, base: int, rule: MeetingRule) -> int:
    """The fewest votes in favour that carry, of all who are entitled, present or not."""
    return rule.admission.needed(base) if matter is Matter.ADMISSION else rule.resolution.needed(base)


def decision(matter: Matter, *, in_favour: int, base: int, rule: MeetingRule) -> Decision:
    """Whether a vote with so many in favour, of so many entitled, carries."""
    fewest = needed(matter, base=base, rule=rule)
    carried = in_favour >= fewest
    template = _CARRIED if carried else _FAILED
    words = _filled(template, in_favour=in_favour, base=base, needed=fewest, missing=fewest - in_favour)
    return Decision(in_favour, base, fewest, carried, words)


def _filled(template: Words, **gaps: object) -> Words:
    return Words(*(template.to(language).format(**gaps) for language in ("vi", "ms", "en")))


def excused_running(states: list[str], *, excused: str) -> int:
    """How many times in a row, up to the last meeting, someone was excused. `states`: as for `absent_too_often`."""
    run = 0
    for state in states:
        run = run + 1 if state == excused else 0
    return run


def absent_too_often(states: list[str], *, excused: str, rule: MeetingRule) -> bool:
    """Whether someone was excused more often in a row than is in order (HD 12-HD/BTCTW). `states`: what the roll call
    said at the meetings of the year, in their order.
    """
    longest = run = 0
    for state in states:
        run = run + 1 if state == excused else 0
        longest = max(longest, run)
    return longest > rule.conduct.excused_in_a_row
