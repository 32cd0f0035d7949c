"""Forms of the wizard: which variant; one criterion, with the fields that the framework leaves open; a change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.common.refusal import Refusal
from fourgood.common.widgets import DayInput
from fourgood.criteria.beginning import Offer
from fourgood.criteria.models import LocalCriterion
from fourgood.criteria.overview import said
from fourgood.criteria.own import FIELDS, Own, require_allowed
from fourgood.instructions.models import FrameworkFile
from fourgood.regulations.framework import Criterion, Local, Variant


class BeginForm(forms.Form):
    """By which framework and variant the unit registers. Hidden where there is nothing to choose."""

    choice = forms.ChoiceField(label=gettext_lazy("by which framework"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {
            f"{offer.file.pk}:{variant.code}": (offer, variant) for offer in offers for variant in offer.variants
        }
        field = cast("forms.ChoiceField", self.fields["choice"])
        field.choices = [(key, _named(offer, variant)) for key, (offer, variant) in self.offered.items()]
        field.initial = next(iter(self.offered))
        if len(self.offered) == 1:
            field.widget = forms.HiddenInput()

    def chosen(self) -> tuple[FrameworkFile, str]:
        """The file and the code of the variant, once valid."""
        offer, variant = self.offered[self.cleaned_data["choice"]]
        return offer.file, variant.code


def _named(offer: Offer, variant: Variant) -> str:
    """ "4-good Party cell (05-HD/BTCTU): schools and hospitals"."""
    title = f"{said(offer.framework.title)} ({offer.file.edition.instruction})"
    return title if len(offer.variants) == 1 else f"{title}: {said(variant.title)}"


class CriterionForm(forms.Form):
    """What the unit makes of one criterion: only the fields that the framework leaves open. All may stay empty."""

    wording = forms.CharField(
        label=gettext_lazy("in your own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("What it means where you are: places, works, groups. Empty: as the framework says."),
    )
    target = forms.DecimalField(
        label=gettext_lazy("your target, in per cent"),
        required=False,
        localize=True,
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    measure = forms.CharField(
        label=gettext_lazy("how you measure it"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Who counts, from which list, when. The points stay those of the framework."),
    )
    plan_amount = forms.DecimalField(
        label=gettext_lazy("your plan for the year"),
        required=False,
        localize=True,
        max_digits=18,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )
    plan_unit = forms.ChoiceField(label=gettext_lazy("counted in"), required=False)

    def __init__(self, *args: Any, criterion: Criterion, row: LocalCriterion | None = None, **kwargs: Any) -> None:
        self.criterion = criterion
        super().__init__(*args, **{"initial": _initial(row)} | kwargs)
        allowed = {name for local in criterion.local for name in FIELDS[local]}
        self.fields = {name: field for name, field in self.fields.items() if name in allowed}
        if Local.TARGET in criterion.local:
            self.fields["target"].help_text = _target_hint(criterion)
        if Local.PLAN in criterion.local:
            unit = cast("forms.ChoiceField", self.fields["plan_unit"])
            units = [(unit.vi, said(unit)) for unit in criterion.plan_units]
            unit.choices = [("", _("– choose –")), *units]
            self.fields["plan_amount"].help_text = _("A figure for the whole year.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            self._refuse_unless_allowed(Own(**cleaned))
        return cleaned

    def _refuse_unless_allowed(self, own: Own) -> None:
        """Put what the framework does not allow at the field that it concerns."""
        try:
            require_allowed(self.criterion, own)
        except Refusal as refusal:
            field = getattr(refusal, "field", None)
            self.add_error(field if field in self.fields else None, str(refusal.reason))

    def own(self) -> Own:
        """What was typed, once it is valid."""
        return Own(**self.cleaned_data)

    def typed(self) -> dict[str, str]:
        """What was typed, as it was typed."""
        return {name: self.data.get(name, "") for name in self.fields}


def _initial(row: LocalCriterion | None) -> dict[str, Any]:
    """What is the unit's own now; numbers without closing zeros."""
    values = vars(row.own) if row else {}
    return {name: value.normalize() if isinstance(value, Decimal) else value for name, value in values.items()}


def _target_hint(criterion: Criterion) -> str:
    if criterion.target_at_least is None:
        return _("A number from 0 to 100. Empty: no target of your own.")
    return _("The framework asks for at least %(least)s %%. Empty: that.") % {
        "least": number_format(criterion.target_at_least.normalize())
    }


class ChangeForm(forms.Form):
    """A change during the year."""

    first_day = forms.DateField(
        label=gettext_lazy("the change holds from"),
        widget=DayInput(),
        help_text=gettext_lazy("Until the day before, what is confirmed now goes on holding."),
    )
    reason = forms.CharField(
        label=gettext_lazy("why the criteria change"),
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It stands on the page of the new version, for everyone who sees the unit."),
    )
