"""The sheet of one assessment as people see it: of each criterion the three points, and what lacks.

Everything follows from the arrays and the rows of one assessment: a constant number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import cast

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from fourgood.assessments.models import Assessment, Entry, Evidence
from fourgood.assessments.vectors import Measured, as_points, due_in, layout_of, measured_values
from fourgood.common.kept import Kept
from fourgood.common.kept import given as value_of
from fourgood.criteria.models import LocalCriterion
from fourgood.criteria.own import effective
from fourgood.indicators.catalogue import RESTRICTED, catalogue
from fourgood.indicators.catalogue import Entry as IndicatorEntry
from fourgood.instructions.criterion_words import here as said
from fourgood.instructions.criterion_words import number as in_figures
from fourgood.regulations.framework import Criterion, Group, Origin
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.many_values import Layout
from fourgood.regulations.measures import worth
from fourgood.regulations.scoring import CriterionScore, given, score_criterion
from fourgood.regulations.stored_values import values_read
from fourgood.regulations.values import Value

NO_REMARKS: Mapping[str, str] = {}
Locals = Mapping[str, LocalCriterion]
"""What a unit made concrete, by code of criterion. Asked for when somebody reads how a criterion is worded."""


@dataclass(frozen=True)
class Line:
    """One criterion. `own` and `suggestion` may be missing; `confirmed` is None until confirmed, and where it does not
    apply. `number`: its place in the arrays, from 0. `found`: what the indicators found, by code of part. `suggested`:
    the points stored of that. `locals_`: what the unit made concrete. `said_above`: what the level above said of it
    last. `is_closed`: it tells of events about people, and the reader sees the points only.
    """

    number: int
    criterion: Criterion
    locals_: Locals
    is_due: bool
    found: Mapping[str, Value]
    suggested: Decimal | None
    own: CriterionScore
    confirmed: Decimal | None
    entry: Entry | None = None
    evidence: list[Evidence] = field(default_factory=list)
    said_above: str = ""
    is_closed: bool = False

    @property
    def code(self) -> str:
        return self.criterion.code

    @cached_property
    def suggestion(self) -> CriterionScore:
        """What was found, scored when it is asked for: who saves one criterion needs the suggestion of that one."""
        return score_criterion(self.criterion, self.found)

    @property
    def wording(self) -> str:
        return said(effective(self.criterion, self.locals_.get(self.code)).wording)

    @property
    def most(self) -> Decimal:
        return worth(self.criterion)

    @property
    def most_words(self) -> str:
        return in_figures(self.most)

    @property
    def suggested_words(self) -> str:
        return in_words(self.suggestion)

    @property
    def own_words(self) -> str:
        return in_words(self.own)

    @property
    def confirmed_words(self) -> str:
        """Where the level above gave no points, the criterion doesn't apply: what is confirmed has no gaps."""
        return _("n/a") if self.confirmed is None else in_figures(self.confirmed)

    @property
    def has_suggestion(self) -> bool:
        return bool(self.found) and not self.suggestion.is_missing

    @property
    def has_own(self) -> bool:
        return not self.own.is_missing

    @property
    def differs(self) -> bool:
        """Whether the unit's own points are others than those suggested."""
        if self.own.points is not None and self.own.points == self.suggested:
            return False
        return self.has_own and self.has_suggestion and _what(self.own) != _what(self.suggestion)

    @property
    def is_changed(self) -> bool:
        """Whether the level above confirmed other points than the unit's own."""
        return self.confirmed != self.own.points

    @property
    def is_short(self) -> bool:
        return self.own.is_short

    @property
    def why_suggested(self) -> str:
        return "" if self.is_closed else said(self.suggestion.explanation)

    @property
    def counted_from(self) -> list[IndicatorEntry]:
        """The indicators that found something of it, for the links to the rows behind."""
        if self.is_closed:
            return []
        found = (scored.part.indicator for scored in self.suggestion.parts if not scored.value.is_empty)
        return [catalogue()[code] for code in dict.fromkeys(found) if code]

    @property
    def tells_of_events(self) -> bool:
        """Whether it is counted from events that only leaders and the levels above read."""
        return any(part.indicator in RESTRICTED for part in self.criterion.parts)

    def closed(self) -> Line:
        """Without count, words and evidence: the points stay."""
        return replace(self, entry=None, evidence=[], said_above="", is_closed=True)

    @property
    def why_own(self) -> str:
        """How the points follow from what was entered; "" where they were agreed with or given."""
        own = own_score(self.criterion, self.entry, self.own.points)
        return said(own.explanation) if own.parts else ""

    @property
    def reason(self) -> str:
        return self.entry.reason if self.entry else ""

    @property
    def remark(self) -> str:
        return self.entry.remark if self.entry else ""

    @property
    def evidence_asked(self) -> str:
        """What the framework names as evidence."""
        return said(self.criterion.evidence)

    @property
    def version(self) -> int:
        return self.entry.version if self.entry else 0

    @property
    def lacks(self) -> str:
        """What keeps the sheet from being submitted, in a few words; "": nothing."""
        if not self.is_due:
            return ""
        if self.entry and self.entry.typed:
            return _("what was typed can't hold")
        if not self.has_own:
            return _("agree with the suggestion, or enter values") if self.has_suggestion else _("enter the values")
        unexplained = self.differs and not self.reason and not self.is_closed
        return _("say why it differs from the suggestion") if unexplained else ""


def in_words(score: CriterionScore) -> str:
    """Points as people read them; "n/a" where it does not apply, "–" where there are none yet."""
    if score.is_missing or (score.applies and score.points is None):
        return "–"
    return in_figures(score.points) if score.applies and score.points is not None else _("n/a")


def _what(score: CriterionScore) -> tuple[bool, Decimal | None]:
    return score.applies, score.points if score.applies else None


