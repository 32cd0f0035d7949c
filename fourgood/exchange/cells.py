"""From a cell of a spreadsheet to a value, and back.

A raw cell is what the file holds: text, number, truth value, date, time or nothing. Readers return the value or raise
`Bad`. Excel turns codes into numbers and people turn numbers into text, so each reader takes both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from phonenumbers import PhoneMetadata, country_code_for_region

from fourgood.common import phones
from fourgood.common.cells import Bad, as_text, shown
from fourgood.common.vietnamese import search_key

Reader = Callable[[Any], Any]


class No(Enum):
    """Why a line has no value in a column."""

    KEEP = "keep"  # the file says nothing: what is stored stays
    WRONG = "wrong"  # the cell can't be read; its problem is recorded


EARLIEST = dt.date(1900, 1, 1)
_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_MEMBER_CODE = re.compile(r"[0-9A-Z][0-9A-Z.\-]{2,19}")
_UNIT_CODE = re.compile(r"\d{2}\.\d{3}\.\d{3}\.\d{3}\.\d{3}")
_PHONE_SIGNS = re.compile(r"[\s.\-()]")
_email = EmailValidator()


def text(limit: int) -> Reader:
    def read(raw: Any) -> str:
        if isinstance(raw, bool | dt.time | dt.timedelta):
            raise Bad("not_text", value=as_text(raw))
        value = as_text(raw)
        if len(value) > limit:
            raise Bad("too_long", length=len(value), limit=limit)
        return value

    return read


def name(limit: int) -> Reader:
    """A text that can't be a mere number or date."""
    as_limited = text(limit)

    def read(raw: Any) -> str:
        if not isinstance(raw, str):
            raise Bad("not_text", value=as_text(raw))
        return as_limited(raw)

    return read


def member_code(raw: Any) -> str:
    value = as_text(raw).upper()
    if not _MEMBER_CODE.fullmatch(value):
        raise Bad("bad_member_code", value=value[:60])
    return value


def unit_code(raw: Any) -> str:
    """With or without dots; the zero that Excel drops in front of a number is put back."""
    value = as_text(raw)
    if _UNIT_CODE.fullmatch(value):
        return value
    digits = re.sub(r"[.\- ]", "", value)
    if isinstance(raw, int | float) and len(digits) == 13:
        digits = "0" + digits
    if not (len(digits) == 14 and digits.isascii() and digits.isdigit()):
        raise Bad("bad_unit_code", value=value[:60])
    return f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}.{digits[8:11]}.{digits[11:]}"


def date(raw: Any) -> dt.date:
    """An Excel date, or text as dd/mm/yyyy or yyyy-mm-dd."""
    if isinstance(raw, dt.datetime):
        value = raw.date()
    elif isinstance(raw, dt.date):
        value = raw
    elif isinstance(raw, str):
        value = _date_of(as_text(raw))
    else:
        raise Bad("not_a_date", value=as_text(raw))
    if value < EARLIEST:
        raise Bad("too_early", value=shown(value))
    return value


def _date_of(written: str) -> dt.date:
    if found := _DATE.fullmatch(written):
        day, month, year = found.groups()
        if len(year) == 2:
            raise Bad("short_year", value=written)
    elif found := _ISO_DATE.fullmatch(written):
        year, month, day = found.groups()
    else:
        raise Bad("not_a_date", value=written[:60])
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        raise Bad("no_such_day", value=written) from None


def year(raw: Any) -> int:
    """A year, or the year of a date of birth."""
    if isinstance(raw, dt.date):
        value = raw.year
    else:
        written = as_text(raw)
        if found := _DATE.fullmatch(written):
            written = found[3]  # where the day is not known, people write 00/00/1962
        if not (written.isascii() and written.isdigit() and len(written) == 4):
            raise Bad("not_a_year", value=written[:60])
        value = int(written)
    if not EARLIEST.year <= value <= 2100:
        raise Bad("not_a_year", value=str(value))
    return value


def phone(raw: Any) -> str:
    """In the international form +84912345678. A number of nine digits has lost its zero in Excel."""
    written = as_text(raw)
    if found := _mobile().fullmatch(_PHONE_SIGNS.sub("", written)):
        return f"+{_country()}{found[1]}"
    number = phones.international(written)
    if number is None:
        raise Bad("bad_phone", value=written[:60])
    return number


@cache
def _country() -> int:
    return country_code_for_region(settings.PHONE_REGION)


@cache
def _mobile() -> re.Pattern[str]:
    """Mobile numbers at home, most of any list, told by the library's own pattern: ten times faster than parsing."""
    region = PhoneMetadata.metadata_for_region(settings.PHONE_REGION)
    assert region is not None, "the setting names a region that the library knows"
    assert region.mobile is not None
    pattern = region.mobile.national_number_pattern
    return re.compile(rf"(?:\+?{_country()}|0)?({pattern})")


def email(raw: Any) -> str:
    value = as_text(raw)
    try:
        _email(value)
    except ValidationError:
        raise Bad("bad_email", value=value[:60]) from None
    if len(value) > 254:
        raise Bad("too_long", length=len(value), limit=254)
    return value


def one_of(choices: Mapping[str, Iterable[str]]) -> Reader:
    """One of the codes, written as the code or as one of its names in any language, with or without diacritics."""
    codes = {search_key(word): code for code, names in choices.items() for word in (code, *names)}

    def read(raw: Any) -> str:
        written = as_text(raw)
        if (code := codes.get(search_key(written))) is None:
            raise Bad("unknown_choice", value=written[:60])
        return code

    return read


def phone_shown(value: str) -> str:
    """A number as people write it; the spaces keep Excel from reading it as a number."""
    if (found := _mobile().fullmatch(value)) and len(found[1]) == 9:
        return f"0{found[1][:3]} {found[1][3:6]} {found[1][6:]}"
    return phones.as_written(value)
