"""What a sheet is asked when it goes up, and what the unit is asked when its points are lowered (M8)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse
from django.utils import timezone

from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import Sheet
from fourgood.common.kept import Kept, given
from fourgood.corrective.models import CorrectiveAction
from fourgood.corrective.refusals import Unanswered
from fourgood.corrective.shortfalls import shortfalls_of
from fourgood.corrective.state import UNANSWERED
from fourgood.organisation.roll_call import rule
from fourgood.regulations.scoring import CriterionScore


def require_answered(row: Assessment, sheet: Sheet) -> None:
    """Raises Unanswered with every shortfall for which nothing is decided. What is mended since is let go."""
    short = shortfalls_of(sheet)
    said = dict(_SAID.rows(assessment=row.pk))
    answered = {code for code, is_unanswered in said.items() if not is_unanswered}
    lacking = [line for line in short if line.code not in answered]
    if lacking:
        links = [(f"{line.code} {line.wording}", decide_at(row, line.code)) for line in lacking]
        raise Unanswered(what=", ".join(line.code for line in lacking), links=links)
    mended = said.keys() - {line.code for line in short}
    if mended:
        row.actions.filter(UNANSWERED, because="", checked_at=None, code__in=mended).delete()


def _said() -> Any:
    rows = CorrectiveAction.objects.filter(assessment=given("assessment")).order_by()
    return rows.values_list("code", ExpressionWrapper(Q(UNANSWERED, because=""), BooleanField()))


_SAID: Kept[tuple[str, bool]] = Kept(_said)


def ask_for_lowered(row: Assessment, changed: Mapping[str, CriterionScore], at: dt.datetime) -> None:
    """Points that the level above changed fall short now: where nothing is decided, the unit is asked to, by a day."""
    short = [code for code, score in changed.items() if score.is_short]
    if not short:
        return
    today = timezone.localdate(at)
    answer_by = today + dt.timedelta(days=rule(today).correction.answer_within)
    rows = [CorrectiveAction(assessment=row, code=code, answer_by=answer_by) for code in short]
    CorrectiveAction.objects.bulk_create(rows, ignore_conflicts=True)


def decide_at(row: Assessment, code: str) -> str:
    """Where the unit decides about a shortfall."""
    return reverse("corrective_plan", args=[row.pk, code])
