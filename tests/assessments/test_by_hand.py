"""Three whole sheets of months in which nobody has lived yet, reckoned by hand from facts that the tests make (M8).

Beside each criterion stand what the facts say, the points suggested from it, and the points that the unit then has: the
suggestion, or what it enters where no record says it. By hand: the reckoning in the comments, framework cell-2026 and
committee-2026 beside it. Hundredths are cut off in totals, rounded half up in points.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.sheet import Sheet, sheet_of
from fourgood.assessments.vectors import as_points
from fourgood.indicators.models import DeductingEvent
from fourgood.instructions.models import Document
from fourgood.meeting_quality.frame import sheet_in_force
from fourgood.meeting_quality.models import QualitySheet
from fourgood.meetings.models import AgendaItem, Meeting, PlannedTopic, ThematicPlan
from fourgood.organisation.models import Unit
from fourgood.regulations.values import DOES_NOT_APPLY, Value, counts, ratio
from fourgood.resolutions.models import Minutes
from tests.assessments.months import sheet_again
from tests.indicators.facts import at, call, day, issue, meeting, resolution, resolved, speak, task
from tests.organisation import tree
from tests.resolutions.evenings import term

FEBRUARY, MARCH = dt.date(2031, 2, 1), dt.date(2031, 3, 1)
YES, NO = Value(answer=True), Value(answer=False)
Expected = dict[str, tuple[str | None, str]]
"""By code: points suggested (None: no record says it), and the unit's own."""


def events(**known: int) -> Value:
    return Value(events=counts(known))


def plus(value: Value, **known: int) -> Value:
    return Value(amount=value.amount, base=value.base, events=counts(known))


def counted(cast, unit: Unit, month: dt.date) -> Assessment:
    """The sheet of the unit, opened and counted on the fifth day after the month."""
    opened = at(5, month=month.month + 1)
    Period.objects.open(cast.edition.instruction, month, by=None, at=opened)
    rows = Assessment.objects.select_related("period", "unit", "framework")
    return rows.get(unit=unit, period__month=month)


def filled(row: Assessment, by_hand: dict[str, dict[str, Value]]) -> Assessment:
    """The suggestions are agreed with; the rest is entered."""
    when = at(5, 20, month=row.month.month + 1)
    row.agree(by=None, at=when)
    for code, values in by_hand.items():
        row.enter(code, Said(values), version=0, by=None, at=when)
    return sheet_again(row)


def points_of(sheet: Sheet) -> Expected:
    row = sheet.assessment
    found = {}
    for line in sheet.due:
        pair = [as_points(vector, line.number) for vector in (row.suggested, row.own)]
        found[line.code] = tuple(None if points is None else str(points.normalize() + 0) for points in pair)
    return found


def goods_of(sheet: Sheet, kind: str) -> list[tuple[Decimal, Decimal]]:
    return [(good.points, good.due) for good in sheet.goods(kind)]


def as_numbers(*pairs: tuple[str, int]) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(points), Decimal(due)) for points, due in pairs]


def people_of(unit: Unit, count: int):
    return [tree.member(unit, f"Đảng viên {number:02}") for number in range(count)]


def document(cast, number: str, due: dt.date) -> Document:
    head = {"title": "Thử", "dated": dt.date(2031, 1, 2), "sent_at": at(2, month=1)}
    return Document.objects.create(issuer=cast.quang_ninh, number=number, confirm_by=due, **head)


def sent(held: Meeting, on: dt.datetime) -> None:
    minutes = Minutes.objects.create(meeting=held, language="vi", written_at=held.ended_at)
    told = {"approved_at": held.ended_at, "number": 9001, "term": term(held.unit), "sent_at": on}
    Minutes.objects.filter(pk=minutes.pk).update(**told)


def given(held: Meeting, month: dt.date, tasks: list[dict[str, Any]]) -> None:
    row = resolution(held, month)
    for place, told in enumerate(tasks, 1):
        resolved(row, place, **told)
    issue(row)


@pytest.fixture
def ward(cast) -> Unit:
    return tree.committee(cast.quang_ninh)


# February: a cell of ten members; no quarter ends.


