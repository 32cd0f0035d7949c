"""What `fourgood check` says in production about the settings of e-mail."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.utils.translation import gettext as _

from fourgood.notices.recipients import has_mail_server


def mail_settings_fit(**_kwargs: Any) -> list[CheckMessage]:
    if not has_mail_server():
        return []
    found: list[CheckMessage] = []
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        told = _("Letters would come from %(sender)s, which nobody accepts.") % {"sender": settings.DEFAULT_FROM_EMAIL}
        found.append(Warning(told, hint=_("Set FOURGOOD_EMAIL_FROM."), id="notices.W001"))
    if settings.EMAIL_HOST_PASSWORD and not _is_encrypted():
        told = _("The password of the mail server would travel in clear.")
        hint = _("Write submission://… or add ?ssl=true to FOURGOOD_EMAIL_URL.")
        found.append(Warning(told, hint=hint, id="notices.W002"))
    return found


def _is_encrypted() -> bool:
    """Whether the line is encrypted, or does not leave this machine."""
    if settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL or settings.EMAIL_HOST == "localhost":
        return True
    try:
        return ipaddress.ip_address(settings.EMAIL_HOST).is_loopback
    except ValueError:
        return False
