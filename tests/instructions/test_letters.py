"""Letters about documents: to those who answer for a unit, when it is reminded and once a week; and to nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.accounts.models import User
from fourgood.instructions.answering import answered_by, answerers_of
from fourgood.instructions.document_refusals import AllRemindedToday
from fourgood.instructions.letters import tell
from fourgood.instructions.owed import owed_by
from fourgood.instructions.owed_by_many import owed_by_many
from fourgood.notices import digest
from fourgood.notices.kinds import Kind
from fourgood.notices.models import Letter
from fourgood.notices.recipients import SMTP
from fourgood.organisation.models import Unit
from fourgood.organisation.standing import Can
from tests.instructions.papers import SENT, TODAY, at, day, send


@pytest.fixture(autouse=True)
def _letters_are_written(settings, cast):
    settings.EMAIL_BACKEND, settings.SITE_ADDRESS = SMTP, "https://fourgood.example.org"


def remind(cast, *units, on=TODAY, document=None):
    document = document or send(cast)
    document.remind(units, within=cast.dong_mai, by=cast.hoa, at=at(on))
    return document


def with_address(user, language="en"):
    User.objects.filter(pk=user.pk).update(email=f"{user.pk}@example.org", language=language)
    return user


def test_reminder_goes_to_whoever_answers_for_the_unit(cast):
    with_address(cast.bay)
    with_address(cast.nam)
    document = remind(cast, cast.bieu_nghi)
    letter = Letter.objects.get(kind=Kind.DOCUMENT_REMINDER)
    assert (letter.user, letter.subject) == (cast.bay, "Reminder: document 7-CV/THỬ waits for an answer")
    assert letter.text == (
        "The level above reminds Chi bộ khu Biểu Nghi to answer document 7-CV/THỬ.\n\n"
        f"Read it and answer:\nhttps://fourgood.example.org/documents/{document.pk}/"
    )


def test_letter_tells_nothing_of_what_the_document_says(cast):
    with_address(cast.bay)
    remind(cast, cast.bieu_nghi)
    letter = Letter.objects.get()
    assert "Văn bản thử" not in letter.subject + letter.text


def test_reminder_of_another_day_is_another_letter(cast):
    with_address(cast.bay)
    document = remind(cast, cast.bieu_nghi, on=day("2026-11-20"))
    remind(cast, cast.bieu_nghi, document=document)
    assert Letter.objects.count() == 2


def test_without_a_mail_server_reminders_are_marked_all_the_same(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with_address(cast.bay)
    document = remind(cast, cast.bieu_nghi)
    assert (document.reminders.count(), Letter.objects.count()) == (1, 0)


@pytest.mark.parametrize(("backend", "told"), [(SMTP, True), ("django.core.mail.backends.dummy.EmailBackend", False)])
def test_page_tells_of_letters_where_they_are_sent(client, cast, settings, backend, told):
    settings.EMAIL_BACKEND = backend
    client.force_login(cast.hoa)
    page = client.get(reverse("document_remind", args=[send(cast).pk, cast.dong_mai.pk, "missing"]))
    assert ("Ai có địa chỉ e-mail cũng nhận được thư nhắc." in page.content.decode()) is told


def test_refused_reminder_writes_no_letter(cast):
    with_address(cast.bay)
    document = remind(cast, cast.bieu_nghi)
    with pytest.raises(AllRemindedToday):
        document.remind([cast.bieu_nghi], within=cast.dong_mai, by=cast.hoa, at=at(TODAY, hour=15))
    assert Letter.objects.count() == 1


def test_reminding_many_takes_no_more_queries_than_one(cast):
    cells = list(Unit.objects.active().under(cast.dong_mai).filter(kind__has_members=True)[:3])
    first, second = send(cast), send(cast, "8-CV/THỬ")
    with CaptureQueriesContext(connection) as one:
        remind(cast, *cells[:1], document=first)
    with CaptureQueriesContext(connection) as three:
        remind(cast, *cells, document=second)
    assert len(one) == len(three)


# Who answers for what


def test_those_who_answer_for_many_are_those_whose_standing_says_so(cast):
    people = list(User.objects.filter(is_active=True))
    by_standing = {
        (user.pk, h.unit_id) for user in people for h in user.standing(TODAY).holdings if h.grants(Can.ANSWER_DOCUMENTS)
    }
    assert {(a.user.pk, a.unit_id) for a in answered_by(people, on=TODAY)} == by_standing
    assert {(a.user.pk, a.unit_id) for a in answerers_of(Unit.objects.all(), on=TODAY)} == by_standing


@pytest.mark.parametrize("on", [SENT, TODAY, day("2027-02-01")])
def test_what_many_owe_is_what_each_owes(cast, on):
    send(cast, plan_by=day("2026-12-31"))
    send(cast, "8-CV/THỬ", issuer=cast.dong_mai, by=cast.hoa, confirm_by=None)
    people = [user for user in User.objects.filter(is_active=True) if owed_by(user.standing(on))]
    assert people
    for user in people:
        answers = owed_by(user.standing(on))
        counted = {unit: (owed.documents, owed.day) for unit, owed in _owed_of(user, on).items()}
        expected = {}
        for unit in {answer.unit.pk for answer in answers}:
            own = [answer for answer in answers if answer.unit.pk == unit]
            expected[unit] = (len(own), min((answer.day for answer in own if answer.day), default=None))
        assert counted == expected


def _owed_of(user, on):
    return owed_by_many({answerer.unit_id for answerer in answered_by([user], on=on)}, on=on)


# The digest


def test_digest_tells_how_many_answers_are_owed_and_the_first_day(cast):
    send(cast)
    digest.write_for([with_address(cast.bay)], day=TODAY, at=at(TODAY))
    owed = owed_by(cast.bay.standing(TODAY))
    letter = Letter.objects.get(kind=Kind.DIGEST)
    days = [answer.day for answer in owed if answer.day]
    assert f"{len(owed)} answer" in letter.text
    assert f"The first is due by {min(days):%d/%m/%Y}." in letter.text
    assert "https://fourgood.example.org/documents/" in letter.text


def test_digest_tells_nothing_to_who_answers_for_nothing(cast):
    send(cast)
    people = [cast.nam, cast.tuan, cast.minh, cast.lan, cast.quang, cast.khach]
    assert list(tell(people, TODAY)) == []


def test_digest_asks_as_much_for_three_as_for_one(cast):
    send(cast)
    three = [cast.bay, cast.dung, cast.hoa]
    with CaptureQueriesContext(connection) as one:
        assert len(list(tell(three[:1], TODAY))) == 1
    with CaptureQueriesContext(connection) as many:
        assert len(list(tell(three, TODAY))) == 3
    assert len(one) == len(many) == 2