@pytest.fixture
def february(cast, ward) -> Assessment:
    cell = tree.cell(ward)
    people = people_of(cell, 10)
    january = meeting(cell, at(5, month=1))
    done, open_ = dt.date(2031, 2, 20), None
    of_january = [task(cell, dt.date(2031, 1, 31), finished=on) for on in (done, done, done, open_)]
    given(january, dt.date(2031, 1, 1), [{"due": row.due_on, "to": people[0], "gives": row} for row in of_january])
    held = meeting(cell, at(5, month=2), minutes=95, draft_resolution="Dự thảo")
    meeting(cell, at(3, month=2), kind="committee", minutes=40, prepares=held)
    for person, state in zip(people, ["present"] * 8 + ["excused", "absent"], strict=True):
        call(held, person, state)
    for person in people[:4]:
        speak(held, person)
    whole = {"due": dt.date(2031, 3, 10), "to": people[0]}
    given(held, FEBRUARY, [whole, whole, {"due": None, "to": people[1]}])
    sent(held, at(7, month=2))
    who = [people[0:2], people[2:3], people[3:4], people[4:5], people[4:6]]
    for members, finished in zip(who, [done, done, done, done, None], strict=True):
        task(cell, dt.date(2031, 2, 25), finished=finished, members=members)
    for number, confirmed in enumerate((True, True, False), 1):
        paper = document(cast, f"{number}-CV/2", dt.date(2031, 2, 10))
        if confirmed:
            paper.receipts.create(unit=cell, confirmed_at=at(9, month=2))
    return counted(cast, cell, FEBRUARY)


FEBRUARY_BY_HAND = {
    "I.6": {"": events(serious_case=0, unmet_target=1)},
    "I.7": {"": ratio(3, 4)},
    "III.2": {"": events(disunity=0, founded_complaint=0)},
    "III.4": {"": events(reprimand=0, warning=0, heavier=0)},
    "III.6": {"": ratio(9, 10)},
}
IN_FEBRUARY: Expected = {
    "I.1": ("2.67", "2.67"),  # 2 of 3 documents: 4 × 2/3 = 2.666…
    "I.2": ("7", "7"),  # 4 of 5 tasks: 80 %, from 80 on 7
    "I.6": (None, "3"),  # one target not met: 4 − 1
    "I.7": (None, "1.5"),  # 3 of 4 petitions: 2 × 3/4
    "II.1": ("4", "4"),  # a regular meeting was held
    "II.2": ("2", "2"),  # 8 of 10 came: 80 %, from 75 on 3; one without a reason: − 1
    "II.4": ("2", "2"),  # the committee met before: 1; the draft was out three days before: 1
    "II.5": ("3", "3"),  # 4 of the 8 present spoke: 50 %
    "II.6": ("2", "2"),  # 2 of 3 tasks with owner and day: 3 × 2/3
    "II.7": ("2.4", "2.4"),  # 3 of the 4 of January: 75 %, from 70 on 2.4
    "II.8": ("1", "1"),  # minutes sent on the second day
    "III.2": (None, "4"),
    "III.4": (None, "4"),
    "III.6": (None, "1.8"),  # 9 of 10: 2 × 0.9
    "IV.1": ("3.2", "3.2"),  # 6 of 10 members have a task: 2 × 0.6; 4 of the 6 with one due did all: 3 × 4/6
}


def test_cell_in_a_month_within_the_quarter(february):
    """I: 2.67 + 7 = 9.67, and 3 + 1.5 by hand: 14.17. II: 16.4. III: 9.8. IV: 3.2. In all 43.57 of 18 + 21 + 10 + 5 =
    54: 80.685…, cut off.
    """
    sheet = sheet_of(filled(february, FEBRUARY_BY_HAND))
    assert points_of(sheet) == IN_FEBRUARY
    assert goods_of(sheet, "suggested") == as_numbers(("9.67", 12), ("16.4", 21), ("0", 0), ("3.2", 5))
    assert goods_of(sheet, "own") == as_numbers(("14.17", 18), ("16.4", 21), ("9.8", 10), ("3.2", 5))
    assert (sheet.total("suggested"), sheet.total("own")) == (None, Decimal("80.68"))
    assert sheet.lacking == []


# March: a cell of five members, whose regular meeting was called off; the quarter ends.


@pytest.fixture
def march(cast, ward) -> Assessment:
    cell = tree.cell(ward)
    people = people_of(cell, 5)
    head = {"topic": "", "drafted_at": at(1), "announced_at": at(2)}
    Meeting.objects.create(unit=cell, kind="regular", starts_at=at(5), called_off_at=at(4), **head)
    earlier = meeting(cell, at(5, month=2))
    of_february = [task(cell, day(20), finished=finished, members=people[:1]) for finished in (day(20), day(25))]
    given(earlier, FEBRUARY, [{"due": row.due_on, "to": people[0], "gives": row} for row in of_february])
    task(cell, dt.date(2031, 2, 10), finished=dt.date(2031, 2, 10), origin="correction")
    task(cell, day(15), origin="correction", members=people[1:2])
    held = meeting(cell, at(20), kind="thematic")
    for person, state in zip(people, ["present"] * 4 + ["excused"], strict=True):
        call(held, person, state)
    speak(held, people[0])
    paper = document(cast, "1-CV/3", day(10))
    paper.receipts.create(unit=cell, confirmed_at=at(10))
    AgendaItem.objects.create(meeting=held, place=50, title="Quán triệt", document=paper)
    plan = ThematicPlan.objects.create(unit=cell, year=2031, drafted_at=at(1, month=1))
    for month in (2, 3):
        PlannedTopic.objects.create(plan=plan, month=month, text="Chuyên đề")
    for event, kind in (("serious_case", "incident"), ("unmet_target", "incident"), ("founded_complaint", "complaint")):
        head = {"text": "Thử", "decision": "1-QĐ", "entered_at": at(9)}
        DeductingEvent.objects.create(unit=cell, kind=kind, event=event, happened_on=day(8), **head)
    return counted(cast, cell, MARCH)


