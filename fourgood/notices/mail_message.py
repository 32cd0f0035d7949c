"""A letter as it goes through the mail: headers, text, and how to stop letters of its kind."""

from __future__ import annotations

from email.charset import QP, Charset
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from fourgood.notices.kinds import Kind
from fourgood.notices.links import address_of, stop_address
from fourgood.notices.models.letters import Letter

_SEVEN_BITS = Charset("utf-8")  # goes unharmed through every server
_SEVEN_BITS.body_encoding = QP


def message_of(letter: Letter, *, to: str) -> EmailMessage:
    """The same Message-ID each time, so that a letter sent again by an operator is known as the same one."""
    stop = stop_address(letter.user, Kind(letter.kind))
    message = EmailMessage(
        subject=letter.subject,
        body=f"{letter.text.strip()}\n\n-- \n{_footer(letter, stop)}\n",
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers=_headers(letter, stop),
    )
    message.encoding = _SEVEN_BITS
    return message


def message_id(letter: Letter) -> str:
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{letter.public_id}@{sender.rpartition('@')[2]}>"


def _headers(letter: Letter, stop: str) -> dict[str, str]:
    """RFC 8058 (one click) asks for HTTPS; RFC 3834 keeps absence notes from answering."""
    headers = {
        "Message-ID": message_id(letter),
        "List-Unsubscribe": f"<{stop}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    if stop.startswith("https:"):
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _footer(letter: Letter, stop: str) -> str:
    with translation.override(letter.language):
        about = _("FourGood sends you letters about: %(kind)s.") % {"kind": Kind(letter.kind).label}
        rest = [
            _("No more letters of this kind (no sign-in needed): %(address)s") % {"address": stop},
            _("All kinds of letters: %(address)s") % {"address": address_of(reverse("letter_choices"))},
            _("Nobody reads answers to this address."),
        ]
    return "\n".join([about, *rest])
