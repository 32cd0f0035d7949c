"""The forms by which a person signs in, opens an account, and protects it."""

from __future__ import annotations

from typing import Any, NamedTuple

from allauth.account import forms as allauth
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from fourgood.accounts.models import AccessCode, CodeRefused, User
from fourgood.common.phones import international

PHONE_OR_EMAIL = _("Phone number or e-mail address")


def _password_help() -> str:
    return " ".join(filter(None, password_validators_help_texts()))


class SignIn(NamedTuple):
    """What someone signs in with: one of the two."""

    phone: str | None
    email: str | None


def sign_in(text: str) -> SignIn:
    """What a person wrote as phone number or e-mail address, in the form in which it is kept. ValidationError if neither."""
    if number := international(text):
        return SignIn(number, None)
    try:
        validate_email(text.strip())
    except ValidationError as error:
        raise ValidationError(
            _("Write a phone number, for example 0912 345 678, or an e-mail address."), code="neither"
        ) from error
    return SignIn(None, text.strip().lower())


def _password(label: Any, *, fresh: bool = False, help_text: Any = "") -> forms.CharField:
    kind = "new-password" if fresh else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, strip=False, widget=widget, help_text=help_text)


def _one_time_code(help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=_("Code"), widget=widget, help_text=help_text)


class SignInForm(allauth.LoginForm):
    password = _password(_("Password"))
    remember = forms.BooleanField(
        label=_("Stay signed in on this device"),
        help_text=_("Only on a phone or computer that nobody else uses."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label=PHONE_OR_EMAIL, max_length=254, widget=widget)
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        """As kept. Text that is neither stays as it is, and meets the same answer as an unknown number."""
        written = self.cleaned_data["login"].strip()
        try:
            name = sign_in(written)
        except ValidationError:
            return written
        return name.phone or name.email or written


class ConfirmPasswordForm(allauth.ReauthenticateForm):
    password = _password(_("Password"))


class ChangePasswordForm(allauth.ChangePasswordForm):
    oldpassword = _password(_("Current password"))
    password1 = _password(_("New password"), fresh=True, help_text=lazy(_password_help, str)())
    password2 = _password(_("New password, once more"), fresh=True)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        # Not allauth's own check, whose words are not in our languages.
        return _same_twice(self, forms.Form.clean(self) or self.cleaned_data)


def _same_twice(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    first, second = data.get("password1"), data.get("password2")
    if first and second and first != second:
        form.add_error("password2", _("The two passwords differ. Write the same one twice."))
    return data


class SecondFactorForm(factors.AuthenticateForm):
    code = _one_time_code(_("The six digits that your authenticator app shows, or one of your recovery codes."))


class ConfirmSecondFactorForm(factors.ReauthenticateForm):
    code = _one_time_code(_("The six digits that your authenticator app shows, or one of your recovery codes."))


class ActivateTotpForm(totp.ActivateTOTPForm):
    code = _one_time_code(_("The six digits that the app shows now."))


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(
        label=_("Name of the passkey"),
        help_text=_("So that you recognise it later, for example: my phone."),
        max_length=60,
        required=False,
    )
    passwordless = forms.BooleanField(
        label=_("Sign in with this passkey alone"),
        help_text=_("Without a password: the device asks for your fingerprint, face or PIN."),
        required=False,
    )


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the passkey"), max_length=60)


class CodeForm(forms.Form):
    """Open an account, or set a new password, with a printed code."""

    code = forms.CharField(
        label=_("Code on your paper"),
        help_text=_("Twelve letters and digits, for example 7KWM-2PXH-9TCR. Capitals and dashes do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    login = forms.CharField(
        label=PHONE_OR_EMAIL,
        help_text=_("From now on you sign in with it."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password1 = _password(_("New password"), fresh=True, help_text=lazy(_password_help, str)())
    password2 = _password(_("New password, once more"), fresh=True)

    def clean_code(self) -> AccessCode:
        try:
            return AccessCode.objects.written(self.cleaned_data["code"], at=timezone.now())
        except CodeRefused as refusal:
            raise ValidationError(f"{refusal.reason} {refusal.help}", code="refused") from refusal

    def clean_login(self) -> SignIn:
        return sign_in(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any]:
        data = _same_twice(self, super().clean() or self.cleaned_data)
        if "code" in data and "login" in data:
            self._check_person(data["code"].account(), data["login"], data.get("password1", ""))
        return data

    def _check_person(self, account: User, login: SignIn, password: str) -> None:
        """Only whoever has the paper learns that a number is taken."""
        others = User.objects.exclude(pk=account.pk)
        if login.phone and others.filter(phone=login.phone).exists():
            self.add_error(
                "login", _("Another account uses this phone number. Use an e-mail address, or ask your secretary.")
            )
        if login.email and others.filter(email=login.email).exists():
            self.add_error("login", _("Another account uses this e-mail address. Use another one."))
        account.phone, account.email = login.phone or account.phone, login.email or account.email
        if password:
            try:
                validate_password(password, account)
            except ValidationError as error:
                self.add_error("password1", error)
