"""The notice of a meeting on paper, in the prescribed layout (HD 36) and the language of record, to hang up or hand on.

That notice goes to members and to the committee member in charge is HD 12; its wording here is a reconstruction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from fourgood.documents.official import LANGUAGE_OF_RECORD, Foot, Head, foot, head
from fourgood.documents.pdf import pdf
from fourgood.meetings.models import Meeting
from fourgood.meetings.models.meetings import Kind
from fourgood.meetings.official import names_of, rule, signer_of, type_name

TEMPLATE = Path(__file__).parent / "printed" / "notice.typ"
ANNOUNCEMENT = "TB"


def notice_pdf(meeting: Meeting, *, today: dt.date) -> bytes:
    """The meeting with its unit and the unit's kind. Raises NoDocumentRule."""
    return pdf(TEMPLATE, notice_data(meeting, today=today))


def notice_data(meeting: Meeting, *, today: dt.date) -> dict[str, Any]:
    """What the template fills in. `today`: the day of a notice that is not announced yet."""
    on = timezone.localdate(meeting.announced_at) if meeting.announced_at else today
    with override(LANGUAGE_OF_RECORD):
        issuer = names_of(meeting.unit, on=on)
        return {
            "language": LANGUAGE_OF_RECORD,
            "layout": asdict(rule(on).layout),
            "head": asdict(_head(meeting, issuer, on)),
            "foot": asdict(_foot(meeting, on)),
            "opening": [_("%(unit)s announces its %(kind)s:") % {"unit": issuer[1], "kind": _kind(meeting)}],
            "facts": list(_facts(meeting)),
            "sections": [section for section in _sections(meeting) if section["lines"]],
            "closing": [
                _("All are asked to come in time. Whoever can't come tells the secretary beforehand, and why.")
            ],
        }


def _head(meeting: Meeting, issuer: tuple[str, str], on: dt.date) -> Head:
    month = date_format(meeting.on, "m/Y")
    called_off = _("Called off: %(reason)s") % {"reason": meeting.called_off_because}
    return head(
        language=LANGUAGE_OF_RECORD,
        superior=issuer[0],
        issuer=issuer[1],
        number=rule(on).sign_of(None, ANNOUNCEMENT, is_cell=meeting.unit.kind.has_members),
        seat="",
        on=on,
        kind=type_name(ANNOUNCEMENT, on=on, language=LANGUAGE_OF_RECORD),
        subject=_("on the %(kind)s of %(month)s") % {"kind": _kind(meeting), "month": month},
        note=called_off if meeting.called_off_at else "",
        is_draft=meeting.announced_at is None,
    )


def _foot(meeting: Meeting, on: dt.date) -> Foot:
    of_committee = meeting.kind == Kind.COMMITTEE
    signer = signer_of(meeting.unit, of_committee=of_committee, on=on, language=LANGUAGE_OF_RECORD)
    invited = _("Members of the committee") if of_committee else _("Members of the Party organisation")
    files = rule(on).issuer(is_cell=meeting.unit.kind.has_members).files
    return foot(
        language=LANGUAGE_OF_RECORD,
        signed_as=signer.signed_as if signer else "",
        signed_by=signer.name if signer else "",
        recipients=(invited, _("Committee member in charge"), files),
    )


def _kind(meeting: Meeting) -> str:
    return str(meeting.get_kind_display())


def _facts(meeting: Meeting) -> Iterator[tuple[str, str]]:
    starts = timezone.localtime(meeting.starts_at)
    at = {"time": date_format(starts, "TIME_FORMAT"), "day": date_format(starts, "SHORT_DATE_FORMAT")}
    yield _("When"), _("%(time)s, %(weekday)s, %(day)s") % (at | {"weekday": date_format(starts, "l").lower()})
    yield _("Place"), meeting.place or "…"
    if meeting.topic:
        yield _("Topic"), meeting.topic


def _sections(meeting: Meeting) -> Iterator[dict[str, Any]]:
    items = enumerate(meeting.items.all(), start=1)
    yield {"heading": _("Agenda"), "lines": [f"{place}. {item.title}{_minutes(item.minutes)}" for place, item in items]}
    yield {"heading": _("What to prepare"), "lines": _lines(meeting.note)}
    yield {"heading": _("Papers sent ahead"), "lines": [f"– {paper.title}" for paper in meeting.materials.all()]}
    yield {"heading": _("Draft resolution"), "lines": _lines(meeting.draft_resolution)}


def _minutes(minutes: int | None) -> str:
    words = _("%(minutes)s minutes") % {"minutes": minutes}
    return f" ({words})" if minutes else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
