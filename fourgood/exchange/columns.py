"""The columns of each list, once for templates, imports and exports: header, how to read a cell, how to write it.

The key of a column is the name of the value in a line (`member_list.MemberLine`, `unit_list.UnitLine`) and of the
value in what is stored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from fourgood.common.vietnamese import search_key
from fourgood.exchange import cells
from fourgood.organisation.models import MemberStatus, OrganisationKind, Sector
from fourgood.organisation.standing import Can

# Code → its names in the three languages.
Choices = Mapping[str, Sequence[str]]
# The first word of the sample row in a template, in the three languages: such rows are not imported.
SAMPLE = _("SAMPLE")
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Column:
    """One column. Without `read` it is there for people to read and not imported."""

    key: str
    label: Any
    hint: Any
    example: str = ""
    read: cells.Reader | None = None
    choices: Callable[[], Choices] | None = None
    shown: Callable[[Any], str] = cells.shown
    also: tuple[str, ...] = ()
    required: bool = False
    past: bool = False
    contact: bool = False
    width: int = 18

    @property
    def imported(self) -> bool:
        return self.read is not None or self.choices is not None

    def reader(self) -> cells.Reader:
        """How to read a cell; asks for the choices, so call it once per file."""
        if self.choices is not None:
            return cells.one_of(self.choices())
        if self.read is None:
            raise TypeError(f"The column {self.key} is not imported.")
        return self.read

    @property
    def is_date(self) -> bool:
        return self.read is cells.date

    def names(self) -> set[str]:
        """Every header by which the column is known, as search keys."""
        labels = [*self.also]
        for language in LANGUAGES:
            with translation.override(language):
                labels.append(str(self.label))
        return {search_key(label) for label in labels}


@dataclass(frozen=True)
class ListKind:
    """A kind of list. `needs`: what a person must be allowed on a unit to import rows into it."""

    key: str
    title: Any
    columns: tuple[Column, ...]
    needs: tuple[Can, ...]

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    @property
    def imported(self) -> list[Column]:
        return [column for column in self.columns if column.imported]


def _unit_kinds() -> Choices:
    return _named(OrganisationKind)


def _sectors() -> Choices:
    return _named(Sector)


def _named(table: type[OrganisationKind] | type[Sector]) -> Choices:
    rows = table.objects.order_by("place").values_list("code", "name_vi", "name_ms", "name_en")
    return {code: names for code, *names in rows}


def _statuses() -> Choices:
    return {status.value: [_in(language, status.label) for language in LANGUAGES] for status in MemberStatus.Kind}


def _in(language: str, words: Any) -> str:
    with translation.override(language):
        return str(words)


def choice_shown(column: Column) -> Callable[[Any], str]:
    """Writes a code of the column as its name in the reader's language."""
    if column.choices is None:
        return column.shown
    place = LANGUAGES.index((translation.get_language() or LANGUAGES[0])[:2])
    names = {code: names[place] for code, names in column.choices().items()}
    return lambda value: names.get(value, "") if value else ""


