"""What packages above have a say in: whether a sheet may go up, and what follows when the level above changes points.

Imports go one way, so a package above registers its question when it starts (`AppConfig.ready`). Each is asked with the
assessment's row locked, within the transaction of the verb.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import Sheet
from fourgood.regulations.scoring import CriterionScore

Question = Callable[[Assessment, Sheet], None]
Hearer = Callable[[Assessment, Mapping[str, CriterionScore], dt.datetime], None]

_before_submit: list[Question] = []
_after_confirm: list[Hearer] = []


def ask_before_submit(question: Question) -> None:
    """From now on, no sheet is submitted against which the question raises a refusal."""
    _before_submit.append(question)


def hear_after_confirm(hearer: Hearer) -> None:
    """From now on, whoever confirms other points than the unit's own tells the hearer: by code, what they are now."""
    _after_confirm.append(hearer)


def require_may_submit(row: Assessment, sheet: Sheet) -> None:
    for question in _before_submit:
        question(row, sheet)


def tell_confirmed(row: Assessment, changed: Mapping[str, CriterionScore], *, at: dt.datetime) -> None:
    for hearer in _after_confirm:
        hearer(row, changed, at)
