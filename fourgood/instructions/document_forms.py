"""The forms by which a document is sent and answered."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fourgood.files.fields import FilesField
from fourgood.instructions.document_refusals import DatedLater, DeadlineBeforeDocument
from fourgood.organisation.member_forms import ActForm, day
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can, Standing


def issuers_for(standing: Standing) -> QuerySet[Unit]:
    """The committees in whose name the person may send documents: those on which they hold what allows it."""
    held = [h.unit_id for h in standing.holdings if h.grants(Can.SEND_DOCUMENTS)]
    return Unit.objects.active().filter(pk__in=held, kind__has_members=False).order_by("path")


class DeadlinesForm(ActForm):
    """By when units are to answer."""

    heading = _("Set the deadlines")
    submit = _("Save")
    done = _("The deadlines are saved.")

    confirm_by = day(
        _("receipt to be confirmed by"), _("The day after which a unit is late. Leave empty for none."), required=False
    )
    plan_by = day(
        _("implementation plan due by"),
        _("For committees only. Leave empty if they need not write a plan."),
        required=False,
    )


class EditionDeadlinesForm(DeadlinesForm):
    """For an edition of an instruction, which always asks committees for a plan."""

    plan_by = day(_("implementation plan due by"), _("For committees. Leave empty for no deadline."), required=False)


class DocumentForm(DeadlinesForm):
    """A document that goes down the tree."""

    heading = _("Send a document")
    submit = _("Send to all units below")
    done = _("The document is sent. Every unit below sees it and is asked to answer.")
    lead = _("It goes to every unit under yours at once. What was sent can't be taken back.")

    issuer = forms.ModelChoiceField(label=_("issued by"), queryset=Unit.objects.none(), empty_label=None)
    number = forms.CharField(
        label=_("number"), max_length=60, help_text=_("As it stands on the document, for example 12-CT/ĐU.")
    )
    title = forms.CharField(
        label=_("title"), max_length=300, help_text=_("What it is about, as it stands on the document.")
    )
    dated = day(_("dated"))
    summary = forms.CharField(
        label=_("what it asks, in a few sentences"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What the units are to do. They read this first."),
    )
    files = FilesField(label=_("files"), required=False)  # type: ignore[assignment] # a field, no attribute
    field_order = ["issuer", "number", "title", "dated", "summary", "files", "confirm_by", "plan_by"]

    def __init__(self, *args: Any, issuers: QuerySet[Unit], today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        issuer = cast("forms.ModelChoiceField[Unit]", self.fields["issuer"])
        issuer.queryset = issuers
        if len(issuers) == 1:
            issuer.widget = forms.HiddenInput()
            issuer.initial = issuers[0].pk
        self.fields["dated"].initial = today

    def clean_dated(self) -> dt.date:
        dated: dt.date = self.cleaned_data["dated"]
        if dated > self.today:
            raise forms.ValidationError(DatedLater(dated=dated).reason)
        return dated

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("confirm_by", "plan_by"):
            if cleaned.get(name) and cleaned.get("dated") and cleaned[name] < cleaned["dated"]:
                self.add_error(name, DeadlineBeforeDocument.reason)
        return cleaned


class StudyDayForm(ActForm):
    """On which day a unit studied a document, or will."""

    heading = _("Day of the study session")
    submit = _("Save the day")
    done = _("The day of the study session is saved.")

    on = day(
        _("study session on"),
        _("The day on which you study the document together. It may lie ahead, and you can change it."),
    )
