"""Sending what waits in the outbox: claim a letter, send it, mark it, one after the other over one line.

Several processes may send at the same time: a claim skips what another has locked. How certain each outcome is decides
what happens: certainly not sent is tried again or given up; perhaps sent stays claimed, and is in doubt.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from fourgood.notices.kinds import Kind
from fourgood.notices.mail_message import message_of
from fourgood.notices.mail_server import InDoubt, MailServer, NotSent, Unreachable, line
from fourgood.notices.models import Letter
from fourgood.notices.models.letters import Reason
from fourgood.notices.recipients import has_mail_server, with_wishes

Clock = Callable[[], dt.datetime]
logger = logging.getLogger(__name__)


def send_waiting(*, clock: Clock, until: dt.datetime) -> int:
    """Send letters until none waits or the time is over. Returns how many were sent.

    When the server can't be reached, one letter counts the failure and the others wait: one try a minute is enough.
    """
    if not has_mail_server() or not Letter.objects.to_send(clock()).exists():
        return 0
    try:
        with line() as server:
            return _send_over(server, clock=clock, until=until)
    except Unreachable:
        logger.warning("The mail server can't be reached or does not let us in; letters wait.")
        if letter := Letter.objects.claim(clock()):
            letter.set_failed(Reason.UNREACHABLE, at=clock())
        return 0


def _send_over(server: MailServer, *, clock: Clock, until: dt.datetime) -> int:
    sent = 0
    while clock() < until and (letter := Letter.objects.claim(clock())):
        try:
            sent += _send(server, letter, clock)
        except (Unreachable, InDoubt):
            break
    return sent


def _send(server: MailServer, letter: Letter, clock: Clock) -> bool:
    """Send a claimed letter and mark what became of it. Raises Unreachable and InDoubt: this line is of no more use."""
    user = with_wishes(Kind(letter.kind)).get(pk=letter.user_id)
    if reason := _why_not_any_more(letter, user, clock()):
        letter.give_up(reason, at=clock())
        return False
    letter.user = user
    try:
        server.send(message_of(letter, to=user.address))
    except InDoubt:
        logger.error("Letter %s is in doubt: the line broke after its text had gone out.", letter.pk)
        raise
    except NotSent as refused:
        logger.warning("Letter %s was not sent: %s.", letter.pk, refused.reason.value)
        _mark_failed(letter, refused.reason, at=clock())
        if isinstance(refused, Unreachable):
            raise
        if refused.reason != Reason.UNSENDABLE:
            server.begin_anew()
        return False
    letter.set_sent(at=clock())
    return True


def _mark_failed(letter: Letter, reason: Reason, *, at: dt.datetime) -> None:
    if reason in {Reason.UNREACHABLE, Reason.NOT_NOW}:
        letter.set_failed(reason, at=at)
    else:
        letter.give_up(reason, at=at)


def _why_not_any_more(letter: Letter, user: Any, at: dt.datetime) -> Reason | None:
    """What has changed since the letter was written."""
    changed = {
        Reason.TOO_LATE: letter.send_by < at,
        Reason.LOCKED: not user.is_active,
        Reason.NO_ADDRESS: not user.address,
        Reason.NOT_WANTED: user.refuses,
    }
    return next((reason for reason, holds in changed.items() if holds), None)
