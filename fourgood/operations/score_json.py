"""The scores of `fourgood score` as JSON: everything, with exact fractions. Numbers are strings, never rounded."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from fourgood.operations.score_files import MonthScore, Results, UnitScore
from fourgood.operations.value_table.problems import WrongCell
from fourgood.regulations.classification import Proposal
from fourgood.regulations.conditions import Finding, Known
from fourgood.regulations.framework import Framework, Words
from fourgood.regulations.measures import worth
from fourgood.regulations.recognition import RecognitionProposal
from fourgood.regulations.scoring import Scored
from fourgood.regulations.sheets import Counted, GroupResult, Line, Sheet
from fourgood.regulations.values import Value
from fourgood.regulations.year import Year

Json = dict[str, Any]


def scores(results: Results, language: str) -> Json:
    """The whole report."""
    writing = _Writing(language)
    return {
        "framework": writing.framework(results.framework),
        "variant": results.variant.code,
        "language": language,
        "year": results.year,
        "months_not_in_force": list(results.not_in_force),
        "units": [writing.unit(unit) for unit in results.units],
    }


def wrong_cells(wrong: Iterable[WrongCell], language: str) -> Json:
    """The wrong cells of a table that was not scored."""
    return {
        "wrong": [
            {
                "address": cell.address,
                "value": cell.value,
                "reason": cell.reason.to(language),
                "write": cell.write.to(language),
            }
            for cell in wrong
        ]
    }


def number(value: Decimal | int | None) -> str | None:
    """Exact, without closing zeros."""
    return None if value is None else f"{Decimal(value).normalize():f}"


def fraction(value: Fraction | None) -> Json | None:
    """Exact, in lowest terms."""
    return None if value is None else {"numerator": str(value.numerator), "denominator": str(value.denominator)}


class _Writing:
    """Writes the words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def _words(self, words: Words | None) -> str | None:
        return words.to(self.language) if words else None

    def framework(self, framework: Framework) -> Json:
        instruction, provenance = framework.instruction, framework.provenance
        return {
            "code": framework.code,
            "model": framework.model.value,
            "style": framework.style.value,
            "title": self._words(framework.title),
            "number": instruction.number,
            "dated": instruction.dated.isoformat(),
            "edition": instruction.edition,
            "origin": provenance.origin.value,
            "note": self._words(provenance.note),
        }

    def unit(self, score: UnitScore) -> Json:
        return {
            "unit": score.name,
            "sheets": [self.month(month) for month in score.sheets],
            "year": self.year(score.year) if score.year else None,
            "points_without_values": list(score.only_points),
            "class": self.quality_class(score.quality_class) if score.quality_class else None,
            "recognition": self.recognition(score.recognition) if score.recognition else None,
        }

    def month(self, score: MonthScore) -> Json:
        return {"month": score.month, **self.sheet(score.sheet), "entered_not_due": list(score.not_due)}

    def year(self, year: Year) -> Json:
        gaps = [{"month": gap.month, "criterion": gap.criterion.code} for gap in year.gaps]
        return {"months": list(year.sheet.months or ()), **self.sheet(year.sheet), "gaps": gaps}

    def sheet(self, sheet: Sheet) -> Json:
        exact = Fraction(sheet.whole) * Fraction(sheet.points) / Fraction(sheet.due) if sheet.due else None
        return {
            "groups": [self.group(group) for group in sheet.groups],
            "points": number(sheet.points),
            "due": number(sheet.due),
            "total": number(sheet.total),
            "total_exact": fraction(exact),
            "bonuses": [self.counted(one) for one in sheet.bonuses],
            "bonus": number(sheet.bonus),
            "deductions": [self.counted(one) for one in sheet.deductions],
            "deduction": number(sheet.deduction),
            "final": number(sheet.final),
            "band": sheet.band.code if sheet.band else None,
            "missing": [score.criterion.code for score in sheet.missing],
            "short": [score.criterion.code for score in sheet.shortfalls],
            "explanation": self._words(sheet.explanation),
        }

    def counted(self, counted: Counted) -> Json:
        return {"code": counted.extra.code, "count": counted.count, "points": number(counted.points)}

    def group(self, group: GroupResult) -> Json:
        share = 100 * Fraction(group.points) / Fraction(group.due) if group.points is not None else None
        return {
            "group": group.group.code,
            "good": group.group.good,
            "title": self._words(group.group.title),
            "points": number(group.points),
            "due": number(group.due),
            "earned": number(group.earned),
            "applying": number(group.applying),
            "share": number(group.share),
            "share_exact": fraction(share),
            "explanation": self._words(group.explanation),
            "criteria": [self.line(line) for line in group.lines],
        }

    def line(self, line: Line) -> Json:
        score = line.score
        return {
            "criterion": score.criterion.code,
            "due": line.is_due,
            "applies": score.applies,
            "missing": line.counts and score.is_missing,
            "short": line.counts and score.is_short,
            "points": number(score.points),
            "worth": number(worth(score.criterion)),
            "counted": number(line.points),
            "weight": number(line.weight),
            "explanation": self._words(score.explanation),
            "parts": [self.part(part) for part in score.parts],
        }

    def part(self, scored: Scored) -> Json:
        return {
            "part": scored.part.code,
            **self.value(scored.value),
            "applies": scored.applies,
            "points": number(scored.points),
            "worth": number(worth(scored.part)),
            "explanation": self._words(scored.explanation),
        }

    def value(self, value: Value) -> Json:
        return {
            "amount": number(value.amount),
            "base": number(value.base),
            "answer": value.answer,
            "grade": value.grade,
            "events": dict(value.events),
            "not_applicable": value.not_applicable,
        }

    # What follows

    def quality_class(self, proposal: Proposal) -> Json:
        return {
            "proposed": proposal.quality_class.code if proposal.quality_class else None,
            "lowest": proposal.lowest.code,
            "highest": proposal.highest.code,
            "triggers": [
                {"class": one.trigger.quality_class, **self.finding(one.finding)} for one in proposal.triggers
            ],
            "classes": [
                {
                    "class": one.quality_class.code,
                    "outcome": one.outcome.value,
                    "conditions": [self.finding(finding) for finding in one.findings],
                }
                for one in proposal.classes
            ],
        }

    def recognition(self, proposal: RecognitionProposal) -> Json:
        return {
            "proposed": proposal.is_proposed,
            "explanation": self._words(proposal.explanation),
            "conditions": [self.finding(finding) for finding in proposal.conditions],
            "disqualifications": [self.finding(finding) for finding in proposal.disqualifications],
        }

    def finding(self, finding: Finding) -> Json:
        return {
            "fact": finding.condition.fact,
            "outcome": finding.outcome.value,
            "found": known(finding.found),
            "words": self._words(finding.words),
        }


def known(value: Known) -> Any:
    """A text or truth value as it is, a decimal as a string, a fraction exact."""
    if isinstance(value, Fraction):
        return fraction(value)
    return value if value is None or isinstance(value, str | bool) else number(value)
