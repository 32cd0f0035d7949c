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
from fourgood.figures.frames import Frames, least_points
from fourgood.figures.places import Place
from fourgood.figures.sheets import fetch, visible
from fourgood.instructions.criterion_words import MODELS, here
from fourgood.organisation.subtree import Query
from fourgood.regulations.framework import Criterion, Model
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.measures import worth


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

    def plus(self, counted: int, short: int, reached: int) -> Standing:
        most = self.most + counted * hundredths_of(worth(self.criterion))
        return Standing(
            self.model, self.criterion, self.counted + counted, self.short + short, self.reached + reached, most
        )


Key = tuple[Model, str]
"""Model and code."""


def by_criterion(asked: Asked, places: list[Place], frames: Frames) -> list[Standing]:
    """Of all sheets together, in the order of the framework. One query."""
    found = first_of(frames)
    for _top, key, counted, short, reached in _counted(asked, places, frames, by_top=False):
        found[key] = found[key].plus(counted, short, reached)
    return [one for one in found.values() if one.counted]


def by_top(asked: Asked, places: list[Place], frames: Frames) -> dict[int, dict[Key, Standing]]:
    """Of each row of the table. One query."""
    empty = first_of(frames)
    found: dict[int, dict[Key, Standing]] = defaultdict(dict)
    for top, key, counted, short, reached in _counted(asked, places, frames, by_top=True):
        found[top][key] = found[top].get(key, empty[key]).plus(counted, short, reached)
    return found


def together(found: dict[int, dict[Key, Standing]]) -> list[Standing]:
    """The sum of the rows, by criterion."""
    sums: dict[Key, Standing] = {}
    for of_top in found.values():
        for key, one in of_top.items():
            sums[key] = sums[key].plus(one.counted, one.short, one.reached) if key in sums else one
    return list(sums.values())


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


def _counted(
    asked: Asked, places: list[Place], frames: Frames, *, by_top: bool
) -> list[tuple[int, Key, int, int, int]]:
    """(top, key, counted, short, points) by position in the arrays of each variant."""
    shapes, columns = frames.shapes, "f.top_id, f.framework_id, f.variant, f.points"
    table = visible(asked, places, columns, timed=False)
    if not shapes:
        return []
    limits = [list(map(least_points, shape.criteria)) for shape in shapes]
    rows = ", ".join(f"({n}, {shape.file.pk}, %s, %s::int[])" for n, shape in enumerate(shapes))
    sql = f"""
        SELECT {"f.top_id" if by_top else 0}, shape.number, p.place, count(p.points),
               count(*) FILTER (WHERE p.points < p.least), COALESCE(sum(p.points), 0)::bigint
          FROM ({table.sql}) AS f
          JOIN (VALUES {rows}) AS shape(number, file_id, variant, least)
            ON shape.file_id = f.framework_id AND shape.variant = f.variant,
               unnest(f.points, shape.least) WITH ORDINALITY AS p(points, least, place)
         WHERE f.points IS NOT NULL AND p.points IS NOT NULL GROUP BY 1, 2, 3"""  # noqa: S608 the pieces are our own
    params = [value for shape, least in zip(shapes, limits, strict=True) for value in (shape.variant, least)]
    keys = [[(frames.frameworks[s.file.pk].model, criterion.code) for criterion in s.criteria] for s in shapes]
    found = fetch(Query(sql, (*table.params, *params)))
    return [(top, keys[number][place - 1], *numbers) for top, number, place, *numbers in found]


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
