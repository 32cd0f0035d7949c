"""Accounts, offices and the printed codes by which people without e-mail open or recover an account."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.common.spans import Dated, DatedQuerySet
from fourgood.organisation.models import Member, Membership, Position, Unit
from fourgood.organisation.standing import Can, Holding, Holds, Standing


class UserManager(BaseUserManager["User"]):
    def create_user(self, *, password: str | None = None, **fields: Any) -> User:
        """An account; without a password it can only be opened with a code."""
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. Signs in with a phone number or an e-mail address; holds nothing by itself (see `standing`)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone number"), max_length=20, null=True, blank=True, unique=True)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("member")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "public_id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = _("account")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_email")]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def standing(self, on: dt.date | None = None) -> Standing:
        """What the person holds on a date (today unless said), asked once per request: two queries."""
        on = on or timezone.localdate()
        known: dict[dt.date, Standing] = self.__dict__.setdefault("_standing", {})
        if on not in known:
            known[on] = Standing(on, (*_offices(self, on), *_positions(self, on)))
        return known[on]

    def may(self, can: Can, unit: Unit) -> bool:
        return self.standing().may(can, unit)

    def capacity_for(self, obj: models.Model | None) -> str:
        """In which capacity the person acts on a unit or on something of a unit: the title nearest to it."""
        unit = obj if isinstance(obj, Unit) else getattr(obj, "unit", None)
        holdings = [h for h in self.standing().holdings if unit is None or h.reaches(unit.path)]
        return max(holdings, key=lambda h: len(h.path)).title if holdings else ""


def _positions(user: User, on: dt.date) -> list[Holding]:
    """Positions in the Party organisation, and membership of a cell, as holdings."""
    if user.member_id is None:
        return []
    positions = Position.objects.on(on).filter(member=user.member_id, unit__isnull=False, kind__role__in=list(Holds))
    held = [
        Holding(Holds(p.kind.role), p.unit_id, p.unit.path, f"{p.kind}, {p.unit}")
        for p in positions.select_related("kind", "unit")
    ]
    cells = Membership.objects.on(on).filter(member=user.member_id).select_related("unit")
    return held + [Holding(Holds.MEMBER, m.unit_id, m.unit.path, f"{_('Member')}, {m.unit}") for m in cells]


def _offices(user: User, on: dt.date) -> list[Holding]:
    offices = user.offices.on(on).select_related("unit")
    return [Holding(Holds(o.kind), o.unit_id, o.unit.path, f"{o.get_kind_display()}, {o.unit}") for o in offices]


class Office(Dated):
    """A role given to an account on a unit and its subtree that is no elected position."""

    class Kind(models.TextChoices):
        ORGANISING_OFFICER = "organising_officer", _("officer of the Organising Committee")
        INSPECTOR = "inspector", _("inspector")
        SYSTEM_ADMINISTRATOR = "system_administrator", _("system administrator")

    user = models.ForeignKey(User, models.PROTECT, related_name="offices", verbose_name=_("account"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offices", verbose_name=_("on the unit"))
    kind = models.CharField(_("office"), max_length=30, choices=Kind.choices)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("office")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.unit}"


class AccessCode(models.Model):
    """A printed code that opens an account or sets a new password, handed over by someone who may to members without
    e-mail. Kept as a hash, used once, valid until a time.
    """

    class Purpose(models.TextChoices):
        OPEN = "open", _("open an account")
        RECOVER = "recover", _("set a new password")

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    member = models.ForeignKey(Member, models.PROTECT, related_name="access_codes", verbose_name=_("member"))
    digest = models.CharField(max_length=64, unique=True, editable=False)
    handed_over_at = models.DateTimeField(_("handed over at"), default=timezone.now, editable=False)
    handed_over_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("handed over by"))
    valid_until = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, editable=False)

    class Meta:
        verbose_name = _("access code")
        constraints = [
            models.CheckConstraint(
                name="a_code_is_valid_for_a_time", condition=Q(valid_until__gt=models.F("handed_over_at"))
            )
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
