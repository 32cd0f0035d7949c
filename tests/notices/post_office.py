"""A real mail server on this machine, for the tests: it takes, refuses, or keeps the client waiting."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

OK = "250 OK"


class PostOffice:
    """Answers as it is told: `to_recipients` by address, `to_text` to every letter. Keeps what it has taken."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.asked: list[str] = []
        self.to_recipients: dict[str, str] = {}
        self.to_senders = OK
        self.to_text = OK
        self.hangs_up = False
        self.holds = threading.Event()  # set: letters are held after their text has come
        self.holding = threading.Event()
        self.port = 0

    async def handle_MAIL(self, server: SMTP, _session, envelope, address: str, _options) -> str:
        envelope.mail_from = address
        return self.to_senders

    async def handle_RCPT(self, server: SMTP, _session, envelope, address: str, _options) -> str:
        self.asked.append(address)
        answer = self.to_recipients.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session, envelope) -> str:
        import asyncio

        while self.holds.is_set():
            self.holding.set()
            await asyncio.sleep(0.02)
        if self.hangs_up:
            server.transport.close()
            return OK
        if self.to_text == OK:
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.to_text

    def addressees(self) -> list[str]:
        return [message["To"] for message in self.taken]


@contextmanager
def post_office(port: int = 0) -> Iterator[PostOffice]:
    office = PostOffice()
    office.port = port or free_port()
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        office.holds.clear()
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
