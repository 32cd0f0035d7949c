"""The forms by which a person signs in, opens an account, and protects it."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from allauth.account import forms as allauth
from allauth.mfa.base import forms as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from fourgood.accounts.models import AccessCode, CodeRefused, Office, User
from fourgood.accounts.models.offices import needed_to_give
from fourgood.common.phones import international
from fourgood.common.vietnamese import search_key
from fourgood.common.widgets import DayInput
from fourgood.organisation.models import Member, Unit

PHONE_OR_EMAIL = _("Phone number or e-mail address")


def _password_help() -> str:
    return " ".join(filter(None, password_validators_help_texts()))


class SignIn(NamedTuple):
    """What someone signs in with: one of the two."""

    phone: str | None
    email: str | None


def sign_in(text: str) -> SignIn:
    """A written phone number or e-mail address, in the form in which it is kept. ValidationError if it is neither."""
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


class _SlipForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )


class HandOverForm(_SlipForm):
    """A code for one person."""

    removes_second_factors = forms.BooleanField(
        label=_("Remove the authenticator app and passkeys too"),
        help_text=_(
            "Only when the person has lost the phone or device. The person stands before you, and you know them."
        ),
        required=False,
    )

    def __init__(self, *args: Any, account: User | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if account and account.language:
            self.initial["language"] = account.language
        if account is None or not Authenticator.objects.filter(user=account).exists():
            del self.fields["removes_second_factors"]


class HandOverManyForm(_SlipForm):
    """Codes for members of a unit who have no account."""

    members = forms.MultipleChoiceField(
        label=_("Members without an account"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one member."),
            "invalid_choice": _("The list has changed. Choose again."),
        },
    )

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(member.pk): member for member in members}
        cast(forms.MultipleChoiceField, self.fields["members"]).choices = [
            (pk, member.full_name) for pk, member in self._members.items()
        ]

    def chosen(self) -> list[Member]:
        return [self._members[pk] for pk in self.cleaned_data["members"]]


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


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class FindAccountForm(forms.Form):
    text = forms.CharField(
        label=_("Find an account"),
        help_text=_("A part of the name, or the whole phone number or e-mail address."),
        min_length=2,
        max_length=254,
    )


class OfficeForm(forms.Form):
    """An office to give, among those that `by` may give."""

    kind = forms.ChoiceField(label=_("Office"), choices=Office.Kind.choices)
    unit = forms.CharField(
        label=_("On the unit"),
        help_text=_("The name or the code of the unit. The office reaches everything under it."),
        max_length=200,
    )
    on = forms.DateField(label=_("From"), initial=timezone.localdate, widget=DayInput())

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._standing = by.standing()
        kinds = [kind for kind in Office.Kind if self._standing.may_anywhere(needed_to_give(kind))]
        cast(forms.ChoiceField, self.fields["kind"]).choices = [(kind.value, kind.label) for kind in kinds]

    def clean_unit(self) -> Unit:
        """The unit of that code or name, where the person may give this office."""
        text = self.cleaned_data["unit"]
        can = needed_to_give(self.cleaned_data.get("kind", ""))
        units = Unit.objects.active().filter(self._standing.reach(can, "path"))
        found = list(units.filter(Q(code=text.strip()) | Q(search_key=search_key(text)))[:2])
        if not found:
            raise ValidationError(_("No unit in your care has this name or code."), code="unknown")
        if len(found) > 1:
            raise ValidationError(_("Several units have this name. Write the code."), code="ambiguous")
        return found[0]


class NewOfficerForm(OfficeForm):
    """An office for someone who has no account yet."""

    name = forms.CharField(label=_("Full name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the paper"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )
    field_order = ["name", "kind", "unit", "on", "language"]


class EndOfficeForm(forms.Form):
    on = forms.DateField(
        label=_("Ended from"),
        help_text=_("On this day the office allows nothing any more."),
        initial=timezone.localdate,
        widget=DayInput(),
    )
