"""A question in words: what one would ask, what the rows show, from where on it is asked. Never an accusation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fourgood.assessments.models import Assessment
from fourgood.instructions.criterion_words import number as in_figures
from fourgood.integrity.models import Question, Rule
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.integrity_rules import IntegrityRule

QUESTIONS: dict[str, str | Promise] = {
    Rule.APART: gettext_lazy(
        "The unit's own points lie apart from those suggested or confirmed. What do the records not show?"
    ),
    Rule.ALIKE: gettext_lazy("Month after month every criterion has the same points. Did nothing change?"),
    Rule.UNBACKED: gettext_lazy("Full marks, with neither records nor evidence. What shows that it was kept?"),
    Rule.HURRIED: gettext_lazy("The sheet was filled in within minutes. Was there time to look at each criterion?"),
    Rule.WAVED_THROUGH: gettext_lazy(
        "Sheets that differ from the records were confirmed as they came. What was looked at?"
    ),
}


def asked_from(question: Question, rule: IntegrityRule) -> str:
    """From where on the rules ask."""
    return str(_FROM[question.rule]) % {
        "much": rule.apart.much,
        "some": rule.apart.some,
        "often": rule.apart.often,
        "window": rule.window,
        "alike": rule.alike.months,
        "per_cent": rule.unbacked.per_cent,
        "unbacked": rule.unbacked.months,
        "entries": rule.hurried.entries,
        "last": rule.hurried.last_minutes,
        "sitting": rule.hurried.sitting_minutes,
        "months": rule.hurried.months,
        "sheets": rule.waved_through.sheets,
        "running": rule.waved_through.months,
        "minutes": rule.waved_through.minutes,
    }


_FROM: dict[str, Promise] = {
    Rule.APART: gettext_lazy(
        "Asked from %(much)s points in one month on, or from %(some)s points in %(often)s of %(window)s months."
    ),
    Rule.ALIKE: gettext_lazy("Asked from %(alike)s months running on, where not every point is the suggested one."),
    Rule.UNBACKED: gettext_lazy(
        "Asked from %(per_cent)s per cent of the criteria on for which something could be shown, in %(unbacked)s of "
        "%(window)s months."
    ),
    Rule.HURRIED: gettext_lazy(
        "Asked where %(entries)s entries or more were made in the last %(last)s minutes of the last day, or within "
        "%(sitting)s minutes; from %(months)s of %(window)s months on."
    ),
    Rule.WAVED_THROUGH: gettext_lazy(
        "Asked from %(sheets)s such sheets in a month on: all unchanged and none returned in %(running)s months "
        "running, or all within %(minutes)s minute."
    ),
}


def in_short(question: Question) -> str:
    """In how many months it was found, and in which."""
    months = [f"{month_of(row):%m/%Y}" for row in question.rows]
    if len(months) == 1:
        return months[0]
    gaps = {"count": len(months), "first": months[0], "last": months[-1]}
    return _("%(count)d months between %(first)s and %(last)s") % gaps


def month_of(row: Mapping[str, Any]) -> dt.date:
    return dt.date.fromisoformat(row["month"])


@dataclass(frozen=True)
class Behind:
    """One month of a question: what was found, and the sheets that the reader may open. `hidden`: how many more."""

    month: dt.date
    words: list[str]
    sheets: list[Assessment]
    hidden: int


def behind(question: Question, viewer: Any) -> list[Behind]:
    """The rows of a question, month by month. One query."""
    seen = Assessment.objects.visible_to(viewer).select_related("unit", "period").in_bulk(question.sheets)
    rows = []
    for row in question.rows:
        sheets = [seen[pk] for pk in row["sheets"] if pk in seen]
        rows.append(Behind(month_of(row), _WORDS[Rule(question.rule)](row), sheets, len(row["sheets"]) - len(sheets)))
    return rows


def _apart(row: Mapping[str, Any]) -> list[str]:
    kinds = [(row["suggested"], _("%(points)s points from those suggested"))]
    kinds += [(row["confirmed"], _("%(points)s points from those confirmed"))]
    return [words % {"points": in_figures(decimal_of(found))} for found, words in kinds if found]


def _alike(row: Mapping[str, Any]) -> list[str]:
    return [_("the same points in every criterion")]


def _unbacked(row: Mapping[str, Any]) -> list[str]:
    codes = row["criteria"]
    words = _("%(count)d of %(of)d criteria: %(codes)s")
    return [words % {"count": len(codes), "of": row["of"], "codes": ", ".join(codes)}]


def _hurried(row: Mapping[str, Any]) -> list[str]:
    said = ngettext("%(count)d entry within %(time)s", "%(count)d entries within %(time)s", row["entries"])
    found = [said % {"count": row["entries"], "time": minutes_of(row["seconds"])}]
    return [*found, _("all in the last minutes of the last day")] if row["at_the_end"] else found


def _waved_through(row: Mapping[str, Any]) -> list[str]:
    count = len(row["sheets"])
    said = ngettext(
        "%(count)d sheet that differs from the records", "%(count)d sheets that differ from the records", count
    )
    found = [said % {"count": count}]
    if row["running"]:
        found.append(_("all confirmed unchanged, none returned"))
    return [*found, _("confirmed within %(time)s") % {"time": minutes_of(row["seconds"])}] if row["at_once"] else found


def minutes_of(seconds: int) -> str:
    """A short time as people say it: "4:05 minutes"."""
    minutes, rest = divmod(int(seconds), 60)
    return _("%(time)s minutes") % {"time": f"{minutes}:{rest:02d}"}


_WORDS = {
    Rule.APART: _apart,
    Rule.ALIKE: _alike,
    Rule.UNBACKED: _unbacked,
    Rule.HURRIED: _hurried,
    Rule.WAVED_THROUGH: _waved_through,
}
