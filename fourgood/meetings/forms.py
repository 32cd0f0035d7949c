"""The forms of a meeting before it begins."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.files.fields import FilesField
from fourgood.meetings.models import AgendaItem, Meeting, PlannedTopic
from fourgood.meetings.models.meetings import THEMATIC, Kind
from fourgood.organisation.member_forms import ActForm, choose_from, day
from fourgood.organisation.models import Member


class HeadForm(ActForm):
    """When, where, and what about."""

    kind = forms.ChoiceField(label=_("kind of meeting"), choices=Kind.choices)
    on = day(_("day"))
    time = forms.TimeField(
        label=_("time"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Write the time, like 19:30."), "invalid": _("Write the time, like 19:30.")},
    )
    place = forms.CharField(label=_("where"), max_length=200)
    topic = forms.CharField(
        label=_("topic"), max_length=300, required=False, help_text=_("Only for a thematic meeting: what it is about.")
    )
    note = forms.CharField(
        label=_("what members prepare"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What to read, what to look at in the village, what to think over."),
    )
    draft_resolution = forms.CharField(
        label=_("draft resolution"),
        required=False,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Members read it beforehand. It can be left for later."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") in THEMATIC and not (cleaned.get("topic") or cleaned.get("planned")):
            self.add_error("topic", _("A thematic meeting has a topic. Write what it is about."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        at = dt.datetime.combine(told.pop("on"), told.pop("time"))
        return told | {"starts_at": timezone.make_aware(at)}


class MeetingForm(HeadForm):
    heading = _("New meeting")
    submit = _("Write the agenda")
    done = _("The meeting is drafted. Look at its agenda, then announce it.")
    lead = _("Nobody sees it before you announce it. Unfinished tasks come onto the agenda by themselves.")

    planned = forms.TypedChoiceField(
        label=_("topic from the yearly plan"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Only for a thematic meeting. It stands for the topic, if you write none below."),
    )
    field_order = ["kind", "on", "time", "place", "planned", "topic"]

    def __init__(self, *args: Any, offered: list[PlannedTopic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {topic.pk: topic for topic in offered}
        planned = cast("forms.TypedChoiceField", self.fields["planned"])
        named = [(pk, f"{topic.month}/{topic.plan.year}: {topic.text}") for pk, topic in self.offered.items()]
        planned.choices = [("", _("none")), *named]
        if not offered:
            del self.fields["planned"]

    def arguments(self) -> dict[str, Any]:
        told = super().arguments()
        planned = self.offered.get(told.pop("planned", None))
        if planned is None or told["kind"] not in THEMATIC:
            return told
        return told | {"planned": planned, "topic": told["topic"] or planned.text}


class MeetingChangeForm(HeadForm):
    heading = _("Change the meeting")
    submit = _("Save")
    done = _("The meeting is saved. If it was announced, members are told.")


def beginning_of(last: Meeting | None, *, offered: list[PlannedTopic], today: dt.date) -> dict[str, Any]:
    """What the form of a new meeting begins with: as last time, a month later, with the planned topic of that month."""
    begun = _as_last_time(last, today=today)
    fitting = next((topic for topic in offered if topic.first_day == begun["on"].replace(day=1)), None)
    return begun | ({"kind": Kind.COMBINED, "planned": fitting.pk} if fitting else {})


def _as_last_time(last: Meeting | None, *, today: dt.date) -> dict[str, Any]:
    if last is None:
        return {"kind": Kind.REGULAR, "on": today + dt.timedelta(days=3), "time": dt.time(19, 30)}
    then = timezone.localtime(last.starts_at)
    next_month = then.date().replace(day=1) + dt.timedelta(days=32)
    usual = next_month.replace(day=min(then.day, 28))
    on = usual if usual > today else today + dt.timedelta(days=3)
    return {"kind": Kind.REGULAR, "on": on, "time": then.time(), "place": last.place}


def head_of(meeting: Meeting) -> dict[str, Any]:
    starts = timezone.localtime(meeting.starts_at)
    told = {name: getattr(meeting, name) for name in ("kind", "place", "topic", "note", "draft_resolution")}
    return told | {"on": starts.date(), "time": starts.time()}


class CallOffForm(ActForm):
    heading = _("Call the meeting off")
    submit = _("Call it off")
    done = _("The meeting is called off. Members are told.")
    danger = True

    reason = forms.CharField(label=_("reason"), widget=forms.Textarea({"rows": 3}))


class ItemForm(ActForm):
    heading = _("Agenda item")
    submit = _("Save")
    done = _("The agenda is saved.")

    title = forms.CharField(label=_("item"), max_length=300)
    minutes = forms.IntegerField(label=_("how many minutes"), min_value=1, max_value=600, required=False)


class MaterialForm(ActForm):
    """Papers that members read beforehand."""

    heading = _("Add papers")
    submit = _("Add")
    done = _("The papers are added.")
    lead = _("Members open them from the notice. Before it is announced, only those who run the meeting do.")

    files = FilesField(label=_("papers and pictures"))  # type: ignore[assignment] # a field, no attribute
    title = forms.CharField(
        label=_("title"), max_length=200, required=False, help_text=_("Left empty, each is called like its file.")
    )
    item = forms.ModelChoiceField(label=_("about"), queryset=AgendaItem.objects.none(), required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "item", meeting.items.all(), empty=_("the meeting as a whole"))


class ContributionForm(ActForm):
    """What someone wants to say."""

    heading = _("Write what you want to say")
    submit = _("Send")
    done = _("It is sent. The secretary and the members read it before the meeting.")

    item = forms.ModelChoiceField(label=_("about"), queryset=AgendaItem.objects.none(), required=False)
    topic = forms.CharField(
        label=_("topic"), max_length=120, required=False, help_text=_("A word or two, for example irrigation.")
    )
    text = forms.CharField(
        label=_("what you want to say"),
        widget=forms.Textarea({"rows": 6}),
        help_text=_("What you have seen, what you propose. A few sentences are enough."),
    )
    files = FilesField(label=_("photos and papers"), required=False)  # type: ignore[assignment] # a field, no attribute

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "item", meeting.items.all(), empty=_("the meeting as a whole"))


class ContributionForForm(ContributionForm):
    """The secretary writes it down for someone without a phone."""

    heading = _("Write down what a member wants to say")
    submit = _("Save")
    done = _("It is written down, in the name of the member.")

    member = forms.ModelChoiceField(label=_("member"), queryset=Member.objects.none())
    field_order = ["member", "item", "topic", "text", "files"]

    def __init__(self, *args: Any, members: QuerySet[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Member]", self.fields["member"]).queryset = members


class AnswerForm(ActForm):
    heading = _("Answer")
    submit = _("Save the answer")
    done = _("The answer is saved. Members read it.")

    answer = forms.CharField(label=_("answer"), widget=forms.Textarea({"rows": 4}))
