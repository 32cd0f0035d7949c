"""The sample province of the source article, as of 2024 and as of 2026. Every person is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from fourgood.accounts.models import Office, User
from fourgood.common.spans import between, since
from fourgood.organisation.models import (
    Member,
    Membership,
    OrganisationKind,
    Position,
    PositionKind,
    Sector,
    Span,
    Unit,
)

LONG_AGO = dt.date(2015, 1, 1)
REORGANISED = dt.date(2025, 7, 1)
PASSWORD = "bon tot 2024"  # noqa: S105 printed at start: sample accounts only

# attribute: code, name, kind, sector, parent, first day, last day, kept under when closed
UNITS = {
    "quang_ninh": ("22.000.000.000.000", "Đảng bộ tỉnh Quảng Ninh", "provincial", None, None, None, None),
    "quang_yen": ("22.206.000.000.000", "Đảng bộ thị xã Quảng Yên", "upper", "locality", "quang_ninh", dt.date(2025, 6, 30), None),
    "dong_trieu": ("22.205.000.000.000", "Đảng bộ thành phố Đông Triều", "upper", "locality", "quang_ninh", dt.date(2025, 6, 30), None),
    "dong_mai": ("22.206.001.000.000", "Đảng bộ phường Đông Mai", "grassroots", "locality", "quang_yen", None, "quang_ninh"),
    "hong_phong": ("22.205.001.000.000", "Đảng bộ phường Hồng Phong", "grassroots", "locality", "dong_trieu", None, "quang_ninh"),
    "bieu_nghi": ("22.206.001.000.001", "Chi bộ khu Biểu Nghi", "cell", "quarter", "dong_mai", None, None),
    "tan_mai": ("22.206.001.000.002", "Chi bộ khu Tân Mai", "cell", "quarter", "dong_mai", None, None),
    "thcs_dong_mai": ("22.206.001.000.003", "Chi bộ Trường THCS Đông Mai", "cell", "public_service", "dong_mai", None, None),
    "binh_luc_ha": ("22.205.001.000.001", "Chi bộ khu Bình Lục Hạ", "cell", "quarter", "hong_phong", None, None),
}

# attribute: full name, e-mail, phone, cell, positions (kind, unit or body), offices
PEOPLE: dict[str, tuple[str, str, str, str | None, list[tuple[str, str]], list[tuple[str, str]]]] = {
    "bay": ("Vũ Văn Bảy", "", "+84900000001", "bieu_nghi", [("secretary", "bieu_nghi"), ("quarter_head", "Khu phố Biểu Nghi")], []),
    "thu": ("Nguyễn Thị Thu", "thu@mau.example", "+84900000002", "bieu_nghi", [("deputy_secretary", "bieu_nghi")], []),
    "nam": ("Phạm Hải Nam", "nam@mau.example", "", "bieu_nghi", [], []),
    "mai": ("Đặng Thanh Mai", "mai@mau.example", "", "bieu_nghi", [], []),
    "dung": ("Trần Quốc Dũng", "dung@mau.example", "+84900000005", "binh_luc_ha", [("secretary", "binh_luc_ha")], []),
    "hoa": ("Lê Thị Hòa", "hoa@mau.example", "", "thcs_dong_mai", [("secretary", "dong_mai")], []),
    "tuan": ("Bùi Anh Tuấn", "tuan@mau.example", "", "thcs_dong_mai", [("committee_member", "dong_mai"), ("in_charge", "bieu_nghi")], []),
    "phuc": ("Hoàng Đình Phúc", "phuc@mau.example", "", "binh_luc_ha", [("secretary", "hong_phong")], []),
    "lan": ("Đỗ Ngọc Lan", "lan@mau.example", "", None, [], [("organising_officer", "quang_ninh")]),
    "minh": ("Ngô Đức Minh", "minh@mau.example", "", None, [], [("inspector", "quang_ninh")]),
    "quang": ("Tạ Đăng Quang", "quang@mau.example", "", None, [], [("system_administrator", "quang_ninh")]),
    "khach": ("Lý Gia Khách", "khach@mau.example", "", None, [], []),
}


@transaction.atomic
def load() -> None:
    """Make the sample province in an empty database."""
    for key in UNITS:
        _unit(key)
    for place, key in enumerate(PEOPLE, start=1):
        _person(key, place)


def _unit(key: str) -> None:
    code, name, kind, sector, parent, closed, _kept = UNITS[key]
    above = Unit.objects.get(code=UNITS[parent][0]) if parent else None
    fields = {
        "name": name,
        "kind": OrganisationKind.objects.get(code=kind),
        "sector": Sector.objects.filter(code=sector).first(),
    }
    moved = UNITS[parent][5] if parent else None
    root = Unit.objects.filter(parent=None).first()
    now_under = root if moved else above
    unit = Unit(code=code, parent=now_under, is_active=closed is None, path="", **fields)
    unit.save()
    unit.path = f"{now_under.path if now_under else '/'}{unit.pk}/"
    unit.save()
    Span.objects.create(unit=unit, parent=above, valid=between(LONG_AGO, moved or closed), **fields)
    if moved:
        Span.objects.create(unit=unit, parent=root, valid=since(REORGANISED), **fields)


def _person(key: str, place: int) -> None:
    name, email, phone, cell, positions, offices = PEOPLE[key]
    member = _member(key, place) if cell else None
    user = User.objects.create_user(name=name, email=email or None, phone=phone or None, member=member, password=PASSWORD)
    for kind, on in positions:
        unit = Unit.objects.get(code=UNITS[on][0]) if on in UNITS else None
        Position.objects.create(
            member=member, kind=PositionKind.objects.get(code=kind), unit=unit, body="" if unit else on, valid=since(dt.date(2023, 1, 1))
        )
    for kind, on in offices:
        Office.objects.create(user=user, unit=Unit.objects.get(code=UNITS[on][0]), kind=kind, valid=since(dt.date(2023, 1, 1)))


def _member(key: str, place: int) -> Member:
    name, email, phone, cell, *_rest = PEOPLE[key]
    unit = Unit.objects.get(code=UNITS[cell or ""][0])
    probationary = key == "mai"
    member = Member.objects.create(
        code=f"22.{place:06d}",
        full_name=name,
        birth_year=1962 if key == "bay" else 1980,
        admitted_on=dt.date(2026, 3, 3) if probationary else dt.date(2001, 5, 19),
        official_on=None if probationary else dt.date(2002, 5, 19),
        phone=phone,
        email=email,
        unit=unit,
    )
    began = Membership.Beginning.ADMITTED if probationary else Membership.Beginning.IMPORTED
    Membership.objects.create(member=member, unit=unit, began_by=began, valid=since(member.admitted_on if probationary else LONG_AGO))
    return member


@dataclass(frozen=True)
class Cast:
    """Finds a unit (`cast.bieu_nghi`) or a person's account (`cast.bay`) by its short name."""

    def __getattr__(self, key: str) -> Unit | User:
        if key in UNITS:
            return Unit.objects.get(code=UNITS[key][0])
        if key in PEOPLE:
            return User.objects.get(name=PEOPLE[key][0])
        raise AttributeError(key)
