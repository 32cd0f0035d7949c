"""What a person holds on a date: offices, positions in the Party organisation, membership of cells. One query."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fourgood.organisation.models import Membership, Position
from fourgood.organisation.standing import Holding, Holds

if TYPE_CHECKING:
    from fourgood.accounts.models import User

_COLUMNS = ("place", "held", "title", "on_unit", "path", "unit_name")
_LAST = 10_000  # memberships stand after everything else


def held_by(user: User, on: dt.date) -> list[Holding]:
    """Offices first, then positions in their order, then memberships. Nothing counts on a unit that was closed."""
    parts = []
    if user.pk is not None:  # a member without an account has no offices
        parts.append(_offices(user, on))
    if user.member_id is not None:
        parts += [_positions(user.member_id, on), _memberships(user.member_id, on)]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True).order_by("place", "on_unit")
    return [_holding(user, *row) for row in rows]


def _holding(user: User, _place: int, held: str, title: str, unit_id: int, path: str, unit_name: str) -> Holding:
    words = title or (_("Member") if held == Holds.MEMBER else user.offices.model.Kind(held).label)
    return Holding(Holds(held), unit_id, path, f"{words}, {unit_name}")


def _offices(user: User, on: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    return _rows(user.offices.on(on), on, place=Value(0), held=F("kind"), title=Value(""))


def _positions(member_id: int, on: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    held = Position.objects.on(on).filter(member=member_id, kind__role__in=list(Holds))
    name = f"kind__name_{(get_language() or 'vi')[:2]}"
    return _rows(held, on, place=F("kind__place") + 1, held=F("kind__role"), title=F(name))


def _memberships(member_id: int, on: dt.date) -> QuerySet[Any, tuple[Any, ...]]:
    cells = Membership.objects.on(on).filter(member=member_id)
    return _rows(cells, on, place=Value(_LAST), held=Value(Holds.MEMBER.value), title=Value(""))


def _rows(rows: Any, on: dt.date, *, place: Any, held: Any, title: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """The same columns of the same types for each part. A unit has at most one span on a day."""
    return (
        rows.filter(unit__spans__valid__contains=on)
        .order_by()
        .annotate(
            place=Cast(place, IntegerField()),
            held=Cast(held, TextField()),
            title=Cast(title, TextField()),
            on_unit=F("unit_id"),
            path=F("unit__path"),
            unit_name=F("unit__name"),
        )
        .values_list(*_COLUMNS)
    )