@dataclass(frozen=True)
class Good:
    """A group with its lines that are due. `points` of `due` so far, in points; `share` in per cent, for the petals."""

    group: Group
    lines: list[Line]
    points: Decimal
    due: Decimal

    @property
    def title(self) -> str:
        return said(self.group.title)

    @property
    def share(self) -> Decimal | None:
        return 100 * self.points / self.due if self.due else None


@dataclass(frozen=True)
class Sheet:
    """`lines`: of all criteria of the variant, in its order; `due`: of those that count this month."""

    assessment: Assessment
    layout: Layout
    lines: list[Line]

    @cached_property
    def due(self) -> list[Line]:
        return [line for line in self.lines if line.is_due]

    @cached_property
    def lacking(self) -> list[Line]:
        return [line for line in self.due if line.lacks]

    def without_events(self) -> Sheet:
        """As a plain member reads it: of what tells of events about people, the points only."""
        return replace(self, lines=[line.closed() if line.tells_of_events else line for line in self.lines])

    @property
    def to_agree(self) -> list[Line]:
        """Those with a suggestion and no points of the unit's own yet."""
        return [line for line in self.due if line.has_suggestion and not line.has_own]

    @property
    def differing(self) -> list[Line]:
        return [line for line in self.due if line.differs]

    @property
    def done(self) -> int:
        return len(self.due) - len(self.lacking)

    @property
    def is_reconstruction(self) -> bool:
        return self.layout.framework.provenance.origin is Origin.RECONSTRUCTION

    def goods(self, kind: str = "own") -> list[Good]:
        """By group, what is stored of that kind ("suggested", "own", "confirmed")."""
        points, due = getattr(self.assessment, f"{kind}_groups"), getattr(self.assessment, f"{kind}_due")
        return [
            Good(
                group,
                [self.lines[n] for n in numbers if self.lines[n].is_due],
                as_points(points, place) or Decimal(0),
                as_points(due, place) or Decimal(0),
            )
            for place, (group, numbers) in enumerate(self.layout.groups)
        ]

    def shares(self, kind: str = "own") -> list[Decimal | None]:
        return [good.share for good in self.goods(kind)]

    def total(self, kind: str = "own") -> Decimal | None:
        total = getattr(self.assessment, f"{kind}_total")
        return None if total is None else decimal_of(total)

    def line(self, code: str) -> Line:
        """Raises KeyError."""
        for line in self.lines:
            if line.code == code:
                return line
        raise KeyError(code)

    def scores(self) -> dict[str, CriterionScore]:
        """The unit's own, by code."""
        return {line.code: line.own for line in self.lines}


def sheet_of(assessment: Assessment, *, with_evidence: bool = True, remarks: Mapping[str, str] = NO_REMARKS) -> Sheet:
    """Three queries at most, the last where somebody reads how a criterion is worded. Fetch the row with its period and
    framework. `remarks`: of the level above, by code.
    """
    layout = layout_of(assessment.framework, assessment.variant)
    entries = {entry.code: entry for entry in _ENTRIES.rows(assessment=assessment.pk)}
    for entry in entries.values():
        entry.assessment = assessment
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for piece in assessment.evidence.select_related("file", "meeting") if with_evidence else ():
        evidence[piece.code].append(piece)
    locals_ = cast("Locals", SimpleLazyObject(lambda: _locals(assessment)))
    return made_of(assessment, layout, entries, evidence, locals_, remarks)


_ENTRIES: Kept[Entry] = Kept(lambda: Entry.objects.filter(assessment=value_of("assessment")).order_by())


def _locals(assessment: Assessment) -> Locals:
    if not assessment.criteria_set_id:
        return {}
    return {row.code: row for row in LocalCriterion.objects.filter(criteria_set=assessment.criteria_set_id)}


def made_of(
    assessment: Assessment,
    layout: Layout,
    entries: Mapping[str, Entry],
    evidence: Mapping[str, list[Evidence]],
    locals_: Locals,
    remarks: Mapping[str, str] = NO_REMARKS,
) -> Sheet:
    """The same from rows that are there already."""
    found = measured_values(layout, Measured(assessment.amounts, assessment.bases, assessment.counts))
    due = due_in(layout, assessment.month.month)
    lines = [
        Line(
            number,
            criterion,
            locals_,
            due[number],
            found.get(criterion.code, {}),
            as_points(assessment.suggested, number),
            _own_now(criterion, entries.get(criterion.code), as_points(assessment.own, number)),
            as_points(assessment.confirmed, number),
            entries.get(criterion.code),
            evidence.get(criterion.code, []),
            remarks.get(criterion.code, ""),
        )
        for number, criterion in enumerate(layout.criteria)
    ]
    return Sheet(assessment, layout, lines)


def _own_now(criterion: Criterion, entry: Entry | None, stored: Decimal | None) -> CriterionScore:
    """Points that are stored are those of what was entered. Without any, it is missing, or does not apply."""
    return own_score(criterion, entry, None) if stored is None else given(criterion, stored)


def own_score(criterion: Criterion, entry: Entry | None, stored: Decimal | None) -> CriterionScore:
    """What the unit states: points it gives itself, points of its values, or those it agreed with."""
    if entry and entry.stated is not None:
        return given(criterion, decimal_of(entry.stated))
    if entry and entry.values:
        return score_criterion(criterion, values_read(entry.values))
    return given(criterion, stored)


def measured_here(line: Line) -> dict[str, Value]:
    """What the indicators found of the criterion's parts."""
    return {scored.part.code: scored.value for scored in line.suggestion.parts if not scored.value.is_empty}


def codes(lines: Iterable[Line]) -> str:
    return ", ".join(line.code for line in lines)
