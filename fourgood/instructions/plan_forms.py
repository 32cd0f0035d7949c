"""The forms by which an implementation plan is written, adopted and followed."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.instructions.document_refusals import StepNeedsAnOwner
from fourgood.instructions.models import Plan, PlanStep
from fourgood.organisation.member_forms import ActForm, OnADayForm, day
from fourgood.organisation.models import Member, Position


class PlanTextForm(forms.Form):
    text = forms.CharField(
        label=_("what the plan is about"),
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Aim, content, how it is carried out. What is done by whom stands in the steps below."),
    )


class StepForm(forms.Form):
    """One step: what, who, by when. The owner is one of those who lead the unit, or is named in words."""

    text = forms.CharField(
        label=_("what is done"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write what is done.")},
    )
    member = forms.ModelChoiceField(
        label=_("who answers for it"), queryset=Member.objects.none(), required=False, empty_label=_("someone else")
    )
    owner = forms.CharField(
        label=_("or, in words"),
        max_length=200,
        required=False,
        help_text=_("Someone who is not in the list, or an organisation, for example the Fatherland Front."),
    )
    due_on = day(_("due on"))

    def __init__(self, *args: Any, plan: Plan, step: PlanStep | None = None, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        led = Position.objects.on(today).filter(unit=plan.unit_id).values("member")
        choice = cast("forms.ModelChoiceField[Member]", self.fields["member"])
        known = Q(pk__in=led) | Q(pk=step.member_id) if step else Q(pk__in=led)
        choice.queryset = Member.objects.filter(known).order_by("sort_key", "pk")
        if step:
            self.initial = {name: getattr(step, name) for name in ("text", "owner", "due_on", "member")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("member") and not cleaned.get("owner"):
            self.add_error("member", StepNeedsAnOwner.reason)
        return cleaned


class AdoptForm(OnADayForm):
    heading = _("Enter the plan as adopted")
    submit = _("The plan is adopted")
    done = _("The plan is adopted. All units below can read it.")
    lead = _("From then on nothing of it changes. Steps are marked as done one by one; a new plan can take its place.")

    number = forms.CharField(
        label=_("number of the plan"), max_length=60, help_text=_("As it stands on the plan, for example 15-KH/ĐU.")
    )
    field_order = ["number", "on"]
    on_label = _("adopted on")


class ReplaceForm(ActForm):
    heading = _("Write a new plan in its place")
    submit = _("Begin a new plan")
    done = _("The new plan begins as a copy. Change it, then adopt it under its own number.")
    lead = _("The plan that is adopted holds until the new one is.")


class StepDoneForm(OnADayForm):
    heading = _("Mark the step as done")
    submit = _("It is done")
    done = _("The step is marked as done.")
    on_label = _("done on")


class StepOpenForm(ActForm):
    heading = _("Mark the step as not yet done")
    submit = _("It is not yet done")
    done = _("The step is open again.")
