"""The forms by which members, positions and Party groups are kept. Labels ask, hints explain, errors say what to do."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.common.phones import as_written, international
from fourgood.common.widgets import DayInput
from fourgood.organisation.member_list import STATES
from fourgood.organisation.models import Member, Membership, MemberStatus, PartyGroup, Place, PositionKind, Unit
from fourgood.organisation.models.member_refusals import OfficialBeforeAdmission
from fourgood.organisation.models.units import UnitQuerySet
from fourgood.organisation.standing import Viewer
from fourgood.organisation.unit_field import UnitField
from fourgood.regulations.meeting_rules import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words: TypeAlias = str | _StrPromise

ADULT = 18  # Charter, art. 1: who is admitted is at least 18

Beginning, Ending = Membership.Beginning, Membership.Ending


def day(label: Words, hint: Words = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=DayInput(),
        error_messages={"required": _("Choose a day."), "invalid": _("Write the day like 05/11/2026.")},
    )


def decision_number() -> forms.CharField:
    hint = _("Number and issuer of the decision, for example 12-QĐ/ĐU.")
    return forms.CharField(label=_("decision number"), help_text=hint, required=False, max_length=60)


def choose_from(form: forms.BaseForm, name: str, rows: QuerySet[Any], *, empty: Words) -> None:
    """Let a field choose one of the rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset, field.empty_label = rows, str(empty)


class Asked(forms.Form):
    """What the list of members is narrowed to. Whatever is wrong in the address counts as not asked."""

    state = forms.ChoiceField(
        label=_("state"),
        required=False,
        choices=[("", _("all")), *((state.value, words) for state, words in STATES.items())],
    )
    group = forms.ModelChoiceField(label=_("Party group"), required=False, queryset=PartyGroup.objects.none())
    on = forms.DateField(required=False)

    def __init__(self, *args: Any, unit: Unit, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "group", PartyGroup.objects.filter(unit=unit), empty=_("all"))
        if not unit.kind.has_members:
            del self.fields["group"]
        self.is_valid()
        self.day: dt.date = self.cleaned_data.get("on") or today
        self.chosen_state = State(self.cleaned_data["state"]) if self.cleaned_data.get("state") else None
        self.chosen_group: PartyGroup | None = self.cleaned_data.get("group")

    @property
    def narrows(self) -> bool:
        return bool(self.chosen_state or self.chosen_group)

    @property
    def selects(self) -> list[forms.BoundField]:
        return [self[name] for name in ("state", "group") if name in self.fields]


