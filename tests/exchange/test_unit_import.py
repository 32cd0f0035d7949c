"""A list of units: founding many, changing by order, every problem at once."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from fourgood.audit.models import Act
from fourgood.exchange.checking import Choices, examine
from fourgood.exchange.columns import UNITS
from fourgood.exchange.wording import describe
from fourgood.organisation.models import Order, Unit
from tests.exchange.files import UNIT_HEADER, xlsx

AT = timezone.make_aware(dt.datetime(2026, 11, 23, 9))
PROVINCE, DONG_MAI, BIEU_NGHI = "22.000.000.000.000", "22.206.001.000.000", "22.206.001.000.001"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def row(code, name="Chi bộ mới", kind="cell", sector="quarter", above=DONG_MAI, since="01/01/2026", decision=None):
    return [code, name, kind, sector, above, since, decision]


def check(rows, by, **choices):
    return examine(UNITS, xlsx([UNIT_HEADER, *rows], sheet="Units"), Choices(**choices), by=by, at=AT)


def found(examined):
    return [(p.address, p.code) for p in examined.findings.problems]


def test_units_are_founded_below_each_other_in_any_order(cast):
    rows = [
        row("22.300.001.000.001", "Chi bộ khu 1", above="22.300.001.000.000"),
        row("22.300.001.000.000", "Đảng bộ phường Mới", "Grassroots Party organisation", "locality", PROVINCE),
    ]
    examined = check(rows, cast.lan)
    assert found(examined) == []
    assert examined.findings.new == 2
    examined.write(at=AT)
    ward = Unit.objects.get(code="22.300.001.000.000")
    cell = Unit.objects.get(code="22.300.001.000.001")
    assert (ward.path, cell.path) == (f"{cast.quang_ninh.path}{ward.pk}/", f"{ward.path}{cell.pk}/")
    assert (cell.parent, cell.kind.code, cell.sector.code, cell.is_active) == (ward, "cell", "quarter", True)
    assert [(s.parent, s.first_day, s.last_day) for s in cell.spans.all()] == [(ward, dt.date(2026, 1, 1), None)]
    assert Act.objects.about(cell).get().verb == "unit.founded"
    again = check(rows, cast.lan).findings
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_every_kind_of_error_is_found_at_once(cast):
    rows = [
        row("22.300"),
        row("22.300.000.000.002", None),
        row("22.300.000.000.003", kind="moon base"),
        row("22.300.000.000.004", sector="moon"),
        row("22.300.000.000.005", above="22.999.999.999.999"),
        row("22.300.000.000.006", above=BIEU_NGHI),
        row("22.300.000.000.007", above="22.300.000.000.007"),
        row("22.300.000.000.008", above="22.300.000.000.009"),
        row("22.300.000.000.009", above="22.300.000.000.008"),
        row("22.300.000.000.010", since=None),
        row("22.300.000.000.011", since="31/02/2026"),
        row("22.300.000.000.012", since="01/01/2001"),
        row("22.300.000.000.013", above=None),
        row("22.300.000.000.010"),
        row(BIEU_NGHI, "Chi bộ khu Biểu Nghi 2"),
        row(BIEU_NGHI, "Chi bộ khu Biểu Nghi", since="01/01/2016"),
        row(cast.quang_yen.code, cast.quang_yen.name, "upper", "locality", PROVINCE),
    ]
    examined = check(rows, cast.lan)
    assert found(examined) == [
        ("A2", "bad_unit_code"),
        ("B3", "required"),
        ("C4", "unknown_choice"),
        ("D5", "unknown_choice"),
        ("E6", "unknown_unit"),
        ("C7", "kind_not_under"),
        ("E8", "parent_is_itself"),
        ("E9", "parent_cycle"),
        ("E10", "parent_cycle"),
        ("F11", "founding_date"),
        ("F12", "no_such_day"),
        ("F13", "parent_not_yet"),
        ("E14", "parent_needed"),
        ("A15", "duplicate"),
        ("B16", "change_needs_order"),
        ("A17", "duplicate"),
        ("F17", "since_differs"),
        ("A18", "unit_closed"),
    ]
    for problem in examined.findings.problems:
        what, do = describe(UNITS, problem.code, problem.values)
        assert what
        assert do


def test_stored_unit_changes_by_an_order_with_number_and_day(cast):
    changed = row(BIEU_NGHI, "Chi bộ khu Biểu Nghi Mới", since="01/10/2026", decision="77-QĐ/ĐU")
    examined = check([changed], cast.lan)
    assert [(d.column, d.old, d.new) for d in examined.findings.differences] == [
        ("name", "Chi bộ khu Biểu Nghi", "Chi bộ khu Biểu Nghi Mới")
    ]
    assert not Order.objects.filter(number="77-QĐ/ĐU").exists()
    examined.write(at=AT)
    order = Order.objects.get(number="77-QĐ/ĐU")
    assert (order.issuer, order.effective_on, order.is_in_force) == (cast.quang_ninh, dt.date(2026, 10, 1), True)
    unit = Unit.objects.get(code=BIEU_NGHI)
    assert unit.name == "Chi bộ khu Biểu Nghi Mới"
    assert unit.spans.on(dt.date(2026, 9, 30)).get().name == "Chi bộ khu Biểu Nghi"


def test_change_that_an_order_refuses_is_a_problem_of_the_check(cast):
    with_members = row(BIEU_NGHI, "Chi bộ khu Biểu Nghi", "sub_committee", since="01/10/2026", decision="78-QĐ/ĐU")
    examined = check([with_members], cast.lan)
    assert found(examined) == [("", "refused")]
    assert not Order.objects.filter(number="78-QĐ/ĐU").exists()
    assert Unit.objects.get(code=BIEU_NGHI).kind.code == "cell"


def test_who_carries_out_no_orders_imports_no_units(cast):
    assert found(check([row("22.300.000.000.001")], cast.hoa)) == [("E2", "may_not_import")]
    assert found(check([row("22.300.000.000.001")], cast.minh)) == [("E2", "may_not_import")]
    assert found(check([row("22.300.000.000.001")], cast.khach)) == [("E2", "unknown_unit")]


def test_at_the_console_a_whole_province_is_founded(db, django_assert_max_num_queries):
    rows = [row("23.000.000.000.000", "Tỉnh khác", "provincial", None, None)]
    rows += [
        row(f"23.{n:03d}.000.000.000", f"Đảng bộ {n}", "grassroots", None, "23.000.000.000.000") for n in range(1, 40)
    ]
    with django_assert_max_num_queries(40):
        examined = check(rows, None)
        assert found(examined) == []
        examined.write(at=AT)
    assert Unit.objects.get(code="23.039.000.000.000").parent.code == "23.000.000.000.000"
