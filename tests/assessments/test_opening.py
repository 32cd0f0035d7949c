"""A month opens: one row for every unit expected, by one statement, again and again the same."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.assessments.models import Assessment, Period, Settled
from fourgood.assessments.refusals import MonthNotBegun, NothingInForce
from fourgood.assessments.suggesting import suggest
from fourgood.instructions.frameworks import MODEL_OF_LEVEL
from fourgood.organisation.models import Span, Step, Unit
from tests.assessments.months import MONTH, NOW, opened
from tests.organisation import tree


def levels(day: dt.date) -> int:
    return Span.objects.on(day).filter(kind__level__in=MODEL_OF_LEVEL).count()


def test_month_opened_has_one_row_for_every_unit_with_a_model(cast):
    period = opened(cast)
    assert period.assessments.expected().count() == levels(dt.date(2026, 3, 31))
    row = period.assessments.get(unit=cast.bieu_nghi)
    assert (row.path, row.due_on, row.confirm_by) == (cast.bieu_nghi.path, dt.date(2026, 4, 5), dt.date(2026, 4, 10))
    assert row.framework.code == "cell-2026"
    assert set(row.own) == set(row.confirmed) == {None}
    assert len(row.own) == len(row.suggested) == 29


def test_unit_is_assessed_by_the_criteria_that_it_chose(cast):
    chosen = cast.criteria_set
    period = opened(cast, chosen.first_day.replace(day=1), NOW.replace(year=2099))
    row = period.assessments.get(unit=cast.bieu_nghi)
    assert (row.criteria_set, row.framework, row.variant) == (chosen, chosen.framework, chosen.variant)


def test_month_opened_twice_is_the_same(cast):
    before = set(opened(cast).assessments.values_list("pk", flat=True))
    assert set(opened(cast).assessments.values_list("pk", flat=True)) == before
    assert Period.objects.count() == 1


def test_month_is_opened_in_the_same_statements_for_all(cast, django_assert_max_num_queries):
    """One for all indicators, and two for each variant of a framework, however many units there are."""
    with django_assert_max_num_queries(25):
        opened(cast)


def test_month_opens_with_what_is_counted_anew(cast):
    columns = ("unit", "amounts", "bases", "counts", *(f"suggested{end}" for end in ("", "_groups", "_due", "_total")))
    rows = opened(cast, dt.date(2026, 2, 1)).assessments.order_by("unit")
    before = list(rows.values_list(*columns, "looked_at"))
    assert any(number is not None for row in before for number in row[1])
    assert {row[-1] for row in before} == {NOW}
    assert suggest(rows, at=NOW + dt.timedelta(days=1)) == len(before)
    assert list(rows.values_list(*columns, "looked_at")) == [(*row[:-1], NOW + dt.timedelta(days=1)) for row in before]


def test_merged_ward_is_settled_in_the_month_of_the_merger_and_stands_where_it_stood_before(cast):
    """The ward Đông Mai of 2024 stood under the town; in July 2025 wards were merged."""
    before = Period.objects.open(cast.first_edition.instruction, dt.date(2024, 11, 1), by=None, at=NOW)
    row = before.assessments.get(unit=cast.bieu_nghi)
    assert row.settled_as == ""
    assert f"/{cast.quang_yen.pk}/" in row.path
    merged = Period.objects.open(cast.first_edition.instruction, dt.date(2025, 6, 1), by=None, at=NOW)
    gone = [r.settled_as for r in merged.assessments.exclude(settled_as="")]
    assert set(gone) <= {Settled.MERGED, Settled.CLOSED}


@pytest.fixture
def ended(cast) -> dict[str, Unit]:
    """Of a ward's cells, one was merged into another in March, one was dissolved, one comes to an end in April."""
    ward = tree.committee(cast.quang_ninh)
    names = ("merged", "successor", "dissolved", "later")
    cells = {name: tree.cell(ward, name) for name in names}
    for step, on in ((_merge, dt.date(2026, 3, 16)), (_dissolve, dt.date(2026, 3, 31)), (_later, dt.date(2026, 4, 1))):
        order = tree.order(ward, on=on)
        step(order, cells)
        order.carry_out(by=None, at=tree.NOW)
    return cells | {"ward": ward}


def _merge(order, cells):
    order.add_merge([cells["merged"].code], into=cells["successor"].code)


def _dissolve(order, cells):
    order.add_step(Step.Act.DISSOLVE, unit=cells["dissolved"])


def _later(order, cells):
    order.add_step(Step.Act.DISSOLVE, unit=cells["later"])


def test_unit_that_ended_in_the_month_is_settled_with_a_reason(cast, ended):
    rows = {row.unit_id: row for row in opened(cast).assessments.select_related("unit")}
    said = {name: (rows[unit.pk].settled_as, rows[unit.pk].settled_because) for name, unit in ended.items()}
    assert said == {
        "merged": (Settled.MERGED, "successor"),
        "successor": ("", ""),
        "dissolved": (Settled.CLOSED, "31/03/2026"),
        "later": ("", ""),
        "ward": ("", ""),
    }
    assert rows[ended["merged"].pk].path.startswith(ended["ward"].path)
    assert rows[ended["merged"].pk].looked_at is None
    assert set(rows[ended["merged"].pk].suggested) == set(rows[ended["merged"].pk].amounts) == {None}


def test_coverage_of_units_that_end_stays_within_the_whole(cast, ended):
    """Who ended, or is exempt, leaves the base; what they had submitted is not counted without them (M9)."""
    below = opened(cast).assessments.under(ended["ward"].path).exclude(unit=ended["ward"])
    for row in below.expected():
        row.submissions.create(submitted_at=NOW)
    below.get(unit=ended["successor"]).submissions.all().delete()
    below.get(unit=ended["successor"]).exempt("Bão số 3", by=None, at=NOW)
    sent = below.expected().filter(submissions__isnull=False).distinct()
    assert [row.unit.name for row in below.expected()] == ["later"] == [row.unit.name for row in sent]
    opened(cast)
    assert below.count() == 4


@pytest.mark.parametrize(("year", "month", "refusal"), [(2026, 5, MonthNotBegun), (2020, 1, NothingInForce)])
def test_month_that_cannot_be_opened_is_refused(cast, year, month, refusal):
    with pytest.raises(refusal):
        opened(cast, dt.date(year, month, 1))


def test_coverage_can_never_pass_the_whole(cast):
    opened(cast)
    assert Assessment.objects.filter(period__month=MONTH).values("unit").distinct().count() == (
        Assessment.objects.filter(period__month=MONTH).count()
    )
