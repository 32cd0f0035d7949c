"""An act in words: the names of fields and values that were stored as codes, as people say them."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Value
from django.urls import NoReverseMatch
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb

# What a key means that is no field of the object.
KEYS = {
    "name": _("name"),
    "unit": _("unit"),
    "on": _("from the day"),
    "from": _("from the day"),
    "until": _("until"),
    "units": _("units"),
    "members": _("members"),
    "rows": _("rows touched"),
    "added": _("added"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "file": _("file"),
    "what": _("list"),
    "step_added": _("step added"),
    "step_removed": _("step removed"),
    "step_changed": _("step changed"),
    "step_moved": _("step moved"),
    "step_done": _("step done"),
    "step_open": _("step not yet done"),
    "framework": _("framework"),
    "source": _("copied from"),
    "copied": _("copied"),
    "left_out": _("left out"),
    "member": _("member"),
    "edition": _("edition"),
    "by_hand": _("entered by hand"),
    "because": _("reason for the correction"),
    "slot": _("what stands"),
    "at": _("said at"),
    "by": _("entered by"),
    "spoke": _("spoke"),
}
# Keys that say the same as a field of another model: its label and choices are borrowed.
BORROWED = {
    "act": "organisation.step.act",
    "cell": "organisation.membership.unit",
    "decision": "organisation.membership.decision",
    "group": "organisation.membership.group",
    "into": "organisation.succession.successor",
    "office": "accounts.office.kind",
    "order": "organisation.order.number",
    "position": "organisation.position.kind",
    "purpose": "accounts.accesscode.purpose",
    "status": "organisation.memberstatus.kind",
    "why": "organisation.membership.ended_by",
    "accounts.user.kind": "mfa.authenticator.type",
    "instructions.edition.number": "instructions.instruction.number",
    "document": "instructions.receipt.document",
    "due_on": "instructions.planstep.due_on",
    "done_on": "instructions.planstep.done_on",
    "criterion": "criteria.localcriterion.code",
    "wording": "criteria.localcriterion.wording",
    "target": "criteria.localcriterion.target",
    "measure": "criteria.localcriterion.measure",
    "plan_amount": "criteria.localcriterion.plan_amount",
    "plan_unit": "criteria.localcriterion.plan_unit",
    "state": "meetings.attendance.state",
    "reason": "meetings.attendance.reason",
    "item": "meetings.speech.item",
    "text": "meetings.speech.text",
    "conclusion": "meetings.agendaitem.conclusion",
    "variant": "criteria.criteriaset.variant",
    "agrees": "criteria.opinion.agrees",
    "opinion": "criteria.opinion.text",
    "answer": "criteria.opinion.answer",
    "words": "criteria.submission.words",
    **{
        f"criteria.criteriaset.{key}": f"criteria.adoption.{key}"
        for key in ("met_on", "number", "base", "present", "in_favour", "against", "abstaining")
    },
}
# What these were done on can't be looked at any more.
_GONE = {Verb.ORDER_DISCARDED, Verb.INSTRUCTION_DISCARDED, Verb.CRITERIA_DISCARDED}
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")


@dataclass(frozen=True)
class Line:
    """One act as `parts/history.html` shows it. `changes`: (label, before, after)."""

    at: dt.datetime
    actor: str
    capacity: str
    verb: str
    on_what: str
    url: str
    changes: list[tuple[str, str, str]] = field(default_factory=list)


def lines(acts: Sequence[Act]) -> list[Line]:
    """The acts in words. At most one query, for what was stored as the code of another row."""
    names = _names(acts)
    return [_line(act, names) for act in acts]


def _line(act: Act, names: dict[tuple[str, str], str]) -> Line:
    before, after = act.before or {}, act.after or {}
    changes = [
        (label_of(act, key), _value(act, key, before.get(key), names), _value(act, key, after.get(key), names))
        for key in sorted({*before, *after}, key=_place)
        if before.get(key) or after.get(key) not in (None, "", act.object_label)
    ]
    return Line(
        at=act.at,
        actor=str(act.actor) if act.actor else "",
        capacity=act.capacity,
        verb=str(Verb(act.verb).label),
        on_what=act.object_label,
        url=_address_of_object(act),
        changes=changes,
    )


def _place(key: str) -> tuple[int, str]:
    """What it is comes before when."""
    return (list(KEYS).index(key) + 1 if key in KEYS else 0), key


def model_of(kind: str) -> type[Model] | None:
    """The model that an act's `object_kind` names. Found by name: this package knows nothing of those above it."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


