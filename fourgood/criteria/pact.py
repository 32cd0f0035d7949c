"""The emulation pact (giao ước thi đua): what the unit undertakes for each good in a year, to print and to sign.

On a page, and as PDF from the same data. It lists what is the unit's own; all else is as the framework says.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from fourgood.criteria.models import Adoption, CriteriaSet, Submission
from fourgood.criteria.overview import Line, Section, overview_of, said
from fourgood.documents.official import LANGUAGE_OF_RECORD, foot, head
from fourgood.documents.pdf import pdf
from fourgood.instructions.frameworks import framework_of
from fourgood.organisation.models import Position, Span
from fourgood.organisation.models.reference import Role
from fourgood.regulations.framework import Model

TEMPLATE = Path(__file__).parent / "printed" / "pact.typ"


@dataclass(frozen=True)
class Good:
    """One good: its title, what the unit sets itself, and how many criteria are as the framework says."""

    section: Section
    own: tuple[Line, ...]

    @property
    def title(self) -> str:
        return self.section.title

    @property
    def others(self) -> int:
        return len(self.section.lines) - len(self.own)


@dataclass(frozen=True)
class Pact:
    """`day`: of the resolution; before there is one, today. Names are those of that day."""

    criteria_set: CriteriaSet
    day: dt.date
    unit: str
    above: str
    title: str
    goods: tuple[Good, ...]
    adoption: Adoption | None
    confirmed_on: dt.date | None
    secretary: str
    secretary_above: str

    @property
    def is_final(self) -> bool:
        return self.confirmed_on is not None

    @property
    def promise(self) -> str:
        """The sentence with which it begins."""
        words = {"unit": self.unit, "year": self.criteria_set.registration.year, "title": self.title}
        return _("%(unit)s registers to build the model “%(title)s” in %(year)s, and undertakes:") % words

    @property
    def resolution(self) -> str:
        """By which resolution; "" before there is one."""
        if self.adoption is None:
            return ""
        day = date_format(self.adoption.met_on, "SHORT_DATE_FORMAT")
        words = {
            "number": self.adoption.number,
            "day": day,
            "votes": self.adoption.in_favour,
            "base": self.adoption.base,
        }
        return _("Adopted by resolution %(number)s on %(day)s: %(votes)s of %(base)s in favour.") % words

    @property
    def confirmation(self) -> str:
        if self.confirmed_on is None:
            return _("Not confirmed yet.")
        return _("Confirmed on %(day)s.") % {"day": date_format(self.confirmed_on, "SHORT_DATE_FORMAT")}

    @property
    def signs(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        """Left the level above, right the unit: on whose behalf, as what, the name."""
        is_cell = self.criteria_set.registration.model == Model.CELL
        ours = _("On behalf of the cell") if is_cell else _("On behalf of the committee")
        above = (_("The committee directly above"), _("Secretary"), self.secretary_above)
        return above, (ours, _("Secretary"), self.secretary)


def pact_of(criteria_set: CriteriaSet, *, today: dt.date) -> Pact:
    """A constant number of queries."""
    adoption = _adoption(criteria_set)
    confirmed = Submission.objects.filter(criteria_set=criteria_set, confirmed_at__isnull=False).first()
    day = adoption.met_on if adoption else today
    span = Span.objects.on(day).filter(unit=criteria_set.unit).select_related("parent").first()
    above = Span.objects.on(day).filter(unit=span.parent).first() if span and span.parent else None
    names = _secretaries([criteria_set.unit.pk, *([span.parent_id] if span and span.parent_id else [])], day)
    return Pact(
        criteria_set=criteria_set,
        day=day,
        unit=span.name if span else criteria_set.unit.name,
        above=above.name if above else "",
        title=said(framework_of(criteria_set.framework).title),
        goods=tuple(_good(section) for section in overview_of(criteria_set).sections),
        adoption=adoption,
        confirmed_on=timezone.localdate(confirmed.confirmed_at) if confirmed and confirmed.confirmed_at else None,
        secretary=names.get(criteria_set.unit.pk, ""),
        secretary_above=names.get(span.parent_id, "") if span and span.parent_id else "",
    )


def _good(section: Section) -> Good:
    return Good(section, tuple(line for line in section.lines if line.differs))


def _adoption(criteria_set: CriteriaSet) -> Adoption | None:
    """The resolution on these criteria; of a version that an edition made, the last one on the version before."""
    if criteria_set.made_by_id is None:
        return criteria_set.adoption()
    of_the_year = Adoption.objects.filter(criteria_set__registration=criteria_set.registration_id)
    before = of_the_year.filter(criteria_set__place__lte=criteria_set.place)
    return before.order_by("-criteria_set__place", "-recorded_at", "-pk").first()


def _secretaries(units: list[int], day: dt.date) -> dict[int | None, str]:
    held = Position.objects.on(day).filter(unit__in=units, kind__role=Role.SECRETARY).select_related("member")
    return {position.unit_id: position.member.full_name for position in held}


# As PDF


def pact_pdf(criteria_set: CriteriaSet, *, today: dt.date) -> bytes:
    """In the reader's language."""
    return pdf(TEMPLATE, pact_data(pact_of(criteria_set, today=today), (get_language() or LANGUAGE_OF_RECORD)[:2]))


def pact_data(pact: Pact, language: str) -> dict[str, Any]:
    """What the template fills in."""
    with override(language):
        return {
            "language": language,
            "head": asdict(_head(pact, language)) | {"number": ""},
            "foot": asdict(foot(language=language)),
            "promise": pact.promise,
            "goods": [_good_data(good) for good in pact.goods],
            "notes": [words for words in (pact.resolution, pact.confirmation) if words],
            "signs": [list(sign) for sign in pact.signs],
        }


def _head(pact: Pact, language: str) -> Any:
    return head(
        language=language,
        superior=pact.above,
        issuer=pact.unit,
        number="",
        seat="",
        on=pact.day,
        kind=_("Emulation pact"),
        subject=_("to build the model “%(title)s” in %(year)s")
        % {"title": pact.title, "year": pact.criteria_set.registration.year},
        is_draft=not pact.is_final,
    )


def _good_data(good: Good) -> dict[str, Any]:
    return {
        "title": f"{good.section.group.code}. {good.title}",
        "lines": [_line_data(line) for line in good.own],
        "others": others_in_words(good),
    }


def others_in_words(good: Good) -> str:
    """How many criteria of the good are as the framework says; "" if none."""
    words = ngettext(
        "%(number)d other criterion as the framework says.",
        "%(number)d other criteria as the framework says.",
        good.others,
    )
    return words % {"number": good.others} if good.others else ""


def _line_data(line: Line) -> dict[str, str]:
    own = line.own
    numbers = [
        _("Target: %(target)s") % {"target": own.target} if own.target else "",
        _("Plan: %(plan)s") % {"plan": own.plan} if own.plan else "",
        _("Measured: %(measure)s") % {"measure": own.measure} if own.measure else "",
    ]
    return {"code": line.code, "wording": line.wording, "numbers": ". ".join(filter(None, numbers))}