MARCH_BY_HAND = {
    "I.3": {"": ratio(4, 5)},
    "I.4": {"": plus(ratio(50, 100), not_accounted=0)},
    "I.5": {"": ratio(3, 3)},
    "I.7": {"": ratio(2, 2)},
    "II.4": {"a": YES, "b": NO},
    "II.6": {"": DOES_NOT_APPLY},
    "II.8": {"": NO},
    "III.1": {"": Value(grade="partly")},
    "III.2": {"": events(disunity=0, founded_complaint=1)},
    "III.4": {"": events(reprimand=1, warning=0, heavier=0)},
    "III.5": {"": ratio(1, 2)},
    "III.6": {"": ratio(5, 5)},
    "IV.3": {"": ratio(4, 5)},
    "IV.4": {"": ratio(1, 2)},
    "IV.5": {"": ratio(2, 4)},
    "IV.7": {"": ratio(3, 3)},
}
IN_MARCH: Expected = {
    "I.1": ("4", "4"),  # the one document of March
    "I.2": ("2", "2"),  # of three due, one in time: 33 %
    "I.3": (None, "4"),  # 5 × 4/5
    "I.4": (None, "2"),  # 4 × 50/100
    "I.5": (None, "3"),
    "I.6": ("1", "1"),  # 4 − 2 − 1
    "I.7": (None, "2"),
    "II.1": ("0", "0"),  # called off, and none in its place
    "II.2": ("3", "3"),  # 4 of 5: 80 %, from 75 on 3; none without a reason
    "II.3": ("2", "2"),  # 1 of 2 topics: 4 × 1/2
    "II.4": (None, "1"),
    "II.5": ("0", "0"),  # 1 of the 4 present spoke: 25 %
    "II.6": (None, None),  # does not apply: no resolution this month
    "II.7": ("3", "3"),  # both of February carried out by the end of March, one of them late
    "II.8": (None, "0"),
    "III.1": (None, "2"),
    "III.2": (None, "2"),  # one event of two kinds is recorded: that the other is 0, someone says; 4 − 2
    "III.3": ("1.5", "1.5"),  # 1 of 2 corrections of the quarter: 3 × 1/2
    "III.4": (None, "3"),
    "III.5": (None, "1.5"),
    "III.6": (None, "2"),
    "IV.1": ("2.3", "2.3"),  # 2 of 5 members have a task: 2 × 0.4; 1 of the 2 with one due did all: 3 × 1/2
    "IV.3": (None, "2.4"),  # 3 × 4/5
    "IV.4": (None, "1.5"),
    "IV.5": (None, "1.5"),
    "IV.6": ("0", "0"),  # 4 of 5 at the study: 80 %, below 85
    "IV.7": (None, "2"),
}


def test_cell_in_a_month_that_ends_the_quarter(march):
    """I: 18 of 30. II: 9 of the 22 that apply; shared out over 25: 9 × 25/22 = 10.227…, so 10.23. III: 12 of 20. IV:
    9.7 of 18. In all 49.93 of 93: 53.688…, cut off.
    """
    sheet = sheet_of(filled(march, MARCH_BY_HAND))
    assert points_of(sheet) == IN_MARCH
    assert goods_of(sheet, "own") == as_numbers(("18", 30), ("10.23", 25), ("12", 20), ("9.7", 18))
    assert (sheet.total("suggested"), sheet.total("own")) == (None, Decimal("53.68"))


# A committee of four cells, in March.