class ActForm(forms.Form):
    """A form that does one act. It says so in its words, and gives the verb its arguments.

    `done` is told after the act; `lead` explains what the act brings about.
    """

    heading: Words
    submit: Words
    done: Words
    lead: Words = ""
    danger = False

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class DetailsForm(forms.ModelForm):
    """The details of a member, as they are corrected."""

    heading: Words = _("Change the details")
    submit: Words = _("Save")
    done: Words = _("The details were saved.")
    lead: Words = ""
    danger = False

    class Meta:
        model = Member
        fields = ["full_name", "birth_year", "admitted_on", "official_on", "phone", "email"]
        widgets = {"admitted_on": DayInput(), "official_on": DayInput()}
        help_texts = {
            "full_name": _("Family name first, as on the member's card."),
            "official_on": _("Leave empty while the member is probationary."),
            "phone": _("For example 0912 345 678."),
        }
        error_messages = {
            "full_name": {"required": _("Write the full name.")},
            "code": {
                "required": _("Write the number on the member's card or file."),
                "unique": _("Another member already has this number. Check the number on the member's file."),
            },
            "admitted_on": {
                "required": _("Choose the day of admission."),
                "invalid": _("Write the day like 05/11/2026."),
            },
            "official_on": {"invalid": _("Write the day like 05/11/2026.")},
            "birth_year": {"invalid": _("Write the year with four digits, for example 1962.")},
            "email": {"invalid": _("Write an e-mail address like ten@example.vn, or leave it empty.")},
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if self.instance.pk and self.instance.phone:
            self.initial["phone"] = as_written(self.instance.phone)

    def clean_full_name(self) -> str:
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_phone(self) -> str:
        written = self.cleaned_data["phone"].strip()
        number = international(written) if written else ""
        if number is None:
            raise ValidationError(gettext("This is no phone number. Write it like 0912 345 678, or leave it empty."))
        return number

    def clean_admitted_on(self) -> dt.date:
        return _not_later(self.cleaned_data["admitted_on"], self.today)

    def clean_official_on(self) -> dt.date | None:
        on: dt.date | None = self.cleaned_data["official_on"]
        return _not_later(on, self.today) if on else None

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        admitted, official, born = (found.get(name) for name in ("admitted_on", "official_on", "birth_year"))
        if admitted and official and official < admitted:
            self.add_error("official_on", OfficialBeforeAdmission.reason)
        if admitted and born and not ADULT <= admitted.year - born <= 100:
            self.add_error("birth_year", gettext("Check the year: at admission a member is at least 18 years old."))
        return found

    def arguments(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self) -> None:
        """The verb of the member writes what is new: the instance keeps what was before."""
        before = {name: getattr(self.instance, name) for name in self.fields if hasattr(self.instance, name)}
        super()._post_clean()  # type: ignore[misc]
        for name, value in before.items():
            setattr(self.instance, name, value)


class NewMemberForm(DetailsForm):
    """A member who joins the cell: newly admitted here, or from a cell outside the province."""

    heading = _("Add a member")
    submit = _("Add the member")
    done = _("The member was added.")

    on = day(
        _("in this cell since"),
        _("Leave empty if the member was admitted in this cell. Otherwise the day of the transfer."),
        required=False,
    )
    decision = decision_number()

    class Meta(DetailsForm.Meta):
        fields = ["code", *DetailsForm.Meta.fields]

    field_order = ["code", "full_name", "birth_year", "admitted_on", "official_on", "on", "decision", "phone", "email"]

    def clean_on(self) -> dt.date | None:
        on: dt.date | None = self.cleaned_data["on"]
        return _not_later(on, self.today) if on else None

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        on = data["on"] or data["admitted_on"]
        began_by = Beginning.ADMITTED if on == data["admitted_on"] else Beginning.TRANSFERRED_IN
        return super().arguments() | {"on": on, "began_by": began_by, "decision": data["decision"]}


def _not_later(on: dt.date, today: dt.date) -> dt.date:
    if on > today:
        raise ValidationError(gettext("Choose today or an earlier day: record it once it has happened."))
    return on


class OnADayForm(ActForm):
    """Something that has happened on a day, today or earlier."""

    on = day(_("on"))
    on_label: Words = ""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today
        if self.on_label:
            self.fields["on"].label = self.on_label

    def clean_on(self) -> dt.date:
        return _not_later(self.cleaned_data["on"], self.today)


class SomeUnitField(UnitField):
    """A unit that the viewer sees, found by name; any other by its whole code only. Cleans to the unit or None."""

    def __init__(self, *, possible: UnitQuerySet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.possible = possible

    def for_viewer(self, viewer: Viewer) -> None:
        self.units = self.possible.visible_to(viewer)

    def clean(self, value: Any) -> Any:
        by_code = self.possible.filter(code=str(value or "").strip()).first()
        if by_code is not None:
            return by_code
        code = super().clean(value)
        return self.possible.filter(code=code).first() if code else None


class AboutAUnit(ActForm):
    """An act that names a unit in its field `unit`."""

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, SomeUnitField)
        field.for_viewer(viewer)


class MovesToACell(AboutAUnit):
    unit = SomeUnitField(
        label=_("to which cell?"),
        help_text=_(
            "A part of the cell's name; for a cell that you don't see, its whole code, like 22.168.053.000.001."
        ),
        possible=Unit.objects.active().filter(kind__has_members=True),
        error_messages={"required": _("Write a part of the name, or the code.")},
    )

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"to": data["unit"]} | {name: data[name] for name in ("on", "until", "decision") if name in data}


class TransferForm(MovesToACell, OnADayForm):
    """Official transfer."""

    heading = _("Transfer to another cell")
    submit = _("Transfer")
    done = _("The transfer was recorded.")
    lead = _("The positions in this cell and the Party group end with the transfer.")

    decision = decision_number()
    field_order = ["unit", "on", "decision"]
    on_label = _("first day in the new cell")


class RejoinForm(MovesToACell, OnADayForm):
    """Back in a cell after having left."""

    heading = _("Take back into a cell")
    submit = _("Take back")
    done = _("The member belongs to a cell again.")
    decision = decision_number()
    field_order = ["unit", "on", "decision"]
    on_label = _("first day in the new cell")


class SendForm(MovesToACell):
    """Temporary transfer; may begin later."""

    heading = _("Temporary transfer")
    submit = _("Record the transfer")
    done = _("The temporary transfer was recorded.")
    lead = _("The member takes part in the other cell for a time, and keeps the vote and the rating here.")

    on = day(_("first day there"))
    until = day(_("last day there"), _("Leave empty if it isn't known yet."), required=False)
    decision = decision_number()
    field_order = ["unit", "on", "until", "decision"]


class ComeBackForm(OnADayForm):
    heading = _("Back in the own cell")
    submit = _("Record the return")
    done = _("The return was recorded.")
    on_label = _("first day back in the own cell")


class LeaveForm(OnADayForm):
    heading = _("End the membership")
    submit = _("End the membership")
    done = _("The membership ended.")
    lead = _("All memberships, statuses and positions in the Party organisation end. The history stays.")
    danger = True
    on_label = _("no longer a member of the cell from")
    why = forms.ChoiceField(
        label=_("why"),
        widget=forms.RadioSelect,
        choices=[
            (Ending.TRANSFERRED_OUT, _("transferred to a cell outside the province")),
            (Ending.DIED, Ending.DIED.label),
            (Ending.LEFT, Ending.LEFT.label),
            (Ending.REMOVED, Ending.REMOVED.label),
            (Ending.EXPELLED, Ending.EXPELLED.label),
        ],
        error_messages={"required": _("Say why.")},
    )
    decision = decision_number()
    field_order = ["why", "on", "decision"]

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"why": Ending(self.cleaned_data["why"])}


