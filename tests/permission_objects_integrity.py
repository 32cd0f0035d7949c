"""What the permission table says of questions about sheets: of two cells and of their wards, asked and not asked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from fourgood.demo.cast import Cast
from fourgood.integrity.models import Question, Rule
from fourgood.organisation.models import Unit

MONTH = dt.date(2095, 1, 1)
SHOWN = {
    Rule.APART: {"suggested": 1000, "confirmed": 0},
    Rule.ALIKE: {},
    Rule.WAVED_THROUGH: {"running": True, "at_once": False, "seconds": 0},
}


def integrity_objects(cast: Cast) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for name, cell in (("Nam", cast.bieu_nghi), ("Dũng", cast.binh_luc_ha)):
        found |= {
            f"question about {name}'s cell": [_question(cell, Rule.APART).pk],
            f"question put to {name}'s cell": [_question(cell, Rule.ALIKE, asked=True).pk],
            f"question about {name}'s ward": [_question(cell.parent, Rule.WAVED_THROUGH).pk],
            f"criterion of the year of {name}'s cell": [cell.pk, "I.1"],
        }
    return found


def _question(unit: Unit | None, rule: Rule, *, asked: bool = False) -> Question:
    now, rows = timezone.now(), [{"month": MONTH.isoformat(), "sheets": []} | SHOWN[rule]]
    question = Question.objects.create(unit=unit, rule=rule, month=MONTH, rows=rows, found_at=now)
    if asked:
        question.ask("", by=None, at=now)
    return question
