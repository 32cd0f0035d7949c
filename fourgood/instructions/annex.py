"""A framework as its annex reads, in one language: groups, criteria, points, measure, evidence. For page and paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from fourgood.instructions.beside_words import Block, blocks
from fourgood.instructions.criterion_words import (
    FREQUENCIES,
    MODELS,
    STYLES,
    here,
    indicators,
    local,
    mandatory,
    measure,
    not_applicable,
    number,
    threshold,
)
from fourgood.regulations.framework import Criterion, Framework, Group, Origin, Style, Variant


@dataclass(frozen=True)
class Row:
    """One criterion. `remarks`: threshold, where it does not apply, what may be made concrete, suggested figures.

    `differs`: whether the variant says of it something else than the general framework.
    """

    code: str
    wording: str
    points: str
    frequency: str
    measure: tuple[str, ...]
    evidence: str
    remarks: tuple[str, ...]
    differs: bool


@dataclass(frozen=True)
class Section:
    """One group. `good` is 1 to 4 in a 4-good framework, else 0."""

    code: str
    title: str
    points: str
    good: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """The criteria as they read for some sectors; `sectors` in words, "" for the general one."""

    code: str
    title: str
    sectors: str
    sections: tuple[Section, ...]

    def only_differing(self) -> tuple[Row, ...]:
        """What the sectors have of their own, for print."""
        return tuple(row for section in self.sections for row in section.rows if row.differs)


@dataclass(frozen=True)
class Annex:
    """A framework in words. `whole` is "" where nothing is counted in points. `tables`: the general one first."""

    code: str
    title: str
    model: str
    style: str
    whole: str
    is_reconstruction: bool
    note: str
    sources: tuple[str, ...]
    tables: tuple[Table, ...]
    blocks: tuple[Block, ...]

    def table(self, code: str) -> Table:
        """The table of a variant; the general one if there is none of that code."""
        return next((table for table in self.tables if table.code == code), self.tables[0])


def annex_of(framework: Framework, language: str, *, sectors: Mapping[str, str]) -> Annex:
    """The framework in words of the language. `sectors`: the name of each sector by its code."""
    with override(language):
        return Annex(
            code=framework.code,
            title=here(framework.title),
            model=str(MODELS[framework.model]),
            style=str(STYLES[framework.style]),
            whole=number(framework.whole) if framework.style is Style.POINTS else "",
            is_reconstruction=framework.provenance.origin is Origin.RECONSTRUCTION,
            note=here(framework.provenance.note),
            sources=framework.provenance.sources,
            tables=tuple(_tables(framework, sectors)),
            blocks=blocks(framework),
        )


def _tables(framework: Framework, sectors: Mapping[str, str]) -> Iterator[Table]:
    general = framework.variant_for(None)
    usual = {criterion.code: criterion for criterion in general.criteria()}
    yield _table(general, usual, framework.style, "")
    for variant in framework.variants:
        if variant is not general:
            names = ", ".join(sectors.get(code, code) for code in variant.sectors)
            yield _table(variant, usual, framework.style, names)


def _table(variant: Variant, usual: Mapping[str, Criterion], style: Style, sectors: str) -> Table:
    sections = tuple(_section(group, usual, style) for group in variant.groups)
    return Table(variant.code, here(variant.title), sectors, sections)


def _section(group: Group, usual: Mapping[str, Criterion], style: Style) -> Section:
    rows = tuple(_row(criterion, usual.get(criterion.code), style) for criterion in group.criteria)
    return Section(group.code, here(group.title), _points(group, style), group.good or 0, rows)


def _row(criterion: Criterion, usual: Criterion | None, style: Style) -> Row:
    return Row(
        code=criterion.code,
        wording=here(criterion.wording),
        points=_points(criterion, style),
        frequency=str(FREQUENCIES[criterion.every]),
        measure=measure(criterion),
        evidence=here(criterion.evidence),
        remarks=tuple(_remarks(criterion)),
        differs=criterion != usual,
    )


def _points(of: Group | Criterion, style: Style) -> str:
    return number(of.points) if style is Style.POINTS else ""


def _remarks(criterion: Criterion) -> Iterator[str]:
    yield from mandatory(criterion)
    yield from local(criterion)
    yield from threshold(criterion)
    yield from not_applicable(criterion)
    if suggested := indicators(criterion):
        yield _("FourGood suggests: %(figures)s.") % {"figures": "; ".join(suggested)}
