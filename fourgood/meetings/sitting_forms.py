"""Forms of the page of a sitting that are pages of their own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Attendance
from fourgood.organisation.member_forms import ActForm


class UndoForm(ActForm):
    heading = _("Take the beginning back")
    submit = _("Undo the beginning")
    done = _("The meeting has not begun.")
    lead = _("Only on the same day, and only as long as nothing is recorded.")
    danger = True


class CorrectionForm(ActForm):
    heading = _("Correct the roll call")
    submit = _("Save the correction")
    done = _("The roll call is corrected.")
    lead = _("The meeting is over. What was entered before stays in the acts, beside your reason.")

    state = forms.ChoiceField(
        label=_("roll call"), choices=Attendance.State.choices, widget=forms.RadioSelect, required=True
    )
    reason = forms.CharField(
        label=_("reason for being excused"), required=False, max_length=200, help_text=_("Only for who is excused.")
    )
    because = forms.CharField(
        label=_("why it is corrected"),
        max_length=300,
        help_text=_("For example: came late, after the roll was called."),
    )
