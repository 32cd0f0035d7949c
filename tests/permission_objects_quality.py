"""Scores of meetings for the permission matrix: none yet, a draft, one sent up; in two cells."""

from __future__ import annotations

from typing import Any

from fourgood.demo.cast import Cast
from fourgood.organisation.models import Unit
from tests.meeting_quality.sheets import filled, held, submitted


def quality_objects(cast: Cast) -> dict[str, list[Any]]:
    return _of("Nam", cast.bieu_nghi) | _of("Dũng", cast.binh_luc_ha)


def _of(name: str, unit: Unit) -> dict[str, list[Any]]:
    unscored, drafted, sent = held(unit), held(unit), held(unit)
    filled(drafted)
    submitted(sent)
    return {
        f"unscored meeting of {name}'s cell": [unscored.pk],
        f"meeting of {name}'s cell with a draft score": [drafted.pk],
        f"meeting of {name}'s cell with a score sent up": [sent.pk],
    }
