"""The forms of the yearly plan of thematic meetings and of the suggestion box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fourgood.organisation.member_forms import ActForm, choose_from
from fourgood.organisation.models import Member

MONTHS = [(month, str(month)) for month in range(1, 13)]


class TopicForm(ActForm):
    """One topic of the plan."""

    heading = _("Topic of the plan")
    submit = _("Save")
    done = _("The plan is saved.")

    month = forms.TypedChoiceField(label=_("month"), choices=MONTHS, coerce=int)
    text = forms.CharField(
        label=_("topic"),
        max_length=300,
        help_text=_("Tied to what the place needs, for example winter crops after the storm."),
        error_messages={"required": _("Write the topic.")},
    )
    author = forms.ModelChoiceField(
        label=_("who writes the paper"), queryset=Member.objects.none(), required=False, help_text=_("May stay open.")
    )

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "author", members, empty=_("not decided yet"))


class SuggestionForm(ActForm):
    heading = _("Suggest a topic")
    submit = _("Suggest")
    done = _("Your suggestion is in the box. Others can support it now.")

    text = forms.CharField(
        label=_("what should we talk about"),
        max_length=300,
        help_text=_("One sentence, for example: where to bring waste from the fields."),
        error_messages={"required": _("Write the topic.")},
    )


class RefuseForm(ActForm):
    heading = _("Say why it is not taken up")
    submit = _("Save the answer")
    done = _("The answer is saved. Members read it.")

    answer = forms.CharField(
        label=_("why not"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write why: the member and the others read it.")},
    )


class TakeUpForm(ActForm):
    """Where a suggestion goes: a meeting that is announced or drafted, or a month of the plan."""

    heading = _("Take the suggestion up")
    submit = _("Take it up")
    done = _("The suggestion is taken up. Members see where.")

    where = forms.ChoiceField(label=_("where to"), widget=forms.RadioSelect, choices=[])

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = places
