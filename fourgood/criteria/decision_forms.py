"""Forms by which members say what they think, a vote is recorded, and the level above decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.common.widgets import DayInput
from fourgood.criteria.models import CriteriaSet
from fourgood.criteria.overview import Overview
from fourgood.criteria.voices import VoteBase, members_asked
from fourgood.organisation.member_forms import ActForm, day
from fourgood.organisation.models import Member

AGREE, DISAGREE = "agree", "disagree"
_SIDES = [(AGREE, gettext_lazy("I agree")), (DISAGREE, gettext_lazy("I do not agree"))]
_SIDES_OF_ANOTHER = [(AGREE, gettext_lazy("agrees")), (DISAGREE, gettext_lazy("does not agree"))]


class OpenForm(ActForm):
    """Ask all members, or move the day until which they are asked."""

    heading = gettext_lazy("Ask all members for their opinions")
    lead = gettext_lazy(
        "Every member reads the criteria on the phone and agrees or says what should be different. For those without a "
        "phone you enter it. You can go on changing the criteria; what changes is shown."
    )
    submit = gettext_lazy("Open the criteria to all members")
    done = gettext_lazy("All members are asked now.")
    until = day(gettext_lazy("opinions until"), gettext_lazy("Leave them a week or so before the meeting that votes."))


class MoveForm(ActForm):
    heading = gettext_lazy("Move the day until which members are asked")
    submit = gettext_lazy("Save")
    done = gettext_lazy("The day is moved.")
    until = day(gettext_lazy("opinions until"))


class OpinionForm(forms.Form):
    """What a member says of one criterion, or of the whole."""

    side = forms.ChoiceField(
        label=gettext_lazy("do you agree?"),
        choices=_SIDES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    text = forms.CharField(
        label=gettext_lazy("in your words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "What should be different, or what you want to add. Everyone who leads the unit reads it."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("side") == DISAGREE and not (cleaned.get("text") or "").strip():
            self.add_error("text", _("Say what should be different, so that it can be changed."))
        return cleaned

    def said(self) -> dict[str, Any]:
        return {"agrees": self.cleaned_data["side"] == AGREE, "text": self.cleaned_data["text"]}


class EnterForm(OpinionForm, ActForm):
    """What a member without a phone said, entered by the secretary."""

    heading = gettext_lazy("Enter what a member said")
    lead = gettext_lazy("It stands under the member's name, and beside it that you entered it.")
    submit = gettext_lazy("Save the opinion")
    done = gettext_lazy("The opinion is entered.")
    member: forms.ModelChoiceField[Member] = forms.ModelChoiceField(
        queryset=Member.objects.none(),
        label=gettext_lazy("member"),
        empty_label=gettext_lazy("– choose –"),
        error_messages={"required": gettext_lazy("Choose the member who said it.")},
    )
    code = forms.ChoiceField(label=gettext_lazy("of what"), required=False)
    field_order = ("member", "code", "side", "text")

    def __init__(self, *args: Any, criteria_set: CriteriaSet, overview: Overview, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        member = cast("forms.ModelChoiceField[Any]", self.fields["member"])
        member.queryset = members_asked(criteria_set.unit, on=on)
        code, side = (cast("forms.ChoiceField", self.fields[name]) for name in ("code", "side"))
        code.choices = [
            ("", _("of the whole")),
            *((line.code, f"{line.code} {line.wording}") for line in overview.lines),
        ]
        side.choices, side.label = _SIDES_OF_ANOTHER, _("what did they say?")
        self.fields["text"].help_text = _("As they said it, in a few words.")

    def arguments(self) -> dict[str, Any]:
        return {"member": self.cleaned_data["member"], "code": self.cleaned_data["code"], **self.said()}


class AnswerForm(ActForm):
    heading = gettext_lazy("Answer an opinion")
    submit = gettext_lazy("Save the answer")
    done = gettext_lazy("The answer is saved. The member sees it.")
    text = forms.CharField(
        label=gettext_lazy("answer"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("What is taken up, or why not."),
        error_messages={"required": gettext_lazy("Write an answer: what is taken up, or why not.")},
    )


def _count(label: Any, hint: Any = "", **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write a number; 0 if there was nobody.")},
        **kwargs,
    )


class AdoptForm(forms.Form):
    """The vote of a meeting on the criteria."""

    met_on = forms.DateField(
        label=gettext_lazy("meeting on"),
        widget=DayInput(),
        error_messages={"required": gettext_lazy("Choose the day of the meeting.")},
    )
    number = forms.CharField(
        label=gettext_lazy("number of the resolution"),
        max_length=60,
        help_text=gettext_lazy("As it stands on the resolution, for example 03-NQ/CB."),
        error_messages={"required": gettext_lazy("Write the number of the resolution.")},
    )
    present = _count(gettext_lazy("present, of those with a vote"))
    also_present = _count(
        gettext_lazy("of them, who counts only when present"),
        gettext_lazy("Exempt members, and those away for a time, who came all the same."),
        initial=0,
    )
    in_favour = _count(gettext_lazy("in favour"))
    against = _count(gettext_lazy("against"), initial=0)
    abstaining = _count(gettext_lazy("abstaining"), initial=0)

    def __init__(self, *args: Any, base: VoteBase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not base.if_present:
            del self.fields["also_present"]


class ReviewForm(forms.Form):
    """What the level above says: a remark on any criterion, and words on the whole."""

    words = forms.CharField(
        label=gettext_lazy("on the whole"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, codes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in codes:
            self.fields[_remark_on(code)] = forms.CharField(
                label=_("remark on %(code)s") % {"code": code},
                required=False,
                max_length=2000,
                widget=forms.Textarea({"rows": 2}),
            )

    def remark(self, code: str) -> forms.BoundField:
        return self[_remark_on(code)]

    def remarks(self, codes: Iterable[str]) -> dict[str, str]:
        """What was written, by code."""
        written = {code: self.cleaned_data[_remark_on(code)].strip() for code in codes}
        return {code: text for code, text in written.items() if text}

    @property
    def says_something(self) -> bool:
        return any(str(text).strip() for text in self.cleaned_data.values())


def _remark_on(code: str) -> str:
    return f"remark_{code}"
