"""Criterion by criterion: how many units stayed short of the threshold, and the share of its points reached on average.

A criterion stands under its code in each model; variants say the same code in words of their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fourgood.figures.asked import Asked
from fourgood.figures.coverage import share_of
from fourgood.figures.frames import Frames, Shape, least_points
from fourgood.figures.places import Place
from fourgood.figures.sheets import fetch, visible
from fourgood.instructions.criterion_words import MODELS, here
from fourgood.organisation.subtree import Query
from fourgood.regulations.framework import Criterion, Model
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.measures import worth

Key = tuple[Model, str]
"""Model and code."""


@dataclass(frozen=True)
class Standing:
    """Of one criterion: `counted` sheets have points in it, `short` of them less than the threshold asks for.
    `reached`: points of all together, `most`: what they could have reached, in hundredths.
    """

    model: Model
    criterion: Criterion
    counted: int = 0
    short: int = 0
    reached: int = 0
    most: int = 0

    @property
    def key(self) -> Key:
        return self.model, self.code

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def wording(self) -> str:
        return here(self.criterion.wording)

    @property
    def model_words(self) -> Any:
        return MODELS[self.model]

    @property
    def short_share(self) -> Decimal | None:
        return share_of(self.short, self.counted)

    @property
    def reached_share(self) -> Decimal | None:
        return share_of(self.reached, self.most)


def by_criterion(asked: Asked, places: list[Place], frames: Frames) -> list[Standing]:
    """Of all sheets together, in the order of the framework. One query."""
    found = {one.key: one for _top, one in _counted(asked, places, frames, by_top=False)}
    return [found[key] for key in first_of(frames) if key in found]


def by_top(asked: Asked, places: list[Place], frames: Frames) -> dict[int, dict[Key, Standing]]:
    """Of each row of the table. One query."""
    found: dict[int, dict[Key, Standing]] = defaultdict(dict)
    for top, one in _counted(asked, places, frames, by_top=True):
        found[top][one.key] = one
    return found


def together(found: dict[int, dict[Key, Standing]]) -> list[Standing]:
    """The sum of the rows, by criterion."""
    by_key: dict[Key, list[Standing]] = defaultdict(list)
    for of_top in found.values():
        for key, one in of_top.items():
            by_key[key].append(one)
    return [_sum(ones) for ones in by_key.values()]


def _sum(ones: list[Standing]) -> Standing:
    numbers = zip(*((one.counted, one.short, one.reached, one.most) for one in ones), strict=True)
    return Standing(ones[0].model, ones[0].criterion, *map(sum, numbers))


def shortfalls(standings: list[Standing]) -> list[Standing]:
    """Those in which a unit stayed short, the most common first."""
    short = [one for one in standings if one.short]
    return sorted(short, key=lambda one: (-Decimal(one.short) / one.counted, -one.short))


def first_of(frames: Frames) -> dict[Key, Standing]:
    """Each criterion with nothing counted, in the words of the newest file's first variant that has it."""
    found: dict[Key, Standing] = {}
    for shape in frames.shapes:
        model = frames.frameworks[shape.file.pk].model
        for criterion in shape.criteria:
            found.setdefault((model, criterion.code), Standing(model, criterion))
    return dict(sorted(found.items(), key=lambda item: item[0][0] is Model.COMMITTEE))


def _counted(asked: Asked, places: list[Place], frames: Frames, *, by_top: bool) -> list[tuple[int, Standing]]:
    """By row, or with 0 for it, what is counted of each criterion: found by its position in the arrays of a variant."""
    shapes, first, columns = frames.shapes, first_of(frames), "f.top_id, f.framework_id, f.variant, f.points"
    table = visible(asked, places, columns, timed=False)
    if not shapes:
        return []
    keys = list(first)
    rows = ", ".join(f"({shape.file.pk}, %s, %s::int[], %s::int[], %s::int[])" for shape in shapes)
    sql = f"""
        SELECT {"f.top_id" if by_top else 0}, p.key, count(*), count(*) FILTER (WHERE p.points < p.least),
               sum(p.points)::bigint, sum(p.most)::bigint
          FROM ({table.sql}) AS f
          JOIN (VALUES {rows}) AS shape(file_id, variant, least, most, keys)
            ON shape.file_id = f.framework_id AND shape.variant = f.variant,
               unnest(f.points, shape.least, shape.most, shape.keys) AS p(points, least, most, key)
         WHERE f.points IS NOT NULL AND p.points IS NOT NULL GROUP BY 1, 2"""  # noqa: S608 the pieces are our own
    params = [value for shape in shapes for value in _arrays(shape, frames, keys)]
    found = fetch(Query(sql, (*table.params, *params)))
    return [(top, Standing(keys[key][0], first[keys[key]].criterion, *numbers)) for top, key, *numbers in found]


def _arrays(shape: Shape, frames: Frames, keys: list[Key]) -> tuple[str, list[int], list[int], list[int]]:
    """Of a variant, and of each of its criteria: the fewest points that are enough, the most, the place of its key."""
    model = frames.frameworks[shape.file.pk].model
    least = [least_points(criterion) for criterion in shape.criteria]
    most = [hundredths_of(worth(criterion)) for criterion in shape.criteria]
    return shape.variant, least, most, [keys.index((model, criterion.code)) for criterion in shape.criteria]


def is_short(frames: Frames, model: Model, code: str) -> Query:
    """SQL of whether a sheet stayed short in the criterion of that code in the model."""
    whens, params = [], []
    for shape in frames.shapes:
        if frames.frameworks[shape.file.pk].model is not model:
            continue
        for place, criterion in enumerate(shape.criteria, start=1):
            if criterion.code == code:
                whens.append(f"WHEN f.framework_id = {shape.file.pk} AND f.variant = %s")
                whens.append(f"THEN f.points[{place}] < {least_points(criterion)}")
                params.append(shape.variant)
    return Query(f"CASE {' '.join(whens)} ELSE FALSE END" if whens else "FALSE", tuple(params))
