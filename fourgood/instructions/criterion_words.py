"""What a framework says of one criterion, in sentences that a secretary reads. In the language that is active."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fourgood.regulations.difference import Aspect
from fourgood.regulations.figures import figure
from fourgood.regulations.framework import Criterion, Frequency, Local, Model, NotApplicable, Style, Words
from fourgood.regulations.indicators import INDICATORS
from fourgood.regulations.measure_words import measure_of

Lines = tuple[str, ...]

MODELS = {
    Model.CELL: gettext_lazy("4-good Party cell"),
    Model.COMMITTEE: gettext_lazy("4-good grassroots Party committee"),
    Model.MEETING: gettext_lazy("quality of a meeting"),
    Model.COLLECTIVE: gettext_lazy("yearly classification of a collective"),
    Model.LEADER: gettext_lazy("yearly classification of a leader"),
    Model.MEMBER: gettext_lazy("yearly classification of a member"),
    Model.OUTSIDE_MEMBER: gettext_lazy("yearly classification of a member outside the political system"),
}
STYLES = {
    Style.POINTS: gettext_lazy("by points"),
    Style.MET: gettext_lazy("met or not met"),
}
FREQUENCIES = {
    Frequency.MONTH: gettext_lazy("every month"),
    Frequency.QUARTER: gettext_lazy("every quarter"),
    Frequency.YEAR: gettext_lazy("once a year"),
    Frequency.MEETING: gettext_lazy("at every meeting"),
}
LOCALS = {
    Local.WORDING: gettext_lazy("the wording"),
    Local.TARGET: gettext_lazy("the target"),
    Local.MEASURE: gettext_lazy("how it is measured"),
    Local.PLAN: gettext_lazy("the plan"),
}
ASPECTS = {
    Aspect.CODE: gettext_lazy("code"),
    Aspect.WORDING: gettext_lazy("wording"),
    Aspect.POINTS: gettext_lazy("points"),
    Aspect.MEASURE: gettext_lazy("how points are given"),
    Aspect.FREQUENCY: gettext_lazy("how often"),
    Aspect.EVIDENCE: gettext_lazy("evidence"),
    Aspect.THRESHOLD: gettext_lazy("corrective action"),
    Aspect.NOT_APPLICABLE: gettext_lazy("where it does not apply"),
    Aspect.MANDATORY: gettext_lazy("for recognition"),
    Aspect.LOCAL: gettext_lazy("what units may make concrete"),
    Aspect.INDICATOR: gettext_lazy("figure that FourGood suggests"),
}


def here(words: Words) -> str:
    """The words in the language that is active."""
    return words.to(get_language() or "vi")


def number(value: Decimal) -> str:
    return figure(value, (get_language() or "vi")[:2])


def in_words(aspect: Aspect, criterion: Criterion) -> Lines:
    """One aspect of the criterion, one sentence a line; no line where there is nothing to say."""
    return _SAY[aspect](criterion)


def measure(criterion: Criterion) -> Lines:
    return tuple(here(measure_of(part)) for part in criterion.parts)


def threshold(criterion: Criterion) -> Lines:
    sentence = _("Below %(share)s %% of its points a corrective action is asked for.")
    return (sentence % {"share": number(criterion.threshold)},)


def not_applicable(criterion: Criterion) -> Lines:
    if criterion.not_applicable is NotApplicable.NEVER:
        return (_("It always applies."),)
    if criterion.not_applicable is NotApplicable.GIVE:
        return (_("Where it does not apply, its points go to %(code)s.") % {"code": criterion.gives_to},)
    return (_("Where it does not apply, its points are shared among the others of its group."),)


def mandatory(criterion: Criterion) -> Lines:
    return (_("Recognition needs it met."),) if criterion.mandatory else ()


def local(criterion: Criterion) -> Lines:
    """What a unit may make concrete, or that everything is fixed."""
    if not criterion.local:
        return (_("Fixed as it is."),)
    allowed = ", ".join(str(LOCALS[what]) for what in Local if what in criterion.local)
    lines = [_("Units may make concrete: %(what)s.") % {"what": allowed}]
    if criterion.target_at_least is not None:
        lowest = number(criterion.target_at_least)
        lines.append(_("A target of their own is at least %(share)s %%.") % {"share": lowest})
    if criterion.plan_units:
        lines.append(_("They plan in: %(units)s.") % {"units": ", ".join(map(here, criterion.plan_units))})
    return tuple(lines)


def indicators(criterion: Criterion) -> Lines:
    codes = [part.indicator for part in criterion.parts if part.indicator]
    return tuple(here(INDICATORS[code].title) if code in INDICATORS else code for code in codes)


_SAY: dict[Aspect, Callable[[Criterion], Lines]] = {
    Aspect.CODE: lambda c: (c.code,),
    Aspect.WORDING: lambda c: (here(c.wording),),
    Aspect.POINTS: lambda c: (number(c.points),),
    Aspect.MEASURE: measure,
    Aspect.FREQUENCY: lambda c: (str(FREQUENCIES[c.every]),),
    Aspect.EVIDENCE: lambda c: (here(c.evidence),),
    Aspect.THRESHOLD: threshold,
    Aspect.NOT_APPLICABLE: not_applicable,
    Aspect.MANDATORY: mandatory,
    Aspect.LOCAL: local,
    Aspect.INDICATOR: indicators,
}