def address_of(thing: Any) -> str:
    """The page of an object, where it has one."""
    try:
        return str(thing.get_absolute_url()) if hasattr(thing, "get_absolute_url") else ""
    except NoReverseMatch:
        return ""


def _address_of_object(act: Act) -> str:
    """The page of what it was done on; the object itself is not fetched."""
    model = None if act.verb in _GONE else model_of(act.object_kind)
    return address_of(model(pk=act.object_id)) if model else ""


def label_of(act: Act, key: str) -> str:
    if key in KEYS:
        return str(KEYS[key])
    found = _field(act.object_kind, key)
    return str(found.verbose_name) if found else key.replace("_", " ")


@cache
def _field(kind: str, key: str) -> Field[Any, Any] | None:
    """The field whose label and choices a key has: borrowed, or the object's own."""
    borrowed = BORROWED.get(f"{kind}.{key}") or BORROWED.get(key)
    label, _dot, name = borrowed.rpartition(".") if borrowed else (kind, "", key)
    model = model_of(label)
    fields = {f.name: f for f in model._meta.concrete_fields} if model else {}
    return fields.get(name)


def _value(act: Act, key: str, value: Any, names: dict[tuple[str, str], str]) -> str:
    if value is None or value == "":
        return ""
    found = _field(act.object_kind, key)
    if isinstance(found, ForeignKey):
        return names.get((_target(found)._meta.label_lower, str(value)), str(value))
    if found is not None and found.choices:
        return str(next((label for code, label in found.flatchoices if code == value), value))
    return plain(value)


def plain(value: Any) -> str:
    """A stored value as people write it."""
    if isinstance(value, bool):
        return str(_("yes")) if value else str(_("no"))
    if isinstance(value, list):
        return ", ".join(plain(part) for part in value)
    if isinstance(value, str) and _DAY.match(value):
        return localize(dt.date.fromisoformat(value))
    if isinstance(value, str) and _MOMENT.match(value):
        return localize(localtime(dt.datetime.fromisoformat(value)))
    return str(localize(value))


def _target(key: ForeignKey[Any, Any]) -> type[Model]:
    return key.remote_field.model


def _names(acts: Iterable[Act]) -> dict[tuple[str, str], str]:
    """(model, code) → name, for every code that the acts mention. One query."""
    wanted: dict[type[Model], set[str]] = defaultdict(set)
    for act in acts:
        for key, value in [*(act.before or {}).items(), *(act.after or {}).items()]:
            found = _field(act.object_kind, key)
            if isinstance(found, ForeignKey) and isinstance(value, str) and _is_stored_by_code(_target(found)):
                wanted[_target(found)].add(value)
    queries = [
        model._default_manager.filter(code__in=codes)
        .order_by()
        .values_list(Value(model._meta.label_lower), "code", _name_column(model))
        for model, codes in wanted.items()
    ]
    if not queries:
        return {}
    return {(model, code): name for model, code, name in queries[0].union(*queries[1:], all=True)}


def _is_stored_by_code(model: type[Model]) -> bool:
    """Reference data and units are; members have a code too, but acts hold their names."""
    return _has(model, "code") and (_has(model, "name") or _has(model, "name_vi"))


def _name_column(model: type[Model]) -> str:
    return "name" if _has(model, "name") else f"name_{(get_language() or 'vi')[:2]}"


def _has(model: type[Model], name: str) -> bool:
    return any(f.name == name for f in model._meta.concrete_fields)
