"""The forms of events that deduct."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fourgood.indicators.models import DeductingEvent
from fourgood.organisation.member_forms import ActForm, day
from fourgood.regulations.framework import Part

KINDS = {
    "discipline_events": DeductingEvent.Kind.DISCIPLINE,
    "complaint_events": DeductingEvent.Kind.COMPLAINT,
    "incident_events": DeductingEvent.Kind.INCIDENT,
}


class EventForm(ActForm):
    """One event. What it may be counted as stands in the unit's framework."""

    heading = _("Enter an event")
    submit = _("Enter it")
    done = _("The event is entered.")
    lead = _("Read by the leaders of the unit and the levels above, by no other member. It can't be deleted.")

    counted_as = forms.ChoiceField(
        label=_("counted as"),
        help_text=_("As the framework in force names it."),
        error_messages={"required": _("Choose what it is counted as."), "invalid_choice": _("Choose from the list.")},
    )
    happened_on = day(_("day of the event"), _("Of a decision: the day on which it was taken."))
    text = forms.CharField(
        label=_("what it was"),
        max_length=300,
        help_text=_("A few words. Leave out names and details that the decision holds."),
        error_messages={"required": _("Write a few words.")},
    )
    decision = forms.CharField(
        label=_("number of the decision"),
        max_length=60,
        required=False,
        help_text=_("Decision, conclusion or record, for example 12-QĐ/UBKT."),
    )

    def __init__(self, *args: Any, parts: list[Part], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["counted_as"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose …")), *_choices(parts)]

    def arguments(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        kind, _colon, event = told.pop("counted_as").partition(":")
        return told | {"kind": kind, "event": event}


def _choices(parts: list[Part]) -> list[tuple[str, list[tuple[str, str]]]]:
    """By kind: each event of the frameworks once."""
    language = get_language() or "vi"
    groups: dict[str, dict[str, str]] = {}
    for part in parts:
        if part.indicator in KINDS:
            named = {f"{KINDS[part.indicator]}:{event.code}": event.wording.to(language) for event in part.events}
            group = groups.setdefault(str(KINDS[part.indicator].label), {})
            group.update({code: name for code, name in named.items() if code not in group})
    return [(label, list(named.items())) for label, named in groups.items()]


class TakeBackForm(ActForm):
    heading = _("Take the event back")
    submit = _("Take the event back")
    done = _("The event no longer counts. Both entries stay.")
    lead = _("The entry stays; a second one beside it says that it was wrong, and why.")

    reason = forms.CharField(
        label=_("reason for the correction"),
        max_length=200,
        help_text=_("For example: entered for the wrong unit."),
        error_messages={"required": _("Write the reason: others will ask.")},
    )
