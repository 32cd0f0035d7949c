"""The frameworks by which the sheets of a month were assessed: their bands, criteria and thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil

from django.db.models import Exists, OuterRef

from fourgood.assessments.models import Assessment
from fourgood.assessments.vectors import layout_of
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.framework import Band, Criterion, Framework
from fourgood.regulations.hundredths import hundredths_of
from fourgood.regulations.many_values import Layout
from fourgood.regulations.measures import worth


@dataclass(frozen=True)
class Shape:
    """A variant of a file: the order of its arrays."""

    file: FrameworkFile
    variant: str

    @property
    def layout(self) -> Layout:
        return layout_of(self.file, self.variant)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.layout.criteria


@dataclass(frozen=True)
class Frames:
    """Those of the months asked about, newest file first."""

    files: tuple[FrameworkFile, ...]

    @cached_property
    def frameworks(self) -> dict[int, Framework]:
        return {file.pk: framework_of(file) for file in self.files}

    @property
    def shapes(self) -> list[Shape]:
        return [Shape(file, v.code) for file in self.files for v in self.frameworks[file.pk].variants]

    @cached_property
    def bands(self) -> list[Band]:
        """Of all files, each code once as the newest file has it, the highest first."""
        found = {band.code: band for file in reversed(self.files) for band in self.frameworks[file.pk].bands}
        return sorted(found.values(), key=lambda band: -band.at_least)

    def band_of(self, hundredths: Decimal | int | None) -> Band | None:
        """The band that points reach, by the newest file."""
        if hundredths is None:
            return None
        return next((band for band in self.bands if hundredths >= hundredths_of(band.at_least)), None)

    def place_of(self, hundredths: Decimal | int | None) -> int | None:
        """The place of that band, from 1, the highest; for its colour."""
        band = self.band_of(hundredths)
        return None if band is None else self.bands.index(band) + 1

    def place_of_points(self, points: Decimal | None) -> int | None:
        """The same, of points as they are shown."""
        return None if points is None else self.place_of(points * 100)


def frames_of(periods: Iterable[int]) -> Frames:
    """One query, which asks of each file whether a sheet follows it: an answer from an index, not from the sheets."""
    used = Assessment.objects.filter(framework=OuterRef("pk"), period__in=list(periods)).order_by()
    return Frames(tuple(FrameworkFile.objects.filter(Exists(used)).order_by("-edition__first_day", "code")))


def least_points(criterion: Criterion) -> int:
    """Hundredths of points from which on a criterion asks for no corrective action: its threshold."""
    return ceil(Fraction(hundredths_of(worth(criterion))) * Fraction(criterion.threshold) / 100)
