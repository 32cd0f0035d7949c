"""A list of members: every problem at once, nothing written, and the same list again changes nothing."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from fourgood.exchange.checking import Choices, examine
from fourgood.exchange.columns import MEMBERS
from fourgood.exchange.wording import describe
from fourgood.organisation.models import Member
from tests.exchange.files import MEMBER_HEADER, Formula, xlsx

BIEU_NGHI, BINH_LUC_HA, DONG_MAI = "22.206.001.000.001", "22.205.001.000.001", "22.206.001.000.000"
AT = timezone.make_aware(dt.datetime(2026, 11, 23, 9))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def good(code="22.900001", **values):
    row = {
        "Member number": code, "Full name": "Đoàn Văn Hậu", "Year of birth": 1970,
        "Admitted to the Party on": dt.date(1995, 5, 19), "Official member since": "19/05/1996",
        "Code of the cell": BIEU_NGHI, "In the cell since": "01/03/2020",
    }  # fmt: skip
    return [(row | values).get(name) for name in MEMBER_HEADER]


def check(rows, by, **choices):
    return examine(MEMBERS, xlsx([MEMBER_HEADER, *rows]), Choices(**choices), by=by, at=AT)


def found(examined):
    return [(p.address, p.code) for p in examined.findings.problems]


def test_clean_list_is_new(cast):
    examined = check([good()], cast.bay)
    assert found(examined) == []
    assert (examined.findings.rows, examined.findings.new, examined.findings.changed) == (1, 1, 0)
    examined.write(at=AT)
    member = Member.objects.get(code="22.900001")
    assert (member.full_name, member.unit, member.is_active) == ("Đoàn Văn Hậu", cast.bieu_nghi, True)
    assert member.memberships.get().first_day == dt.date(2020, 3, 1)


def test_every_kind_of_error_is_found_at_once(cast):
    rows = [
        good("22.900001", **{"Full name": None}),
        good("22.900002", **{"Admitted to the Party on": "31/02/1995"}),
        good("22.900003", **{"Official member since": "19/05/1994"}),
        good("22.900004", **{"Code of the cell": "22.206.001.000.999"}),
        good("22.900005", **{"Code of the cell": DONG_MAI}),
        good("22.900006", **{"Code of the cell": BINH_LUC_HA}),
        good("22.900007", **{"Phone number": "0912"}),
        good("22.900008", **{"E-mail address": "hau@"}),
        good("22.900009", **{"Status": "on the moon", "Status since": "01/01/2025"}),
        good("22.900010", **{"In the cell since": dt.date(2027, 1, 1)}),
        good("22.900011", **{"Full name": "x" * 121}),
        good("22.900012", **{"Year of birth": Formula("=1/0", "#DIV/0!")}),
        good("22.900012"),
        good("22.900014", **{"Year of birth": 1980}),
        good("a b"),
        good("22.900016", **{"Admitted to the Party on": "19/05/95"}),
        good("22.900017", **{"In the cell since": "01/01/1990"}),
        [None] * len(MEMBER_HEADER),
        good("22.900019", **{"Status": "exempt"}),
        good(cast.dung.member.code),
        good(cast.nam.member.code, **{"Code of the cell": "22.206.001.000.002", "In the cell since": None}),
    ]
    examined = check(rows, cast.hoa)
    assert found(examined) == [
        ("B2", "required"),
        ("D3", "no_such_day"),
        ("E4", "official_before_admission"),
        ("F5", "unknown_unit"),
        ("F6", "not_a_cell"),
        ("F7", "unknown_unit"),
        ("I8", "bad_phone"),
        ("J9", "bad_email"),
        ("K10", "unknown_choice"),
        ("G11", "future"),
        ("B12", "too_long"),
        ("C13", "formula_error"),
        ("A14", "duplicate"),
        ("C15", "too_young"),
        ("A16", "bad_member_code"),
        ("D17", "short_year"),
        ("G18", "cell_not_yet"),
        ("L20", "status_incomplete"),
        ("A21", "member_elsewhere"),
        ("F22", "transfer_without_date"),
    ]
    for problem in examined.findings.problems:
        what, do = describe(MEMBERS, problem.code, problem.values)
        assert what
        assert do
