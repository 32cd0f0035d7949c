"""The months of self-assessment of the sample province, read from `assessments.yaml`: opened as calendars say, sheets
sent, confirmed and accepted; some not, or late. A few are told one by one, through their own verbs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fourgood.accounts.models import User
from fourgood.assessments.entering import Said
from fourgood.assessments.models import Assessment, Period
from fourgood.assessments.opening import files_for
from fourgood.assessments.sheet import measured_here, sheet_of
from fourgood.demo import corrected
from fourgood.demo.assessed_sheets import Manner, Planned, lowered_in, moment, planned, write
from fourgood.demo.assessed_values import Luck, completed, drawn
from fourgood.demo.province import unit_codes
from fourgood.instructions.models import Instruction

FILE = Path(__file__).with_name("assessments.yaml")
_DAY = dt.timedelta(days=1)
_OPENED = 15  # minutes after midnight
_EVENING, _LAST_HOUR, _MORNING = 19 * 60, 23 * 60 + 20, 9 * 60


@cache
def source() -> dict[str, Any]:
    """What the file says."""
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def tell(people: dict[str, User], *, today: dt.date) -> None:
    """Months that are over by the day."""
    last = last_month(today)
    for month in months(today):
        for instruction in Instruction.objects.order_by("pk"):
            if files_for(instruction, month):
                _tell_month(instruction, month, people, last=last, today=today)


def months(today: dt.date) -> list[dt.date]:
    """First days: those of 2024, and the last that are over."""
    first, last = (dt.date.fromisoformat(f"{source()[name]}-01") for name in ("first", "last_in_2024"))
    past = {_back(today, count) for count in range(1, source()["months_back"] + 1)}
    in_2024 = {dt.date(2024, number, 1) for number in range(first.month, last.month + 1)}
    return sorted(in_2024 | {month for month in past if month > last})


def last_month(today: dt.date) -> dt.date:
    """The last month that is over."""
    return _back(today, 1)


def _back(today: dt.date, count: int) -> dt.date:
    number = today.year * 12 + today.month - 1 - count
    return dt.date(number // 12, number % 12 + 1, 1)


def _tell_month(
    instruction: Instruction, month: dt.date, people: dict[str, User], *, last: dt.date, today: dt.date
) -> None:
    after = (month + 31 * _DAY).replace(day=1)
    period = Period.objects.open(instruction, month, by=None, at=moment(after, _OPENED))
    rows = list(period.assessments.expected().select_related("unit__parent", "framework", "period"))
    codes = {row.unit.code: row for row in rows}
    told = {codes[code]: story for story in _stories(month, last) if (code := unit_codes()[story["unit"]]) in codes}
    sheets = [_planned(row, month == last, today) for row in rows if row not in told]
    write(sheets, remark=source()["remark"], because=source()["lowered_because"])
    for row, story in told.items():
        _tell(row, story, people, after)
    corrected.tell(period, today=today)


def _stories(month: dt.date, last: dt.date) -> Iterator[dict[str, Any]]:
    for story in source()["stories"]:
        if story["month"] == ("last" if month == last and story["month"] == "last" else f"{month:%Y-%m}"):
            yield story


# Sheets written at once


@cache
def _keys(*names: str) -> set[str]:
    """Codes of the units that a list of the file names."""
    found: Any = source()
    for name in names:
        found = found[name]
    codes = unit_codes()
    return {codes[key] for key in found}


def _manner(row: Assessment) -> Manner:
    code, luck = row.unit.code, source()["luck"]
    unseen = bool(row.unit.parent and row.unit.parent.code in _keys("confirm_all"))
    if code in _keys("full"):
        return Manner(luck["full"], is_full=True, is_confirmed_unseen=unseen)
    in_storm = f"{row.month:%Y-%m}" in source()["storms"]
    kind = "storm" if in_storm else "weak" if code in _keys("weak") else "usual"
    return Manner(luck[kind], is_confirmed_unseen=unseen)


def _planned(row: Assessment, is_last: bool, today: dt.date) -> Planned:
    sheet = planned(row, _manner(row))
    steps = _steps_of_last(row) if is_last else _steps(row)
    if "submitted" in steps:
        sheet.submitted = _submitted(sheet, today)
    if "confirmed" in steps and sheet.submitted:
        sheet.confirmed = _confirmed(sheet, today)
        if drawn(sheet.about, "lowered") < source()["lowered"] and not sheet.manner.is_confirmed_unseen:
            sheet.lowered = lowered_in(sheet)
    if "accepted" in steps and sheet.confirmed:
        sheet.accepted = min(sheet.confirmed + 2 * _DAY, moment(today, 0))
    return sheet


def _steps(row: Assessment) -> tuple[str, ...]:
    """How far a sheet of a month long over has come."""
    if drawn(row.unit.code, row.month, "sent") < source()["not_sent"]:
        return ()
    return "submitted", "confirmed", "accepted"


def _steps_of_last(row: Assessment) -> tuple[str, ...]:
    code, shares = row.unit.code, source()["last_month"]
    number = drawn(code, "last")
    if code in _keys("named_last_month", "waiting"):
        return ("submitted",)
    if code in _keys("named_last_month", "missing") or number < shares["missing"]:
        return ()
    if number < shares["missing"] + shares["waiting"]:
        return ("submitted",)
    is_held = number < shares["missing"] + shares["waiting"] + shares["confirmed"]
    return ("submitted", "confirmed") if is_held else ("submitted", "confirmed", "accepted")


def _submitted(sheet: Planned, today: dt.date) -> dt.datetime:
    """Within the days before the last one, or a few after it; never later than yesterday."""
    row = sheet.row
    due = row.last_day or row.period.last_day
    if sheet.manner.is_full:
        return min(moment(due, _LAST_HOUR), moment(today - _DAY, _LAST_HOUR))
    number = drawn(sheet.about, "day")
    day = due + (1 + number % 4) * _DAY if number < source()["late"] else due - number % 5 * _DAY
    return moment(min(day, today - _DAY), _EVENING + number)


def _confirmed(sheet: Planned, today: dt.date) -> dt.datetime:
    assert sheet.submitted
    if sheet.manner.is_confirmed_unseen:
        day, minutes = (sheet.row.confirm_by or sheet.submitted.date()), _MORNING
    else:
        number = drawn(sheet.about, "confirmed")
        day, minutes = sheet.submitted.date() + (1 + number % 4) * _DAY, _MORNING + number
    return max(min(moment(day, minutes), moment(today, 0)), sheet.submitted)


# Sheets told one by one


def _tell(row: Assessment, story: dict[str, Any], people: dict[str, User], after: dt.date) -> None:
    """What the records tell is agreed with, the rest entered by hand: as the file says, else as asked."""
    by, at = people[story["by"]], _moment(story["sent"], after)
    if sheet_of(row).to_agree:
        row.agree(by=by, at=at - dt.timedelta(minutes=30))
    _enter(row, story, by=by, at=at)
    corrected.answer(row, by=by, at=at)
    row.submit(by=by, at=at)
    if decided := story.get("confirmed"):
        row.confirm(by=people[decided["by"]], at=_moment(decided["at"], after))
    if decided := story.get("returned"):
        row.return_(decided["words"], decided["remarks"], by=people[decided["by"]], at=_moment(decided["at"], after))


def _moment(when: list[Any], after: dt.date) -> dt.datetime:
    days, clock = when
    time = dt.time.fromisoformat(clock)
    return moment(after + (days - 1) * _DAY, time.hour * 60 + time.minute)


def _enter(row: Assessment, story: dict[str, Any], *, by: User, at: dt.datetime) -> None:
    lines = sheet_of(row.lock()).lacking
    for place, line in enumerate(lines):
        values = completed(line.criterion, measured_here(line), Luck.AS_ASKED, row.unit.code, line.code)
        remark = story.get("remarks", {}).get(line.code, "")
        when = at - dt.timedelta(minutes=len(lines) - place)
        row.enter(line.code, Said(values, remark=remark), version=line.version, by=by, at=when)
