"""What stood under a unit on a day: read from the present tree or from the spans, as one would find it by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from fourgood.common.spans import since
from fourgood.organisation.models import Span, Unit
from fourgood.organisation.models.reference import Level
from fourgood.organisation.subtree import under

MERGED = dt.date(2025, 7, 1)  # wards of the sample province
DAYS = [dt.date(2024, 6, 1), MERGED - dt.timedelta(days=1), MERGED, dt.date(2026, 1, 1), timezone.localdate()]
UNITS = ["quang_ninh", "dong_mai", "minh_thanh", "bieu_nghi", "khe_cat"]


def found(unit, viewer, on, levels=()) -> set[tuple]:
    table = under(unit, viewer, on=on, levels=levels)
    with connection.cursor() as cursor:
        cursor.execute(table.sql, table.params)
        rows = cursor.fetchall()
    assert len(set(rows)) == len(rows)
    return set(rows)


def by_hand(unit, viewer, on, levels=()) -> set[tuple]:
    seen = set(Unit.objects.visible_to(viewer).values_list("pk", flat=True))
    held = {span.unit_id: span for span in Span.objects.on(on).select_related("kind")}
    rows = []
    for span in held.values():
        way = [span.unit_id]
        while way[-1] != unit.pk and held[way[-1]].parent_id in held:
            way.append(held[way[-1]].parent_id)
        if way[-1] == unit.pk and span.unit_id in seen and (not levels or span.kind.level in levels):
            top = way[-2] if len(way) > 1 else unit.pk
            rows.append((span.unit_id, top, span.kind.level, span.name, span.sort_key))
    return set(rows)


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("on", DAYS)
def test_units_of_a_day_are_those_found_by_hand(cast, name, on):
    unit = getattr(cast, name)
    for viewer in (cast.lan, cast.hoa, cast.bay):
        assert found(unit, viewer, on) == by_hand(unit, viewer, on)
    cells = (Level.CELL.value,)
    assert found(unit, cast.lan, on, cells) == by_hand(unit, cast.lan, on, cells)


def test_tree_differs_before_and_after_the_merger(cast):
    """So that both ways of reading it are tried."""
    before, after = (found(cast.quang_ninh, cast.lan, on) for on in (DAYS[1], DAYS[2]))
    assert before - after
    assert after - before


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_unit_founded_on_a_day_is_there_from_that_day(cast, days):
    day = timezone.localdate() - dt.timedelta(days=10)
    new = Unit.objects.found(
        code="22.999.999.999.999", name="Chi bộ mới", kind=cast.bieu_nghi.kind, parent=cast.dong_mai, on=day
    )
    on = day + dt.timedelta(days=days)
    rows = found(cast.dong_mai, cast.lan, on)
    assert rows == by_hand(cast.dong_mai, cast.lan, on)
    assert (new.pk in {row[0] for row in rows}) is (days >= 0)
    assert Span.objects.get(unit=new).valid == since(day)
