"""The form of one criterion: fields as its parts are measured, empty until someone enters something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourgood.assessments.entering import Said
from fourgood.assessments.sheet import Line, measured_here
from fourgood.instructions.criterion_words import here as said
from fourgood.instructions.criterion_words import number as in_figures
from fourgood.regulations.complaints import LARGEST_COUNT, Complaint, wrong
from fourgood.regulations.framework import Kind, NotApplicable, Part
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.stored_values import values_read
from fourgood.regulations.values import ANSWERS, DOES_NOT_APPLY, RATIOS, Value, counts

Words = str | Promise

_NUMBER = {"inputmode": "decimal", "autocomplete": "off"}
_ANSWERS: dict[Kind, list[tuple[str, Words]]] = {
    Kind.YES_NO: [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))],
    Kind.MET: [("yes", gettext_lazy("met")), ("no", gettext_lazy("not met"))],
}


@dataclass(frozen=True)
class Fields:
    """The fields of one part, with its wording as a legend where the criterion has several."""

    legend: str
    fields: list[forms.BoundField]


class CriterionForm(forms.Form):
    """What the unit enters of one criterion. Fields of part n begin with "p<n>_"."""

    all_optional = True  # saved as one types: what is still missing stands on top of the sheet
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, data: Any = None, *, line: Line, prefix: str | None = None) -> None:
        self.line = line
        super().__init__(data, initial=_initial(line), prefix=prefix)
        for place, part in enumerate(line.criterion.parts):
            self.fields.update({f"p{place}_{name}": field for name, field in _fields_of(part)})
        if line.criterion.not_applicable is not NotApplicable.NEVER:
            label = gettext_lazy("does not apply to us this month")
            self.fields["na"] = forms.BooleanField(label=label, required=False)
        if line.has_suggestion:
            self.fields["points"] = _points(line)
            self.fields["reason"] = _words(gettext_lazy("why it differs from the suggestion"))
        self.fields["remark"] = _words(gettext_lazy("anything to add"))

    def parts(self) -> list[Fields]:
        """The fields of the parts, to be drawn part by part."""
        criterion = self.line.criterion
        return [
            Fields(
                said(part.wording) if part.wording and len(criterion.parts) > 1 else "",
                [self[name] for name in self.fields if name.startswith(f"p{place}_")],
            )
            for place, part in enumerate(criterion.parts)
        ]

    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in ("na", "reason", "remark") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for place, part in enumerate(self.line.criterion.parts):
                for complaint in wrong(part, self.line.criterion, self._value(place, part)):
                    self.add_error(self._field(place, part, complaint), said(complaint.words))
        return cleaned

    def _field(self, place: int, part: Part, complaint: Complaint) -> str | None:
        """The field that a complaint is about."""
        if complaint.field == "events":
            empty = (e.code for e in part.events if self.cleaned_data.get(f"p{place}_event_{e.code}") is None)
            code = next(empty, part.events[0].code if part.events else "")
            return f"p{place}_event_{code}"
        name = "na" if complaint.field == "not_applicable" else f"p{place}_{complaint.field}"
        return name if name in self.fields else None

    def _value(self, place: int, part: Part) -> Value:
        def entered(name: str) -> Any:
            return self.cleaned_data.get(f"p{place}_{name}")

        known = {event.code: entered(f"event_{event.code}") for event in part.events}
        value = Value(
            amount=entered("amount"),
            base=entered("base"),
            answer={"yes": True, "no": False}.get(entered("answer") or ""),
            grade=entered("grade") or None,
            events=counts({code: count for code, count in known.items() if count is not None}),
        )
        return DOES_NOT_APPLY if self.cleaned_data.get("na") and value.is_empty else value

    def said(self) -> Said:
        """What was entered, once it is valid."""
        parts = self.line.criterion.parts
        values = {part.code: self._value(place, part) for place, part in enumerate(parts)}
        entered = {code: value for code, value in values.items() if not value.is_empty}
        reason, remark = (self.cleaned_data.get(name) or "" for name in ("reason", "remark"))
        return Said(entered, reason, remark, stated=self.cleaned_data.get("points"))

    def typed(self) -> dict[str, str]:
        """The fields as they are, to be shown again."""
        raw = {name: self.data.get(self.add_prefix(name)) for name in self.fields if name != "version"}
        return {name: text for name, text in raw.items() if text}

    def heard(self) -> Said:
        """What was entered if it can hold; else what was typed."""
        return self.said() if self.is_valid() else Said({}, typed=self.typed())

    @property
    def seen(self) -> int:
        """The version that was seen when someone began to type."""
        version = self.data.get(self.add_prefix("version"), "")
        return int(version) if str(version).isdecimal() else -1

    @property
    def is_touched(self) -> bool:
        """Whether it was sent, and says anything else than what is there."""
        return self.add_prefix("version") in self.data and bool(set(self.changed_data) - {"version"})


def _fields_of(part: Part) -> Iterator[tuple[str, forms.Field]]:
    if part.kind in RATIOS:
        yield "amount", _number(said(part.amount) if part.amount else _("reached"), part)
        yield "base", _number(said(part.base) if part.base else _("of"), part)
    elif part.kind in ANSWERS:
        yield "answer", _choice(gettext_lazy("was it so?"), _ANSWERS[part.kind])
    elif part.kind is Kind.GRADED:
        yield "grade", _choice(gettext_lazy("which grade?"), [(g.code, said(g.wording)) for g in part.grades])
    for event in part.events:
        yield (
            f"event_{event.code}",
            forms.IntegerField(
                label=_("how often: %(what)s") % {"what": said(event.wording)},
                required=False,
                min_value=0,
                max_value=LARGEST_COUNT,
                widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
            ),
        )


def _number(label: str, part: Part) -> forms.Field:
    unit = f" ({said(part.unit)})" if part.unit else ""
    return forms.DecimalField(
        label=label + unit, required=False, localize=True, decimal_places=2, widget=forms.TextInput(_NUMBER)
    )


def _choice(label: Any, choices: list[tuple[str, Words]]) -> forms.Field:
    return forms.ChoiceField(label=label, required=False, choices=choices, widget=forms.RadioSelect)


def _words(label: Any) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=2000, widget=forms.Textarea({"rows": 2}))


def _points(line: Line) -> forms.Field:
    return forms.DecimalField(
        label=gettext_lazy("points that you give yourselves"),
        required=False,
        localize=True,
        min_value=Decimal(0),
        max_value=line.most,
        decimal_places=2,
        widget=forms.TextInput(_NUMBER),
        help_text=_("Only if they are others than the values give: from 0 to %(most)s. Say why below.")
        % {"most": in_figures(line.most)},
    )


def _initial(line: Line) -> dict[str, Any]:
    """What was entered; else, where the suggestion is not whole, what was found of it."""
    entry = line.entry
    initial: dict[str, Any] = {"version": line.version}
    values = values_read(entry.values) if entry else {}
    if not values and not line.has_suggestion:
        values = measured_here(line)
    for place, part in enumerate(line.criterion.parts):
        initial |= {f"p{place}_{name}": value for name, value in _entered(values.get(part.code, Value()))}
    if values and all(value.not_applicable for value in values.values()):
        initial["na"] = True
    if entry:
        stated = None if entry.stated is None else decimal_of(entry.stated)
        initial |= {"points": stated, "reason": entry.reason, "remark": entry.remark}
    return initial


def _entered(value: Value) -> Iterator[tuple[str, Any]]:
    yield "amount", None if value.amount is None else value.amount.normalize() + 0
    yield "base", None if value.base is None else value.base.normalize() + 0
    yield "answer", {True: "yes", False: "no"}.get(value.answer, "") if value.answer is not None else ""
    yield "grade", value.grade or ""
    for code, count in value.events:
        yield f"event_{code}", count
