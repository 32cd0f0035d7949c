"""Days off in Vietnam, as they were announced for 2024, 2025 and 2026; and what is said of a wrong file."""

from __future__ import annotations

import datetime as dt

import pytest

from fourgood.regulations.days_off_file import FILE, days_off, load
from fourgood.regulations.meeting_rule_file import RuleFileError

# First and last day of each row of days without work, with the last working day before and the first one after.
ROWS = [
    ("29/12/2023", "30/12/2023", "01/01/2024", "02/01/2024"),
    ("07/02/2024", "08/02/2024", "14/02/2024", "15/02/2024"),
    ("17/04/2024", "18/04/2024", "18/04/2024", "19/04/2024"),
    ("26/04/2024", "27/04/2024", "01/05/2024", "02/05/2024"),
    ("04/05/2024", "05/05/2024", "05/05/2024", "06/05/2024"),
    ("30/08/2024", "31/08/2024", "03/09/2024", "04/09/2024"),
    ("31/12/2024", "01/01/2025", "01/01/2025", "02/01/2025"),
    ("24/01/2025", "25/01/2025", "02/02/2025", "03/02/2025"),
    ("04/04/2025", "05/04/2025", "07/04/2025", "08/04/2025"),
    ("26/04/2025", "27/04/2025", "27/04/2025", "28/04/2025"),
    ("29/04/2025", "30/04/2025", "04/05/2025", "05/05/2025"),
    ("29/08/2025", "30/08/2025", "02/09/2025", "03/09/2025"),
    ("31/12/2025", "01/01/2026", "04/01/2026", "05/01/2026"),
    ("10/01/2026", "11/01/2026", "11/01/2026", "12/01/2026"),
    ("13/02/2026", "14/02/2026", "22/02/2026", "23/02/2026"),
    ("24/04/2026", "25/04/2026", "27/04/2026", "28/04/2026"),
    ("29/04/2026", "30/04/2026", "03/05/2026", "04/05/2026"),
    ("22/08/2026", "23/08/2026", "23/08/2026", "24/08/2026"),
    ("28/08/2026", "29/08/2026", "02/09/2026", "03/09/2026"),
]


def day(written: str) -> dt.date:
    return dt.datetime.strptime(written, "%d/%m/%Y").date()


@pytest.mark.parametrize(("before", "first", "last", "after"), ROWS)
def test_days_without_work(before, first, last, after):
    off = days_off()
    assert (off.is_off(day(before)), off.is_off(day(after))) == (False, False)
    days = [day(first) + dt.timedelta(days=n) for n in range((day(last) - day(first)).days + 1)]
    assert all(off.is_off(each) for each in days)
    assert off.working_day_from(day(first)) == off.working_days_after(day(before), 1) == day(after)


def test_year_not_announced_yet_knows_its_weekends_and_the_days_of_every_year():
    off = days_off()
    assert [off.is_off(dt.date(2030, month, on)) for month, on in ((1, 1), (9, 2), (9, 7), (9, 3))] == [
        True,
        True,
        True,
        False,
    ]


WRONG = [
    ("until: 2024-02-14", "until: 2024-02-07", "the last day comes before the first"),
    ("days: [saturday, sunday]", "days: [samstag]", "days are some of monday"),
    ("month: 4, day: 30", "month: 4, day: 31", "no year has that month and day"),
    ("day: 2024-05-04", "day: hôm qua", "day is a date"),
    ("\nworked:", "\nworks:", "the file has the lists"),
    ("name: Quốc khánh, ", "", "an entry of every_year has"),
    ("\nweekend:", "\nweekend: [", "not YAML"),
]


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_wrong_file_is_told_with_its_line(tmp_path, old, new, said):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "days-off-rules.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileError, match=said):
        load(path)
