"""Two who filled in the same criterion at once: both versions in words, side by side. Nothing is overwritten."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fourgood.assessments.entering import Said
from fourgood.assessments.forms import CriterionForm
from fourgood.assessments.models import Entry
from fourgood.assessments.sheet import Line
from fourgood.instructions.criterion_words import here as said
from fourgood.instructions.criterion_words import number as in_figures
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.scoring import score_criterion
from fourgood.regulations.stored_values import values_read


def sides_of(line: Line, theirs: Entry, form: CriterionForm) -> dict[str, list[str]]:
    """`theirs`, `mine`: what stands on each side, a sentence each."""
    stated = None if theirs.stated is None else decimal_of(theirs.stated)
    saved = Said(values_read(theirs.values), theirs.reason, theirs.remark, stated)
    mine = _in_words(line, form.said()) if form.is_valid() else list(form.typed().values())
    return {"theirs": _in_words(line, saved) + list((theirs.typed or {}).values()), "mine": mine}


def _in_words(line: Line, what: Said) -> list[str]:
    words = []
    if what.values:
        words.append(said(score_criterion(line.criterion, what.values).explanation))
    if what.stated is not None:
        words.append(_("Own points: %(points)s") % {"points": in_figures(what.stated)})
    return [*words, *(text for text in (what.reason, what.remark) if text)] or [_("nothing entered")]
