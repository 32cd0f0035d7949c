"""The list of members of a unit, or of everything in its care, as of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fourgood.common.templatetags.fourgood import address
from fourgood.common.vietnamese import search_key
from fourgood.organisation.models import Member, Membership, MemberStatus, Position, Unit
from fourgood.organisation.models.memberships import MembershipQuerySet
from fourgood.organisation.standing import Can, Viewer
from fourgood.regulations.meeting_rules import State

STATES: dict[State, str | Promise] = {
    State.OFFICIAL: _("official member"),
    State.PROBATIONARY: _("probationary member"),
    State.EXEMPT: _("exempt from work and activities"),
    State.AWAY: _("temporarily away"),
    State.SPECIAL_DUTY: _("on special duty"),
    State.SUSPENDED: _("suspended from Party activities"),
    State.GUEST: _("here for a time"),
}


@dataclass(frozen=True)
class Listed:
    """One row. `url` is "" where the reader may not open the member's page."""

    membership: Membership
    member: Member
    states: tuple[State, ...]
    positions: tuple[str, ...]
    url: str

    @property
    def state_words(self) -> list[str | Promise]:
        return [STATES[state] for state in self.states]


def members_of(unit: Unit, *, viewer: Viewer, on: dt.date) -> MembershipQuerySet:
    """Memberships of the unit's subtree on the day that the viewer may see, by given name.

    For a cell with its guests from other cells; above, where a guest would stand twice, without.
    """
    rows: MembershipQuerySet = Membership.objects.on(on).under(unit).visible_to(viewer)
    if not unit.kind.has_members:
        rows = rows.official()
    return rows.order_by("member__sort_key", "id")


def in_state(rows: MembershipQuerySet, state: State, *, on: dt.date) -> MembershipQuerySet:
    """Those of the rows whose members are in the state on the day."""
    is_official = Q(member__official_on__lte=on)
    if state is State.GUEST:
        return rows.temporary()
    if state is State.OFFICIAL:
        return rows.filter(is_official)
    if state is State.PROBATIONARY:
        return rows.exclude(is_official)
    has_status = Q(Exists(_statuses(on).filter(kind=state)))
    if state is State.AWAY:
        has_status |= Q(_is_elsewhere(on))
    return rows.filter(has_status)


def called(rows: MembershipQuerySet, text: str) -> MembershipQuerySet:
    """Those whose names contain the text, with or without diacritics, or whose number it is."""
    found = Q(member__code=text.strip())
    if key := search_key(text):
        found |= Q(member__search_key__contains=key)
    return rows.filter(found)


def with_particulars(rows: MembershipQuerySet, *, on: dt.date) -> MembershipQuerySet:
    """What a row shows besides: status, positions, whether the member is elsewhere. All in the same query."""
    title = f"kind__name_{(get_language() or 'vi')[:2]}"
    held = Position.objects.on(on).filter(member=OuterRef("member_id")).order_by("kind__place", "id")
    return rows.select_related("member__unit", "unit", "group").annotate(
        status=Subquery(_statuses(on).values("kind")[:1]),
        is_elsewhere=_is_elsewhere(on),
        held=ArraySubquery(
            held.values(json=JSONObject(title=title, unit_id="unit_id", unit="unit__name", body="body"))
        ),
    )


def _statuses(on: dt.date) -> Any:
    return MemberStatus.objects.on(on).filter(member=OuterRef("member_id"))


def _is_elsewhere(on: dt.date) -> Exists:
    stays = Membership.objects.on(on).temporary().filter(member=OuterRef("member_id"))
    return Exists(stays.exclude(unit=OuterRef("unit_id")))


def listed(rows: Iterable[Any], *, viewer: Viewer, on: dt.date) -> list[Listed]:
    """The rows of a page for the template. No queries: the rows come with their particulars."""
    return [
        Listed(
            membership=row,
            member=row.member,
            states=_states(row, on),
            positions=tuple(_position_words(row)),
            url=address("member", row.member_id) if _may_open(row.member, viewer) else "",
        )
        for row in rows
    ]


def _states(row: Any, on: dt.date) -> tuple[State, ...]:
    states = [State.OFFICIAL if row.member.is_official_on(on) else State.PROBATIONARY]
    if row.kind == Membership.Kind.TEMPORARY:
        states.append(State.GUEST)
    if row.status:
        states.append(State(row.status))
    elif row.is_elsewhere and row.kind == Membership.Kind.OFFICIAL:
        states.append(State.AWAY)
    return tuple(states)


def _position_words(row: Any) -> Iterable[str]:
    """Positions with where they are held, unless that is the unit of the row."""
    for held in row.held:
        where = held["body"] if held["unit_id"] is None else held["unit"] if held["unit_id"] != row.unit_id else ""
        yield f"{held['title']} ({where})" if where else held["title"]


def _may_open(member: Member, viewer: Viewer) -> bool:
    if member.pk == viewer.member_id:
        return True
    return member.unit is not None and viewer.standing().may(Can.SEE_MEMBERS, member.unit)
