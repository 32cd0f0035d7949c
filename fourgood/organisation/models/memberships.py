"""The cells that members belong to, their Party groups, and what exempts members: each over a span of dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fourgood.audit.models import Act, Actor
from fourgood.audit.verbs import Verb
from fourgood.common.spans import Dated, DatedQuerySet, since
from fourgood.organisation.models.member_refusals import (
    AlreadyEnded,
    CellClosed,
    GroupNameTaken,
    NotACell,
    NotBegunYet,
)
from fourgood.organisation.models.units import Unit, same

if TYPE_CHECKING:
    from fourgood.organisation.models.members import Member
    from fourgood.organisation.standing import Viewer


def require_open(unit: Unit, *, on: dt.date) -> None:
    """Raises CellClosed unless the unit is active, and was on the date."""
    if not unit.is_active or not unit.spans.on(on).exists():
        raise CellClosed(unit=unit, on=on)


def require_cell(unit: Unit, *, on: dt.date) -> None:
    """Raises NotACell, CellClosed unless members may belong to the unit from the date on."""
    if not unit.kind.has_members:
        raise NotACell(unit=unit)
    require_open(unit, on=on)


def close(row: Dated, *, on: dt.date) -> None:
    """Let a row hold until the day before `on`. Raises NotBegunYet, AlreadyEnded. The caller saves."""
    if row.first_day is not None and row.first_day >= on:
        raise NotBegunYet(began=row.first_day)
    if row.last_day is not None and row.last_day < on:
        raise AlreadyEnded(last=row.last_day)
    row.end_before(on)


class PartyGroupQuerySet(DatedQuerySet["PartyGroup"]):
    @transaction.atomic
    def form(self, *, unit: Unit, name: str, on: dt.date, by: Actor | None) -> PartyGroup:
        """Form a Party group in a cell. Raises NotACell, CellClosed, GroupNameTaken."""
        require_cell(unit, on=on)
        _require_free_name(unit, name, on=on)
        group = self.create(unit=unit, name=name, valid=since(on))
        Act.objects.record(Verb.GROUP_FORMED, group, by=by, path=unit.path, after={"name": name, "on": on.isoformat()})
        return group

    @transaction.atomic
    def assign(self, choices: Mapping[Member, PartyGroup | None], *, on: dt.date, by: Actor | None) -> int:
        """Put each member into the group chosen from `on`; how many changed. Raises as `Member.join_group`."""
        return sum(member.join_group(group, on=on, by=by) for member, group in choices.items())

    def visible_to(self, viewer: Viewer) -> PartyGroupQuerySet:
        """Groups of the cells whose members the viewer may see."""
        return self.filter(viewer.standing().sees_members("unit__path"))


def _require_free_name(unit: Unit, name: str, *, on: dt.date, besides: int | None = None) -> None:
    others = unit.groups.exclude(pk=besides) if besides else unit.groups
    if others.filter(name__iexact=name, valid__overlap=since(on)).exists():
        raise GroupNameTaken(name=name)


class PartyGroup(Dated):
    """A Party group (tổ đảng) inside a large cell. It discusses and proposes, it decides nothing (Charter, art. 24)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="groups", verbose_name=_("cell"))
    name = models.CharField(_("name"), max_length=120)

    objects = PartyGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("Party group")
        ordering = ["unit_id", "name"]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def rename(self, name: str, *, by: Actor | None) -> None:
        """Raises GroupNameTaken."""
        assert self.first_day is not None
        _require_free_name(self.unit, name, on=self.first_day, besides=self.pk)
        before, self.name = self.name, name
        self.save(update_fields=["name"])
        self._record(Verb.GROUP_RENAMED, by=by, before={"name": before}, after={"name": name})

    @transaction.atomic
    def dissolve(self, *, on: dt.date, by: Actor | None) -> None:
        """End the group: from `on` its members belong to no group, and its head is none. Raises NotBegunYet …"""
        close(self, on=on)
        self.save(update_fields=["valid"])
        for membership in self.memberships.filter(valid__overlap=since(on)):
            membership.regroup(None, on=on)
        for position in self.positions.filter(valid__overlap=since(on)):
            close(position, on=on)
            position.save(update_fields=["valid"])
        self._record(Verb.GROUP_ENDED, by=by, after={"on": on.isoformat()})

    def _record(self, verb: Verb, *, by: Actor | None, **change: dict[str, str]) -> None:
        Act.objects.record(verb, self, by=by, path=self.unit.path, **change)


class MembershipQuerySet(DatedQuerySet["Membership"]):
    def visible_to(self, viewer: Viewer) -> MembershipQuerySet:
        """Rows of the cells whose members the viewer may see, and the viewer's own."""
        sees = viewer.standing().sees_members("unit__path")
        return self.filter(sees | Q(member=viewer.member_id) if viewer.member_id else sees)

    def under(self, unit: Unit) -> MembershipQuerySet:
        """Rows of the unit and everything in its care."""
        return self.filter(unit__path__startswith=unit.path)

    def official(self) -> MembershipQuerySet:
        return self.filter(kind=Membership.Kind.OFFICIAL)

    def temporary(self) -> MembershipQuerySet:
        return self.filter(kind=Membership.Kind.TEMPORARY)


