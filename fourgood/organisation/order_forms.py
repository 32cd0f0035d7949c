"""The forms by which orders are drafted: the head, one form per act, a guided form for merging."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.common.spans import since
from fourgood.common.widgets import DayInput
from fourgood.organisation.models import Member, Membership, Order, OrganisationKind, Sector, Span, Step, Unit
from fourgood.organisation.models.units import unit_code
from fourgood.organisation.standing import Can, Viewer
from fourgood.organisation.unit_field import UnitField

CODE_HINT = _("14 digits in five groups, for example 22.168.053.000.001.")


class OrderForm(forms.ModelForm):
    """The head of an order."""

    class Meta:
        model = Order
        fields = ["issuer", "number", "decided_on", "effective_on", "reason"]
        widgets = {"decided_on": DayInput(), "effective_on": DayInput(), "reason": forms.Textarea({"rows": 3})}
        help_texts = {
            "number": _("As it stands on the decision, for example 12-QĐ/TU."),
            "effective_on": _("From this day on the units are as the order says. It may lie in the past."),
            "reason": _("One or two sentences. They stand on the lineage page of every unit concerned."),
        }

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuers = Unit.objects.filter(pk__in=drafting_units(viewer))
        issuer = cast("forms.ModelChoiceField[Unit]", self.fields["issuer"])
        issuer.queryset, issuer.empty_label = issuers, None
        if len(issuers) == 1:
            self.fields["issuer"].widget = forms.HiddenInput()
            self.initial.setdefault("issuer", issuers[0].pk)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        decided, effective = cleaned.get("decided_on"), cleaned.get("effective_on")
        if decided and effective and decided > effective + dt.timedelta(days=366):
            self.add_error("effective_on", _("The order would take effect over a year before it was decided."))
        return cleaned


def drafting_units(viewer: Viewer) -> list[int]:
    """The units on which the person holds what allows drafting orders."""
    return [holding.unit_id for holding in viewer.standing().holdings if holding.grants(Can.DRAFT_ORDERS)]


class StepForm(forms.Form):
    """What one act needs. `closed` says whether the unit acted on must be closed rather than active."""

    act: ClassVar[Step.Act]
    closed: ClassVar[bool] = False

    def __init__(self, *args: Any, order: Order, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = order
        within = Unit.objects.visible_to(viewer).under(order.issuer)
        founded = {step.code: step.name for step in order.steps.all() if step.code}
        for name, field in self.fields.items():
            if isinstance(field, UnitField):
                wants_closed = self.closed and name == "unit_code"
                field.units = within.filter(is_active=not wants_closed)
                field.founded = {} if wants_closed else founded
            elif name in {"kind", "sector"}:
                dated = cast(Any, field)
                dated.queryset = dated.queryset.on(order.effective_on)

    def add_to_order(self, *, by: Actor) -> Step | None:
        """Add the step that the form describes; None when it takes several."""
        return self.order.add_step(self.act, by=by, **self.cleaned_data)


def _unit(label: Any, **kwargs: Any) -> UnitField:
    return UnitField(label=label, **kwargs)


def _code() -> forms.CharField:
    return forms.CharField(label=_("code"), max_length=18, validators=[unit_code], help_text=CODE_HINT)


def _name(**kwargs: Any) -> forms.CharField:
    return forms.CharField(label=_("name"), max_length=200, **kwargs)


def _kind(**kwargs: Any) -> forms.ModelChoiceField[OrganisationKind]:
    return forms.ModelChoiceField(queryset=cast(Any, OrganisationKind.objects.all()), label=_("kind"), **kwargs)


def _sector(**kwargs: Any) -> forms.ModelChoiceField[Sector]:
    return forms.ModelChoiceField(queryset=cast(Any, Sector.objects.all()), label=_("sector"), required=False, **kwargs)


class FoundForm(StepForm):
    act = Step.Act.FOUND
    code = _code()
    name = _name()
    kind = _kind()
    sector = _sector()
    parent_code = _unit(_("stands under"))


class RenameForm(StepForm):
    act = Step.Act.RENAME
    unit_code = _unit(_("unit"))
    name = _name(help_text=_("The new name."))


class MoveForm(StepForm):
    act = Step.Act.MOVE
    unit_code = _unit(_("unit"))
    parent_code = _unit(_("stands from then on under"))


class ChangeKindForm(StepForm):
    act = Step.Act.CHANGE_KIND
    unit_code = _unit(_("unit"))
    kind = _kind(required=False, empty_label=_("as before"))
    sector = _sector(empty_label=_("as before"))


class DissolveForm(StepForm):
    act = Step.Act.DISSOLVE
    unit_code = _unit(_("unit"), help_text=_("It must have neither members nor units under it. Otherwise merge it."))


class ReopenForm(StepForm):
    act = Step.Act.REOPEN
    closed = True
    unit_code = _unit(_("closed unit"))
    name = _name(required=False, help_text=_("Leave empty to keep the last name."))
    parent_code = _unit(_("stands under"), required=False, help_text=_("Leave empty for the last one."))


class GiverForm(StepForm):
    """Which unit is split: asked first, since what can go along depends on it."""

    act = Step.Act.SPLIT
    unit_code = _unit(_("unit that is split"))


class SplitForm(StepForm):
    act = Step.Act.SPLIT
    code = _code()
    name = _name(help_text=_("The name of the new unit. It is of the same kind and stands under the same unit."))
    along_codes = forms.MultipleChoiceField(
        label=_("units that go along"), required=False, widget=forms.CheckboxSelectMultiple
    )
    members_along = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("members who go along"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, giver: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver
        on = self.order.effective_on
        children = Span.objects.children_of(giver, on=on).values_list("unit__code", "name")
        belongs = Membership.objects.filter(member=OuterRef("pk"), unit=giver, valid__overlap=since(on))
        units = cast(forms.MultipleChoiceField, self.fields["along_codes"])
        members = cast("forms.ModelMultipleChoiceField[Member]", self.fields["members_along"])
        units.choices = list(children)
        members.queryset = Member.objects.filter(Exists(belongs)).order_by("sort_key", "id")
        for name, field in (("along_codes", units), ("members_along", members)):
            if not field.choices:
                del self.fields[name]

    def add_to_order(self, *, by: Actor) -> Step:
        return self.order.add_step(self.act, by=by, unit=self.giver, **self.cleaned_data)


class MergeForm(StepForm):
    """Several units into one of them, into another, or into a new one: makes all the steps that this takes."""

    act = Step.Act.MERGE
    first = _unit(_("first unit"), help_text=_("Its secretary stays in office, also in a new unit."))
    second = _unit(_("second unit"))
    third = _unit(_("third unit"), required=False)
    fourth = _unit(_("fourth unit"), required=False)
    result = forms.ChoiceField(
        label=_("they become"),
        widget=forms.RadioSelect,
        choices=[
            ("first", _("part of the first unit")),
            ("second", _("part of the second unit")),
            ("new", _("a new unit, described below")),
        ],
    )
    code = forms.CharField(
        label=_("code of the new unit"), max_length=18, validators=[unit_code], required=False, help_text=CODE_HINT
    )
    name = forms.CharField(label=_("name of the new unit"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("result") == "new":
            for name in ("code", "name"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A new unit needs this."))
        named = [cleaned[name] for name in ("first", "second", "third", "fourth") if cleaned.get(name)]
        if len(set(named)) != len(named):
            self.add_error(None, _("The same unit is named twice."))
        return cleaned

    def add_to_order(self, *, by: Actor) -> Step | None:
        cleaned = self.cleaned_data
        named = [cleaned[name] for name in ("first", "second", "third", "fourth") if cleaned[name]]
        founding = None
        into = cleaned.get(cleaned["result"]) or cleaned["code"]
        if cleaned["result"] == "new":
            founding = {"name": cleaned["name"], **self._like(named[0])}
        self.order.add_merge([code for code in named if code != into], into=into, by=by, founding=founding)
        return None

    def _like(self, code: str) -> dict[str, Any]:
        """The new unit is of the kind and sector of the first one, and stands where that one stands."""
        step = self.order.steps.filter(code=code).first()
        if step:
            return {"kind": step.kind, "sector": step.sector, "parent_code": step.parent_code}
        unit = Unit.objects.select_related("kind", "sector", "parent").get(code=code)
        return {"kind": unit.kind, "sector": unit.sector, "parent_code": unit.parent.code if unit.parent else ""}


FORMS: dict[str, type[StepForm]] = {
    form.act.value: form
    for form in (FoundForm, RenameForm, MoveForm, ChangeKindForm, MergeForm, GiverForm, DissolveForm, ReopenForm)
}


LABELS = {
    Step.Act.MERGE: _("Merge units"),
    Step.Act.FOUND: _("Found a unit"),
    Step.Act.RENAME: _("Rename a unit"),
    Step.Act.MOVE: _("Move a unit"),
    Step.Act.CHANGE_KIND: _("Change kind or sector"),
    Step.Act.SPLIT: _("Split a unit"),
    Step.Act.DISSOLVE: _("Dissolve a unit"),
    Step.Act.REOPEN: _("Reopen a unit"),
}


class ReverseForm(forms.Form):
    reason = forms.CharField(
        label=_("reason"), widget=forms.Textarea({"rows": 3}), help_text=_("It is kept with the order.")
    )
