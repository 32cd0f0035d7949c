"""Positions that members hold, in the Party organisation and outside it, each over a span of dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Actor
from fourgood.audit.verbs import Verb
from fourgood.common.refusal import refusing
from fourgood.common.spans import Dated, DatedQuerySet, between
from fourgood.organisation.models.member_refusals import (
    BeforeAdmission,
    BodyMissing,
    EndsBeforeItBegins,
    GroupElsewhere,
    GroupHasHead,
    GroupMissing,
    NotAnOfficialMemberHere,
    NotInThisGroup,
    PositionHeld,
    PositionJustTaken,
    PositionTaken,
    UnitMissing,
)
from fourgood.organisation.models.members import Member
from fourgood.organisation.models.memberships import PartyGroup, close, require_open
from fourgood.organisation.models.reference import Level, PositionKind, Role
from fourgood.organisation.models.units import Unit, same

_ELECTED_IN_THE_CELL = {Role.SECRETARY, Role.DEPUTY, Role.COMMITTEE_MEMBER}


@dataclass(frozen=True)
class Place:
    """Where a position is held: on a unit (in one of its Party groups), or in a body outside the Party organisation."""

    unit: Unit | None = None
    group: PartyGroup | None = None
    body: str = ""


class PositionQuerySet(DatedQuerySet["Position"]):
    @transaction.atomic
    def give(
        self,
        *,
        member: Member,
        kind: PositionKind,
        place: Place,
        on: dt.date,
        until: dt.date | None = None,
        decision: str = "",
        by: Actor | None,
    ) -> Position:
        """Give a position from `on` to its last day `until` (None: no known end).

        Raises BeforeAdmission, EndsBeforeItBegins, UnitMissing, CellClosed, BodyMissing, NotAnOfficialMemberHere,
        GroupMissing, NotInThisGroup, GroupHasHead, PositionHeld, PositionTaken, PositionJustTaken.
        """
        if until is not None and until < on:
            raise EndsBeforeItBegins(first=on)
        span = between(on, until)
        position = Position(member=member, kind=kind, valid=span, decision=decision)
        position.put(place if not kind.outside else Place(body=place.body))
        position.require_allowed()
        with refusing(
            one_holder_where_the_kind_says_so=PositionJustTaken(),
            a_position_is_held_once=PositionHeld(member=member),
        ):
            position.save()
        position.record(Verb.POSITION_GIVEN, by=by, on=on)
        return position


class Position(Dated):
    """A position that a member holds over a span of dates, in the Party organisation or outside it (M14)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="positions", verbose_name=_("member"))
    kind = models.ForeignKey(PositionKind, models.PROTECT, related_name="+", verbose_name=_("position"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="positions", verbose_name=_("on the unit")
    )
    group = models.ForeignKey(
        PartyGroup, models.PROTECT, null=True, blank=True, related_name="positions", verbose_name=_("Party group")
    )
    body = models.CharField(
        _("body outside the Party organisation"),
        max_length=200,
        blank=True,
        help_text=_("For example: Khu phố Biểu Nghi."),
    )
    single_holder = models.BooleanField(editable=False, default=False)
    decision = models.CharField(_("decision number"), max_length=60, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        ordering = ["kind__place", "member__sort_key"]
        constraints = [
            ExclusionConstraint(
                name="one_holder_where_the_kind_says_so",
                expressions=[
                    (same("unit_id"), RangeOperators.OVERLAPS),
                    (same("kind_id"), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(single_holder=True, unit__isnull=False),
            ),
            ExclusionConstraint(
                name="a_position_is_held_once",
                expressions=[
                    (same("member_id"), RangeOperators.OVERLAPS),
                    (same("kind_id"), RangeOperators.OVERLAPS),
                    (same("unit_id"), RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                condition=Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="a_position_is_on_a_unit_or_in_a_body", condition=Q(unit__isnull=False) | ~Q(body="")
            ),
            models.CheckConstraint(name="a_position_has_days", condition=Q(valid__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.unit or self.body}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.single_holder = self.kind.single_holder
        super().save(*args, **kwargs)

    def put(self, place: Place) -> None:
        self.unit, self.group, self.body = place.unit, place.group, place.body

    @transaction.atomic
    def end(self, *, on: dt.date, by: Actor | None) -> None:
        """Held no more from `on`. Raises NotBegunYet, AlreadyEnded."""
        close(self, on=on)
        self.save(update_fields=["valid"])
        self.record(Verb.POSITION_ENDED, by=by, on=on)

    def record(self, verb: Verb, *, by: Actor | None, on: dt.date) -> None:
        """Record an act on the member, readable where the position is held."""
        after = {"position": self.kind.code, "unit": str(self.unit or self.body), "on": on.isoformat()}
        self.member.record(verb, by=by, unit=self.unit, after=after)

    def require_allowed(self) -> None:
        """Raises the refusals of `give` that can be known beforehand."""
        first = self.valid.lower
        if self.kind.outside:
            if not self.body:
                raise BodyMissing
            return
        if first < self.member.admitted_on:
            raise BeforeAdmission(member=self.member, admitted=self.member.admitted_on)
        if self.unit is None:
            raise UnitMissing
        require_open(self.unit, on=first)
        if self.kind.role == Role.GROUP_HEAD:
            self._require_group(first)
        if self.unit.kind.level == Level.CELL and self.kind.role in _ELECTED_IN_THE_CELL:
            self._require_official_member_here(self.unit, first)
        self._require_free(self.unit, self.valid)

    def _require_official_member_here(self, unit: Unit, on: dt.date) -> None:
        belongs = self.member.memberships.on(on).official().filter(unit=unit).exists()
        if not belongs or not self.member.is_official_on(on):
            raise NotAnOfficialMemberHere(member=self.member, unit=unit, on=on)

    def _require_group(self, on: dt.date) -> None:
        if self.group is None:
            raise GroupMissing
        if self.group.unit_id != self.unit_id or not self.group.holds_on(on):
            raise GroupElsewhere(group=self.group, unit=self.unit, on=on)
        if not self.member.memberships.on(on).filter(group=self.group).exists():
            raise NotInThisGroup(member=self.member, group=self.group, on=on)
        heads = self.group.positions.filter(kind__role=Role.GROUP_HEAD, valid__overlap=self.valid)
        if head := heads.select_related("member").first():
            raise GroupHasHead(holder=head.member)

    def _require_free(self, unit: Unit, span: DateRange) -> None:
        held = unit.positions.filter(kind=self.kind, valid__overlap=span).select_related("member")
        if held.filter(member=self.member).exists():
            raise PositionHeld(member=self.member)
        if self.kind.single_holder and (other := held.first()):
            raise PositionTaken(holder=other.member, since=other.first_day)