class Membership(Dated):
    """A member in a cell over a span of dates.

    A *temporary* membership stands beside the official one: the member takes part elsewhere for a time and keeps the
    vote and the rating in the official cell (chuyển sinh hoạt tạm thời).
    """

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official")
        TEMPORARY = "temporary", _("temporary")

    class Beginning(models.TextChoices):
        ADMITTED = "admitted", _("admitted to the Party")
        TRANSFERRED_IN = "transferred_in", _("transferred in")
        REORGANISED = "reorganised", _("the cell was reorganised")
        GROUPED = "grouped", _("joined another Party group")
        IMPORTED = "imported", _("taken over from a list")

    class Ending(models.TextChoices):
        TRANSFERRED_OUT = "transferred_out", _("transferred out")
        REORGANISED = "reorganised", _("the cell was reorganised")
        GROUPED = "grouped", _("joined another Party group")
        DIED = "died", _("died")
        EXPELLED = "expelled", _("expelled")
        REMOVED = "removed", _("deleted from the list of members")
        LEFT = "left", _("left the Party")

    member = models.ForeignKey("Member", models.PROTECT, related_name="memberships", verbose_name=_("member"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("cell"))
    group = models.ForeignKey(
        PartyGroup, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("Party group")
    )
    kind = models.CharField(_("kind of membership"), max_length=20, choices=Kind.choices, default=Kind.OFFICIAL)
    began_by = models.CharField(_("began by"), max_length=20, choices=Beginning.choices)
    ended_by = models.CharField(_("ended by"), max_length=20, choices=Ending.choices, blank=True)
    decision = models.CharField(_("decision number"), max_length=60, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        ordering = ["member_id", "valid"]
        constraints = [
            ExclusionConstraint(
                name="one_official_cell_per_member_and_day",
                expressions=[(same("member_id"), RangeOperators.OVERLAPS), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(kind="official"),
            ),
            ExclusionConstraint(
                name="one_temporary_cell_per_member_and_day",
                expressions=[(same("member_id"), RangeOperators.OVERLAPS), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(kind="temporary"),
            ),
            models.CheckConstraint(name="a_membership_has_days", condition=Q(valid__isempty=False)),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} – {self.unit_id}"

    def end(self, *, on: dt.date, why: Membership.Ending) -> None:
        """Belongs to the cell no more from `on`. No act: the verb of the member records it."""
        close(self, on=on)
        self.ended_by = why
        self.save(update_fields=["valid", "ended_by"])

    def regroup(self, group: PartyGroup | None, *, on: dt.date) -> None:
        """In another group, or in none, from `on`: a new row, unless this one begins no earlier. No act."""
        if self.first_day is not None and self.first_day >= on:
            self.group = group
            self.save(update_fields=["group"])
            return
        rest = Membership(member_id=self.member_id, unit_id=self.unit_id, group=group, kind=self.kind)
        rest.valid = type(self.valid)(on, self.valid.upper, "[)")
        rest.began_by, rest.ended_by, rest.decision = Membership.Beginning.GROUPED, self.ended_by, self.decision
        self.end(on=on, why=Membership.Ending.GROUPED)
        rest.save()


class MemberStatus(Dated):
    """A span over which a member need not, or may not, take part as others do (domain §3.4, §9.7)."""

    class Kind(models.TextChoices):
        EXEMPT = "exempt", _("exempt from work and activities")
        AWAY = "away", _("temporarily away")
        SPECIAL_DUTY = "special_duty", _("on special duty")
        SUSPENDED = "suspended", _("suspended from Party activities")

    member = models.ForeignKey("Member", models.PROTECT, related_name="statuses", verbose_name=_("member"))
    kind = models.CharField(_("status"), max_length=20, choices=Kind.choices)
    decision = models.CharField(_("decision number"), max_length=60, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("status of a member")
        ordering = ["member_id", "valid"]
        constraints = [
            ExclusionConstraint(
                name="one_status_per_member_and_day",
                expressions=[(same("member_id"), RangeOperators.OVERLAPS), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="a_status_has_days", condition=Q(valid__isempty=False)),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @transaction.atomic
    def end(self, *, on: dt.date, by: Actor | None) -> None:
        """The member takes part as others do from `on`. Raises NotBegunYet, AlreadyEnded."""
        close(self, on=on)
        self.save(update_fields=["valid"])
        after = {"status": self.kind, "on": on.isoformat()}
        self.member.record(Verb.MEMBER_STATUS_ENDED, by=by, after=after)
