"""Talking with the mail server, step by step, so that it is always known whether a letter may have gone out."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email

from fourgood.notices.models.letters import Reason

# The first digit of an answer, and the answer by which a server closes the line (RFC 5321, 4.2).
_DONE, _FOR_NOW, _FOR_GOOD = 2, 4, 5
_CLOSING = 421


class NotSent(Exception):
    """The server has not taken the letter, and that is certain. `reason` is a class of reasons."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)


class Unreachable(NotSent):
    """No letter can be sent now: no connection, no sign-in, a refused sender, or the line broke."""

    def __init__(self) -> None:
        super().__init__(Reason.UNREACHABLE)


class InDoubt(Exception):
    """The text had gone out when the line broke: the server may have taken the letter, or not."""


class MailServer:
    """An open line to the mail server of the settings. Made by `line`."""

    def __init__(self, line: smtplib.SMTP) -> None:
        self._line = line

    def send(self, message: EmailMessage) -> None:
        """To one recipient. Raises NotSent (Unreachable, when the next letter would fare no better) and InDoubt."""
        sender, recipient, data = _as_sent(message)
        try:
            _expect(self._line.mail(sender)[0], Unreachable())
            _expect(self._line.rcpt(recipient)[0], NotSent(Reason.REFUSED))
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable from error
        _expect(_hand_over(self._line, data), NotSent(Reason.REFUSED))

    def begin_anew(self) -> None:
        """After a refusal: forget the letter that was begun. Raises Unreachable."""
        try:
            self._line.rset()
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable from error


def _as_sent(message: EmailMessage) -> tuple[str, str, bytes]:
    """Sender, recipient and bytes. Raises NotSent, where an address or a header can't be one.

    Headers are not folded once more: that would begin those with long words with an empty line.
    """
    try:
        for address in message.recipients():
            validate_email(address)
        [recipient] = [sanitize_address(address, "utf-8") for address in message.recipients()]
        sender = sanitize_address(message.from_email, "utf-8")
        mail: Any = message.message()
        mail.policy = mail.policy.clone(max_line_length=None)
        return sender, recipient, mail.as_bytes(linesep="\r\n")
    except (ValueError, ValidationError) as error:
        raise NotSent(Reason.UNSENDABLE) from error


def _expect(code: int, refusal: NotSent) -> None:
    """Raise `refusal` where the answer is one for good. 421: the server closes the line."""
    kind = code // 100
    if kind == _FOR_GOOD:
        raise refusal
    if kind == _FOR_NOW and code != _CLOSING:
        raise NotSent(Reason.NOT_NOW)
    if kind != _DONE:
        raise Unreachable


def _hand_over(line: smtplib.SMTP, data: bytes) -> int:
    """The text itself, and the answer to it. Once it has begun to go out, only a clear answer leaves no doubt."""
    try:
        code, _words = line.data(data)
    except smtplib.SMTPDataError as refused:  # before the text
        return max(int(refused.smtp_code), _CLOSING)
    except (smtplib.SMTPException, OSError) as error:
        raise InDoubt from error
    if code // 100 not in {_DONE, _FOR_NOW, _FOR_GOOD}:
        raise InDoubt
    return code


@contextmanager
def line() -> Iterator[MailServer]:
    """An open line, closed at the end. Raises Unreachable."""
    backend = EmailBackend()
    try:
        backend.open()
        if backend.connection is None:
            raise Unreachable
        backend.connection.ehlo_or_helo_if_needed()
    except (smtplib.SMTPException, OSError) as error:
        _close(backend)
        raise Unreachable from error
    try:
        yield MailServer(backend.connection)
    finally:
        _close(backend)


def _close(backend: EmailBackend) -> None:
    """Hang up; whatever the server says to that changes nothing."""
    try:
        backend.close()
    except (smtplib.SMTPException, OSError):
        backend.connection = None
