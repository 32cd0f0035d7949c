"""How django-allauth finds, signs in and protects our accounts."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourgood.accounts import qr
from fourgood.accounts.models import User
from fourgood.common.phones import international

# One sentence for every failed sign-in: it doesn't tell whether the account exists.
_NOT_RIGHT = _("The phone number, e-mail address or password is not right.")
_TOO_MANY = _("There were too many failed attempts. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened with a code, never by signing up; phone numbers are trusted as the cell recorded them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is locked. Ask the system administrator."),
        "email_password_mismatch": _NOT_RIGHT,
        "phone_password_mismatch": _NOT_RIGHT,
        "username_password_mismatch": _NOT_RIGHT,
        "invalid_login": _NOT_RIGHT,
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count failures per sign-in name. Left to itself, allauth counts those of all phone numbers as one."""
        name = credentials.get("email") or credentials.get("phone") or credentials.get("username") or ""
        super().pre_authenticate(request, username=name)

    def set_password(self, user: User, password: str) -> None:
        user.set_new_password(password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("profile")

    def get_user_by_phone(self, phone: str) -> User | None:
        number = international(phone)
        return User.objects.filter(phone=number).first() if number else None

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone, True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = international(phone)
        user.save(update_fields=["phone"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Nothing to note: a number is never waiting to be verified."""

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        raise NotImplementedError("FourGood sends no text messages.")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors. Secrets are kept encrypted, so that a copy of the database alone does not make codes."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or it was too late. Try the next one."),
        "cannot_generate_recovery_codes": _("Add an authenticator app or a passkey first."),
    }

    def get_totp_label(self, user: User) -> str:
        return user.name

    def build_totp_svg(self, url: str) -> str:
        return qr.svg(url)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey %(number)d") % {"number": number})

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What the person's device shows beside the passkey: the name, never a phone number."""
        return super().get_public_key_credential_user_entity(user) | {"name": user.name}

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as error:
            raise ImproperlyConfigured(
                "Second factors were encrypted with another secret key. Put the earlier FOURGOOD_SECRET_KEY back."
            ) from error


def _keys() -> MultiFernet:
    """The key in use first, then the earlier ones that Django still accepts."""
    return MultiFernet([_key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factors:" + secret.encode()).digest()))
