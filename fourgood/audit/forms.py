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
from fourgood.common.widgets import DayInput, LongSelect

NOUNS = {
    "unit": _("Units"),
    "order": _("Reorganisation orders"),
    "member": _("Members"),
    "position": _("Positions"),
    "group": _("Party groups"),
    "instruction": _("Instructions"),
    "document": _("Documents"),
    "plan": _("Implementation plans"),
    "registration": _("Registrations"),
    "criteria": _("Criteria"),
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

    unit = forms.TypedChoiceField(label=_("Unit"), required=False, coerce=int, empty_value=None, widget=LongSelect())
    verb = forms.ChoiceField(label=_("Act"), required=False, choices=verbs_by_noun, widget=LongSelect())
    day = forms.DateField(label=_("Day"), required=False, widget=DayInput())

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("All units")), *units]  # type: ignore[attr-defined]

    def acts_for(self, viewer: Reader) -> ActQuerySet:
        """Only the acts asked for, newest first. What was entered wrongly narrows nothing; the page says so.

        A day is looked up by the moment of acts, a verb by verb where the reader oversees everything; else the newest
        acts of the unit are gone through.
        """
        chosen = self.cleaned_data if self.is_valid() else {}
        unit, verb, day = (chosen.get(name) for name in ("unit", "verb", "day"))
        seen = Act.objects.visible_to(viewer, within=unit)
        acts = seen.filter(verb=verb) if verb else seen
        if day:
            morning = make_aware(dt.datetime.combine(day, dt.time()))
            return acts.filter(at__gte=morning, at__lt=morning + dt.timedelta(days=1)).order_by("-pk")
        if verb and not unit and viewer.standing().oversees_all_acts():
            return acts.order_by("-pk")
        return acts.newest_of([unit] if unit else viewer.standing().reads_acts_of())
