"""How many sheets reached which band: in their total, and in each good. Bands are those of each sheet's framework."""

from __future__ import annotations

from dataclasses import dataclass

from fourgood.figures.asked import Asked, Measure
from fourgood.figures.coverage import GOODS, good_share
from fourgood.figures.frames import Frames
from fourgood.figures.places import Place
from fourgood.figures.sheets import fetch, visible
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
    """The total first, then the goods. One query."""
    if not frames.files:
        return []
    each = ", ".join(f"({number}, {value_of(Measure((number and str(number)) or ''))})" for number in (0, *GOODS))
    inner = visible(asked, places, "f.framework_id, f.total, f.groups, f.due", also="AND f.total IS NOT NULL")
    sql = f"""
        SELECT m.number, {band_place("f.framework_id", "m.value", frames)} AS place, count(*)
          FROM ({inner.sql}) AS f, LATERAL (VALUES {each}) AS m(number, value)
         WHERE m.value IS NOT NULL GROUP BY 1, 2"""  # noqa: S608 the pieces are our own
    found: dict[int, dict[int, int]] = {number: {} for number in (0, *GOODS)}
    for number, place, count in fetch(type(inner)(sql, inner.params)):
        found[number][place] = count
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
