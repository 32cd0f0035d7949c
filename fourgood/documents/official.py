"""The head and the foot that all official documents share, in one of the three languages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

LANGUAGE_OF_RECORD = "vi"
LANGUAGES = ("vi", "ms", "en")

_MALAY = "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember"
_ENGLISH = "January February March April May June July August September October November December"
_MONTHS = {"ms": _MALAY.split(), "en": _ENGLISH.split()}
_LAST_MONTH_WITH_A_ZERO = 2


@dataclass(frozen=True)
class Head:
    """`superior` over `issuer`, the number, where and when; then the kind of document and its subject.

    `note` stands below the title. `draft_mark` is printed across every page; "" once the document is issued.
    """

    superior: str
    issuer: str
    number: str
    place_and_day: str
    kind: str
    subject: str
    note: str = ""
    draft_mark: str = ""
    party: str = ""


@dataclass(frozen=True)
class Foot:
    """Who signs, in which capacity (one line each), and who receives the document."""

    signed_as: tuple[str, ...] = ()
    signed_by: str = ""
    recipients: tuple[str, ...] = ()
    recipients_label: str = ""


def head(
    *, language: str, superior: str, issuer: str, number: str, seat: str, on: dt.date, kind: str, subject: str,
    note: str = "", is_draft: bool = False,
) -> Head:  # fmt: skip
    """The head of a document of that day, its fixed words in the language. A draft is marked as one."""
    with override(language):
        return Head(
            superior=superior,
            issuer=issuer,
            number=_("No. %(number)s") % {"number": number},
            place_and_day=", ".join(filter(None, [seat, day_in_words(on, language)])),
            kind=kind,
            subject=subject,
            note=note,
            draft_mark=_("DRAFT") if is_draft else "",
            party=_("Communist Party of Viet Nam"),
        )


def foot(*, language: str, signed_as: str = "", signed_by: str = "", recipients: tuple[str, ...] = ()) -> Foot:
    """The foot; `signed_as` may have several lines."""
    with override(language):
        label = _("Recipients:") if recipients else ""
    return Foot(tuple(filter(None, signed_as.splitlines())), signed_by, recipients, label)


def day_in_words(day: dt.date, language: str) -> str:
    """ "ngày 05 tháng 02 năm 2026": in Vietnamese a zero goes before days below 10 and months 1 and 2 (HD 36)."""
    if language == "vi":
        month = f"{day.month:02}" if day.month <= _LAST_MONTH_WITH_A_ZERO else str(day.month)
        return f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
