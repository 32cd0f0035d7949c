"""Forms of the vote, the evidence, the exceptions and the reopening; and of the level above, beside each criterion."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.assessments.evidence import meetings_of
from fourgood.assessments.models import Assessment
from fourgood.assessments.sheet import Line
from fourgood.assessments.voting_on import votes_for
from fourgood.files.fields import FilesField
from fourgood.meetings.models import Meeting
from fourgood.organisation.member_forms import day
from fourgood.voting.models import Vote

_WHY = {"required": gettext_lazy("Say why. The unit reads the reason.")}


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


class VoteForm(forms.Form):
    """A vote that was held here, or the counts of a show of hands."""

    vote: forms.ModelChoiceField[Vote] = forms.ModelChoiceField(
        queryset=Vote.objects.none(),
        label=gettext_lazy("a vote held here"),
        required=False,
        empty_label=gettext_lazy("– none: I enter the counts –"),
    )
    met_on = day(gettext_lazy("day of the meeting"), required=False)
    present = _count(gettext_lazy("members present who have a vote"))
    in_favour = _count(gettext_lazy("in favour"))
    against = _count(gettext_lazy("against"))
    abstaining = _count(gettext_lazy("abstaining"))

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Any]", self.fields["vote"])
        field.queryset = votes_for(assessment)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("vote") is None:
            for name in ("met_on", "present", "in_favour"):
                if cleaned.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Fill this in, or choose a vote that was held here."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        if self.cleaned_data["vote"]:
            return {"vote": self.cleaned_data["vote"]}
        numbers = ("present", "in_favour", "against", "abstaining")
        return {"met_on": self.cleaned_data["met_on"], **{name: self.cleaned_data[name] or 0 for name in numbers}}


class EvidenceForm(forms.Form):
    """Files to attach, and meetings of the unit to point to."""

    uploads = FilesField(label=gettext_lazy("files or photos"), required=False)
    meetings: forms.ModelMultipleChoiceField[Meeting] = forms.ModelMultipleChoiceField(
        queryset=Meeting.objects.none(),
        label=gettext_lazy("meetings held"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelMultipleChoiceField[Any]", self.fields["meetings"])
        field.queryset = meetings_of(assessment)
        if not field.queryset:
            del self.fields["meetings"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("uploads") and not cleaned.get("meetings"):
            self.add_error("uploads", _("Choose a file, or a meeting."))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("why"), max_length=300, widget=forms.Textarea({"rows": 3}), error_messages=_WHY
    )


class ExceptionForm(ReasonForm):
    """More time until a day; without a day, the unit is exempt this month."""

    until = day(
        gettext_lazy("more time until"),
        gettext_lazy("Empty: the unit need not assess itself this month at all."),
        required=False,
    )
    field_order = ("until", "reason")


class DecisionForm(forms.Form):
    """What the level above writes beside each criterion: other points, and why; or what to change."""

    all_optional = True
    words = forms.CharField(
        label=gettext_lazy("in general"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"points_{line.code}"] = _other_points(line)
            self.fields[f"why_{line.code}"] = forms.CharField(
                label=_("why, or what to change"), required=False, max_length=2000, widget=forms.Textarea({"rows": 2})
            )

    def beside(self, line: Line) -> tuple[forms.BoundField, forms.BoundField]:
        return self[f"points_{line.code}"], self[f"why_{line.code}"]

    def changes(self) -> dict[str, tuple[Decimal | None, str]]:
        """Points that are given instead of the unit's own."""
        given = {line.code: self.cleaned_data[f"points_{line.code}"] for line in self.lines}
        return {code: (points, self._why(code)) for code, points in given.items() if points is not None}

    def remarks(self) -> dict[str, str]:
        return {line.code: self._why(line.code) for line in self.lines if self._why(line.code)}

    def says_without_changing(self) -> bool:
        """Whether there are words at criteria whose points stay: meant to return the sheet, or left by mistake."""
        return bool(set(self.remarks()) - set(self.changes()))

    def _why(self, code: str) -> str:
        return str(self.cleaned_data[f"why_{code}"]).strip()


def _other_points(line: Line) -> forms.Field:
    return forms.DecimalField(
        label=_("other points"),
        required=False,
        localize=True,
        min_value=Decimal(0),
        max_value=line.most,
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "size": 6}),
    )
