"""A sheet as pages show it: group by group, suggestion, own and confirmed points side by side, with the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import get_language

from fourgood.meeting_quality.choices import in_words, points_in_words
from fourgood.meeting_quality.forms import PointsForm
from fourgood.meeting_quality.models import QualitySheet, Remark
from fourgood.meeting_quality.points import NOTHING, ByCode, Given, sheet_of, unpacked
from fourgood.meeting_quality.suggesting import explanation
from fourgood.regulations.framework import Criterion, Framework, Group, Variant
from fourgood.regulations.hundredths import decimal_of


@dataclass(frozen=True)
class Row:
    """One criterion. `why`: how the suggestion came about; "" where the records can't tell."""

    criterion: Criterion
    suggested: Given
    own: Given
    confirmed: Given
    why: str
    reason: str = ""
    answer: str = ""
    form: PointsForm | None = None

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def wording(self) -> str:
        return self.criterion.wording.to(language())

    @property
    def most(self) -> str:
        return points_in_words(self.criterion.points)

    @property
    def suggested_words(self) -> str:
        return in_words(self.suggested)

    @property
    def own_words(self) -> str:
        return in_words(self.own)

    @property
    def confirmed_words(self) -> str:
        return in_words(self.confirmed)

    @property
    def departs(self) -> bool:
        """Whether the cell gave other points than the records suggest."""
        return not self.suggested.is_empty and not self.own.is_empty and self.own != self.suggested

    @property
    def is_changed(self) -> bool:
        """Whether the level above gave other points than the cell."""
        return not self.confirmed.is_empty and self.confirmed != self.own

    @property
    def points_field(self) -> BoundField | None:
        return self.form[f"points-{self.code}"] if self.form else None

    @property
    def aside_field(self) -> BoundField | None:
        name = f"aside-{self.code}"
        return self.form[name] if self.form and name in self.form.fields else None

    @property
    def reason_field(self) -> BoundField | None:
        return self.form[f"reason-{self.code}"] if self.form else None


@dataclass(frozen=True)
class GroupRows:
    """A group with its rows; what it comes to, for the cell and as confirmed ("–": not known yet)."""

    group: Group
    rows: list[Row]
    own: str
    confirmed: str

    @property
    def title(self) -> str:
        return self.group.title.to(language())

    @property
    def most(self) -> str:
        return points_in_words(self.group.points)


@dataclass(frozen=True)
class Points:
    """The three columns, by code; of what is not there yet, nothing."""

    suggested: ByCode
    own: ByCode
    confirmed: ByCode
    recorded: Mapping[str, Any]
    reasons: Mapping[str, str]
    answers: Mapping[str, str]


def language() -> str:
    return get_language() or "vi"


def points_of(sheet: QualitySheet) -> Points:
    """One query. The sheet with its framework."""
    criteria, remarks = sheet.criteria, list(sheet.remarks.all())
    return Points(
        suggested=unpacked(criteria, sheet.suggested, sheet.suggested_aside),
        own=unpacked(criteria, sheet.own, sheet.own_aside),
        confirmed=unpacked(criteria, sheet.confirmed, sheet.confirmed_aside),
        recorded=sheet.recorded,
        reasons={remark.code: remark.text for remark in remarks if remark.side == Remark.Side.OWN},
        answers={remark.code: remark.text for remark in remarks if remark.side == Remark.Side.CONFIRMED},
    )


def groups_of(
    framework: Framework, variant: Variant, points: Points, form: PointsForm | None = None
) -> list[GroupRows]:
    """No query."""
    own = _sums(framework, variant, points.own)
    confirmed = _sums(framework, variant, points.confirmed)
    return [
        GroupRows(
            group,
            [_row(criterion, points, form) for criterion in group.criteria],
            points_in_words(own.get(group.code)),
            points_in_words(confirmed.get(group.code)),
        )
        for group in variant.groups
    ]


def _sums(framework: Framework, variant: Variant, given: ByCode) -> dict[str, Decimal | None]:
    """Points of the groups in which nothing is missing, by code."""
    groups = sheet_of(framework, variant, given).groups
    return {g.group.code: g.points for g in groups if not any(line.score.is_missing for line in g.lines)}


def _row(criterion: Criterion, points: Points, form: PointsForm | None) -> Row:
    code = criterion.code
    return Row(
        criterion=criterion,
        suggested=points.suggested.get(code, NOTHING),
        own=points.own.get(code, NOTHING),
        confirmed=points.confirmed.get(code, NOTHING),
        why=explanation(criterion, points.recorded.get(code)),
        reason=points.reasons.get(code, ""),
        answer=points.answers.get(code, ""),
        form=form,
    )


def band_in_words(framework: Framework, code: str) -> str:
    return next((band.title.to(language()) for band in framework.bands if band.code == code), "")


@dataclass(frozen=True)
class Total:
    """A total with its band, in words."""

    points: str
    whole: str
    band: str
    code: str


def total_in_words(sheet: QualitySheet, *, confirmed: bool) -> Total | None:
    """The cell's, or the confirmed one; None: there is none yet."""
    total = sheet.confirmed_total if confirmed else sheet.own_total
    code = sheet.confirmed_band if confirmed else sheet.own_band
    if total is None:
        return None
    rules = sheet.rules
    return Total(points_in_words(decimal_of(total)), points_in_words(rules.whole), band_in_words(rules, code), code)
