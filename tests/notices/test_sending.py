"""Letters go out through a real mail server: what each answer of the server leads to."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from fourgood.notices.kinds import Kind
from fourgood.notices.mail_message import message_id
from fourgood.notices.models import Draft, Letter, Unsubscription
from fourgood.notices.models.letters import WAITS, Reason
from tests.notices.conftest import NOW, person, send
from tests.notices.post_office import post_office

MINUTE = dt.timedelta(minutes=1)


def write(*users, subject="Đồng chí có việc mới", text="Mở trang:\nhttps://fourgood.example.org/tasks/", **more):
    drafts = [Draft(user, "task 7", subject, text) for user in users]
    Letter.objects.write_many(Kind.TASK_GIVEN, drafts, at=NOW, **more)
    return Letter.objects.order_by("-pk").first()


def text_of(message):
    return message.get_content().replace("\r\n", "\n")


def state(letter):
    letter.refresh_from_db()
    return {
        name: getattr(letter, name)
        for name in ("claimed_at", "sent_at", "failed_at", "reason", "given_up_at", "failures")
        if getattr(letter, name)
    }


def test_letter_arrives_with_its_headers(office, an):
    letter = write(an)
    assert send() == 1
    assert state(letter) == {"claimed_at": NOW, "sent_at": NOW}
    [taken] = office.taken
    assert (taken["To"], taken["From"]) == ("an@example.org", "fourgood@example.org")
    assert taken["Subject"] == "Đồng chí có việc mới"
    assert taken["Message-ID"] == message_id(letter) == f"<{letter.public_id}@example.org>"
    assert (taken["Auto-Submitted"], taken["Content-Language"]) == ("auto-generated", "vi")
    stop = taken["List-Unsubscribe"].strip("<>")
    assert stop.startswith("https://fourgood.example.org/letters/stop/")
    assert taken["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = text_of(taken)
    assert text.startswith("Mở trang:\nhttps://fourgood.example.org/tasks/")
    assert stop in text
    assert "https://fourgood.example.org/profile/letters/" in text


def test_without_https_no_one_click_is_promised(office, an, settings):
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    write(an)
    send()
    assert office.taken[0]["List-Unsubscribe-Post"] is None
    assert office.taken[0]["List-Unsubscribe"].startswith("<http://127.0.0.1:8000/letters/stop/")


def test_address_of_a_letter_tells_nothing_of_the_person(office, an):
    write(an)
    send()
    link = office.taken[0]["List-Unsubscribe"]
    assert [word for word in ("an@", "example.org/letters/stop/an", f"/{an.pk}/") if word in link] == []


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Không ai đọc"), ("ms", "Tiada sesiapa"), ("en", "Nobody reads")]
)
def test_foot_of_the_letter_speaks_the_language_of_the_person(office, db, language, words):
    write(person("Binh", language=language))
    send()
    assert words in text_of(office.taken[0])


@pytest.mark.parametrize("subject", ["Họp chi bộ: ổn định sản xuất sau bão số 3, " * 3, "ASCII", "Ư" * 200, "日本"])
def test_subject_arrives_as_written(office, an, subject):
    write(an, subject=subject)
    send()
    assert office.taken[0]["Subject"] == subject.strip()


def test_long_lines_and_single_dots_arrive_whole(office, an):
    text = "Một dòng rất dài. " * 200 + "\n.\n..\nFrom đây"
    write(an, text=text)
    send()
    assert text_of(office.taken[0]).startswith(text + "\n\n-- \n")


def test_name_can_not_smuggle_a_header_in(office, db):
    write(person("Dung"), subject="Họp của Dũng\r\nBcc: ke-xau@example.org\r\n\r\nXin chào")
    send()
    [taken] = office.taken
    assert office.asked == ["dung@example.org"]
    assert (taken["Bcc"], taken["Subject"]) == (None, "Họp của Dũng Bcc: ke-xau@example.org Xin chào")


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nrcpt to:<x@b.example>",
        "a@b.example>, <x@b.example",
        "a@b.example,x@b.example",
        "nobody",
        "dũng@b.example",
    ],
)
def test_address_that_is_none_is_given_up(office, an, address):
    type(an).objects.filter(pk=an.pk).update(email=address)
    letter = write(an)
    other = write(person("Em"))
    assert send() == 1
    assert state(letter)["reason"] == Reason.UNSENDABLE
    assert (office.asked, state(other)["sent_at"]) == (["em@example.org"], NOW)


# What the server answers


@pytest.mark.parametrize("answer", ["550 No such user", "553 Bad name", "599 Never"])
def test_refused_recipient_is_given_up_and_the_others_go_out(office, an, answer):
    office.to_recipients["an@example.org"] = answer
    letter, other = write(an), write(person("Binh"))
    assert send() == 1
    assert state(letter) == {
        "claimed_at": NOW, "failed_at": NOW, "given_up_at": NOW, "reason": Reason.REFUSED,
    }  # fmt: skip
    assert (office.addressees(), state(other)["sent_at"]) == (["binh@example.org"], NOW)
    assert send(NOW + 10 * MINUTE) == 0


@pytest.mark.parametrize("where", ["recipient", "text"])
def test_refusal_for_now_is_tried_again_later(office, an, where):
    letter = write(an)
    if where == "recipient":
        office.to_recipients["an@example.org"] = "450 Mailbox busy"
    else:
        office.to_text = "451 Try again later"
    assert send() == 0
    assert state(letter) == {"failed_at": NOW, "reason": Reason.NOT_NOW, "failures": 1}
    office.to_recipients.clear()
    office.to_text = "250 OK"
    assert send(NOW + MINUTE / 2) == 0
    assert send(NOW + MINUTE) == 1
    assert len(office.taken) == 1


def test_text_refused_for_good_is_given_up(office, an):
    office.to_text = "554 Looks like spam"
    letter = write(an)
    send()
    assert state(letter)["reason"] == Reason.REFUSED
    assert state(letter)["given_up_at"] == NOW


def test_refused_sender_blames_no_letter(office, an):
    office.to_senders = "550 Who are you"
    letters = [write(an), write(person("Binh"))]
    assert send() == 0
    assert state(letters[0]) == {"failed_at": NOW, "reason": Reason.UNREACHABLE, "failures": 1}
    assert state(letters[1]) == {}


def test_line_that_breaks_after_the_text_leaves_the_letter_in_doubt(office, an):
    office.hangs_up = True
    letter, other = write(an), write(person("Binh"))
    assert send() == 0
    assert (state(letter), state(other)) == ({"claimed_at": NOW}, {})
    office.hangs_up = False
    assert send(NOW + 60 * MINUTE) == 1
    assert list(Letter.objects.in_doubt(NOW + 60 * MINUTE)) == [letter]
    assert len(office.taken) == 1


def test_answer_that_never_comes_leaves_the_letter_in_doubt(office, an, settings):
    settings.EMAIL_TIMEOUT = 1
    office.holds.set()
    letter = write(an)
    assert send() == 0
    assert state(letter) == {"claimed_at": NOW}


def test_waits_grow_until_the_time_of_the_letter_is_over(office, an):
    office.to_recipients["an@example.org"] = "450 Not now"
    letter, at, tries = write(an), NOW, []
    for _try in range(60):
        send(at)
        letter.refresh_from_db()
        if letter.given_up_at:
            break
        tries.append(letter.next_try_at - at)
        at = letter.next_try_at
    assert tries[: len(WAITS)] == WAITS
    assert set(tries[len(WAITS) :]) == {WAITS[-1]}
    assert letter.reason == Reason.NOT_NOW
    assert NOW + dt.timedelta(days=2, hours=20) < letter.given_up_at <= NOW + dt.timedelta(days=3)


def test_server_down_then_up(named_server, an):
    with post_office() as first:
        named_server.EMAIL_PORT = first.port
    letter, other = write(an), write(person("Binh"))
    assert send() == 0
    assert state(letter) == {"failed_at": NOW, "reason": Reason.UNREACHABLE, "failures": 1}
    assert state(other) == {}
    with post_office(named_server.EMAIL_PORT) as office:
        assert send(NOW + MINUTE) == 2
    assert sorted(office.asked)[0] == "an@example.org"
    assert len(office.taken) == 2


def test_nothing_is_asked_of_the_server_when_nothing_waits(named_server, db, caplog):
    assert send() == 0
    assert caplog.records == []


# What has changed since a letter was written


CHANGES = [
    (lambda user: user.__class__.objects.filter(pk=user.pk).update(is_active=False), Reason.LOCKED),
    (lambda user: user.__class__.objects.filter(pk=user.pk).update(email=None), Reason.NO_ADDRESS),
    (lambda user: Unsubscription.objects.stop(user, Kind.TASK_GIVEN, at=NOW), Reason.NOT_WANTED),
]


@pytest.mark.parametrize(("change", "reason"), CHANGES)
def test_what_changed_since_is_respected(office, an, change, reason):
    letter = write(an)
    change(an)
    assert send() == 0
    assert (state(letter)["reason"], office.asked) == (reason, [])


def test_letter_whose_time_is_over_is_not_sent(office, an):
    letter = write(an, send_by=NOW + MINUTE)
    assert send(NOW + 2 * MINUTE) == 0
    assert (state(letter)["reason"], office.asked) == (Reason.TOO_LATE, [])


def test_sending_stops_when_its_time_is_over(office, an):
    write(an, person("Binh"))
    assert send(seconds=0) == 0
    assert Letter.objects.waiting().count() == 2


def test_text_is_forgotten_once_sent(office, an):
    letter = write(an)
    send()
    letter.refresh_from_db()
    assert letter.text == ""


@pytest.mark.parametrize("answer", ["550 <an@example.org> unknown", "450 <an@example.org> busy"])
def test_log_holds_no_address_and_no_word_of_the_server(office, an, answer, caplog):
    office.to_recipients["an@example.org"] = answer
    with caplog.at_level(logging.DEBUG, logger="fourgood"):
        write(an)
        send()
    assert caplog.text
    assert [word for word in ("@", "busy", "unknown", "An", "việc") if word in caplog.text] == []


def test_name_and_password_are_given_over_an_encrypted_line_only(named_server, settings):
    settings.EMAIL_HOST_PASSWORD, settings.EMAIL_HOST = "x", "mail.example.org"
    from fourgood.notices.checks import mail_settings_fit

    assert [told.id for told in mail_settings_fit()] == ["notices.W002"]
    settings.EMAIL_USE_TLS = True
    assert mail_settings_fit() == []
    settings.DEFAULT_FROM_EMAIL = "fourgood@localhost"
    assert [told.id for told in mail_settings_fit()] == ["notices.W001"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert mail_settings_fit() == []
