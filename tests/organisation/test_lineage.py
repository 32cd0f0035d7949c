"""Where a unit comes from and what became of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.organisation.lineage import lineage_of
from fourgood.organisation.models import Step, Unit
from tests.organisation import tree
from tests.organisation.tree import MERGED, NOW


@pytest.fixture
def ward(cast):
    return tree.committee(cast.quang_ninh)


def merge(ward, units, into, on=MERGED, founding=None):
    order = tree.order(ward, on=on)
    order.add_merge([unit.code for unit in units], into=into, founding=founding)
    order.carry_out(by=None, at=NOW)
    return order


def names(links):
    """The links as nested (name, further) pairs."""
    return [(link.unit.name, names(link.further)) for link in links]


@pytest.fixture
def line(ward):
    """A and B became C in March; C was merged into D in September."""
    a, b, d = (tree.cell(ward, f"Chi bộ {letter}") for letter in "ABD")
    code = tree.code()
    new = {"name": "Chi bộ C", "kind": a.kind, "sector": a.sector, "parent_code": ward.code}
    first = merge(ward, [a, b], code, founding=new)
    c = Unit.objects.get(code=code)
    second = merge(ward, [c], d.code, on=dt.date(2025, 9, 1))
    return a, c, d, first, second


def test_lineage_follows_all_generations_both_ways(line, cast):
    a, c, d, _first, _second = line
    assert names(lineage_of(d, cast.lan).came_from) == [("Chi bộ C", [("Chi bộ A", []), ("Chi bộ B", [])])]
    assert names(lineage_of(a, cast.lan).went_into) == [("Chi bộ C", [("Chi bộ D", [])])]
    assert names(lineage_of(c, cast.lan).went_into) == [("Chi bộ D", [])]
    assert lineage_of(a, cast.lan).came_from == []


def test_lineage_names_order_date_and_reason(line, cast):
    a, _c, _d, first, _second = line
    (link,) = lineage_of(a, cast.lan).went_into
    assert (link.order, link.on, link.order.reason) == (first, MERGED, "Sắp xếp lại")


def test_periods_name_the_order_that_began_them(line, cast, ward):
    _a, c, d, first, _second = line
    assert [(p.span.first_day, p.begun_by) for p in lineage_of(c, cast.lan).periods] == [(MERGED, first)]
    assert [(p.span.first_day, p.begun_by) for p in lineage_of(d, cast.lan).periods] == [(tree.BEGAN, None)]


def test_lineage_forgets_a_reversed_order(ward, cast):
    one, two = tree.cell(ward), tree.cell(ward)
    order = merge(ward, [one], two.code)
    order.reverse(by=None, at=NOW)
    assert lineage_of(one, cast.lan).went_into == []
    assert [p.span.last_day for p in lineage_of(one, cast.lan).periods] == [None]


def test_lineage_ends_where_units_took_over_from_each_other(ward, cast):
    one, two = tree.cell(ward, "Một"), tree.cell(ward, "Hai")
    merge(ward, [one], two.code)
    order = tree.order(ward, on=dt.date(2025, 9, 1))
    order.add_step(Step.Act.REOPEN, unit=one, parent_code=ward.code)
    order.add_step(Step.Act.MERGE, unit=two, into_code=one.code)
    order.carry_out(by=None, at=NOW)
    assert names(lineage_of(one, cast.lan).went_into) == [("Hai", [("Một", [])])]


def test_lineage_takes_the_same_queries_for_one_and_three_predecessors(ward, cast):
    def queries(number):
        units = [tree.cell(ward) for _ in range(number)]
        successor = tree.cell(ward)
        merge(ward, units, successor.code)
        viewer = cast.lan
        viewer.standing()
        with CaptureQueriesContext(connection) as captured:
            lineage_of(successor, viewer)
        return len(captured)

    assert queries(1) == queries(3)


def test_page_shows_successors_orders_and_all_spans(client, line, cast):
    a, _c, _d, first, second = line
    client.force_login(cast.lan)
    page = client.get(reverse("unit_lineage", args=[a.pk])).content.decode()
    for words in ("Chi bộ C", "Chi bộ D", first.number, second.number, "Sắp xếp lại", "28/02/2025"):
        assert words in page


def test_page_links_only_to_what_the_reader_may_open(client, cast):
    """A cell split off to another ward: its secretary reads the name of the giver, without a link."""
    one, two = tree.committee(cast.quang_ninh), tree.committee(cast.quang_ninh)
    giver = tree.cell(one, "Chi bộ cho")
    order = tree.order(cast.quang_ninh)
    order.add_step(Step.Act.SPLIT, unit=giver, code=tree.code(), name="Chi bộ nhận", parent_code=two.code)
    order.carry_out(by=None, at=NOW)
    new = Unit.objects.get(name="Chi bộ nhận")
    tree.position(cast.nam.member, "secretary", new, on=MERGED)
    client.force_login(cast.nam)
    page = client.get(reverse("unit_lineage", args=[new.pk])).content.decode()
    assert "Chi bộ cho" in page
    assert giver.get_absolute_url() not in page
