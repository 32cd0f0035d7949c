"""Forms of minutes, resolutions, their tasks, and terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fourgood.criteria.voices import members_asked
from fourgood.documents.official import LANGUAGE_OF_RECORD
from fourgood.meetings.models import Meeting
from fourgood.meetings.official import rule, type_name
from fourgood.organisation.member_forms import ActForm, day
from fourgood.organisation.models import Member, Unit
from fourgood.resolutions.drafting import Draft
from fourgood.resolutions.models import Minutes, ResolvedTask, ReviewedTask
from fourgood.resolutions.models.resolutions import KEPT, TEXTS, Resolution
from fourgood.resolutions.rules import MINUTES, types_adopted
from fourgood.resolutions.tasks_of import TaskDraft
from fourgood.resolutions.typing_together import Page, mark, plain
from fourgood.voting.models import Vote

if TYPE_CHECKING:
    from fourgood.organisation.member_forms import Words

LANGUAGES = [("vi", _("Vietnamese")), ("ms", _("Malay")), ("en", _("English"))]
SHORT, MIDDLE, LONG = 2, 4, 8  # lines of a text
_NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


def text(label: Words, hint: Words = "", *, rows: int = MIDDLE) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=forms.Textarea({"rows": rows}))


def line(label: Words, hint: Words = "", *, longest: int, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=longest)


class MonthInput(forms.DateInput):
    """The browser's own month picker. It sends and takes 2026-11."""

    input_type = "month"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m")


class SharedForm(forms.Form):
    """Texts into which two people may type at the same time: each with the mark of what the page showed.

    `mine`: texts, by name, that stand in the fields instead of what is kept: someone else has typed there meanwhile.
    """

    prefix_of_names = ""

    def show(self, mine: Mapping[str, str]) -> None:
        self.shown = {name: mark(str(self.initial.get(name) or "")) for name in self.fields}
        self.initial.update({field: mine[self.name_of(field)] for field in self.fields if self.name_of(field) in mine})

    def marks(self) -> list[tuple[str, str]]:
        """(name of the field, mark of what is kept), for the page."""
        return list(self.shown.items())

    @cached_property
    def token(self) -> str:
        return self.data.get("page") or get_random_string(12)

    def page(self) -> Page:
        """The page that was sent."""
        sent = {self.name_of(name): self.data[f"mark_{name}"] for name in self.fields if f"mark_{name}" in self.data}
        return Page(str(self.data.get("page", "")), sent)

    def name_of(self, field: str) -> str:
        """What the text of a field is called when it is kept."""
        return field.removeprefix(self.prefix_of_names)

    def label_of(self, name: str) -> str:
        found = self.fields.get(f"{self.prefix_of_names}{name}") or self.fields.get(name)
        return str(found.label) if found else name


