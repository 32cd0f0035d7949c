"""Dated reference data: kinds of organisation, sectors, kinds of position. Loaded from `reference.yaml`."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fourgood.common.names import Named
from fourgood.common.spans import Dated, DatedQuerySet


class Level(models.TextChoices):
    """How far from the province an organisation stands."""

    PROVINCE = "province", _("province")
    UPPER = "upper", _("directly above the grassroots")
    GRASSROOTS = "grassroots", _("grassroots")
    SUB = "sub", _("part of a grassroots organisation")
    CELL = "cell", _("cell")


class ReferenceQuerySet(DatedQuerySet["Reference"]):
    def get_by_natural_key(self, code: str) -> Reference:
        return self.get(code=code)


class Reference(Named, Dated):
    """A row of reference data with a code that files and imports name it by."""

    code = models.SlugField(_("code"), max_length=60, unique=True, allow_unicode=False)
    source = models.CharField(_("source"), max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["place", "code"]


class OrganisationKind(Reference):
    """A kind of Party organisation, e.g. cell under a committee (domain: 208-QĐ/TW and the charter before it)."""

    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    has_members = models.BooleanField(_("members belong to it directly"), default=False)
    stands_under = ArrayField(
        models.CharField(max_length=60), verbose_name=_("kinds it may stand under"), default=list, blank=True
    )

    class Meta(Reference.Meta):
        verbose_name = _("kind of organisation")


class Sector(Reference):
    """What kind of base an organisation works in: quarter, agency, school or hospital, enterprise, armed forces …"""

    class Meta(Reference.Meta):
        verbose_name = _("sector")


class Role(models.TextChoices):
    """What a position means for what its holder may do (see `standing.GRANTS`)."""

    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    COMMITTEE_MEMBER = "committee_member", _("committee member")
    IN_CHARGE = "in_charge", _("in charge of following a unit")
    GROUP_HEAD = "group_head", _("head of a Party group")
    NONE = "none", _("no part in the unit's leadership")


class PositionKind(Reference):
    """A kind of position. Positions outside the Party organisation (head of a quarter) grant nothing here."""

    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.NONE)
    outside = models.BooleanField(_("outside the Party organisation"), default=False)
    single_holder = models.BooleanField(_("one holder at a time"), default=False)

    class Meta(Reference.Meta):
        verbose_name = _("kind of position")
