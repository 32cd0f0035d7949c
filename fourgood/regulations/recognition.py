"""Whether a unit is to be recognised as 4-good: what speaks for it, what stands against it, what is not known yet.

A proposal only: people review, vote and decide. What is asked for are conditions of the framework; the defaults (total,
each group, annual class, disqualifications) are a reconstruction, see domain 9.4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from fourgood.regulations.conditions import Facts, Finding, Names, Outcome, checked
from fourgood.regulations.figures import filled
from fourgood.regulations.framework import Recognition, Words

_PROPOSED = Words(
    vi="Đề nghị công nhận: đủ mọi điều kiện, không vướng trường hợp nào bị loại.",
    ms="Dicadangkan untuk pengiktirafan: semua syarat dipenuhi dan tiada halangan.",
    en="Recognition is proposed: every condition holds, and nothing disqualifies.",
)
_NOT_PROPOSED = Words(
    vi="Không đề nghị công nhận (số lý do: {count}).",
    ms="Tidak dicadangkan untuk pengiktirafan (bilangan sebab: {count}).",
    en="Recognition is not proposed (reasons: {count}).",
)
_NOT_KNOWN = Words(
    vi="Chưa thể đề nghị công nhận (còn thiếu thông tin: {count}).",
    ms="Pengiktirafan belum boleh dicadangkan (maklumat yang belum ada: {count}).",
    en="Recognition can't be proposed yet (not known: {count}).",
)


@dataclass(frozen=True)
class RecognitionProposal:
    """Every condition and every disqualification with what came of it, in the order of the framework."""

    conditions: tuple[Finding, ...]
    disqualifications: tuple[Finding, ...]

    @property
    def is_proposed(self) -> bool | None:
        """True: all conditions hold, and no disqualification does. False: something stands against it for certain.
        None: nothing does so far, but something is unknown.
        """
        if self.against:
            return False
        return None if self.unknowns else True

    @property
    def against(self) -> tuple[Finding, ...]:
        """What stands against recognition: conditions that fail, disqualifications that hold."""
        failed = (finding for finding in self.conditions if finding.outcome is Outcome.FAILS)
        held = (finding for finding in self.disqualifications if finding.outcome is Outcome.HOLDS)
        return (*failed, *held)

    @property
    def unknowns(self) -> tuple[Finding, ...]:
        return tuple(f for f in (*self.conditions, *self.disqualifications) if f.outcome is Outcome.UNKNOWN)

    @property
    def explanation(self) -> Words:
        """In one sentence what is proposed; the findings say why."""
        if self.against:
            return filled(_NOT_PROPOSED, count=len(self.against))
        return filled(_NOT_KNOWN, count=len(self.unknowns)) if self.unknowns else _PROPOSED


def propose(recognition: Recognition, facts: Facts, *, names: Names | None = None) -> RecognitionProposal:
    """What the facts lead to. Never a proposal to recognise while anything asked for is unknown.

    `names`: words for codes that conditions list, such as titles of classes.
    """
    return RecognitionProposal(
        conditions=checked(recognition.conditions, facts, names=names),
        disqualifications=checked(recognition.disqualifications, facts, names=names),
    )


def most_recognised(recognition: Recognition, registered: int) -> int | None:
    """How many of those registered may be recognised, rounded down; None: no limit."""
    return None if recognition.most is None else math.floor(Fraction(recognition.most) * registered / 100)


def over_most(recognition: Recognition, *, registered: int, recognised: int) -> int:
    """How many recognised are too many; 0 if there is no limit, or it is kept."""
    most = most_recognised(recognition, registered)
    return 0 if most is None else max(0, recognised - most)
