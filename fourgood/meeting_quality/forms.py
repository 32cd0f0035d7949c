"""Forms of the score of a meeting: the points of all criteria with reasons, and the vote on them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.meeting_quality.choices import choices_of, given_of, key_of, may_be_aside, points_in_words
from fourgood.meeting_quality.deciding import Hands, votes_for
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meeting_quality.points import NOTHING, ByCode, Given
from fourgood.organisation.member_forms import ActForm
from fourgood.regulations.framework import Criterion, Variant
from fourgood.regulations.hundredths import has_two_places
from fourgood.voting.models import Vote

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
_COUNT = {"inputmode": "numeric", "autocomplete": "off"}
LONGEST = 1000


class PointsField(forms.CharField):
    """A number of points, with comma or point before decimals."""

    def __init__(self, criterion: Criterion) -> None:
        super().__init__(required=False, widget=forms.TextInput(_NUMBER))
        self.most = criterion.points

    def clean(self, value: Any) -> str:
        written = super().clean(value).strip().replace(",", ".")
        if not written:
            return ""
        try:
            points = Decimal(written)
        except InvalidOperation:
            points = Decimal(-1)
        if not (points.is_finite() and has_two_places(points) and 0 <= points <= self.most):
            most = points_in_words(self.most)
            raise ValidationError(_("Write a number from 0 to %(most)s, with two decimals at most.") % {"most": most})
        return f"{points:.2f}"


class PointsForm(forms.Form):
    """What each criterion is given, and why. Nothing has to be there: what is missing is told before it is sent up.

    `given`: what stands in the form at first; empty stays empty. `offered`: what a list of choices has in any case.
    """

    all_optional = True  # so that no field says so

    def __init__(
        self, *args: Any, variant: Variant, given: ByCode, reasons: dict[str, str], offered: ByCode, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(variant.criteria())
        for criterion in self.criteria:
            code = criterion.code
            first, other = given.get(code, NOTHING), offered.get(code, NOTHING)
            self._add_points(criterion, first, other)
            self.fields[f"reason-{code}"] = forms.CharField(
                label=_("Reason, %(code)s") % {"code": code},
                required=False,
                max_length=LONGEST,
                initial=reasons.get(code, ""),
                widget=forms.Textarea({"rows": 2}),
            )

    def _add_points(self, criterion: Criterion, first: Given, other: Given) -> None:
        code, choices = criterion.code, choices_of(criterion, first, other)
        label = _("Points, %(code)s") % {"code": code}
        if choices is not None:
            self.fields[f"points-{code}"] = forms.ChoiceField(
                label=label, choices=choices, required=False, initial=key_of(first)
            )
            return
        self.fields[f"points-{code}"] = field = PointsField(criterion)
        field.label, field.initial = label, "" if first.points is None else points_in_words(first.points)
        if may_be_aside(criterion):
            self.fields[f"aside-{code}"] = forms.BooleanField(
                label=_("%(code)s does not apply") % {"code": code}, required=False, initial=first.aside
            )

    def given(self) -> ByCode:
        """Of a valid form, all criteria."""
        return {criterion.code: self._given(criterion.code) for criterion in self.criteria}

    def _given(self, code: str) -> Given:
        if self.cleaned_data.get(f"aside-{code}"):
            return Given(aside=True)
        return given_of(self.cleaned_data.get(f"points-{code}", ""))

    def reasons(self) -> dict[str, str]:
        """Those that were written."""
        written = {criterion.code: self.cleaned_data.get(f"reason-{criterion.code}", "") for criterion in self.criteria}
        return {code: text for code, text in written.items() if text.strip()}


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=9999, required=False, widget=forms.TextInput(_COUNT), **more
    )


class VoteForm(ActForm):
    """Either a vote that was held in the system, or hands as they were counted."""

    heading = gettext_lazy("The meeting's vote on its score")
    submit = gettext_lazy("Record the vote")
    done = gettext_lazy("The vote is recorded.")

    vote: forms.ModelChoiceField[Vote] = forms.ModelChoiceField(
        queryset=Vote.objects.none(),
        label=gettext_lazy("a vote held here at the meeting"),
        required=False,
        empty_label=gettext_lazy("– none: hands were counted –"),
    )
    in_favour = _count(gettext_lazy("in favour"))
    against = _count(gettext_lazy("against"))
    abstaining = _count(gettext_lazy("abstaining"))

    def __init__(self, *args: Any, sheet: QualitySheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = votes_for(sheet)
        if found:
            chosen = cast("forms.ModelChoiceField[Any]", self.fields["vote"])
            chosen.queryset = Vote.objects.filter(pk__in=[vote.pk for vote in found])
        else:
            del self.fields["vote"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("vote") and said.get("in_favour") is None and "in_favour" not in self.errors:
            self.add_error("in_favour", _("Write how many were in favour."))
        return said

    def hands(self) -> Hands:
        said = self.cleaned_data
        return Hands(said["in_favour"], said["against"] or 0, said["abstaining"] or 0)

    @property
    def chosen(self) -> Vote | None:
        return self.cleaned_data.get("vote")
