"""The share of each good in a sheet's points, as the database works it out."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL

GOODS = range(1, 5)


def share_of_good(points: str, good: int) -> str:
    """SQL of the share of a good in hundredths of a per cent, rounded half up; NULL where nothing of it was due.

    `points`: whose, as the beginning of a column: "confirmed", "a.own".
    """
    reached, due = f"{points}_groups[{good}]", f"{points}_due[{good}]"
    return f"((20000 * {reached} + {due}) / NULLIF(2 * {due}, 0))"


def kept_share(good: int) -> Any:
    """A column with the confirmed share of a good, kept by the database. Figures of a year read sixty thousand rows:
    taking four shares out of arrays costs more than all the rest of it.
    """
    expression = RawSQL(share_of_good("confirmed", good), [])  # noqa: S611 our own pieces
    return models.GeneratedField(expression=expression, output_field=models.IntegerField(), db_persist=True)
