"""Forms of the page of a sitting that are pages of their own."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.meetings.models import Attendance, Meeting
from fourgood.organisation.member_forms import ActForm
from fourgood.organisation.models import Member

if TYPE_CHECKING:
    from fourgood.organisation.member_forms import Words


class UndoForm(ActForm):
    heading = _("Take the beginning back")
    submit = _("Undo the beginning")
    done = _("The meeting has not begun.")
    lead = _("Only on the same day, and only as long as nothing is recorded.")
    danger = True


class AfterwardsForm(ActForm):
    """Something is corrected after the meeting. `because` is asked last."""

    submit = _("Save the correction")
    lead = _("The meeting is over. What was entered before stays in the acts, beside your reason.")

    because = forms.CharField(
        label=_("why it is corrected"),
        max_length=300,
        error_messages={"required": _("Say why this changes after the meeting. The reason stays with it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "because"])


class CorrectionForm(AfterwardsForm):
    heading = _("Correct the roll call")
    done = _("The roll call is corrected.")

    state = forms.ChoiceField(
        label=_("roll call"), choices=Attendance.State.choices, widget=forms.RadioSelect, required=True
    )
    reason = forms.CharField(
        label=_("reason for being excused"), required=False, max_length=200, help_text=_("Only for who is excused.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].help_text = _("For example: came late, after the roll was called.")


class Moment(forms.DateTimeInput):
    """The browser's own picker of day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment(label: Words) -> forms.DateTimeField:
    wrong = _("Write day and time like 05/11/2026 19:30.")
    return forms.DateTimeField(
        label=label,
        widget=Moment(),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M"],
        error_messages={"required": wrong, "invalid": wrong},
    )


class TimesForm(AfterwardsForm):
    heading = _("Correct the times")
    done = _("The times are corrected.")

    begun_at = moment(_("begun at"))
    ended_at = moment(_("ended at"))

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        self.known = {"begun_at": meeting.begun_at, "ended_at": meeting.ended_at}
        super().__init__(*args, initial={name: _to_the_minute(at) for name, at in self.known.items()}, **kwargs)

    def arguments(self) -> dict[str, Any]:
        """A time that was left as it is keeps its seconds."""
        said = dict(self.cleaned_data)
        return said | {name: at for name, at in self.known.items() if _to_the_minute(at) == said[name]}


def _to_the_minute(at: dt.datetime | None) -> dt.datetime | None:
    return timezone.localtime(at).replace(second=0, microsecond=0) if at else None


class SpeechForm(AfterwardsForm):
    heading = _("Correct who spoke")
    done = _("Corrected.")

    member = forms.TypedChoiceField(label=_("member"), coerce=int)
    spoke = forms.TypedChoiceField(
        label=_("spoke"),
        choices=[("yes", _("has spoken")), ("no", _("has not spoken"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("what was said"), required=False, widget=forms.Textarea({"rows": 4}), help_text=_("Only if they spoke.")
    )

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.TypedChoiceField", self.fields["member"])
        field.choices = [("", _("– choose –")), *((member.pk, str(member)) for member in members)]


class NotesForm(AfterwardsForm):
    heading = _("Correct the notes")
    done = _("The notes are corrected.")

    notes = forms.CharField(label=_("notes"), required=False, widget=forms.Textarea({"rows": 8}))
    conclusion = forms.CharField(label=_("conclusion"), required=False, widget=forms.Textarea({"rows": 4}))