UNITS = ListKind(
    key="units",
    title=_("Units"),
    needs=(Can.IMPORT_LISTS, Can.CARRY_OUT_ORDERS),
    columns=(
        Column(
            key="code",
            label=_("Unit code"),
            hint=_("The 14 digits of the code in five groups. By it a unit is found again."),
            example="22.206.001.000.009",
            read=cells.unit_code,
            also=("ma", "ma so", "ma to chuc", "ma don vi", "ma chi bo", "ma to chuc dang", "code", "kod"),
            required=True,
            width=22,
        ),
        Column(
            key="name",
            label=_("Name of the unit"),
            hint=_("The full name, as in the decision that founded it."),
            example="Chi bộ khu Tân Thành",
            read=cells.name(200),
            also=("ten", "ten to chuc dang", "ten don vi", "ten chi bo", "name", "nama"),
            required=True,
            width=40,
        ),
        Column(
            key="kind",
            label=_("Kind of unit"),
            hint=_("One of the kinds in the list."),
            example="cell",
            choices=_unit_kinds,
            also=("loai", "loai hinh", "loai hinh to chuc dang", "kind", "type", "jenis"),
            required=True,
            width=34,
        ),
        Column(
            key="sector",
            label=_("Sector"),
            hint=_("One of the sectors in the list, or empty."),
            example="quarter",
            choices=_sectors,
            also=("linh vuc", "khoi", "loai hinh co so"),
            width=30,
        ),
        Column(
            key="parent_code",
            label=_("Code of the unit above"),
            hint=_("The unit under which it stands; it may be in the same file."),
            example="22.206.001.000.000",
            read=cells.unit_code,
            also=("ma cap tren", "ma to chuc cap tren", "ma don vi cap tren", "truc thuoc", "parent", "parent code"),
            width=22,
        ),
        Column(
            key="parent_name",
            label=_("Name of the unit above"),
            hint=_("For reading only; it is not imported."),
            also=("ten to chuc cap tren", "ten don vi cap tren", "parent name"),
            width=40,
        ),
        Column(
            key="since",
            label=_("Since"),
            hint=_("For a new unit: the day it was founded. For a change: the day the decision takes effect."),
            example="01/01/2020",
            read=cells.date,
            also=("ngay thanh lap", "thanh lap", "ngay hieu luc", "founded on", "founded", "valid from", "ditubuhkan"),
            past=True,
            width=14,
        ),
        Column(
            key="decision",
            label=_("Decision number"),
            hint=_("Needed only where the row changes a unit that is there already."),
            read=cells.text(60),
            also=("quyet dinh", "so qd", "decision"),
            width=22,
        ),
    ),
)

MEMBERS = ListKind(
    key="members",
    title=_("Members"),
    needs=(Can.IMPORT_LISTS, Can.KEEP_MEMBERS),
    columns=(
        Column(
            key="code",
            label=_("Member number"),
            hint=_("The number of the member's card or file. By it a member is found again."),
            example="22.000123",
            read=cells.member_code,
            also=(
                "so the",
                "so the dang",
                "so ho so",
                "so tdv",
                "ma dang vien",
                "so hieu dang vien",
                "member no",
                "no ahli",
            ),
            required=True,
            width=18,
        ),
        Column(
            key="full_name",
            label=_("Full name"),
            hint=_("Family name first, as on the card."),
            example="Nguyễn Văn Mẫu",
            read=cells.name(120),
            also=("ho ten", "ho va ten khai sinh", "ten dang vien", "ho ten dang vien", "name", "nama"),
            required=True,
            width=28,
        ),
        Column(
            key="birth_year",
            label=_("Year of birth"),
            hint=_("Four digits, or the date of birth, of which the year is kept."),
            example="1962",
            read=cells.year,
            also=("sinh nam", "ngay sinh", "ngay thang nam sinh", "birth year", "date of birth", "tarikh lahir"),
            width=12,
        ),
        Column(
            key="admitted_on",
            label=_("Admitted to the Party on"),
            hint=_("Day, month and year."),
            example="19/05/1990",
            read=cells.date,
            also=(
                "ngay vao dang",
                "ngay ket nap",
                "ket nap",
                "vao dang",
                "ngay vao dang du bi",
                "ngay du bi",
                "admitted on",
            ),
            required=True,
            past=True,
            width=14,
        ),
        Column(
            key="official_on",
            label=_("Official member since"),
            hint=_("Empty while the member is on probation."),
            example="19/05/1991",
            read=cells.date,
            also=(
                "ngay chinh thuc",
                "chinh thuc",
                "ngay vao dang chinh thuc",
                "ngay cong nhan chinh thuc",
                "official on",
            ),
            past=True,
            width=14,
        ),
        Column(
            key="unit_code",
            label=_("Code of the cell"),
            hint=_("The cell to which the member belongs."),
            example="22.206.001.000.001",
            read=cells.unit_code,
            also=("ma chi bo", "ma to chuc", "ma don vi", "chi bo", "ma chi bo sinh hoat", "unit code", "cell", "sel"),
            required=True,
            width=22,
        ),
        Column(
            key="unit_name",
            label=_("Name of the cell"),
            hint=_("For reading only; it is not imported."),
            also=("ten to chuc dang", "cell name"),
            width=34,
        ),
        Column(
            key="since",
            label=_("In the cell since"),
            hint=_("Empty for a new member: since the admission, or since the cell exists. Needed for a transfer."),
            example="01/01/2020",
            read=cells.date,
            also=("sinh hoat tu ngay", "tu ngay", "ngay chuyen den", "ngay ve chi bo", "ngay den", "since"),
            past=True,
            width=14,
        ),
        Column(
            key="decision",
            label=_("Decision number"),
            hint=_("The decision or letter by which the member came to the cell, if there is one."),
            read=cells.text(60),
            also=("quyet dinh", "so qd", "giay gioi thieu", "decision"),
            width=22,
        ),
        Column(
            key="phone",
            label=_("Phone number"),
            hint=_("Like 0912 345 678."),
            example="0912 345 678",
            read=cells.phone,
            shown=cells.phone_shown,
            also=(
                "dien thoai",
                "sdt",
                "so dt",
                "di dong",
                "dien thoai di dong",
                "phone",
                "mobile",
                "telefon",
                "no telefon",
            ),
            contact=True,
            width=16,
        ),
        Column(
            key="email",
            label=_("E-mail address"),
            hint=_("If the member has one."),
            example="mau@example.vn",
            read=cells.email,
            also=("email", "e mail", "dia chi e mail", "thu dien tu", "hop thu", "mail", "emel", "dia chi email"),
            contact=True,
            width=26,
        ),
        Column(
            key="status",
            label=_("Status"),
            hint=_("Empty for most members. Otherwise one of those in the list, with its first day."),
            choices=_statuses,
            also=("tinh trang", "trang thai"),
            width=28,
        ),
        Column(
            key="status_since",
            label=_("Status since"),
            hint=_("First day of the status."),
            read=cells.date,
            also=("tinh trang tu ngay",),
            width=14,
        ),
        Column(
            key="status_until",
            label=_("Status until"),
            hint=_("Last day of the status, if it is known."),
            read=cells.date,
            also=("tinh trang den ngay",),
            width=14,
        ),
        Column(
            key="status_decision",
            label=_("Decision on the status"),
            hint=_("Number of the decision, if there is one."),
            read=cells.text(60),
            width=22,
        ),
    ),
)

