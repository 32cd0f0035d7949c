"""How many sheets reached which band: in their total, and in each good. Bands are those of each sheet's framework."""

from __future__ import annotations

from dataclasses import dataclass

from fourgood.figures.asked import Asked, Measure
from fourgood.figures.coverage import good_share
from fourgood.figures.frames import Frames
from fourgood.figures.places import Place
from fourgood.figures.sheets import fetch, visible
from fourgood.organisation.subtree import Query
from fourgood.regulations.framework import Band
from fourgood.regulations.hundredths import hundredths_of


@dataclass(frozen=True)
class Spread:
    """Of one measure: of each band how many sheets, the highest first."""

    measure: Measure
    counts: tuple[tuple[Band, int], ...]

    @property
    def whole(self) -> int:
        return sum(count for _band, count in self.counts)


def spreads(asked: Asked, places: list[Place], frames: Frames) -> list[Spread]:
    """The total first, then the goods. One query: each sheet is read once, and counted once for each measure."""
    if not frames.files:
        return []
    columns = ", ".join(f"{value_of(measure)} AS v{number}" for number, measure in enumerate(Measure))
    shown = visible(asked, places, f"f.framework_id, {columns}", also="AND f.total IS NOT NULL OFFSET 0", timed=False)
    numbers = range(len(Measure))
    reached = ", ".join(f"{band_place('f.framework_id', f'f.v{n}', frames)} AS p{n}" for n in numbers)
    names = [f"p{n}" for n in numbers]
    sql = f"""
        SELECT GROUPING({", ".join(names)}), {", ".join(names)}, count(*)
          FROM (SELECT {reached} FROM ({shown.sql}) AS f OFFSET 0) AS g
         GROUP BY GROUPING SETS ({", ".join(f"({name})" for name in names)})"""  # noqa: S608 the pieces are our own
    found: dict[int, dict[int | None, int]] = {number: {} for number in numbers}
    for others, *reached_places, count in fetch(Query(sql, shown.params)):
        number = next(n for n in numbers if not others >> (len(names) - 1 - n) & 1)
        found[number][reached_places[number]] = count
    return [
        Spread(measure, tuple((band, found[number].get(place, 0)) for place, band in enumerate(frames.bands, start=1)))
        for number, measure in enumerate(Measure)
    ]


def value_of(measure: Measure) -> str:
    """SQL of the number that is shown of a sheet, in hundredths."""
    return good_share(int(measure)) if measure else "f.total"


def band_place(framework: str, value: str, frames: Frames) -> str:
    """SQL of the place of the band among `frames.bands`, from 1, the highest."""
    codes = [band.code for band in frames.bands]
    whens = []
    for pk, one in frames.frameworks.items():
        steps = sorted(one.bands, key=lambda band: -band.at_least)
        cases = " ".join(
            f"WHEN {value} >= {hundredths_of(band.at_least)} THEN {codes.index(band.code) + 1}" for band in steps
        )
        whens.append(f"WHEN {pk} THEN CASE {cases} END")
    return f"CASE {framework} {' '.join(whens)} END"
