"""The scores of `fourgood score` as text: a table for each sheet, criterion by criterion, and what follows from it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, zip_longest

from fourgood.operations import score_words as words
from fourgood.operations.score_files import MonthScore, Results, UnitScore
from fourgood.operations.value_table.problems import WrongCell, as_words
from fourgood.regulations.classification import Proposal
from fourgood.regulations.conditions import NO, YES, Finding
from fourgood.regulations.figures import figure, filled
from fourgood.regulations.framework import Kind, Words
from fourgood.regulations.recognition import RecognitionProposal
from fourgood.regulations.scoring import CriterionScore, Scored
from fourgood.regulations.sheets import Counted, GroupResult, Line, Sheet
from fourgood.regulations.year import Gap, Year

_NARROWEST_EXPLANATION = 40
_WIDEST_VALUE = 24
_GAP = _INDENT = 2

_ANSWERS = {
    (Kind.YES_NO, True): YES,
    (Kind.YES_NO, False): NO,
    (Kind.MET, True): Words(vi="đạt", ms="dicapai", en="met"),
    (Kind.MET, False): Words(vi="không đạt", ms="tidak dicapai", en="not met"),
}


def text(results: Results, *, language: str, width: int) -> str:
    """The whole report, its lines as wide as `width`."""
    report = _Report(language, width)
    return "\n".join([*report.head(results), *(line for unit in results.units for line in report.unit(unit))])


def wrong_text(wrong: Iterable[WrongCell], language: str) -> str:
    """The wrong cells, one on a line, and how many."""
    found = [_wrong(cell).to(language) for cell in wrong]
    return "\n".join([*found, filled(words.WRONG_CELLS, count=len(found)).to(language)])


def _wrong(cell: WrongCell) -> Words:
    template = words.WRONG if cell.value else words.WRONG_EMPTY
    if cell.value and not cell.reason.en[0].islower():  # a sentence of its own
        template = words.WRONG_SENTENCE
    return filled(
        template,
        address=as_words(cell.address),
        value=as_words(cell.value),
        reason=_without_stop(cell.reason),
        write=_without_stop(cell.write),
    )


def _without_stop(text: Words) -> Words:
    return Words(*(one.rstrip(".") for one in (text.vi, text.ms, text.en)))


def value_shown(score: CriterionScore, language: str) -> str:
    """What was entered: "18/21; unexcused: 1", "a: 20/22; b: 19/22"."""
    if not score.parts:
        return (words.GIVEN if score.points is not None else words.NOT_ENTERED).to(language)
    shown = [_part_shown(part, language) for part in score.parts]
    if len(shown) == 1:
        return shown[0]
    return "; ".join(f"{part.part.code}: {one}" for part, one in zip(score.parts, shown, strict=True))


def _part_shown(scored: Scored, language: str) -> str:
    value = scored.value
    if value.not_applicable:
        return words.NOT_APPLICABLE.to(language)
    sign = " ÷ " if scored.part.kind is Kind.GRADED else "/"  # of grades over a year: their points by their number
    numbers = [figure(number, language) for number in (value.amount, value.base) if number is not None]
    pieces = [sign.join(numbers)] if numbers else []
    if value.answer is not None:
        pieces.append(_ANSWERS[scored.part.kind, value.answer].to(language))
    if value.grade is not None:
        pieces.append(value.grade)
    pieces += [f"{code}: {count}" for code, count in value.events]
    return "; ".join(pieces) or words.NOT_ENTERED.to(language)


@dataclass(frozen=True)
class _Row:
    """One line of the table. `is_heading`: of the whole table, or of a group."""

    code: str
    value: str
    points: str
    explanation: str
    is_heading: bool = False


@dataclass(frozen=True)
class _Report:
    language: str
    width: int

    def _in_words(self, template: Words, **gaps: Words | Decimal | int | str) -> str:
        known = {name: as_words(gap) if isinstance(gap, str) else gap for name, gap in gaps.items()}
        return filled(template, **known).to(self.language)

    def head(self, results: Results) -> Iterator[str]:
        framework, instruction = results.framework, results.framework.instruction
        yield self._in_words(
            words.HEAD,
            title=framework.title,
            code=framework.code,
            number=instruction.number,
            dated=f"{instruction.dated:%d/%m/%Y}",
            edition=instruction.edition,
            variant=results.variant.title,
        )
        origin, note = words.ORIGIN[framework.provenance.origin], framework.provenance.note
        yield textwrap.fill(f"[{origin.to(self.language)}] {note.to(self.language)}", self.width)
        if results.year and results.not_in_force:
            months = ", ".join(map(str, results.not_in_force))
            yield self._in_words(words.NOT_IN_FORCE, months=months, year=str(results.year))

    def unit(self, score: UnitScore) -> Iterator[str]:
        yield ""
        name = score.name or "–"
        yield f"{words.UNIT.to(self.language)}: {name}"
        yield "=" * min(self.width, len(name) + len(words.UNIT.to(self.language)) + 2)
        for month in score.sheets:
            yield from self._month(month)
        if score.year:
            yield from self._year(score.year)
        if score.only_points:
            yield self._in_words(words.ONLY_POINTS, codes=", ".join(score.only_points))
        if not score.sheets:
            yield words.NOTHING.to(self.language)
        if score.quality_class:
            yield from self._class(score.quality_class)
        if score.recognition:
            yield from self._recognition(score.recognition)

    # Sheets

    def _month(self, score: MonthScore) -> Iterator[str]:
        title = self._in_words(words.MONTH, month=score.month) if score.month else words.WHOLE_TABLE.to(self.language)
        yield from self._sheet(title, score.sheet)
        if score.not_due:
            yield self._listed(words.NOT_DUE_ENTERED, score.not_due)

    def _year(self, year: Year) -> Iterator[str]:
        months = ", ".join(map(str, year.sheet.months or ()))
        yield from self._sheet(self._in_words(words.YEAR, months=months), year.sheet)
        if year.gaps:
            yield self._listed(words.GAPS, self._gaps(year.gaps), "; ")

    def _gaps(self, gaps: Iterable[Gap]) -> Iterator[str]:
        for month, of_month in groupby(gaps, key=lambda gap: gap.month):
            yield self._in_words(words.GAP, month=month, codes=", ".join(gap.criterion.code for gap in of_month))

    def _sheet(self, title: str, sheet: Sheet) -> Iterator[str]:
        yield ""
        yield title
        yield from self._table([self._heads(), *self._rows(sheet)])
        yield f"{words.TOTAL.to(self.language)}: {sheet.explanation.to(self.language)}"
        for label, counted in ((words.BONUS, sheet.bonuses), (words.DEDUCTION, sheet.deductions)):
            yield from (f"{label.to(self.language)}: {self._extra(one)}" for one in counted)
        if sheet.final is not None:
            yield f"{words.RESULT.to(self.language)}: {self._result(sheet)}"
        if sheet.missing:
            yield self._listed(words.MISSING, (score.criterion.code for score in sheet.missing))
        if sheet.shortfalls:
            yield self._listed(words.SHORT, (score.criterion.code for score in sheet.shortfalls))

    def _heads(self) -> _Row:
        heads = (words.CRITERION, words.VALUE, words.POINTS, words.EXPLANATION)
        code, value, points, explanation = (head.to(self.language) for head in heads)
        return _Row(code, value, points, explanation, is_heading=True)

    def _extra(self, counted: Counted) -> str:
        extra = counted.extra
        return self._in_words(words.EXTRA, wording=extra.wording, count=counted.count, points=extra.points)

    def _result(self, sheet: Sheet) -> str:
        points = figure(sheet.final or 0, self.language)
        return f"{points}, {sheet.band.title.to(self.language)}" if sheet.band else points

    def _listed(self, label: Words, items: Iterable[str], separator: str = ", ") -> str:
        return f"{label.to(self.language)}: {separator.join(items)}"

    def _rows(self, sheet: Sheet) -> Iterator[_Row]:
        for group in sheet.groups:
            yield self._group(group)
            yield from map(self._line, group.lines)

    def _group(self, group: GroupResult) -> _Row:
        title = f"{group.group.title.to(self.language)}. {group.explanation.to(self.language)}"
        points = "–" if group.points is None else self._in_words(words.OF, points=group.points, worth=group.due)
        return _Row(group.group.code, "", points, title, is_heading=True)

    def _line(self, line: Line) -> _Row:
        score, value = line.score, value_shown(line.score, self.language)
        if not line.is_due:
            return _Row(score.criterion.code, "–", "–", words.NOT_DUE.to(self.language))
        points = self._in_words(words.OF, points=line.points, worth=line.weight) if score.points is not None else "–"
        wording = score.criterion.wording.to(self.language)
        return _Row(score.criterion.code, value, points, f"{wording}. {score.explanation.to(self.language)}")

    def _table(self, rows: list[_Row]) -> Iterator[str]:
        """Codes, values and points in columns; the explanation takes the rest of the line. Long cells are wrapped."""
        code, value, points = (max(len(getattr(row, name)) for row in rows) for name in ("code", "value", "points"))
        value = min(value, _WIDEST_VALUE)
        rest = max(_NARROWEST_EXPLANATION, self.width - (code + _INDENT + value + points + 3 * _GAP))
        for row in rows:
            label = row.code if row.is_heading else " " * _INDENT + row.code
            values, explanations = textwrap.wrap(row.value, value), textwrap.wrap(row.explanation, rest)
            cells = zip_longest([label], values, [row.points], explanations, fillvalue="")
            for first, said, earned, explained in cells:
                yield f"{first:{code + _INDENT}}  {said:{value}}  {earned:>{points}}  {explained}".rstrip()

    # What follows

    def _class(self, proposal: Proposal) -> Iterator[str]:
        yield ""
        yield f"{words.CLASS.to(self.language)}: {self._class_named(proposal)}"
        yield from self._findings([one.finding for one in proposal.triggers], words.OVERRIDING)
        for examined in proposal.classes:
            yield from self._findings(examined.findings, examined.quality_class.title)

    def _class_named(self, proposal: Proposal) -> str:
        if proposal.quality_class:
            return proposal.quality_class.title.to(self.language)
        return self._in_words(words.CLASS_OPEN, lowest=proposal.lowest.title, highest=proposal.highest.title)

    def _recognition(self, proposal: RecognitionProposal) -> Iterator[str]:
        yield ""
        yield f"{words.RECOGNITION.to(self.language)}: {proposal.explanation.to(self.language)}"
        yield from self._findings(proposal.conditions, None)
        yield from self._findings(proposal.disqualifications, words.DISQUALIFYING)

    def _findings(self, findings: Iterable[Finding], title: Words | None) -> Iterator[str]:
        if title and findings:
            yield f"  {title.to(self.language)}"
        width = max(len(outcome.to(self.language)) for outcome in words.OUTCOMES.values())
        for finding in findings:
            outcome = words.OUTCOMES[finding.outcome].to(self.language)
            yield f"  [{outcome:{width}}] {finding.words.to(self.language)}"
