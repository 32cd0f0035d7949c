"""The four-petal mark: one petal per good, filled by its score. Geometry and words; `templatetags` draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

# A pointed leaf from the centre (0, 0) to the tip (0, -46), turned to the four corners of the picture.
LEAF = "M0 0A33 33 0 0 1 0-46A33 33 0 0 1 0 0Z"
TURNS = (45, 135, 225, 315)  # the first good stands at the upper right, the others follow clockwise
BOX = "-35 -35 70 70"
BOX_WITH_NUMERALS = "-42 -42 84 84"
NUMERALS = ((37, -37), (37, 37), (-37, 37), (-37, -37))
FULL = Decimal(100)


@dataclass(frozen=True)
class Petal:
    """One good. `share` is its score in percent of the highest possible, None where there is none yet."""

    good: int
    share: Decimal | None

    @property
    def turn(self) -> int:
        return TURNS[self.good - 1]

    @property
    def numeral_x(self) -> int:
        return NUMERALS[self.good - 1][0]

    @property
    def numeral_y(self) -> int:
        return NUMERALS[self.good - 1][1]

    @property
    def is_missing(self) -> bool:
        return self.share is None

    @property
    def scale(self) -> str:
        """The length of the filled leaf, of 1: half the length is half the score."""
        return f"{min(max(self.share or Decimal(0), Decimal(0)), FULL) / FULL:.3f}"

    @property
    def words(self) -> str:
        share = _("no result") if self.share is None else f"{number_format(self.share, 1)} %"
        return f"{good_names()[self.good - 1]}: {share}"


def good_names() -> tuple[str, str, str, str]:
    """The four goods, in the order that every framework has them."""
    return (
        _("Tasks done well"),
        _("Good quality of activities"),
        _("Good solidarity and discipline"),
        _("Good cadres and members"),
    )


def petals_of(goods: Sequence[Decimal | int | None]) -> list[Petal]:
    """The four petals of four percentages."""
    if len(goods) != len(TURNS):
        raise ValueError(f"The mark has four petals, not {len(goods)}.")
    return [Petal(place, None if share is None else Decimal(share)) for place, share in enumerate(goods, start=1)]


def words_of(petals: Sequence[Petal], *, label: str = "", total: str = "") -> str:
    """The text alternative: what the mark stands for, the total, then good by good."""
    head = ": ".join(part for part in (label, total) if part)
    return ". ".join(part for part in (head, "; ".join(petal.words for petal in petals)) if part)
