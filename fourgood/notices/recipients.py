"""Who gets letters of a kind, to which address, in which language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from fourgood.accounts.models import User
from fourgood.notices.kinds import Kind
from fourgood.notices.models.unsubscriptions import Unsubscription

SMTP = "django.core.mail.backends.smtp.EmailBackend"
_NONE = Value("")


def has_mail_server() -> bool:
    """Whether letters can be sent at all. Without a server none are written: they would pile up and come years late."""
    return str(settings.EMAIL_BACKEND) == SMTP


def language_of(user: User) -> str:
    return user.language or settings.LANGUAGE_CODE


def with_wishes(kind: Kind) -> QuerySet[Any]:
    """All accounts with `address` and `refuses`.

    `address`: the account's own e-mail address, else the one in the member's record, else "". `refuses`: whether the
    person wants no letters of the kind.
    """
    own, of_member = NullIf(F("email"), _NONE), NullIf(F("member__email"), _NONE)
    refusing = Unsubscription.objects.filter(user=OuterRef("pk"), kind=kind)
    return User.objects.annotate(address=Coalesce(own, of_member, _NONE), refuses=Exists(refusing))


def reachable(kind: Kind) -> QuerySet[Any]:
    """Everyone who gets letters of the kind, by id: with an address, not locked, not refusing."""
    return with_wishes(kind).filter(is_active=True, refuses=False).exclude(address="").order_by("pk")
