"""How fast points are counted: a year end of 250,000 cells at once, beside one by one, and beside one plain addition.

The cell's framework that ships, with values made by the same seed every time: one in fifty not entered, one in fifty
does not apply. Processor time of one core, the best of five runs. The limit is 100 ns for a criterion of an assessment:
ten million a second. The floor is NumPy adding the same arrays of amounts and bases once. That both ways say the same
is checked on the assessments that are counted one by one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np

from benchmarks.results import Result
from fourgood.regulations.framework import Kind
from fourgood.regulations.framework_file import load
from fourgood.regulations.hundredths import decimal_of
from fourgood.regulations.many_values import Layout, ManyValues, PartColumn
from fourgood.regulations.scoring import CriterionScore, score_criterion
from fourgood.regulations.scoring_many import score_many
from fourgood.regulations.sheets import Sheet, sheet
from fourgood.regulations.values import DOES_NOT_APPLY, EMPTY, Value, counts

FILE = Path(__file__).parents[1] / "frameworks" / "cell-2024.yaml"
ASSESSMENTS, ONE_BY_ONE = 250_000, 500
LIMIT_NANOSECONDS = 100
SEED = 20240519


def measure() -> Iterator[Result]:
    framework = load(FILE)
    layout = Layout(framework, framework.variant_for(None))
    values = made_up(layout, ASSESSMENTS)
    each = len(layout.criteria)
    many = best(lambda: score_many(layout, values), of=5) / (ASSESSMENTS * each)
    floor = best(lambda: np.add(values.amounts, values.bases), of=5) / (ASSESSMENTS * each)
    few = [values_of(layout, values, row) for row in range(ONE_BY_ONE)]
    single = best(lambda: [one_sheet(layout, each_one) for each_one in few], of=1) / (ONE_BY_ONE * each)
    check(layout, values, few)
    yield Result(
        benchmark="scoring",
        what=f"a criterion scored, {ASSESSMENTS:,} × {each} at once",
        value=many * 1e9,
        unit="ns",
        limit=LIMIT_NANOSECONDS,
        ratio=many / floor,
        note=f"{1e-6 / many:.0f} million a second; {single / many:.0f} times as fast as one by one",
    )
    yield Result(benchmark="scoring", what="a criterion scored, one by one", value=single * 1e6, unit="µs")
    yield Result(benchmark="scoring", what="NumPy adds amounts and bases, each", value=floor * 1e9, unit="ns")


def best(work: Callable[[], object], *, of: int) -> float:
    """Seconds of processor time of the fastest run."""
    return min(_seconds(work) for _run in range(of))


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def made_up(layout: Layout, count: int) -> ManyValues:
    chance = np.random.default_rng(SEED)
    values = ManyValues.empty(layout, count)
    for column in layout.parts:
        bases = chance.integers(0, 60, count) if column.part.kind in {Kind.PERCENTAGE, Kind.QUANTITY} else 1
        most = bases * (int(column.part.points * 100) if column.part.kind is Kind.GRADED else 1)
        values.bases[:, column.number] = bases
        values.amounts[:, column.number] = most * np.minimum(chance.integers(50, 151, count), 100) // 100
        values.entered[:, column.number] = chance.random(count) < 0.98
        if column.criterion.not_applicable != "never":
            values.applicable[:, column.number] = chance.random(count) < 0.98
    values.events[:] = chance.random(values.events.shape) < 0.1
    return values


def values_of(layout: Layout, values: ManyValues, row: int) -> dict[str, dict[str, Value]]:
    """The same values, as one by one needs them."""
    found: dict[str, dict[str, Value]] = {}
    for column in layout.parts:
        found.setdefault(column.criterion.code, {})[column.part.code] = _value(column, values, row)
    return found


def _value(column: PartColumn, values: ManyValues, row: int) -> Value:
    if not values.applicable[row, column.number]:
        return DOES_NOT_APPLY
    if not values.entered[row, column.number]:
        return EMPTY
    happened = counts({event.code: int(values.events[row, number]) for event, number in column.events()})
    if column.part.kind is Kind.DEDUCTIONS:
        return Value(events=happened)
    amount = int(values.amounts[row, column.number])
    return Value(
        amount=decimal_of(amount) if column.part.kind is Kind.GRADED else Decimal(amount),
        base=Decimal(int(values.bases[row, column.number])),
        events=happened,
    )


def one_sheet(layout: Layout, values: dict[str, dict[str, Value]]) -> Sheet:
    scores: dict[str, CriterionScore] = {
        criterion.code: score_criterion(criterion, values[criterion.code]) for criterion in layout.criteria
    }
    return sheet(layout.framework, layout.variant, scores)


def check(layout: Layout, values: ManyValues, few: list[dict[str, dict[str, Value]]]) -> None:
    totals = score_many(layout, values).totals
    for row, each_one in enumerate(few):
        assert one_sheet(layout, each_one).total == decimal_of(int(totals[row])), row
