"""What a password must be, in the words of the three languages."""

from __future__ import annotations

from django.contrib.auth import password_validation as django
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return _("The password is too short. Use at least %(count)d signs.") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("At least %(count)d signs. Several words with spaces between them are easy to remember.") % {
            "count": self.min_length
        }


class NotLikeThePerson(django.UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("name", "phone", "email"))

    def get_error_message(self) -> str:
        return _("The password is too much like your name, phone number or e-mail address. Choose another one.")

    def get_help_text(self) -> str:
        return _("Not your name, phone number or e-mail address.")


class NotCommon(django.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easily guessed. Choose another one.")

    def get_help_text(self) -> str:
        return ""


class NotOnlyDigits:
    """Dates of birth and phone numbers are the first that anyone tries."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if password.replace(" ", "").isdigit():
            raise ValidationError(self.get_error_message(), code="password_only_digits")

    def get_error_message(self) -> str:
        return _("The password has only digits. Add letters or words.")

    def get_help_text(self) -> str:
        return _("Not only digits.")
