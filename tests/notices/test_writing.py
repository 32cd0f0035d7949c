"""Letters are written once, in the language of the person, to those who can and want to get them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fourgood.notices.kinds import Kind
from fourgood.notices.models import Draft, Letter, Unsubscription, Written
from fourgood.organisation.models import Member
from tests.notices.conftest import NOW, person


def write(user, key="task 7", kind=Kind.TASK_GIVEN, **words):
    given = {"subject": "Việc mới", "text": "Mở trang", **words}
    return Letter.objects.write(kind, user=user, key=key, at=NOW, **given)


def test_letter_is_written_once(an):
    assert write(an) == Written(written=1)
    assert write(an) == Written(known=1)
    assert write(an, kind=Kind.TASKS_DUE).written == 1
    assert write(an, key="task 8").written == 1
    assert Letter.objects.count() == 3


def test_same_letter_twice_in_one_go_is_written_once(an):
    drafts = [Draft(an, "task 7", "Một", "x"), Draft(an, "task 7", "Hai", "x")]
    assert Letter.objects.write_many(Kind.TASK_GIVEN, drafts, at=NOW) == Written(written=1, known=1)


def test_letter_that_another_writes_at_the_same_moment_is_there_once(an):
    write(an)
    letter = Letter.objects.get()
    letter.pk, letter.public_id = None, "6d6ff3b9-3a0f-4b5c-9d9d-0f4c5d1d8b11"
    with pytest.raises(IntegrityError, match="one_letter_per_person_kind_and_key"), transaction.atomic():
        letter.save(force_insert=True)


SKIPPED = [
    ({"email": None}, "without_address"),
    ({"email": None, "phone": "+84912345678"}, "without_address"),
    ({"is_active": False}, "locked"),
    ({"is_active": False, "email": None}, "locked"),
]


@pytest.mark.parametrize(("fields", "why"), SKIPPED)
def test_who_can_not_get_letters_is_skipped_and_counted(db, named_server, fields, why):
    done = write(person("Binh", **fields))
    assert (done, done.skipped) == (Written(**{why: 1}), 1)
    assert not Letter.objects.exists()


def test_who_refused_the_kind_gets_other_kinds(an):
    Unsubscription.objects.stop(an, Kind.TASK_GIVEN, at=NOW)
    assert write(an) == Written(unsubscribed=1)
    assert write(an, kind=Kind.MEETING) == Written(written=1)


def test_without_a_mail_server_nothing_piles_up(an, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert write(an) == Written(without_server=1)
    assert not Letter.objects.exists()


def test_address_in_the_members_record_serves_who_signs_in_by_phone(db, named_server):
    member = Member.objects.create(
        code="22.900009", full_name="Cúc", admitted_on=dt.date(2000, 1, 1), email="cuc@example.org"
    )
    assert write(person("Cuc", email=None, phone="+84912345678", member=member)).written == 1


@pytest.mark.parametrize(("language", "words"), [("vi", "Thư"), ("ms", "Surat"), ("en", "Letters"), ("", "Thư")])
def test_letter_speaks_the_language_of_the_person(db, named_server, language, words):
    write(person("Dung", language=language), subject=_("Letters"), text=lambda: gettext("Letters") + "!")
    letter = Letter.objects.get()
    assert (letter.subject, letter.text, letter.language) == (words, words + "!", language or "vi")


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("Họp\r\nBcc: ke-xau@example.org", "Họp Bcc: ke-xau@example.org"),
        ("a\x00b\tc\u2028d", "a b c d"),
        ("x" * 300, "x" * 200),
    ],
)
def test_subject_is_one_line(an, subject, kept):
    write(an, subject=subject)
    assert Letter.objects.get().subject == kept


def test_number_of_queries_does_not_grow_with_the_letters(db, named_server):
    people = [person(name) for name in ("Em", "Gia", "Hai", "Khoa")]
    with CaptureQueriesContext(
        connection,
    ) as one:
        Letter.objects.write_many(Kind.DIGEST, [Draft(people[0], "w", "s", "t")], at=NOW)
    with CaptureQueriesContext(connection) as three:
        Letter.objects.write_many(Kind.DIGEST, [Draft(user, "w", "s", "t") for user in people[1:]], at=NOW)
    assert len(one) == len(three) == 3


IMPOSSIBLE = [
    ({"sent_at": NOW, "text": ""}, "a_letter_is_claimed_before_it_is_sent"),
    ({"claimed_at": NOW, "sent_at": NOW}, "a_sent_letter_forgets_its_text"),
    ({"failed_at": NOW}, "a_failure_has_a_reason"),
    ({"given_up_at": NOW}, "a_failure_has_a_reason"),
    ({"reason": "refused"}, "a_failure_has_a_reason"),
    ({"subject": "a\nb"}, "a_subject_is_one_line"),
    ({"subject": ""}, "a_subject_is_one_line"),
    ({"kind": "advertisement"}, "letters_are_of_a_known_kind"),
    (
        {"claimed_at": NOW, "sent_at": NOW, "text": "", "given_up_at": NOW, "failed_at": NOW, "reason": "left"},
        "a_sent_letter_is_not_given_up",
    ),
]


@pytest.mark.parametrize(("fields", "constraint"), IMPOSSIBLE)
def test_database_refuses_what_can_not_be(an, fields, constraint):
    write(an)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Letter.objects.update(**fields)
