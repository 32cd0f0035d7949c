"""Whatever orders come in whatever sequence: the tree stays whole, and reversing puts every row back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourgood.common.refusal import Refusal
from fourgood.organisation.models import Member, Membership, Order, Position, Span, Step, Succession, Unit
from fourgood.organisation.reorganisation.refusals import settle
from tests.organisation import tree
from tests.organisation.tree import NOW

ROWS = [Unit, Span, Member, Membership, Position, Succession]
MONTHS = [dt.date(2025, month, 1) for month in range(1, 13)]
ACTS = [*Step.Act, *[Step.Act.MERGE, Step.Act.MOVE] * 2]


def rows():
    return {table.__name__: sorted(table.objects.values_list(), key=str) for table in ROWS}


@pytest.fixture
def world(cast):
    """Committees and cells to reorganise: with members and secretaries, without, and closed ones."""
    one, two = tree.committee(cast.quang_ninh, "Một"), tree.committee(cast.quang_ninh, "Hai")
    sub = tree.cell(one, "Bộ phận", kind=tree.kind("sub_committee"))
    manned = [tree.cell(above, f"Chi bộ {n}") for n, above in enumerate([one, sub, two])]
    for unit in manned:
        tree.position(tree.member(unit), "secretary", unit)
        tree.member(unit)
    empty = [tree.cell(above, "Chi bộ trống") for above in (one, sub)]
    closed = [tree.cell(two, f"Chi bộ đóng {n}") for n in (1, 2)]
    order = tree.order(cast.quang_ninh, on=dt.date(2024, 1, 1))
    for unit in closed:
        order.add_step(Step.Act.DISSOLVE, unit=unit)
    order.carry_out(by=None, at=NOW)
    return {"committees": [one, two, sub], "cells": [*manned, *empty], "empty": empty, "closed": closed}


# act, which unit, which other, which name or sector, whether members go along
step = st.tuples(st.sampled_from(ACTS), *[st.integers(0, 20)] * 2, st.integers(0, 2), st.booleans())
orders = st.lists(st.tuples(st.sampled_from(MONTHS), st.lists(step, min_size=1, max_size=2)), min_size=2, max_size=5)


def pools(world, act):
    """The units to choose from, so that most steps make sense, and some do not."""
    committees, cells = world["committees"], world["cells"]
    return {
        Step.Act.FOUND: (cells, committees),
        Step.Act.MOVE: ([*cells, committees[2]], committees),
        Step.Act.MERGE: ([*cells, committees[0]], [*cells, committees[1]]),
        Step.Act.DISSOLVE: (world["empty"] + cells[:1], cells),
        Step.Act.REOPEN: (world["closed"] + world["empty"], committees),
    }.get(act, (cells, committees))


def add(order, world, act, first, second, which, along):
    units, others = pools(world, act)
    unit, other = units[first % len(units)], others[(first + second + 1) % len(others)]
    name, sector = f"Tên {which}", tree.sector(("quarter", "agency", "students")[which])
    fields = {
        Step.Act.FOUND: {"code": tree.code(), "name": name, "kind": unit.kind, "parent_code": other.code},
        Step.Act.RENAME: {"unit": unit, "name": name},
        Step.Act.MOVE: {"unit": unit, "parent_code": other.code},
        Step.Act.CHANGE_KIND: {"unit": unit, "sector": sector},
        Step.Act.MERGE: {"unit": unit, "into_code": other.code},
        Step.Act.SPLIT: {"unit": unit, "code": tree.code(), "name": name, "members_along": _members(unit, along)},
        Step.Act.DISSOLVE: {"unit": unit},
        Step.Act.REOPEN: {"unit": unit, "parent_code": other.code},
    }
    order.add_step(act, **fields[act])


def _members(unit, along):
    return list(Member.objects.filter(unit=unit)[:1]) if along else []


def assert_whole():
    """What must hold whatever was done."""
    settle()
    units = {unit.pk: unit for unit in Unit.objects.all()}
    spans = {}
    for span in Span.objects.order_by("unit_id", "valid"):
        earlier = spans.setdefault(span.unit_id, [])
        assert not earlier or earlier[-1].valid.upper <= span.valid.lower
        earlier.append(span)
    for unit in units.values():
        last = spans[unit.pk][-1]
        home = units[unit.ancestor_ids[-1]] if unit.ancestor_ids else None
        assert unit.path == f"{home.path if home else '/'}{unit.pk}/"
        assert unit.is_active == (last.valid.upper is None)
        assert (unit.name, unit.kind_id, unit.sector_id, unit.parent_id) == (
            last.name,
            last.kind_id,
            last.sector_id,
            last.parent_id,
        )
        if unit.is_active:
            assert unit.parent_id == (home.pk if home else None)
            assert home is None or home.is_active
    for membership in Membership.objects.filter(valid__upper_inf=True).select_related("member"):
        assert units[membership.unit_id].is_active
        assert membership.member.unit_id == membership.unit_id
    for position in Position.objects.filter(valid__upper_inf=True, unit__isnull=False):
        assert units[position.unit_id].is_active


def as_of(days):
    """The tree on each of the days."""
    return {
        day: sorted(Span.objects.on(day).values_list("unit_id", "parent_id", "name", "kind_id", "sector_id"), key=str)
        for day in days
    }


@settings(
    max_examples=20,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(orders=orders)
def test_any_orders_keep_the_tree_whole_and_reverse_to_the_same_rows(cast, world, orders):
    with transaction.atomic():
        done: list[tuple[Order, dict]] = []
        for day, steps in sorted(orders, key=lambda order: order[0]):
            before, past = rows(), as_of([month for month in MONTHS if month < day])
            order = tree.order(cast.quang_ninh, on=day)
            for numbers in steps:
                add(order, world, *numbers)
            try:
                order.carry_out(by=None, at=NOW)
            except Refusal:
                assert rows() == before
                continue
            assert_whole()
            assert as_of(past) == past  # nothing before the day changes
            done.append((order, before))
        for order, before in reversed(done):
            order.reverse(by=None, at=NOW)
            assert rows() == before
        assert_whole()
        transaction.set_rollback(True)
