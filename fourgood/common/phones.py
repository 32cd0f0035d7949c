"""Phone numbers as people write them, kept in one form: "0912 345 678" → "+84912345678"."""

from __future__ import annotations

import phonenumbers
from django.conf import settings


def international(text: str) -> str | None:
    """The number in the form E.164, or None when the text is no phone number.

    A number without country code is of the country in the setting PHONE_REGION.
    """
    try:
        number = phonenumbers.parse(text, settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_written(number: str) -> str:
    """A number in the form E.164 as people of its country write it: "+84912345678" → "0912 345 678".

    Text that is no phone number comes back unchanged.
    """
    try:
        parsed = phonenumbers.parse(number, settings.PHONE_REGION)
    except phonenumbers.NumberParseException:
        return number
    at_home = phonenumbers.region_code_for_number(parsed) == settings.PHONE_REGION
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)
