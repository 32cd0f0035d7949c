"""The forms of a mobilisation project: its head, goals, gifts, spending, consultations, closing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fourgood.mobilisation.models import Goal, Kind, Project
from fourgood.mobilisation.models.projects import DIGITS, PLACES
from fourgood.organisation.member_forms import ActForm, choose_from, day

if TYPE_CHECKING:
    from fourgood.organisation.member_forms import Words


class DecimalField(forms.DecimalField):
    """A number as people type it: "7.000.000.000", "1,5"."""

    def __init__(self, label: Any, hint: Any = "", **options: Any) -> None:
        errors = {"required": _("Write a number."), "invalid": _("Write a number, like 1.500.000 or 2,5.")}
        super().__init__(
            label=label,
            help_text=hint,
            max_digits=DIGITS,
            decimal_places=PLACES,
            localize=True,
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
            error_messages=errors,
            **options,
        )


class ProjectForm(ActForm):
    """A new project."""

    heading = _("New mobilisation project")
    submit = _("Begin the project")
    done = _("The project is begun. Next: set its goals.")
    lead: Words = _("Everyone can read a project on the notice board: what it is for, what was given, what was spent.")

    title = forms.CharField(
        label=_("project"),
        max_length=200,
        help_text=_("What people call it, for example Restoring the communal house."),
    )
    purpose = forms.CharField(
        label=_("what it is for"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What is to be built or repaired, and for whom, in a few sentences."),
    )
    decision = forms.CharField(
        label=_("decided by"), max_length=120, help_text=_("Resolution or meeting, for example 11-NQ/CB.")
    )
    decided_on = day(_("decided on"))
    begun_on = day(_("gifts are taken from"))
    until = day(_("planned until"), _("Leave empty if it is not known yet."), required=False)
    is_public = forms.BooleanField(
        label=_("on the public notice board"),
        required=False,
        initial=True,
        help_text=_("Whoever has the address reads it without signing in. Names only of who agrees."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("begun_on"), cleaned.get("until")
        if first and last and last < first:
            self.add_error("until", _("The project would end before it begins. Choose a later day."))
        return cleaned


class ProjectChangeForm(ProjectForm):
    heading = _("Change the project")
    submit = _("Save")
    done = _("The project is saved.")
    lead = ""


def head_of(project: Project) -> dict[str, Any]:
    """What the form begins with."""
    return {name: getattr(project, name) for name in ProjectForm.base_fields}


class GoalForm(ActForm):
    """A goal by kind."""

    heading = _("Set a goal")
    submit = _("Set the goal")
    done = _("The goal is set.")

    kind = forms.ChoiceField(
        label=_("kind of gift"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.MONEY
    )
    amount = DecimalField(_("goal"), _("Dong, working days, square metres of land, or the amount of the material."))
    name = forms.CharField(
        label=_("which material"), max_length=60, required=False, help_text=_("Only for materials, for example cement.")
    )
    measure = forms.CharField(
        label=_("counted in"), max_length=20, required=False, help_text=_("Only for materials, for example tonnes.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != Kind.MATERIALS:
            cleaned["name"] = cleaned["measure"] = ""
        elif not (cleaned.get("name") and cleaned.get("measure")):
            self.add_error("name", _("Say which material, and in what it is counted, for example cement, tonnes."))
        _require_whole_dong(self, cleaned, is_money=cleaned.get("kind") == Kind.MONEY)
        return cleaned


class GoalChangeForm(ActForm):
    """Ask for more, or for less."""

    heading = _("Change the goal")
    submit = _("Save")
    done = _("The goal is saved.")

    amount = DecimalField(_("goal"))


class GiftForm(ActForm):
    """What someone gave."""

    heading = _("Enter a gift")
    submit = _("Enter the gift")
    done = _("The gift is entered.")
    lead = _("A gift can't be deleted later; a mistake is corrected from the row itself.")

    goal = forms.ModelChoiceField(label=_("what was given"), queryset=Goal.objects.none(), widget=forms.RadioSelect)
    amount = DecimalField(_("amount"), _("Dong, working days, square metres, or the amount of the material."))
    given_on = day(_("given on"))
    giver = forms.CharField(
        label=_("who gave"),
        max_length=120,
        required=False,
        help_text=_("A person, a household or an organisation. Only who keeps the ledger reads it, unless they agree."),
    )
    may_be_named = forms.BooleanField(label=_("agrees to be named in public"), required=False)
    receipt = forms.CharField(label=_("receipt number"), max_length=40, required=False)
    note = forms.CharField(label=_("note"), max_length=200, required=False)

    def __init__(self, *args: Any, goals: QuerySet[Goal], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "goal", goals, empty="")
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField)
        field.empty_label = None
        field.initial = goals.first()
        self.fields["given_on"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        goal = cleaned.get("goal")
        _require_whole_dong(self, cleaned, is_money=goal is not None and goal.kind == Kind.MONEY)
        if cleaned.get("may_be_named") and not cleaned.get("giver"):
            self.add_error("giver", _("Write the name of who agrees to be named, or take the tick away."))
        return cleaned


class SpendingForm(ActForm):
    """What was paid."""

    heading = _("Enter spending")
    submit = _("Enter the spending")
    done = _("The spending is entered.")

    amount = DecimalField(_("amount"), _("In whole dong."))
    spent_on = day(_("spent on"))
    purpose = forms.CharField(label=_("what for"), max_length=200)
    voucher = forms.CharField(label=_("number of the voucher"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _require_whole_dong(self, cleaned, is_money=True)
        return cleaned


class CorrectionForm(ActForm):
    """Take a wrong row out of the sums."""

    heading = _("Correct an entry")
    submit = _("Correct it by a counter-entry")
    done = _("The counter-entry is made. Enter the right amount as a new row if there is one.")
    lead = _("The row stays readable. A second row with the amount turned round takes it out of the sums.")
    danger = True

    reason = forms.CharField(label=_("what is wrong with it"), max_length=200)


class ConsultationForm(ActForm):
    """How the people were consulted."""

    heading = _("Enter a consultation")
    submit = _("Enter the consultation")
    done = _("The consultation is entered.")

    held_on = day(_("held on"))
    asked = forms.IntegerField(label=_("households asked"), min_value=1)
    came = forms.IntegerField(label=_("households that came"), min_value=0)
    agreed = forms.IntegerField(label=_("households that agreed"), min_value=0)
    words = forms.CharField(
        label=_("what was said"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What people wished for and what was answered. No names."),
    )


class ClosingForm(ActForm):
    """The closing account."""

    heading = _("Close the account")
    submit = _("Close the account")
    done = _("The account is closed.")
    lead = _("Afterwards nothing is entered any more. The account stays readable.")
    danger = True

    on = day(_("closed on"))
    closing_words = forms.CharField(
        label=_("what became of it"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What was built, and what happens with what is left."),
    )


def _require_whole_dong(form: forms.Form, cleaned: dict[str, Any], *, is_money: bool) -> None:
    amount: Decimal | None = cleaned.get("amount")
    if is_money and amount is not None and amount != amount.to_integral_value():
        form.add_error("amount", _("Money is entered in whole dong."))
