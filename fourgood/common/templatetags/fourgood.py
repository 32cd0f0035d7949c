"""What every template may use: icons beside words, the four-petal mark, dates, money and shares as people write."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms import BaseForm, BoundField
from django.urls import get_script_prefix, reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from fourgood.common.petals import BOX, BOX_WITH_NUMERALS, LEAF, petals_of, words_of
from fourgood.common.spans import Dated

register = template.Library()

# htmx under a strict policy: nothing evaluated, no style added by script, no page kept in the browser's storage.
HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "allowScriptTags": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "403|422", "swap": True, "error": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}
MESSAGE_ICONS = {"success": "circle-check", "warning": "triangle-alert", "error": "circle-alert"}
BILLION, MILLION, THOUSAND = 1_000_000_000, 1_000_000, 1_000
KEY = 7_000_000_000_000_000_000  # stands for the key of a row where none gets to


@register.simple_tag
def htmx_config() -> str:
    return json.dumps(HTMX, separators=(",", ":"))


@register.simple_tag
@cache
def icon(name: str, size: int = 20) -> str:
    """A picture beside a word. Screen readers skip it: the word says it all."""
    return lucide(name, size=size, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})


@register.simple_tag
def message_icon(level: str) -> str:
    return icon(MESSAGE_ICONS.get(level, "info"))


@register.inclusion_tag("parts/petals.html")
def petals(
    goods: Sequence[Decimal | int | None], *, total: str = "", label: str = "", size: str = "", hidden: bool = False
) -> dict[str, Any]:
    """The mark of four results in percent; `hidden` where the same numbers stand right beside it."""
    leaves = petals_of(goods)
    return {
        "leaf": LEAF,
        "box": BOX_WITH_NUMERALS if size == "big" else BOX,
        "petals": leaves,
        "words": words_of(leaves, label=str(label), total=str(total)),
        "size": size,
        "hidden": hidden,
        "total": total,
    }


@register.inclusion_tag("parts/petals.html")
def petals_mark() -> dict[str, Any]:
    """The mark as the sign of the programme: four full petals, without meaning of its own."""
    return {"leaf": LEAF, "box": BOX, "petals": petals_of([100, 100, 100, 100]), "hidden": True, "size": "sign"}


@register.filter
def span(row: Dated | DateRange | None) -> str:
    """The days on which a row holds: "01/07/2025 – 30/06/2026", "from 01/07/2025", "until 30/06/2025"."""
    if row is None:
        return ""
    days: DateRange = row.valid if isinstance(row, Dated) else row
    first = date_format(days.lower) if days.lower else ""
    last = date_format(days.upper - dt.timedelta(days=1)) if days.upper else ""
    if first and last:
        return first if first == last else f"{first} – {last}"
    if first:
        return _("from %(day)s") % {"day": first}
    return _("until %(day)s") % {"day": last} if last else _("always")


@register.filter
def money(amount: int | Decimal | None) -> str:
    """Dong, in full: "7.000.000.000 đồng"."""
    return "" if amount is None else _("%(amount)s dong") % {"amount": number_format(Decimal(amount), 0)}


@register.filter
def money_short(amount: int | Decimal | None) -> str:
    """Dong, as people say it: "7 tỷ đồng", "1,7 tỷ đồng", "850 triệu đồng"; one decimal, rounded toward zero."""
    size = Decimal(0) if amount is None else abs(Decimal(amount))
    if amount is None or size < MILLION:
        return money(amount)
    if size >= BILLION:
        return _("%(amount)s billion dong") % {"amount": _one_decimal(amount, BILLION)}
    return _("%(amount)s million dong") % {"amount": _one_decimal(amount, MILLION)}


def _one_decimal(amount: int | Decimal, unit: int) -> str:
    tenths = int(Decimal(amount) * 10 / unit)
    return number_format(Decimal(tenths) / 10, 1 if tenths % 10 else 0)


@register.filter
def percent(share: Decimal | int | None) -> str:
    """A share that is already in percent: 85.714 → "85,7 %"."""
    return "" if share is None else f"{number_format(Decimal(share), 1)} %"


@register.filter
def whole(number: int) -> str:
    """A whole number as people write it. In long tables: one of three digits reads alike in every language, and Django
    takes ten times as long to find that out.
    """
    return str(number) if abs(number) < THOUSAND else number_format(number)


@register.simple_tag
def address(name: str, key: int, *words: str) -> str:
    """What `url` says of a page whose address holds one key and perhaps words of which there are few. For long tables:
    how it reads around the key is kept.
    """
    before, after = _around_the_key(name, words, get_script_prefix())
    return f"{before}{key}{after}"


@cache
def _around_the_key(name: str, words: tuple[str, ...], prefix: str) -> tuple[str, str]:
    """`prefix` is what `reverse` puts in front."""
    before, after = reverse(name, args=[KEY, *words]).split(str(KEY))
    return before, after


@register.filter
def initial_capital(text: object) -> str:
    """The first letter as a capital, the rest as it is."""
    words = str(text)
    return words[:1].upper() + words[1:]


@register.filter
def unlocalized(number: object) -> str:
    """A number for an attribute, as programs write it."""
    return "" if number is None else str(number)


@register.filter
def error_count(form: BaseForm) -> int:
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def first_input(field: BoundField) -> str:
    """The id that a link in the error summary leads to: for radios and checkboxes the first of them."""
    return field.id_for_label or f"{field.auto_id}_0"
