"""A list of members: every problem at once, nothing written, and the same list again changes nothing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.audit.models import Act
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


def test_same_list_again_changes_nothing(cast):
    check([good()], cast.bay).write(at=AT)
    again = check([good()], cast.bay).findings
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)


def test_changes_are_listed_old_and_new_before_anything_is_written(cast):
    check([good()], cast.bay).write(at=AT)
    row = good(**{"Full name": "Đoàn Văn Hậu Em", "Phone number": 912345678, "In the cell since": dt.date(2021, 1, 1)})
    examined = check([row], cast.bay)
    assert [(d.row, d.column, d.old, d.new) for d in examined.findings.differences] == [
        (2, "full_name", "Đoàn Văn Hậu", "Đoàn Văn Hậu Em"),
        (2, "phone", "", "0912 345 678"),
        (2, "since", "01/03/2020", "01/01/2021"),
    ]
    assert Member.objects.get(code="22.900001").full_name == "Đoàn Văn Hậu"
    examined.write(at=AT)
    member = Member.objects.get(code="22.900001")
    assert (member.full_name, member.phone, member.search_key) == ("Đoàn Văn Hậu Em", "+84912345678", "doan van hau em")
    assert member.memberships.get().first_day == dt.date(2021, 1, 1)
    acts = Act.objects.about(member).values_list("verb", "before", "after")
    assert next(iter(acts)) == (
        "member.changed",
        {"full_name": "Đoàn Văn Hậu", "phone": "…", "since": "2020-03-01"},
        {"full_name": "Đoàn Văn Hậu Em", "phone": "…", "since": "2021-01-01"},
    )


def test_empty_cell_keeps_what_is_stored_unless_told_to_erase(cast):
    check([good(**{"Phone number": "0912345678"})], cast.bay).write(at=AT)
    assert check([good()], cast.bay).findings.changed == 0
    erasing = check([good()], cast.bay, erase=True)
    assert [(d.column, d.old, d.new) for d in erasing.findings.differences] == [("phone", "0912 345 678", "")]
    erasing.write(at=AT)
    assert Member.objects.get(code="22.900001").phone == ""


def test_another_cell_with_its_day_is_a_transfer(cast):
    check([good()], cast.hoa).write(at=AT)
    row = good(
        **{"Code of the cell": cast.tan_mai.code, "In the cell since": "01/06/2026", "Decision number": "12-QĐ/ĐU"}
    )
    examined = check([row], cast.hoa)
    assert [(d.column, d.old, d.new) for d in examined.findings.differences] == [
        ("unit_code", BIEU_NGHI, cast.tan_mai.code),
        ("since", "01/03/2020", "01/06/2026"),
        ("decision", "", "12-QĐ/ĐU"),
    ]
    examined.write(at=AT)
    member = Member.objects.get(code="22.900001")
    assert member.unit == cast.tan_mai
    assert [(m.unit, m.first_day, m.last_day, m.decision) for m in member.memberships.order_by("valid")] == [
        (cast.bieu_nghi, dt.date(2020, 3, 1), dt.date(2026, 5, 31), ""),
        (cast.tan_mai, dt.date(2026, 6, 1), None, "12-QĐ/ĐU"),
    ]
    assert check([row], cast.hoa).findings.unchanged == 1


def test_transfer_before_the_member_came_is_refused(cast):
    check([good()], cast.hoa).write(at=AT)
    row = good(**{"Code of the cell": cast.tan_mai.code, "In the cell since": "01/03/2020"})
    assert found(check([row], cast.hoa)) == [("G2", "transfer_too_early")]


def test_status_is_set_and_its_end_changed(cast):
    values = {"Status": "Được miễn công tác và sinh hoạt", "Status since": "01/02/2026"}
    check([good(**values)], cast.bay).write(at=AT)
    status = Member.objects.get(code="22.900001").statuses.get()
    assert (status.kind, status.first_day, status.last_day) == ("exempt", dt.date(2026, 2, 1), None)
    ended = check([good(**values | {"Status until": "31/12/2026"})], cast.bay)
    assert [(d.column, d.old, d.new) for d in ended.findings.differences] == [("status_until", "", "31/12/2026")]
    ended.write(at=AT)
    status.refresh_from_db()
    assert status.last_day == dt.date(2026, 12, 31)
    other = good(**{"Status": "away", "Status since": "01/03/2026"})
    assert found(check([other], cast.bay)) == [("L2", "status_overlaps")]


def test_member_of_another_cell_is_refused_without_a_name(cast):
    examined = check([good(cast.dung.member.code)], cast.bay)
    [problem] = examined.findings.problems
    assert problem.code == "member_elsewhere"
    assert cast.dung.name not in " ".join(describe(MEMBERS, problem.code, problem.values))


def test_who_may_not_import_is_refused_on_every_row(cast):
    assert found(check([good()], cast.minh)) == [("F2", "may_not_import")]
    assert found(check([good()], cast.tuan)) == [("F2", "may_not_import")]
    assert found(check([good()], cast.khach)) == [("F2", "unknown_unit")]


def test_member_who_left_is_refused(cast):
    check([good()], cast.bay).write(at=AT)
    member = Member.objects.get(code="22.900001")
    member.leave(on=dt.date(2026, 5, 1), why="left", by=cast.bay)
    assert found(check([good()], cast.bay)) == [("A2", "member_left")]


def test_queries_do_not_grow_with_the_rows(cast):
    def queries(count):
        rows = [good(f"22.91{n:04d}") for n in range(count)]
        with CaptureQueriesContext(connection) as captured:
            check(rows, by).write(at=AT)
        return len(captured)

    by = cast.bay
    by.standing()
    assert queries(3) == queries(30)
