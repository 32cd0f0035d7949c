"""From a cell of a table of values to a number, an answer, a month. What can't be read for sure is refused: `Bad`.

People write 12,5 and 12.5, and 1.234.567 and 1,234,567. Where one sign could be either, nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from fourgood.common.cells import Bad, as_text
from fourgood.common.vietnamese import search_key
from fourgood.regulations.complaints import LARGEST_COUNT

YES = frozenset({"co", "yes", "ya", "true", "dung", "dat", "met", "dicapai", "y", "c", "1"})
NO = frozenset(
    {"khong", "no", "tidak", "false", "sai", "khong dat", "chua dat", "not met", "tidak dicapai", "n", "k", "0"}
)
_MARK = "x"

_PLAIN = re.compile(r"-?[0-9]+")
_ONE_SIGN = re.compile(r"(-?[0-9]+)[.,]([0-9]+)")
_GROUPED = re.compile(r"(-?[0-9]{1,3}(?:([., ])[0-9]{3})(?:\2[0-9]{3})*)(?:([.,])([0-9]+))?")
_EXCEL_DIGITS = ".15g"
"""So many digits Excel keeps; what a binary number adds behind them nobody typed."""

_MONTH = re.compile(r"(?:thang |bulan |month |t)?(?P<month>[0-9]{1,2})(?: (?P<year>[0-9]{4}))?")
_DAY = re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[0-9]{1,2}) (?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4}) (?P<month>[0-9]{1,2})(?: (?P<day>[0-9]{1,2}))?")


class Month(NamedTuple):
    """1 to 12, and the year if one was written."""

    number: int
    year: int | None = None


def number(raw: Any) -> Decimal:
    """An exact number, in either notation."""
    if isinstance(raw, bool):
        raise Bad("not_a_number")
    if isinstance(raw, int | float):
        return Decimal(format(raw, _EXCEL_DIGITS) if isinstance(raw, float) else raw)
    if isinstance(raw, dt.date | dt.time | dt.timedelta):
        raise Bad("number_is_date")
    return _number_of(as_text(raw).replace("\u2212", "-"))


def _number_of(written: str) -> Decimal:
    if "%" in written:
        raise Bad("in_percent")
    if _PLAIN.fullmatch(written):
        return Decimal(written)
    if found := _ONE_SIGN.fullmatch(written):
        return _with_one_sign(*found.groups())
    found = _GROUPED.fullmatch(written)
    if found is None or found[2] == found[3]:
        raise Bad("not_a_number")
    return Decimal(f"{found[1].replace(found[2], '')}.{found[4] or 0}")


def _with_one_sign(whole: str, behind: str) -> Decimal:
    """A sign before three digits may separate thousands or decimals: nobody knows of 1.234, but of 0.234 and 1.23."""
    digits = whole.removeprefix("-")
    if len(behind) == 3 and len(digits) <= 3 and not digits.startswith("0"):
        raise Bad("two_readings", thousands=f"{whole}{behind}", decimals=f"{whole},{behind[:2]}")
    return Decimal(f"{whole}.{behind}")


def count(raw: Any) -> int:
    """How often: a whole number from 0."""
    found = number(raw)
    if found != found.to_integral_value():
        raise Bad("not_whole")
    if not 0 <= found <= LARGEST_COUNT:
        raise Bad("bad_count", most=LARGEST_COUNT)
    return int(found)


def answer(raw: Any) -> bool:
    """Yes or no, met or not met, in any of the languages; 1 or 0."""
    word = search_key(as_text(raw))
    if word not in YES | NO:
        raise Bad("not_yes_no")
    return word in YES


def mark(raw: Any) -> bool:
    """Whether a cell is ticked: yes or no, or an x."""
    return search_key(as_text(raw)) == _MARK or answer(raw)


def month(raw: Any) -> Month:
    """A month as 11, 11/2024, 2024-11, “Tháng 11”, or any day in it, such as what Excel makes of 11/2024."""
    if isinstance(raw, dt.date):
        return Month(raw.month, raw.year)
    written = search_key(as_text(raw)) if isinstance(raw, str | int) or _is_whole(raw) else ""
    found = _MONTH.fullmatch(written) or _DAY.fullmatch(written) or _ISO.fullmatch(written)
    if found is None or isinstance(raw, bool) or not _exists(**found.groupdict()):
        raise Bad("not_a_month")
    return Month(int(found["month"]), int(found["year"]) if found["year"] else None)


def _exists(*, month: str, year: str | None, day: str | None = None) -> bool:
    """Whether there is such a month, with such a day: there is no 31/02."""
    try:
        dt.date(int(year or dt.MAXYEAR), int(month), int(day or 1))
    except ValueError:
        return False
    return True


def _is_whole(raw: Any) -> bool:
    return isinstance(raw, float) and raw.is_integer()


def choice(raw: Any, known: Mapping[str, str]) -> str:
    """The code of one of the things known by their search keys. `Bad` lists the codes."""
    code = known.get(search_key(as_text(raw)))
    if code is None:
        raise Bad("unknown_choice", choices=", ".join(dict.fromkeys(known.values())))
    return code
