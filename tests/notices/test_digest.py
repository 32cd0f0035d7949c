"""The weekly letter: when it is due, what it holds, that each person gets one, and how much it asks of the database."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext

from fourgood.accounts.models import User
from fourgood.notices import digest, restoring, tasks
from fourgood.notices.kinds import Kind
from fourgood.notices.models import DigestWeek, Letter, Unsubscription, Written
from fourgood.organisation.models import Member
from tests.notices.conftest import person

MONDAY = dt.date(2026, 11, 23)


def local(text: str) -> dt.datetime:
    return timezone.make_aware(dt.datetime.fromisoformat(text))


NOW = local("2026-11-23 07:00")


@pytest.fixture(autouse=True)
def _week(settings):
    settings.DIGEST_DAY, settings.DIGEST_HOUR = 0, 7


@pytest.fixture
def tellers(db, monkeypatch):
    """No teller but those that the test registers, and nobody with an address but those that it makes."""
    User.objects.update(email=None)
    Member.objects.update(email="")
    monkeypatch.setattr(digest, "_TELLERS", {})
    return digest.teller


def tells(*, words="Có việc", path="/documents/", to=None):
    def tell(users, on):
        for user in users:
            if to is None or user.name in to:
                yield digest.Line(user.pk, words, path)

    return tell


DUE = [
    ("2026-11-23 06:59", None),
    ("2026-11-23 07:00", MONDAY),
    ("2026-11-24 12:00", MONDAY),
    ("2026-11-25 07:00", MONDAY),
    ("2026-11-25 07:01", None),
    ("2026-11-29 23:59", None),
    ("2026-11-30 07:10", dt.date(2026, 11, 30)),
]


@pytest.mark.parametrize(("now", "day"), DUE)
def test_week_is_due_at_its_hour_and_for_two_days(now, day):
    assert digest.week_due(local(now)) == day


def test_day_and_hour_are_settings(settings):
    settings.DIGEST_DAY, settings.DIGEST_HOUR = 4, 18
    assert digest.week_due(local("2026-11-27 17:59")) is None
    assert digest.week_due(local("2026-11-27 18:00")) == dt.date(2026, 11, 27)


def test_letter_holds_what_each_teller_says_in_order(tellers, an):
    tellers(tells(words="Việc hai", path="/tasks/"), place=20)
    tellers(tells(words="Việc một"), place=10)
    assert digest.write_due(NOW) == Written(written=1)
    letter = Letter.objects.get()
    assert (letter.kind, letter.key, letter.user) == (Kind.DIGEST, "2026-11-23", an)
    assert letter.subject == "Việc đang chờ đồng chí, tuần từ 23/11/2026"
    assert letter.text == (
        "Những việc đang chờ đồng chí:\n\n"
        "- Việc một\n  https://fourgood.example.org/documents/\n\n"
        "- Việc hai\n  https://fourgood.example.org/tasks/"
    )


def test_each_reads_their_own_language(tellers, an):
    person("Ben", language="en")
    tellers(tells(words=lambda: gettext("Letters")), place=10)
    digest.write_due(NOW)
    found = {letter.user.name: letter.text.splitlines()[2] for letter in Letter.objects.all()}
    assert found == {"An": "- Thư", "Ben": "- Letters"}


def test_whoever_has_nothing_waiting_gets_no_letter(tellers, an):
    person("Binh")
    tellers(tells(to={"Binh"}), place=10)
    digest.write_due(NOW)
    assert [letter.user.name for letter in Letter.objects.all()] == ["Binh"]


def test_tellers_are_asked_only_about_those_who_get_the_letter(tellers, an):
    person("Locked", is_active=False)
    person("Silent", email=None)
    Unsubscription.objects.stop(person("Refuses"), Kind.DIGEST, at=NOW)
    Unsubscription.objects.stop(person("Other"), Kind.MEETING, at=NOW)
    asked = []
    tellers(lambda users, on: asked.extend((user.name, on) for user in users) or [], place=10)
    digest.write_due(NOW)
    assert asked == [("An", MONDAY), ("Other", MONDAY)]


def test_week_is_written_once(tellers, an):
    tellers(tells(), place=10)
    digest.write_due(NOW)
    person("Late")
    assert digest.write_due(NOW + dt.timedelta(hours=1)) is None
    assert [(week.begins_on, week.letters) for week in DigestWeek.objects.all()] == [(MONDAY, 1)]
    assert digest.write_due(NOW + dt.timedelta(days=7)).written == 2


def test_killed_in_between_it_goes_on_where_it_was(tellers, an, monkeypatch):
    person("Binh")
    monkeypatch.setattr(digest, "AT_ONCE", 1)
    calls = []

    def breaks(users, on):
        calls.extend(user.name for user in users)
        if len(calls) == 2:
            raise ConnectionAbortedError
        return tells()(users, on)

    tellers(breaks, place=10)
    with pytest.raises(ConnectionAbortedError):
        digest.write_due(NOW)
    assert [letter.user.name for letter in Letter.objects.all()] == ["An"]
    assert digest.write_due(NOW) == Written(written=1, known=1)
    assert [week.letters for week in DigestWeek.objects.all()] == [2]


def test_second_process_leaves_the_week_to_the_first(tellers, an):
    tellers(tells(), place=10)
    first = connection.copy()
    with first.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [digest._LOCK])
    assert digest.write_due(NOW) is None
    first.close()  # as a killed process does; the database notices soon
    for _round in range(100):
        if done := digest.write_due(NOW):
            break
        time.sleep(0.05)
    assert done.written == 1


def test_without_a_mail_server_there_is_no_digest(tellers, an, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    tellers(tells(), place=10)
    assert digest.write_due(NOW) is None
    assert not DigestWeek.objects.exists()


def test_number_of_queries_does_not_grow_with_the_people(tellers, an):
    tellers(tells(), place=10)
    with CaptureQueriesContext(connection) as one:
        digest.write_due(NOW)
    for name in ("Binh", "Cuc"):
        person(name)
    with CaptureQueriesContext(connection) as three:
        assert digest.write_due(NOW + dt.timedelta(days=7)).written == 3
    assert len(one) == len(three)


def test_job_looks_at_the_clock(tellers, an, monkeypatch):
    tellers(tells(), place=10)
    monkeypatch.setattr(timezone, "localtime", lambda *_: NOW)
    tasks.write_digest(0)
    assert Letter.objects.count() == 1


def test_after_a_restore_what_waits_is_in_doubt_and_the_digest_is_left_out(tellers, an):
    """It may have gone out after the backup was made."""
    tellers(tells(), place=10)
    Letter.objects.write(Kind.MEETING, user=an, key="meeting 1", subject="Họp", text="Mở trang", at=NOW)
    assert restoring.hold_back(now=NOW) == 1
    assert Letter.objects.claim(NOW + dt.timedelta(days=1)) is None
    assert Letter.objects.in_doubt(NOW + dt.timedelta(days=1)).count() == 1
    assert digest.write_due(NOW + dt.timedelta(hours=1)) is None
    assert digest.write_due(NOW + dt.timedelta(days=7)).written == 1


def test_registered_twice_a_teller_tells_once(tellers, an):
    tell = tells()
    tellers(tell, place=10)
    tellers(tell, place=10)
    digest.write_due(NOW)
    assert Letter.objects.get().text.count("Có việc") == 1
