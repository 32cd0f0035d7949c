"""What the page of a unit tells, as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from django.db.models import Count, Q, QuerySet

from fourgood.common.kept import Kept, given
from fourgood.organisation.models import Member, Membership, Order, Position, Span, Succession, Unit
from fourgood.organisation.standing import Can, Viewer


@dataclass(frozen=True)
class Members:
    """How many belong to a unit and to all below it, officially, on a day."""

    number: int
    official: int

    @property
    def probationary(self) -> int:
        return self.number - self.official


@dataclass(frozen=True)
class Portrait:
    """A unit on a day. `span` is None where it was not active, `members` where the reader may not see them."""

    span: Span | None
    last: Span
    parent_url: str
    leaders: list[Position]
    successions: list[Succession]
    members: Members | None
    closed_by: Order | None

    @property
    def closed_on(self) -> dt.date | None:
        """The last day, where the unit has one."""
        return self.last.last_day


def portrait(unit: Unit, viewer: Viewer, on: dt.date, *, is_today: bool) -> Portrait:
    spans = _SPANS.rows(unit=unit.pk)
    span = next((span for span in spans if span.holds_on(on)), None)
    parent = span.parent if span else None
    successions = _SUCCESSIONS.rows(unit=unit.pk)
    return Portrait(
        span=span,
        last=spans[-1],
        parent_url=parent.get_absolute_url() if parent and viewer.standing().may(Can.SEE_UNIT, parent) else "",
        leaders=_LEADERS.rows(unit=unit.pk, on=on),
        successions=successions,
        members=_members(unit, on, is_today=is_today) if viewer.standing().may(Can.SEE_MEMBERS, unit) else None,
        closed_by=next((s.order for s in successions if s.on == spans[-1].valid.upper), None),
    )


def _spans() -> QuerySet[Span]:
    return Span.objects.filter(unit=given("unit")).select_related("kind", "sector", "parent").order_by("valid")


def _successions() -> QuerySet[Succession]:
    after = Succession.objects.filter(predecessor=given("unit"))
    return after.select_related("successor", "order").order_by("on", "pk")


def _leaders() -> QuerySet[Position]:
    held = Position.objects.on(cast(dt.date, given("on"))).filter(unit=given("unit"))
    return held.select_related("kind", "member").order_by("kind__place", "member__sort_key", "pk")


_SPANS: Kept[Span] = Kept(_spans)
_SUCCESSIONS: Kept[Succession] = Kept(_successions)
_LEADERS: Kept[Position] = Kept(_leaders)


def _members(unit: Unit, on: dt.date, *, is_today: bool) -> Members:
    if is_today:  # the copies on the members say the same, in fewer rows
        there = Member.objects.filter(unit__isnull=False) if _is_above_all(unit) else Member.objects.under(unit)
        today = there.filter(is_active=True)
        return Members(**today.aggregate(number=Count("pk"), official=Count("pk", filter=Q(official_on__lte=on))))
    held = Membership.objects.on(on).filter(unit__path__startswith=unit.path, kind=Membership.Kind.OFFICIAL)
    official = Count("pk", filter=Q(member__official_on__lte=on))
    return Members(**held.aggregate(number=Count("pk"), official=official))


def _is_above_all(unit: Unit) -> bool:
    """Whether no unit stands elsewhere: then nobody need look where each of a hundred thousand members belongs."""
    return unit.parent_id is None and not Unit.objects.exclude(path__startswith=unit.path).exists()


def trail_to(unit: Unit, viewer: Viewer) -> list[tuple[str, str]]:
    """The way down to the unit, through the units that the viewer sees: (name, address)."""
    above = Unit.objects.visible_to(viewer).filter(pk__in=unit.ancestor_ids)
    way = sorted(above, key=lambda one: len(one.path))
    return [(one.name, one.get_absolute_url()) for one in [*way, unit]]
