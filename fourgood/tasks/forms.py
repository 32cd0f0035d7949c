"""The forms by which tasks are given, reported on and ended."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fourgood.files.fields import FilesField
from fourgood.organisation.member_forms import ActForm, day
from fourgood.organisation.models import Member, PartyGroup


def words(label: Any, hint: Any = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=required, widget=forms.Textarea({"rows": 3}), max_length=4000
    )


def amount(label: Any, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=False,
        min_value=Decimal(0),
        max_digits=16,
        decimal_places=2,
        localize=True,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": _("Write a number, like 1.500 or 2,5.")},
    )


class PeopleForm(ActForm):
    """Who does it: members one by one, whole Party groups, everyone; organisations in words."""

    everyone = forms.BooleanField(label=_("all members"), required=False)
    groups = forms.ModelMultipleChoiceField(
        label=_("Party groups"),
        queryset=PartyGroup.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    members = forms.ModelMultipleChoiceField(
        label=_("members"), queryset=Member.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    organisations = forms.CharField(
        label=_("organisations"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("One a line, for example Women's Union of the quarter."),
    )

    def __init__(self, *args: Any, people: QuerySet[Member], groups: QuerySet[PartyGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Member]", self.fields["members"]).queryset = people
        if groups.exists():
            cast("forms.ModelMultipleChoiceField[PartyGroup]", self.fields["groups"]).queryset = groups
        else:
            del self.fields["groups"]
        self.people = people

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = set(cleaned.get("members") or [])
        if cleaned.pop("everyone", False):
            chosen = set(self.people)
        if groups := cleaned.pop("groups", None):
            chosen |= set(self.people.filter(memberships__group__in=groups))
        named = [line.strip() for line in cleaned.get("organisations", "").splitlines() if line.strip()]
        if not chosen and not named:
            self.add_error("members", _("Say who does it: at least one member or organisation."))
        cleaned["members"] = sorted(chosen, key=lambda member: member.sort_key)
        cleaned["organisations"] = named
        return cleaned


class TaskForm(PeopleForm):
    """A new task."""

    heading = _("Give a task")
    submit = _("Give the task")
    done = _("The task is given. Everyone who has it finds it under their tasks.")

    title = forms.CharField(
        label=_("task"), max_length=300, help_text=_("What is to be done, in one sentence that starts with a verb.")
    )
    expected = words(_("result expected"), _("How everyone will see that it is done."))
    due_on = day(_("due on"))
    area = forms.CharField(label=_("household group or area"), max_length=200, required=False)
    target = amount(_("how much"), _("Only where it is counted, for example 40."))
    measure = forms.CharField(
        label=_("counted in"), max_length=60, required=False, help_text=_("For example households, metres, tonnes.")
    )
    field_order = ["title", "expected", "due_on", "everyone", "groups", "members", "organisations", "area"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("target") is not None and not cleaned.get("measure"):
            self.add_error("measure", _("Say in what it is counted, for example households or metres."))
        return cleaned


class AssignForm(PeopleForm):
    heading = _("Give it to more")
    submit = _("Give it to them too")
    done = _("They have the task now.")


class ReportForm(ActForm):
    """How far it is."""

    heading = _("Report how far it is")
    submit = _("Report")
    done = _("Your report is saved.")

    text = words(_("how far it is"), _("A few words are enough."))
    amount = amount(_("how much was done"), _("Since the last report, in the measure of the task."))
    files = FilesField(label=_("photos and papers"), required=False)  # type: ignore[assignment] # a field, no attribute

    def __init__(self, *args: Any, measured: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not measured:
            del self.fields["amount"]

    def arguments(self) -> dict[str, Any]:
        return {"amount": None} | super().arguments()


class DoneForm(ReportForm):
    heading = _("It is done")
    submit = _("Report as done")
    done = _("It is reported as done. Whoever gave the task looks at it.")

    on = day(_("done on"))
    field_order = ["on", "text", "amount", "files"]


class SendBackForm(ActForm):
    heading = _("Not done yet")
    submit = _("Send it back")
    done = _("It is sent back, with your reason.")

    reason = words(_("what is missing"), required=True)


class CarryOverForm(ActForm):
    heading = _("Carry it over")
    submit = _("Carry it over")
    done = _("The task is due on the new day.")

    to_day = day(_("new day"))
    reason = words(_("reason"), _("Others read it: say what got in the way."), required=True)


class FinishForm(ActForm):
    heading = _("All of it is done")
    submit = _("Finish the task")
    done = _("The task is finished.")

    on = day(_("finished on"))


class DropForm(ActForm):
    heading = _("Drop the task")
    submit = _("Drop the task")
    done = _("The task is dropped, with your reason.")
    danger = True

    reason = words(_("reason"), required=True)


class TakeBackForm(ActForm):
    heading = _("Take it back")
    submit = _("Take it back")
    done = _("The task was taken back from them.")
    danger = True

    reason = words(_("reason"), required=True)


def end_of_month(on: dt.date) -> dt.date:
    """The last day of the month: a resolution holds for one."""
    return (on.replace(day=1) + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
