"""Many units at once: founding, changing, and every problem of the rows."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from fourgood.audit.models import Act
from fourgood.common.refusal import Refusal
from fourgood.organisation.founding import BadRows, Outcome, UnitRow, found_many, problems
from fourgood.organisation.models import Span, Unit
from tests.organisation import tree
from tests.organisation.tree import BEGAN, MERGED, THE_DAY_BEFORE


@pytest.fixture
def rows(cast):
    """A committee with two cells, cells first: parents may stand further down in the list."""
    ward, one, two = tree.code(), tree.code(), tree.code()
    cell, quarter = tree.kind("cell"), tree.sector("quarter")
    return [
        UnitRow(one, "Chi bộ A", cell, quarter, ward),
        UnitRow(two, "Chi bộ B", cell, quarter, ward),
        UnitRow(ward, "Đảng bộ xã", tree.kind("grassroots"), tree.sector("locality"), cast.quang_ninh.code),
    ]


def test_rows_found_units_with_spans_paths_and_acts(rows, cast):
    assert found_many(rows, on=BEGAN, by=cast.lan) == Outcome(founded=3, changed=0, same=0)
    one, ward = Unit.objects.get(code=rows[0].code), Unit.objects.get(code=rows[2].code)
    assert (one.parent, one.path, one.search_key) == (ward, f"{ward.path}{one.pk}/", "chi bo a")
    assert ward.path == f"{cast.quang_ninh.path}{ward.pk}/"
    assert (one.spans.get().parent, one.spans.get().first_day) == (ward, BEGAN)
    act = Act.objects.about(one).get()
    assert (act.verb, act.actor, act.path, act.after["parent"]) == ("unit.founded", cast.lan, one.path, ward.code)


def test_the_same_rows_again_change_nothing(rows):
    found_many(rows, on=BEGAN, by=None)
    spans = list(Span.objects.order_by("pk").values())
    assert found_many(rows, on=MERGED, by=None) == Outcome(founded=0, changed=0, same=3)
    assert list(Span.objects.order_by("pk").values()) == spans


def test_other_rows_change_units_from_the_day_on(rows, cast):
    found_many(rows, on=BEGAN, by=None)
    moved = dataclasses.replace(rows[0], name="Chi bộ A mới", parent_code=cast.dong_mai.code)
    assert found_many([moved, rows[1]], on=MERGED, by=None) == Outcome(founded=0, changed=1, same=1)
    unit = Unit.objects.get(code=moved.code)
    old, new = unit.spans.order_by("valid")
    assert (old.name, old.last_day) == ("Chi bộ A", THE_DAY_BEFORE)
    assert (new.name, new.parent, new.first_day, new.last_day) == ("Chi bộ A mới", cast.dong_mai, MERGED, None)
    assert (unit.name, unit.path) == ("Chi bộ A mới", f"{cast.dong_mai.path}{unit.pk}/")
    assert set(Act.objects.about(unit).values_list("verb", flat=True)) == {
        "unit.founded",
        "unit.moved",
        "unit.renamed",
    }


def test_a_moved_unit_takes_along_what_is_kept_under_it(rows, cast):
    town = tree.committee(cast.quang_ninh, kind=tree.kind("upper"))
    found_many(rows, on=BEGAN, by=None)
    found_many([dataclasses.replace(rows[2], parent_code=town.code)], on=MERGED, by=None)
    one = Unit.objects.get(code=rows[0].code)
    assert one.path == f"{town.path}{one.parent_id}/{one.pk}/"
    assert one.spans.count() == 1


def test_a_change_on_the_first_day_changes_the_span_itself(rows):
    found_many(rows, on=BEGAN, by=None)
    found_many([dataclasses.replace(rows[0], name="Chi bộ C")], on=BEGAN, by=None)
    span = Span.objects.get(unit__code=rows[0].code)
    assert (span.name, span.first_day) == ("Chi bộ C", BEGAN)


def change(rows, place, **fields):
    return [dataclasses.replace(row, **fields) if n == place else row for n, row in enumerate(rows)]


BAD = {
    "a code twice": (
        lambda rows: [*rows, rows[0]],
        [(0, "code"), (3, "code")],
    ),
    "an unknown parent": (
        lambda rows: change(rows, 0, parent_code="11.111.111.111.111"),
        [(0, "parent_code")],
    ),
    "no parent": (
        lambda rows: change(rows, 0, parent_code=""),
        [(0, "parent_code")],
    ),
    "a cell under a cell": (
        lambda rows: change(rows, 0, parent_code=rows[1].code),
        [(0, "parent_code")],
    ),
    "a circle": (
        lambda rows: change(change(rows, 2, parent_code=rows[0].code), 0, kind=tree.kind("sub_committee")),
        [(0, "parent_code"), (2, "parent_code"), (2, "parent_code")],
    ),
    "a closed parent": (
        lambda rows: change(rows, 2, parent_code="22.206.000.000.000"),
        [(2, "parent_code")],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_rows_are_all_named_and_nothing_is_written(rows, case):
    make, expected = BAD[case]
    bad = make(rows)
    assert [(problem.place, problem.field) for problem in problems(bad, on=MERGED.replace(year=2026))] == expected
    before = Unit.objects.count()
    with pytest.raises(BadRows) as refused:
        found_many(bad, on=MERGED.replace(year=2026), by=None)
    assert len(refused.value.problems) == len(expected)
    assert Unit.objects.count() == before


def test_a_known_unit_under_its_own_descendant_is_a_circle(rows, cast):
    found_many(rows, on=BEGAN, by=None)
    inner = tree.cell(Unit.objects.get(code=rows[2].code), kind=tree.kind("sub_committee"))
    bad = [dataclasses.replace(rows[2], parent_code=inner.code)]
    with translation.override("en"):
        reasons = [problem.reason for problem in problems(bad, on=MERGED)]
    assert "The unit would stand under itself, by way of other rows." in reasons


def test_a_kind_that_no_longer_takes_what_is_there_is_a_problem(rows):
    found_many(rows, on=BEGAN, by=None)
    tree.member(Unit.objects.get(code=rows[0].code))
    ward = dataclasses.replace(rows[2], kind=tree.kind("upper"))
    cell = dataclasses.replace(rows[0], kind=tree.kind("sub_committee"))
    found = problems([ward, cell], on=MERGED)
    assert [(problem.place, problem.field) for problem in found] == [(1, "parent_code"), (0, "kind"), (1, "kind")]


def test_a_change_beneath_a_later_one_is_a_problem(rows):
    found_many(rows, on=MERGED, by=None)
    found = problems([dataclasses.replace(rows[0], name="Chi bộ C")], on=dt.date(2024, 1, 1))
    assert [(p.place, p.field) for p in found] == [(0, "code"), (0, "parent_code")]


def test_the_number_of_queries_does_not_grow_with_the_rows(rows, cast):
    def queries(of):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found_many(of, on=BEGAN, by=None)
        return len(captured)

    cell, ward = tree.kind("cell"), cast.dong_mai.code
    one = [UnitRow(tree.code(), "Chi bộ", cell, None, ward)]
    three = [UnitRow(tree.code(), "Chi bộ", cell, None, ward) for _ in range(3)]
    assert queries(one) == queries(three)


def test_founding_one_refuses_a_taken_code(cast):
    with pytest.raises(Refusal):
        tree.cell(cast.dong_mai, code=cast.bieu_nghi.code)
