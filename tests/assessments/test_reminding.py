"""Reminders about monthly sheets: to the right people, one letter of a day, each once, on working days (M8)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.assessments import reminding
from fourgood.assessments.models import Assessment, Reminder
from fourgood.notices.digest import write_for
from fourgood.notices.kinds import Kind
from fourgood.notices.models import Letter, Unsubscription, Written
from fourgood.organisation.models import Position
from tests.assessments.months import NOW, fill_in, sheet_row
from tests.notices.conftest import named_server  # noqa: F401 a fixture

WEDNESDAY, DUE, MONDAY = dt.date(2026, 4, 1), dt.date(2026, 4, 5), dt.date(2026, 4, 6)  # due on a Sunday
THURSDAY, CONFIRM_BY = dt.date(2026, 4, 9), dt.date(2026, 4, 10)


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


@pytest.fixture(autouse=True)
def _letters_are_written(cast, named_server):  # noqa: F811
    """Only sheets of this month, and everyone of the cast has an address."""
    Assessment.objects.exclude(period__month=dt.date(2026, 3, 1)).update(
        due_on=None, grace_until=None, extended_until=None, extended_because="", confirm_by=None
    )
    for user in (cast.bay, cast.nam, cast.tuan, cast.hoa, cast.dung, cast.lan, cast.minh, cast.quang):
        User.objects.filter(pk=user.pk).update(email=f"{user.pk}@example.org", language="en")


@pytest.fixture
def row(cast, _letters_are_written) -> Assessment:
    """The sheet of Biểu Nghi for March, to be filled in by 5 April."""
    row = sheet_row(cast, cast.bieu_nghi)
    row.submissions.all().delete()
    return row


def told(cast, row=None) -> dict[str, list[str]]:
    """Subjects of the letters, by name of the cast, without what is told of other units."""
    names = {getattr(cast, name).pk: name for name in ("bay", "nam", "tuan", "hoa", "dung", "lan", "minh", "quang")}
    letters: dict[str, list[str]] = {}
    for letter in Letter.objects.filter(kind=Kind.ASSESSMENTS_DUE, user__in=names).order_by("pk"):
        letters.setdefault(names[letter.user_id], []).append(letter.subject)
    return letters


def reminders(row: Assessment) -> list[tuple[int, str]]:
    return sorted(row.reminders.values_list("user", "about"))


# The day → what the secretary is told of a sheet due on Sunday 5 April: three working days before, and after it.
DAYS = [
    (dt.date(2026, 3, 31), None),
    (WEDNESDAY, "soon"),
    (dt.date(2026, 4, 3), "soon"),
    (dt.date(2026, 4, 4), None),
    (DUE, None),
    (MONDAY, "late"),
    (dt.date(2026, 4, 17), "late"),
    (dt.date(2026, 4, 20), None),
]


@pytest.mark.parametrize(("day", "about"), DAYS)
def test_days_on_which_the_secretary_is_reminded(cast, row, day, about):
    reminding.remind(at(day))
    assert reminders(row) == ([(cast.bay.pk, about)] if about else [])


def test_reminded_once_before_and_once_after(cast, row):
    for number in range(25):
        for hour in (9, 15):
            reminding.remind(at(WEDNESDAY + dt.timedelta(days=number), hour))
    assert told(cast)["bay"] == ["1 monthly sheet of yours is due soon", "1 monthly sheet of yours is late"]


def test_committee_is_reminded_of_its_own_sheet_and_nobody_of_another_units(cast, row):
    reminding.remind(at(WEDNESDAY))
    ward = row.period.assessments.get(unit=cast.dong_mai)
    assert reminders(ward) == [(cast.hoa.pk, "soon")]
    assert not Reminder.objects.filter(user__in=[cast.nam, cast.minh, cast.quang, cast.tuan, cast.lan]).exists()


def test_letter_names_unit_month_and_day_and_no_points(cast, row):
    reminding.remind(at(WEDNESDAY))
    letter = Letter.objects.get(kind=Kind.ASSESSMENTS_DUE, user=cast.bay)
    assert letter.text == (
        "- Chi bộ khu Biểu Nghi: the sheet for 03/2026 is due 05/04/2026.\n"
        f"  https://fourgood.example.org/assessments/{row.pk}/"
    )


def submitted(row: Assessment, cast) -> Assessment:
    row = fill_in(row, by=cast.bay)
    row.submit(by=cast.bay, at=NOW)
    return row


def test_member_in_charge_is_told_of_what_waits_and_the_secretary_no_more(cast, row):
    submitted(row, cast)
    reminding.remind(at(THURSDAY))
    reminding.remind(at(CONFIRM_BY))
    reminding.remind(at(dt.date(2026, 4, 13)))
    assert reminders(row) == sorted([(cast.tuan.pk, "confirm_soon"), (cast.tuan.pk, "confirm_late")])
    assert told(cast)["tuan"] == ["1 monthly sheet waits for your decision"] * 2


def test_without_a_member_in_charge_the_committee_above_is_told(cast, row):
    Position.objects.filter(kind__role="in_charge", unit=cast.bieu_nghi).delete()
    submitted(row, cast)
    reminding.remind(at(THURSDAY))
    assert reminders(row) == [(cast.hoa.pk, "confirm_soon")]


def test_province_is_told_of_the_sheet_of_a_ward(cast, row):
    ward = row.period.assessments.get(unit=cast.dong_mai)
    ward.submissions.create(submitted_at=NOW)
    reminding.remind(at(THURSDAY))
    assert (cast.lan.pk, "confirm_soon") in reminders(ward)


def test_forty_sheets_are_one_letter(cast, row):
    Position.objects.filter(kind__role="in_charge").delete()
    cells = row.period.assessments.filter(unit__parent=cast.dong_mai)
    for cell in cells:
        cell.submissions.create(submitted_at=NOW)
    reminding.remind(at(THURSDAY))
    [letter] = Letter.objects.filter(kind=Kind.ASSESSMENTS_DUE, user=cast.hoa)
    assert f"{cells.count()} monthly sheets wait for your decision" in letter.subject
    assert letter.text.count("/assessments/waiting/") == 1
    assert Reminder.objects.filter(user=cast.hoa, about="confirm_soon").count() == cells.count() > 1


def test_time_granted_is_reminded_of_anew(cast, row):
    reminding.remind(at(WEDNESDAY))
    row.extend(dt.date(2026, 4, 24), "Bão", by=cast.tuan)
    reminding.remind(at(MONDAY))
    assert reminders(row) == [(cast.bay.pk, "soon")]
    reminding.remind(at(dt.date(2026, 4, 22)))
    assert list(row.reminders.order_by("due_on").values_list("about", "due_on")) == [
        ("soon", DUE),
        ("soon", dt.date(2026, 4, 24)),
    ]


def exempt(cast, row):
    row.exempt("Bão", by=cast.tuan, at=NOW)


def not_wanted(cast, _row):
    Unsubscription.objects.stop(cast.bay, Kind.ASSESSMENTS_DUE, at=NOW)


def no_longer_secretary(cast, row):
    Position.objects.filter(unit=row.unit, member=cast.bay.member).delete()


@pytest.mark.parametrize("change", [exempt, not_wanted, no_longer_secretary])
def test_nobody_is_reminded_of_what_is_not_expected_or_does_not_want_it(cast, row, change):
    change(cast, row)
    reminding.remind(at(WEDNESDAY))
    assert reminders(row) == []


# Sunday; the fourth day of Tết; the Saturday that is worked instead of 31 August; at night.
@pytest.mark.parametrize(
    ("now", "works"),
    [
        (at(DUE), False),
        (at(dt.date(2026, 2, 20)), False),
        (at(dt.date(2026, 8, 22)), True),
        (at(WEDNESDAY, 22), False),
        (at(WEDNESDAY, 3), False),
    ],
)
def test_letters_are_written_on_working_days_by_day(cast, row, now, works):
    Assessment.objects.filter(pk=row.pk).update(due_on=now.date())
    assert bool(reminding.remind(now).written) is works


def test_without_a_mail_server_nothing_is_noted(cast, row, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert reminding.remind(at(WEDNESDAY)) == Written()
    assert not Reminder.objects.exists()


def test_killed_and_started_twice_each_gets_one_letter(cast, row, monkeypatch):
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    real, seen = Letter.objects.write_many, []

    def die_at_the_second(kind, drafts, **more):
        seen.append(kind)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return type(Letter.objects.all()).write_many(Letter.objects.all(), kind, drafts, **more)

    monkeypatch.setattr(Letter.objects, "write_many", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        reminding.remind(at(WEDNESDAY))
    assert Letter.objects.filter(kind=Kind.ASSESSMENTS_DUE).count() == 1
    monkeypatch.setattr(Letter.objects, "write_many", real)
    reminding.remind(at(WEDNESDAY))
    assert reminding.remind(at(WEDNESDAY)) == Written()
    users = list(Letter.objects.filter(kind=Kind.ASSESSMENTS_DUE).values_list("user", flat=True))
    assert len(users) == len(set(users)) == Reminder.objects.values("user").distinct().count() > 1


def test_database_keeps_one_reminder_of_a_sheet_and_day(cast, row):
    reminding.remind(at(WEDNESDAY))
    again = row.reminders.get()
    again.pk = None
    with pytest.raises(IntegrityError, match="reminded_once_of_a_sheet_and_day"), transaction.atomic():
        again.save(force_insert=True)


def test_same_queries_for_one_sheet_and_for_all(cast, row):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            reminding.due_to_be_told(WEDNESDAY)
        return len(queries)

    of_all = asked()
    Assessment.objects.exclude(pk=row.pk).update(due_on=None)
    assert asked() == of_all


def test_weekly_letter_tells_of_own_sheets_and_of_those_that_wait(cast, row):
    def digest_of(user: User) -> str:
        write_for([user], day=WEDNESDAY, at=at(WEDNESDAY))
        return Letter.objects.get(kind=Kind.DIGEST, user=user).text

    assert f"fill in the sheet for 03/2026.\n  https://fourgood.example.org/assessments/{row.pk}/" in digest_of(
        cast.bay
    )
    submitted(row, cast)
    assert "1 monthly sheet waits for your decision." in digest_of(cast.tuan)
