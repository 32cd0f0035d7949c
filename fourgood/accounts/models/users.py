"""Accounts: who signs in, and what the person holds on a date."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourgood.accounts.holdings import held_by
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.phones import as_written, international
from fourgood.common.refusal import Refusal
from fourgood.common.vietnamese import search_key
from fourgood.organisation.models import Member, Unit
from fourgood.organisation.standing import WHO_CAN_HELP, Can, NotAllowed, Standing, Viewer


class NotYourOwn(Refusal):
    reason = _("You can't do this to your own account.")
    help = _("Ask another system administrator.")


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, viewer: Viewer) -> UserQuerySet:
        """Accounts that the viewer may lock or give offices to.

        Those of members and of holders of offices within reach, and those of people who hold nothing anywhere.
        """
        standing = viewer.standing()
        keeps = [can for can in (Can.LOCK_ACCOUNTS, Can.GIVE_OFFICES) if standing.may_anywhere(can)]
        if not keeps:
            return self.none()
        visible = Q(member__isnull=True, offices__isnull=True)
        for can in keeps:
            visible |= standing.reach(can, "member__unit__path") | standing.reach(can, "offices__unit__path")
        return self.filter(pk__in=self.model._default_manager.filter(visible).values("pk"))

    def search(self, text: str) -> UserQuerySet:
        """Accounts by a part of the name, with or without diacritics, or by the whole number or e-mail address."""
        found = Q(email=text.strip().lower())
        if phone := international(text):
            found |= Q(phone=phone)
        if key := search_key(text):
            found |= Q(search_key__contains=key)
        return self.filter(found)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, *, password: str | None = None, **fields: Any) -> User:
        """An account; without a password it can only be opened with a code."""
        user: User = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. Signs in with a phone number or an e-mail address; holds nothing by itself (see `standing`)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    phone = models.CharField(_("phone number"), max_length=20, null=True, blank=True, unique=True)
    email = models.EmailField(_("e-mail address"), null=True, blank=True, unique=True)
    member = models.OneToOneField(
        Member, models.PROTECT, null=True, blank=True, related_name="account", verbose_name=_("member")
    )
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now, editable=False)
    search_key = models.TextField(db_collation="C", editable=False, default="")

    objects = UserManager()

    USERNAME_FIELD = "public_id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        constraints = [
            models.CheckConstraint(name="e_mail_is_kept_in_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(name="phone_is_kept_with_country_code", condition=Q(phone__startswith="+")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_keys()
        super().save(*args, **kwargs)

    def set_keys(self) -> None:
        """Set what is stored beside what a person wrote. Bulk writers call it themselves."""
        self.email = self.email.lower() if self.email else None
        self.search_key = search_key(self.name)

    def get_full_name(self) -> str:
        return self.name

    @property
    def sign_in_name(self) -> str:
        """What the person signs in with, as written; empty when the account was not opened yet."""
        return as_written(self.phone) if self.phone else self.email or ""

    @property
    def masked(self) -> str:
        """Enough of what the person signs in with to tell two of the same name apart: "… 678", "n…@example.org"."""
        if self.phone:
            return f"… {self.phone[-3:]}"
        name, at, host = (self.email or "").partition("@")
        return f"{name[:1]}…{at}{host}" if at else ""

    @property
    def is_open(self) -> bool:
        """Whether the person has set a password."""
        return self.has_usable_password()

    def standing(self, on: dt.date | None = None) -> Standing:
        """What the person holds on a date (today unless said), asked once per request.

        One query. Nothing counts that is on a unit which was closed that day, and a locked account holds nothing.
        """
        on = on or timezone.localdate()
        known: dict[dt.date, Standing] = self.__dict__.setdefault("_standing", {})
        if on not in known:
            known[on] = Standing(on, tuple(held_by(self, on)) if self.is_active else ())
        return known[on]

    def may(self, can: Can, unit: Unit) -> bool:
        return self.standing().may(can, unit)

    def capacity_for(self, obj: models.Model | None) -> str:
        """In which capacity the person acts on a unit or on something of a unit: the title nearest to it."""
        unit = _unit_of(obj)
        holdings = [h for h in self.standing().holdings if unit is None or h.reaches(unit.path)]
        return max(holdings, key=lambda h: len(h.path)).title if holdings else ""

    def kept_under(self) -> str:
        """The path of the unit that looks after the account: the member's cell, else the unit of an office, else ""."""
        if self.member and self.member.unit:
            return self.member.unit.path
        office = self.offices.select_related("unit").order_by("-valid").first()
        return office.unit.path if office else ""

    def may_lock(self, account: User) -> bool:
        """Whether this person may lock and unlock the account: another's, within reach or attached to nothing."""
        path = account.kept_under()
        keeps = [h for h in self.standing().holdings if h.grants(Can.LOCK_ACCOUNTS)]
        return account.pk != self.pk and any(not path or h.reaches(path, Can.LOCK_ACCOUNTS) for h in keeps)

    def _require_lock(self, account: User) -> None:
        if account.pk == self.pk:
            raise NotYourOwn
        if not self.may_lock(account):
            raise NotAllowed(help=WHO_CAN_HELP[Can.LOCK_ACCOUNTS])

    def choose_language(self, language: str) -> None:
        self.language = language
        self.save(update_fields=["language"])

    @transaction.atomic
    def set_new_password(self, password: str) -> None:
        """The person sets a new password. Sessions other than the one at hand lose their validity with the old one."""
        self.set_password(password)
        self.save()
        Act.objects.record(Verb.PASSWORD_SET, self, by=self, path=self.kept_under())

    @transaction.atomic
    def lock(self, *, by: User) -> None:
        """From now on the person can't sign in, and every session ends. Locking twice changes nothing."""
        by._require_lock(self)
        if not self.is_active:
            return
        self.is_active = False
        self.save(update_fields=["is_active"])
        self.end_sessions()
        Act.objects.record(Verb.ACCOUNT_LOCKED, self, by=by, path=self.kept_under())

    @transaction.atomic
    def unlock(self, *, by: User) -> None:
        """The person may sign in again. Unlocking twice changes nothing."""
        by._require_lock(self)
        if self.is_active:
            return
        self.is_active = True
        self.save(update_fields=["is_active"])
        Act.objects.record(Verb.ACCOUNT_UNLOCKED, self, by=by, path=self.kept_under())

    @transaction.atomic
    def sign_out_everywhere(self) -> None:
        """End every session of the person, the one at hand too."""
        self.end_sessions()
        Act.objects.record(Verb.SIGNED_OUT_EVERYWHERE, self, by=self, path=self.kept_under())

    def end_sessions(self) -> None:
        """Delete every session that the person has open, on whatever device."""
        for session in UserSession.objects.filter(user=self):
            session.end()


# By which attribute an object names its unit, or another object that does.
_LEADS_TO_UNIT = ("unit", "group", "issuer", "order", "member", "user")


def _unit_of(obj: models.Model | None) -> Unit | None:
    """The unit that an object is, or belongs to: a position on a group belongs to the group's cell."""
    if obj is None or isinstance(obj, Unit):
        return obj
    for attribute in _LEADS_TO_UNIT:
        nearer = getattr(obj, attribute, None)
        if isinstance(nearer, models.Model):
            return _unit_of(nearer)
    return None
