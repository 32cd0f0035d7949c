"""Forms of votes: what is put, the ballot, what was counted, who holds a paper, why a vote is void."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.meetings.models import AgendaItem, Meeting
from fourgood.organisation.models import Member
from fourgood.regulations.quorum import Matter
from fourgood.voting import ruling
from fourgood.voting.closing import Counted
from fourgood.voting.models import Choice, Vote, Way
from fourgood.voting.opening import Motion

_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
_WRITE_A_NUMBER = {
    "required": gettext_lazy("Write a number; 0 if there is none."),
    "invalid": gettext_lazy("Write a whole number, such as 18."),
    "min_value": gettext_lazy("Write 0 or more."),
}


def number(label: Any, hint: Any = "") -> forms.IntegerField:
    """How many; 0 must be written."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=9999,
        widget=forms.TextInput(_NUMBER),
        error_messages=_WRITE_A_NUMBER,
    )


class OpenForm(forms.Form):
    """What is put to the vote, and how."""

    question = forms.CharField(
        label=gettext_lazy("what is put to the vote"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("As it is read out: “Do you agree with the resolution for November?”"),
        error_messages={"required": gettext_lazy("Write what is put to the vote.")},
    )
    way = forms.ChoiceField(label=gettext_lazy("how"), choices=Way.choices, widget=forms.RadioSelect)
    matter = forms.ChoiceField(
        label=gettext_lazy("what kind of decision"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It decides how many votes are needed."),
    )
    item: forms.ModelChoiceField[AgendaItem] = forms.ModelChoiceField(
        queryset=AgendaItem.objects.none(),
        label=gettext_lazy("item on the agenda"),
        required=False,
        empty_label=gettext_lazy("– none –"),
    )
    choices = forms.CharField(
        label=gettext_lazy("other choices"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy(
            "Empty: for, against, abstaining. Else one choice on each line, such as names or classes."
        ),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Any]", self.fields["item"]).queryset = meeting.items.all()
        matter = cast("forms.ChoiceField", self.fields["matter"])
        matter.choices = ruling.MATTERS
        matter.initial = Matter.RESOLUTION.value

    def motion(self) -> Motion:
        said = self.cleaned_data
        lines = tuple(line.strip() for line in said["choices"].splitlines() if line.strip())
        return Motion(said["question"], Way(said["way"]), Matter(said["matter"]), lines, said["item"])


class BallotForm(forms.Form):
    """One choice, none chosen beforehand. All choices are sent with the same length."""

    choice = forms.ChoiceField(
        label=gettext_lazy("your vote"),
        widget=forms.RadioSelect({"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Choose one, then send your ballot."),
            "invalid_choice": gettext_lazy("Choose one, then send your ballot."),
        },
    )

    def __init__(self, *args: Any, choices: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {f"{choice.place:04}": choice for choice in choices}
        field = cast("forms.ChoiceField", self.fields["choice"])
        field.choices = [(value, str(choice).capitalize()) for value, choice in self.offered.items()]

    def chosen(self) -> Choice:
        return self.offered[self.cleaned_data["choice"]]


class HandsForm(forms.Form):
    """How many hands were raised for each choice."""

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {f"votes_{choice.place}": choice.place for choice in vote.choices.all()}
        for choice in vote.choices.all():
            self.fields[f"votes_{choice.place}"] = number(str(choice))

    def votes(self) -> dict[int, int]:
        return {place: self.cleaned_data[name] for name, place in self.places.items()}

    def counted(self) -> Counted:
        return Counted(self.votes())


class PapersForm(HandsForm):
    """What the counting committee found in the box."""

    returned = number(gettext_lazy("papers found in the box"))
    invalid = number(gettext_lazy("of them invalid"), gettext_lazy("Marked for none, or for several choices."))

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, vote=vote, **kwargs)
        there = Member.objects.filter(attendances__meeting=vote.meeting, attendances__state="present")
        labels = [_("head of the counting committee")] + [_("member of the counting committee")] * (
            ruling.counters(on=vote.meeting.on) - 1
        )
        self.counter_names = [f"counter_{place}" for place, _label in enumerate(labels, start=1)]
        for name, label in zip(self.counter_names, labels, strict=True):
            self.fields[name] = forms.ModelChoiceField(
                there.order_by("sort_key", "pk"),
                label=label,
                empty_label=_("– choose –"),
                error_messages={"required": _("Choose who counted.")},
            )

    def counted(self) -> Counted:
        said = self.cleaned_data
        counters = tuple(said[name].pk for name in self.counter_names)
        return Counted(self.votes(), said["returned"], said["invalid"], counters)


class HandOutForm(forms.Form):
    """Who votes on paper."""

    everyone = forms.BooleanField(label=gettext_lazy("everyone below: nobody of them has voted yet"), required=False)
    members: forms.ModelMultipleChoiceField[Member] = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(),
        label=gettext_lazy("who was handed a paper"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Whoever is marked here can't vote on the phone. Who has voted on the phone isn't listed."
        ),
    )

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = vote.electors.filter(present=True, voted=False)
        field = cast("forms.ModelMultipleChoiceField[Any]", self.fields["members"])
        field.queryset = Member.objects.filter(pk__in=open_to.values("member")).order_by("sort_key", "pk")
        self.initial["members"] = list(open_to.filter(paper=True).values_list("member", flat=True))

    def chosen(self) -> set[int]:
        """The keys of the members."""
        everyone = cast("Any", self.fields["members"]).queryset
        return {member.pk for member in (everyone if self.cleaned_data["everyone"] else self.cleaned_data["members"])}


class VoidForm(forms.Form):
    """Why the vote is void, and whether it is held once more."""

    because = forms.CharField(
        label=gettext_lazy("why the vote is void"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It stands on the page of the vote, for everyone who sees it."),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    again = forms.BooleanField(
        label=gettext_lazy("put the same question once more, at once"), required=False, initial=True
    )
