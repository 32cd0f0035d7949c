"""What is asked for on the list, and what an officer notes of a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourgood.integrity.models import Question, Rule
from fourgood.organisation.models import Unit

OPEN, WAITING, ANSWERED = "open", "waiting", "answered"


class Which(forms.Form):
    """Which questions. What is no choice is as if not asked: then those that nobody has asked yet."""

    which = forms.ChoiceField(
        label=_("how far"),
        required=False,
        choices=[(OPEN, _("to be asked")), (WAITING, _("asked, not answered yet")), (ANSWERED, _("answer noted"))],
    )
    rule = forms.ChoiceField(label=_("about"), required=False, choices=[("", _("all")), *Rule.choices])
    q = forms.CharField(label=_("name of the unit"), required=False, max_length=100)

    def rows(self, viewer: Any) -> Any:
        """The questions asked for, about units below the reader: those about one unit together."""
        self.is_valid()
        asked = self.cleaned_data
        seen = Question.objects.below(viewer)
        rows = {WAITING: seen.waiting, ANSWERED: seen.answered}.get(asked.get("which", OPEN), seen.open)()
        if asked.get("rule"):
            rows = rows.filter(rule=asked["rule"])
        if name := asked.get("q", "").strip():
            rows = rows.filter(unit__in=Unit.objects.search(name).order_by().values("pk"))
        rows = rows.select_related("unit", "unit__parent", "asked")
        return rows.order_by("unit__sort_key", "unit_id", "month", "pk")


class AskForm(forms.Form):
    words = forms.CharField(
        label=_("what was asked"),
        required=False,
        max_length=1000,
        widget=forms.Textarea,
        help_text=_("In your own words. The leaders of the unit see the question from now on."),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("what it answered"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("As it was said. The answer stays as it is, and no point changes by it."),
    )
