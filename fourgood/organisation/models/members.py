"""Members, the cells they belong to, what exempts them, and the positions they hold, each over a span of dates."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.common.spans import Dated, DatedQuerySet
from fourgood.common.vietnamese import person_sort_key, search_key
from fourgood.organisation.models.reference import PositionKind
from fourgood.organisation.models.units import Unit, same

if TYPE_CHECKING:
    from fourgood.organisation.standing import Viewer


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, viewer: Viewer) -> MemberQuerySet:
        """Members of the units whose lists the viewer may see, and the viewer's own row."""
        return self.filter(viewer.standing().sees_members("unit__path") | Q(pk=viewer.member_id))

    def under(self, unit: Unit) -> MemberQuerySet:
        return self.filter(unit__path__startswith=unit.path)

    def search(self, text: str) -> MemberQuerySet:
        return self.filter(Q(search_key__contains=search_key(text)) | Q(code=text.strip()))


class Member(models.Model):
    """A Party member, with the least personal data that the rules need.

    `unit` is a copy of the cell of the official membership in force now (or of the last one), kept for speed; the
    memberships are the truth. Whether official or probationary on a date follows from the dates of admission and of
    recognition as an official member.
    """

    code = models.CharField(
        _("member number"),
        max_length=20,
        unique=True,
        validators=[RegexValidator(r"^[0-9A-Z][0-9A-Z.\-]{2,19}$", _("Use 3 to 20 capital letters, digits, dots, dashes."))],
        help_text=_("The number of the member's card or file; it never changes."),
    )
    full_name = models.CharField(_("full name"), max_length=120)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    admitted_on = models.DateField(_("admitted to the Party on"))
    official_on = models.DateField(_("official member since"), null=True, blank=True)
    phone = models.CharField(_("phone number"), max_length=20, blank=True, help_text=_("In the form +84912345678."))
    email = models.EmailField(_("e-mail address"), blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="members", editable=False, verbose_name=_("cell")
    )
    is_active = models.BooleanField(_("in the Party now"), default=True, editable=False)
    sort_key = models.TextField(db_collation="C", editable=False)
    search_key = models.TextField(db_collation="C", editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["unit", "sort_key", "id"], name="member_of_unit_in_order"),
            models.Index(fields=["sort_key", "id"], name="member_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                name="official_not_before_admission",
                condition=Q(official_on__isnull=True) | Q(official_on__gte=models.F("admitted_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Set the stored keys from the name. Bulk writers call it themselves."""
        self.sort_key, self.search_key = person_sort_key(self.full_name), search_key(self.full_name)

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.pk])

    def is_official_on(self, date: dt.date) -> bool:
        return self.official_on is not None and self.official_on <= date


class PartyGroup(Dated):
    """A Party group (tổ đảng) inside a large cell. It discusses and proposes, it decides nothing (Charter, art. 24)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="groups", verbose_name=_("cell"))
    name = models.CharField(_("name"), max_length=120)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("Party group")
        ordering = ["unit_id", "name"]

    def __str__(self) -> str:
        return self.name


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

    member = models.ForeignKey(Member, models.PROTECT, related_name="memberships", verbose_name=_("member"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name=_("cell"))
    group = models.ForeignKey(
        PartyGroup, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("Party group")
    )
    kind = models.CharField(_("kind of membership"), max_length=20, choices=Kind.choices, default=Kind.OFFICIAL)
    began_by = models.CharField(_("began by"), max_length=20, choices=Beginning.choices)
    ended_by = models.CharField(_("ended by"), max_length=20, choices=Ending.choices, blank=True)
    decision = models.CharField(_("decision number"), max_length=60, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        ordering = ["member_id", "valid"]
        indexes = [models.Index(fields=["unit"], name="membership_by_unit")]
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


class MemberStatus(Dated):
    """A span over which a member need not, or may not, take part as others do (domain §3.4, §9.7)."""

    class Kind(models.TextChoices):
        EXEMPT = "exempt", _("exempt from work and activities")
        AWAY = "away", _("temporarily away")
        SPECIAL_DUTY = "special_duty", _("on special duty")
        SUSPENDED = "suspended", _("suspended from Party activities")

    member = models.ForeignKey(Member, models.PROTECT, related_name="statuses", verbose_name=_("member"))
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
        _("body outside the Party organisation"), max_length=200, blank=True, help_text=_("For example: Khu phố Biểu Nghi.")
    )
    single_holder = models.BooleanField(editable=False, default=False)
    decision = models.CharField(_("decision number"), max_length=60, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        ordering = ["kind__place", "member__sort_key"]
        indexes = [models.Index(fields=["unit"], name="position_by_unit")]
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