LISTS: dict[str, ListKind] = {kind.key: kind for kind in (UNITS, MEMBERS)}


@cache
def known_names(kind: ListKind) -> dict[str, str]:
    """Header as a search key → key of the column, also of columns that are only read. The first column wins."""
    names: dict[str, str] = {}
    for column in kind.columns:
        for name in sorted(column.names()):
            names.setdefault(name, column.key)
    return names


def guess(kind: ListKind, header: Sequence[Any]) -> dict[str, int]:
    """Which column of the file (from 0) holds which value: by equal names first, then by how a header begins.

    A column that two headers fit is left to the person.
    """
    names = known_names(kind)
    keys = [_header_key(cell) for cell in header]
    found: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key in names:
            found.setdefault(names[key], place)
    for place, key in enumerate(keys):
        starts = (
            [name for name in names if " " in name and key.startswith(f"{name} ")]
            if place not in found.values()
            else []
        )
        if starts and key not in names:
            found.setdefault(names[max(starts, key=len)], place)
    return {key: place for key, place in found.items() if kind.column(key).imported}


def fits(kind: ListKind) -> Callable[[Sequence[Any]], int]:
    """How many columns of the list a row of cells names; 0 where it can't be a header."""

    def score(row: Sequence[Any]) -> int:
        known = len(guess(kind, row))
        return known if known >= 2 else 0

    return score


def _header_key(cell: Any) -> str:
    """ "Ngày vào Đảng (dd/mm/yyyy) *" → "ngay vao dang"."""
    return search_key(re.sub(r"\([^)]*\)|\*", "", cell)) if isinstance(cell, str) else ""


@cache
def sample_words() -> frozenset[str]:
    return frozenset(search_key(_in(language, SAMPLE)) for language in LANGUAGES)


def is_sample(cell: Any) -> bool:
    """Whether a row whose first cell this is, is the sample row of a template."""
    return isinstance(cell, str) and " " in cell and search_key(cell).split(" ")[0] in sample_words()


def sample_mark(column: Column) -> str:
    return f"{SAMPLE} {column.example}"