def scored(held: Meeting, band: str) -> None:
    """The score of a meeting as the level above has confirmed it."""
    points = {"good": 9200, "fair": 7500, "average": 6000}[band]
    file = sheet_in_force(Meeting.objects.select_related("unit__kind", "unit__sector").get(pk=held.pk))
    vote = {"in_favour": 5, "against": 0, "abstaining": 0, "base": 5, "voted_at": held.ended_at}
    done = {"submitted_at": held.ended_at, "confirmed_at": held.ended_at, "own_total": 10_000}
    row = {"framework": file, "variant": "general", "path": held.unit.path, "filled_at": held.ended_at}
    numbers = {"suggested": [None], "own": [100], "confirmed": [100]}
    QualitySheet.objects.create(
        meeting=held, **row, **vote, **done, **numbers, confirmed_total=points, confirmed_band=band
    )


@pytest.fixture
def of_committee(cast, ward) -> Assessment:
    secretary = people_of(tree.cell(ward, "Chi bộ cơ quan"), 1)[0]
    cells = [Unit.objects.get(name="Chi bộ cơ quan"), *(tree.cell(ward, f"Chi bộ {number}") for number in range(3))]
    tree.position(secretary, "secretary", ward)
    meeting(ward, at(2))
    for cell, band in zip(cells, ("good", "fair", "average"), strict=False):
        scored(meeting(cell, at(5)), band)
    meeting(cells[0], at(12, month=2), kind="thematic")
    meeting(cells[1], at(6), kind="combined", minutes=125)
    visitors = people_of(cells[3], 2)
    for cell, visitor in zip(cells, visitors, strict=False):
        tree.position(visitor, "in_charge", cell)
    call(Meeting.objects.get(unit=cells[0], kind="thematic"), visitors[0], "present", due=False, because="above")
    last = meeting(ward, at(3, month=2))
    done = [task(ward, dt.date(2031, 2, 28), finished=dt.date(2031, 2, 27)) for _number in range(2)]
    given(last, FEBRUARY, [{"due": row.due_on, "to": secretary, "gives": row} for row in done])
    given(meeting(ward, at(9)), MARCH, [{"due": day(30), "to": secretary}, {"due": None, "to": secretary}])
    for finished in (day(10), day(10), day(10), None):
        task(ward, day(12), finished=finished)
    document(cast, "1-CV/4", day(10)).receipts.create(unit=ward, confirmed_at=at(9))
    return counted(cast, ward, MARCH)


COMMITTEE_BY_HAND = {
    "I.3": {"": ratio(5, 10)},
    "I.6": {"": events(serious_case=0, unmet_target=0)},
    "I.7": {"": ratio(1, 2)},
    "III.1": {"": Value(grade="kept")},
    "III.2": {"": events(disunity=0, founded_complaint=1)},
    "III.3": {"": ratio(3, 4)},
    "III.4": {"": events(organisation=0, leader=0, member=1)},
    "III.5": {"": ratio(1, 3)},
    "IV.4": {"": ratio(2, 3)},
    "IV.6": {"a": ratio(9, 10), "b": ratio(1, 2)},
    "IV.7": {"": ratio(1, 4)},
}
OF_COMMITTEE: Expected = {
    "I.1": ("4", "4"),
    "I.2": ("6", "6"),  # 3 of 4 tasks of its own: 8 × 3/4
    "I.3": (None, "4"),
    "I.6": (None, "3"),
    "I.7": (None, "1.5"),
    "II.1": ("3", "3"),  # the committee met
    "II.2": (
        "2.44",
        "2.44",
    ),  # of 4 cells, 2 fair or above: 3 × 2/4 = 1.5; 1 good, 25 % of the 80 asked: 3 × 25/80 = 0.9375
    "II.3": ("1.5", "1.5"),  # 2 of 4 cells took up a topic in the quarter: 3 × 2/4
    "II.4": ("2", "2"),  # 1 of the 2 cells in someone's charge was attended: 4 × 1/2
    "II.5": ("3", "3"),  # 1 of 2 tasks whole: 2 × 1/2; both of February done: 2
    "III.1": (None, "4"),
    "III.2": (None, "2"),
    "III.3": (None, "3"),
    "III.4": (None, "4"),
    "III.5": (None, "1"),
    "IV.4": (None, "2"),
    "IV.6": (None, "1.4"),
    "IV.7": (None, "0.5"),
}


def test_committee_is_measured_by_its_cells(of_committee):
    """I: 18.5 of 26. II: 11.94 of 20. III: 14 of 20. IV: 3.9 of 7. In all 48.34 of 73: 66.219…, cut off."""
    sheet = sheet_of(filled(of_committee, COMMITTEE_BY_HAND))
    assert points_of(sheet) == OF_COMMITTEE
    assert goods_of(sheet, "suggested") == as_numbers(("10", 12), ("11.94", 20), ("0", 0), ("0", 0))
    assert goods_of(sheet, "own") == as_numbers(("18.5", 26), ("11.94", 20), ("14", 20), ("3.9", 7))
    assert sheet.total("own") == Decimal("66.21")