class MinutesForm(SharedForm):
    """All sections of the minutes, each a text."""

    all_optional = True  # so that no field says so

    prefix_of_names = "text_"

    def __init__(self, *args: Any, minutes: Minutes, mine: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = list(minutes.sections.all())
        self.fields["seat"] = line(
            _("place of writing"), _("For the head of the document, such as Đông Mai."), longest=100
        )
        self.initial["seat"] = minutes.seat
        for section in self.sections:
            rows = max(SHORT, min(LONG, section.text.count("\n") + len(section.text) // 60 + 1))
            self.fields[f"text_{section.code}"] = text(section.heading, rows=rows)
            self.initial[f"text_{section.code}"] = section.text
        self.show(mine or {})

    def texts(self) -> dict[str, str]:
        """What was sent, by code of the section."""
        sent = [section.code for section in self.sections if f"text_{section.code}" in self.data]
        return {code: plain(self.cleaned_data[f"text_{code}"]) for code in sent}

    def seat(self) -> str | None:
        """None: not sent."""
        return self.cleaned_data["seat"] if "seat" in self.data else None


class CorrectionForm(ActForm):
    """A note that corrects approved minutes."""

    heading = _("Correct the minutes by a note")
    submit = _("Add the note")
    done = _("The note stands below the minutes.")
    lead: Words = _("What was approved stays as it is. The note gets a number and is printed with the minutes.")

    text = forms.CharField(
        label=_("correction"),
        widget=forms.Textarea({"rows": MIDDLE}),
        help_text=_("What was wrong, and what is right."),
        error_messages={"required": _("Write what was wrong and what is right.")},
    )


class DraftForm(ActForm):
    """How a resolution begins."""

    heading = _("Draft a resolution")
    submit = _("Begin the draft")
    done = _("The draft is begun. What you type is saved at once.")

    kind = forms.ChoiceField(label=_("kind of resolution"), choices=Resolution.Kind.choices, widget=forms.RadioSelect)
    type_code = forms.ChoiceField(label=_("type"), widget=forms.RadioSelect)
    title = line(_("subject"), _("What it is about, as it stands below the title."), longest=300, required=True)
    month = forms.DateField(
        label=_("holds for the month"),
        widget=MonthInput(),
        input_formats=["%Y-%m", "%m/%Y", "%Y-%m-%d"],
        error_messages={"required": _("Choose a month."), "invalid": _("Write the month like 2026-11.")},
    )
    language = forms.ChoiceField(
        label=_("language of record"), choices=LANGUAGES, initial=LANGUAGE_OF_RECORD, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, unit: Unit, on: dt.date, amends: Resolution | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.amends = amends
        types = cast("forms.ChoiceField", self.fields["type_code"])
        types.choices = [(code, f"{type_name(code, on=on)} ({code})") for code in types_adopted(unit, on=on)]

    def arguments(self) -> dict[str, Any]:
        return {"begun": Draft(amends=self.amends, **self.cleaned_data)}


class AmendForm(DraftForm):
    """A new resolution that amends an issued one: from which meeting, and what it is about."""

    heading = _("Draft a resolution that amends it")

    meeting: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        queryset=Meeting.objects.none(),
        label=_("from which meeting"),
        help_text=_("The meeting that adopts the amendment."),
        error_messages={"required": _("Choose the meeting.")},
    )
    field_order = ("meeting",)

    def __init__(self, *args: Any, amends: Resolution, **kwargs: Any) -> None:
        super().__init__(*args, amends=amends, **kwargs)
        begun = Meeting.objects.filter(unit=amends.unit_id, begun_at__isnull=False).order_by("-starts_at")
        cast("forms.ModelChoiceField[Any]", self.fields["meeting"]).queryset = begun

    def arguments(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        return {"meeting": said.pop("meeting"), "begun": Draft(amends=self.amends, **said)}


class TextsForm(SharedForm):
    """The texts of a draft, and the table of the last resolution's tasks. All may be empty while it is a draft."""

    all_optional = True  # so that no field says so: some are asked for before it is issued

    title = line(_("subject"), longest=300)
    evaluation = text(
        _("what was done"), _("Ideas and mood of the members; the political task, point by point."), rows=LONG
    )
    praise = text(_("praise and reminders"))
    shortcomings = text(_("shortcomings and their causes"))
    ahead = text(
        _("what lies ahead"), _("In general. Tasks with who and by when are written below, one by one."), rows=LONG
    )
    organisation = text(_("how it is carried out"), _("Who leads, who follows it up, when it is looked at again."))
    scoring = text(
        _("how the meeting scored itself"), _("Points and class that the meeting gave its own quality."), rows=SHORT
    )
    seat = line(_("place of writing"), _("For the head of the document, such as Đông Mai."), longest=100)
    recipients = text(_("who receives it"), _("One on each line. The last line says where it is filed."))

    def __init__(
        self, *args: Any, resolution: Resolution, mine: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"initial": {name: getattr(resolution, name) for name in KEPT}} | kwargs)
        self.rows = list(resolution.reviewed.all())
        if resolution.kind == Resolution.Kind.THEMATIC or resolution.amends_id:
            for name in set(TEXTS) - {"evaluation", "ahead", "organisation"}:
                del self.fields[name]
        for row in self.rows:
            for name, label in (("at_start", _("state at the start")), ("result", _("result"))):
                self.fields[f"{name}_{row.pk}"] = text(label, rows=SHORT)
                self.initial[f"{name}_{row.pk}"] = getattr(row, name)
        self.show(mine or {})

    def upper(self) -> list[forms.BoundField]:
        return self._bound(["title", "evaluation"])

    def lower(self) -> list[forms.BoundField]:
        return self._bound(["praise", "shortcomings", "ahead"])

    def last(self) -> list[forms.BoundField]:
        return self._bound(["organisation", "scoring", "seat", "recipients"])

    def table(self) -> list[tuple[ReviewedTask, list[forms.BoundField]]]:
        return [(row, self._bound([f"at_start_{row.pk}", f"result_{row.pk}"])) for row in self.rows]

    def _bound(self, names: list[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def texts(self) -> dict[str, str]:
        """What was sent, by name."""
        return {name: plain(self.cleaned_data[name]) for name in KEPT if name in self.fields and name in self.data}

    def reviewed(self) -> dict[int, tuple[str, str]]:
        """What was sent, by row: the state at the start, the result."""
        said, sent = self.cleaned_data, [row.pk for row in self.rows if f"result_{row.pk}" in self.data]
        return {pk: (plain(said[f"at_start_{pk}"]), plain(said[f"result_{pk}"])) for pk in sent}


class TaskForm(ActForm):
    """One task of a draft: what, who, by when, and what is expected."""

    heading = _("Task of the resolution")
    submit = _("Save the task")
    done = _("The task is saved.")
    lead: Words = _(
        "Clear who, clear what, clear by when. While it is a draft, you may leave open what you don't know yet."
    )

    title = line(_("task"), _("What is to be done, in plain words."), longest=300, required=True)
    due_on = day(_("by when"), required=False)
    everyone = forms.BooleanField(label=_("all members"), required=False)
    members: forms.ModelMultipleChoiceField[Member] = forms.ModelMultipleChoiceField(
        queryset=Member.objects.none(),
        label=_("which members do it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisations = text(
        _("organisations that do it"), _("One on each line, such as Women's Union of the quarter."), rows=SHORT
    )
    expected = text(_("result expected"), _("By what you will see that it is done."), rows=SHORT)
    target = forms.DecimalField(
        label=_("how much"),
        required=False,
        localize=True,
        min_value=0,
        max_digits=16,
        decimal_places=2,
        widget=forms.TextInput(_NUMBER | {"inputmode": "decimal"}),
        error_messages={"invalid": _("Write a number, like 1.500 or 2,5.")},
    )
    measure = line(_("counted in"), _("Such as households, metres, tonnes."), longest=60)
    area = line(_("household group or area"), longest=200)

    def __init__(self, *args: Any, unit: Unit, row: ResolvedTask | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _initial(row)} | kwargs)
        asked = members_asked(unit, on=timezone.localdate())
        kept = Member.objects.filter(pk__in=[m.pk for m in row.members.all()]) if row else Member.objects.none()
        members = Member.objects.filter(pk__in=asked.values("pk")) | kept
        self.offered = members.order_by("sort_key", "pk")
        cast("forms.ModelMultipleChoiceField[Any]", self.fields["members"]).queryset = self.offered

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("target") == 0:
            said["target"] = None
        if said.get("target") and not said.get("measure"):
            self.add_error("measure", _("Say in what it is counted, or leave out how much."))
        return said

    def arguments(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        everyone = said.pop("everyone")
        chosen = self.offered if everyone else said["members"]
        return {"task": TaskDraft(**said | {"members": tuple(chosen), "organisations": plain(said["organisations"])})}


def _initial(row: ResolvedTask | None) -> dict[str, Any]:
    if row is None:
        return {}
    names = ("title", "due_on", "organisations", "expected", "target", "measure", "area")
    values = {name: getattr(row, name) for name in names} | {"members": [m.pk for m in row.members.all()]}
    return values | {"target": row.target.normalize() if row.target else None}


class IssueForm(forms.Form):
    """By which vote it was adopted, and why it differs from what was voted on. Asked only where it must be."""

    vote: forms.ModelChoiceField[Vote] = forms.ModelChoiceField(
        queryset=Vote.objects.none(),
        label=_("adopted by the vote"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the vote that adopted it.")},
    )
    changed_because = forms.CharField(
        label=_("why it differs from what was voted on"),
        widget=forms.Textarea({"rows": SHORT}),
        help_text=_("Only words may differ, nothing that was decided. It stands on the page of the resolution."),
        error_messages={"required": _("Say why.")},
    )

    def __init__(self, *args: Any, resolution: Resolution, votes: list[Vote], changed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if resolution.vote_id:
            del self.fields["vote"]
        else:
            offered = Vote.objects.filter(pk__in=[vote.pk for vote in votes])
            cast("forms.ModelChoiceField[Any]", self.fields["vote"]).queryset = offered
            if len(votes) == 1:  # of several, nothing is chosen beforehand: what is issued never changes
                self.initial["vote"] = votes[0].pk
                self.fields["vote"].widget = forms.HiddenInput()
        if not changed:
            del self.fields["changed_because"]


class TermForm(ActForm):
    """The day of a congress, and the numbers that were given on paper since."""

    heading = _("Enter a term")
    submit = _("Enter the term")
    done = _("The term is entered. Numbers begin from there.")
    lead: Words = _("Documents are numbered from 01 in each term, one series for each type.")

    first_day = day(_("day of the congress"))

    def __init__(self, *args: Any, unit: Unit, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = {f"used_{place}": code for place, code in enumerate([*types_adopted(unit, on=on), MINUTES])}
        for name, code in self.codes.items():
            self.fields[name] = forms.IntegerField(
                label=_("last number on paper: %(type)s") % {"type": type_name(code, on=on)},
                help_text=_("0, or empty: none was given in this term yet."),
                required=False,
                min_value=0,
                max_value=999,
                widget=forms.TextInput(_NUMBER),
                error_messages={"invalid": _("Write a whole number, such as 17."), "min_value": _("Write 0 or more.")},
            )

    def clean_first_day(self) -> dt.date:
        chosen: dt.date = self.cleaned_data["first_day"]
        if chosen > timezone.localdate():
            raise forms.ValidationError(_("The congress has not been held yet. Enter the term once it has."))
        return chosen

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"first_day": said["first_day"], "used": {code: said[name] or 0 for name, code in self.codes.items()}}


class Narrowing(forms.Form):
    """What the list of resolutions is narrowed to. Whatever is wrong in the address counts as not asked."""

    year = forms.TypedChoiceField(label=_("year"), required=False, coerce=int, empty_value=None)
    type_code = forms.ChoiceField(label=_("type"), required=False)
    state = forms.ChoiceField(
        label=_("stage"), required=False, choices=[("", _("all")), ("issued", _("issued")), ("draft", _("drafts"))]
    )
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, years: list[int], on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["year"]).choices = [("", _("all")), *((y, str(y)) for y in years)]
        codes = [(code, type_name(code, on=on)) for code in rule(on).adopted]
        cast("forms.ChoiceField", self.fields["type_code"]).choices = [("", _("all")), *codes]
        self.is_valid()

    def narrowed(self, rows: Any) -> Any:
        said = getattr(self, "cleaned_data", {})
        if said.get("year"):
            rows = rows.filter(month__year=said["year"])
        if said.get("type_code"):
            rows = rows.filter(type_code=said["type_code"])
        if said.get("unit"):
            rows = rows.filter(unit=said["unit"])
        if said.get("state"):
            rows = rows.filter(issued_at__isnull=said["state"] == "draft")
        return rows