class RecogniseForm(OnADayForm):
    heading = _("Recognise as an official member")
    submit = _("Recognise")
    done = _("The recognition was recorded.")
    on_label = _("official member since")
    decision = decision_number()


class StatusForm(ActForm):
    """A status; may begin later."""

    heading = _("Set a status")
    submit = _("Set the status")
    done = _("The status was set.")

    kind = forms.ChoiceField(
        label=_("status"),
        widget=forms.RadioSelect,
        choices=MemberStatus.Kind.choices,
        error_messages={"required": _("Choose a status.")},
    )
    on = day(_("first day"))
    until = day(_("last day"), _("Leave empty if it isn't known yet."), required=False)
    decision = decision_number()

    def arguments(self) -> dict[str, Any]:
        return super().arguments() | {"kind": MemberStatus.Kind(self.cleaned_data["kind"])}


class EndForm(ActForm):
    """The end of a status, a position or a group; may lie ahead."""

    submit = _("End it")
    danger = True
    on = day(_("ends on"), _("The first day on which it no longer holds."))


class EndStatusForm(EndForm):
    heading = _("End the status")
    done = _("The status ends on that day.")


class EndPositionForm(EndForm):
    heading = _("End the position")
    done = _("The position ends on that day.")


class DissolveForm(EndForm):
    heading = _("End the Party group")
    done = _("The Party group ends on that day.")
    lead = _("Its members stay in the cell without a group, and its head is none any more.")


class PositionForm(AboutAUnit):
    """A position of a member: on the own cell, on another unit, or in a body outside the Party organisation."""

    heading = _("Give a position")
    submit = _("Give the position")
    done = _("The position was given.")

    kind = forms.ModelChoiceField(
        label=_("position"),
        queryset=PositionKind.objects.none(),
        error_messages={"required": _("Choose a position.")},
    )
    unit = SomeUnitField(
        label=_("on another unit"),
        help_text=_("Leave empty for the member's own cell. Otherwise a part of the unit's name, or its whole code."),
        possible=Unit.objects.active(),
        required=False,
    )
    group = forms.ModelChoiceField(
        label=_("Party group"),
        help_text=_("Only for the head of a Party group."),
        queryset=PartyGroup.objects.none(),
        required=False,
    )
    body = forms.CharField(
        label=_("body outside the Party organisation"),
        help_text=_("Only for a position outside the Party organisation, for example Khu phố Biểu Nghi."),
        required=False,
        max_length=200,
    )
    on = day(_("first day"))
    until = day(_("last day"), _("Leave empty if it isn't known yet."), required=False)
    decision = decision_number()
    field_order = ["kind", "unit", "group", "body", "on", "until", "decision"]

    def __init__(self, *args: Any, member: Member, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cell = member.unit
        choose_from(self, "kind", PositionKind.objects.on(today), empty=_("Choose"))
        choose_from(self, "group", PartyGroup.objects.on(today).filter(unit=self.cell), empty=_("none"))

    def place(self) -> Place:
        """Where the position is held."""
        data = self.cleaned_data
        if data["kind"].outside:
            return Place(body=data["body"])
        return Place(unit=data["unit"] or self.cell, group=data["group"])

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"place": self.place()} | {name: data[name] for name in ("kind", "on", "until", "decision")}


class GroupForm(ActForm):
    heading = _("Rename the Party group")
    submit = _("Save")
    done = _("The Party group was renamed.")
    name = forms.CharField(
        label=_("name of the Party group"),
        help_text=_("For example Tổ đảng số 1."),
        max_length=120,
        error_messages={"required": _("Write a name for the group.")},
    )


class NewGroupForm(GroupForm, OnADayForm):
    heading = _("Form a Party group")
    submit = _("Form the group")
    done = _("The Party group was formed.")
    on_label = _("formed on")
    field_order = ["name", "on"]


class GroupingForm(OnADayForm):
    """Which Party group each member of a cell belongs to from a day on."""

    heading = _("Assign members to Party groups")
    submit = _("Save the groups")
    done = _("The groups were saved.")

    on_label = _("from the day")

    def __init__(self, *args: Any, memberships: list[Membership], groups: list[PartyGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.memberships = {f"member-{row.member_id}": row for row in memberships}
        self.groups = {str(group.pk): group for group in groups}
        for name, row in self.memberships.items():
            self.fields[name] = forms.ChoiceField(
                label=row.member.full_name,
                required=False,
                choices=[("", _("no group")), *((key, group.name) for key, group in self.groups.items())],
                initial=str(row.group_id or ""),
            )

    def rows(self) -> list[tuple[Membership, forms.BoundField]]:
        return [(row, self[name]) for name, row in self.memberships.items()]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        chosen = {row.member: self.groups.get(data[name]) for name, row in self.memberships.items()}
        return {"choices": chosen, "on": data["on"]}
