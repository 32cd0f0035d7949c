"""What the list of acts can be narrowed to."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, ActQuerySet, Reader
from fourgood.audit.verbs import Verb
from fourgood.common.widgets import DayInput

NOUNS = {
    "unit": _("Units"),
    "order": _("Reorganisation orders"),
    "member": _("Members"),
    "position": _("Positions"),
    "group": _("Party groups"),
    "list": _("Lists"),
    "account": _("Accounts"),
    "office": _("Offices"),
}


def verbs_by_noun() -> list[tuple[Any, Any]]:
    """All verbs, grouped by what they are done on (the first part of their value), for a choice on a page."""
    groups = groupby(sorted(Verb.choices, key=_place), key=lambda choice: choice[0].partition(".")[0])
    return [("", _("All acts")), *((NOUNS.get(noun, noun), list(choices)) for noun, choices in groups)]


def _place(choice: tuple[str, Any]) -> int:
    nouns = list(NOUNS)
    noun = choice[0].partition(".")[0]
    return nouns.index(noun) if noun in nouns else len(nouns)


class Narrowing(forms.Form):
    """The filter above the list. All of it may be left empty."""

    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None)
    verb = forms.ChoiceField(label=_("Act"), required=False, choices=verbs_by_noun)
    day = forms.DateField(label=_("Day"), required=False, widget=DayInput())

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("All units")), *units]  # type: ignore[attr-defined]

    def acts_for(self, viewer: Reader) -> ActQuerySet:
        """Only the acts asked for. What was entered wrongly narrows nothing; the page says so."""
        chosen = self.cleaned_data if self.is_valid() else {}
        acts = Act.objects.visible_to(viewer, within=chosen.get("unit"))
        if chosen.get("verb"):
            acts = acts.filter(verb=chosen["verb"])
        if chosen.get("day"):
            morning = make_aware(dt.datetime.combine(chosen["day"], dt.time()))
            acts = acts.filter(at__gte=morning, at__lt=morning + dt.timedelta(days=1))
        return acts
