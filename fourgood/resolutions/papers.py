"""On paper: minutes and resolutions as PDF and Word in the prescribed layout, in the language of record (HD 36).

Forms 6 to 8 of the programme. How the sections of a monthly resolution follow each other is that of Cẩm Lệ ward; what
else the forms in circulation leave open is a reconstruction.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from fourgood.documents.official import Foot, Head, foot, head
from fourgood.documents.pdf import pdf
from fourgood.documents.word import docx
from fourgood.meetings.official import names_of, rule, signer_of, type_name
from fourgood.resolutions.adopting import counted
from fourgood.resolutions.models import Minutes, ResolvedTask
from fourgood.resolutions.models.resolutions import Resolution
from fourgood.resolutions.rules import MINUTES

HERE = Path(__file__).parent / "printed"


def resolution_pdf(resolution: Resolution, *, today: dt.date) -> bytes:
    return pdf(HERE / "resolution.typ", resolution_data(resolution, today=today))


def resolution_docx(resolution: Resolution, *, today: dt.date) -> bytes:
    return docx(HERE / "resolution.docx", resolution_data(resolution, today=today))


def minutes_pdf(minutes: Minutes, *, today: dt.date) -> bytes:
    return pdf(HERE / "minutes.typ", minutes_data(minutes, today=today))


def minutes_docx(minutes: Minutes, *, today: dt.date) -> bytes:
    return docx(HERE / "minutes.docx", minutes_data(minutes, today=today))


# Resolutions


def resolution_data(resolution: Resolution, *, today: dt.date) -> dict[str, Any]:
    """What the templates fill in. `today`: the day on which a draft is printed. The unit with its kind."""
    on = resolution.issued_on or today
    with override(resolution.language):
        return {
            "language": resolution.language,
            "layout": asdict(rule(on).layout),
            "head": asdict(_head_of_resolution(resolution, on)),
            "foot": asdict(_foot_of_resolution(resolution, on)),
            "opening": _opening(resolution),
            "sections": _sections(resolution),
            "vote": "".join(_paragraphs(counted(resolution.vote).line)) if resolution.vote else "",
            "vote_label": _("Adopted by the meeting:"),
            "heads": [_("No."), _("Task"), _("Who"), _("By when"), _("Result expected")],
            "reviewed_heads": [_("No."), _("Task"), _("State at the start"), _("Result")],
        }


def _head_of_resolution(resolution: Resolution, on: dt.date) -> Head:
    superior, issuer = names_of(resolution.unit, on=on)
    return head(
        language=resolution.language,
        superior=superior,
        issuer=issuer,
        number=resolution.sign(on=on),
        seat=resolution.seat,
        on=on,
        kind=type_name(resolution.type_code, on=on, language=resolution.language),
        subject=resolution.title,
        is_draft=resolution.is_draft,
    )


def _foot_of_resolution(resolution: Resolution, on: dt.date) -> Foot:
    signed_as, signed_by = resolution.signed_as, resolution.signed_by
    if resolution.is_draft:
        signer = signer_of(
            resolution.unit, of_committee=resolution.is_of_committee, on=on, language=resolution.language
        )
        signed_as, signed_by = (signer.signed_as, "") if signer else ("", "")
    recipients = tuple(line.strip() for line in resolution.recipients.splitlines() if line.strip())
    return foot(language=resolution.language, signed_as=signed_as, signed_by=signed_by, recipients=recipients)


def _opening(resolution: Resolution) -> list[str]:
    meeting = resolution.meeting
    gaps = {"kind": meeting.get_kind_display(), "day": _day(meeting.on), "unit": resolution.unit.name}
    lines = [_("From what was discussed at its %(kind)s on %(day)s, %(unit)s resolves:") % gaps]
    if resolution.amends:
        amended = resolution.amends
        earlier = {"sign": amended.sign(on=meeting.on), "day": _day(amended.issued_on or meeting.on)}
        lines.insert(0, _("This amends %(sign)s of %(day)s.") % earlier)
    return lines


def _sections(resolution: Resolution) -> list[dict[str, Any]]:
    """Each with its heading, parts of text under headings of their own, and a table; empty ones left out."""
    made = [*_looking_back(resolution), *_looking_ahead(resolution)]
    kept = [section for section in made if section["parts"] or section["reviewed"] or section["tasks"]]
    for number, section in zip(("I", "II", "III", "IV"), kept, strict=False):
        section["heading"] = f"{number}. {section['heading']}"
    return kept


def _looking_back(resolution: Resolution) -> list[dict[str, Any]]:
    parts = [("", resolution.evaluation), (_("Praise and reminders"), resolution.praise)]
    parts.append((_("Shortcomings and their causes"), resolution.shortcomings))
    rows = [
        [str(place), row.title, row.at_start, row.result]
        for place, row in enumerate(resolution.reviewed.all(), start=1)
    ]
    heading = _("What was done") if resolution.kind == Resolution.Kind.THEMATIC else _("Last month")
    return [_section(heading, parts, reviewed=rows)]


def _looking_ahead(resolution: Resolution) -> list[dict[str, Any]]:
    tasks = [_task(row, place) for place, row in enumerate(_tasks_of(resolution), start=1)]
    month = {"month": date_format(resolution.month, "m/Y")}
    ahead = _("Tasks ahead") if resolution.kind == Resolution.Kind.THEMATIC else _("Tasks of month %(month)s") % month
    return [
        _section(ahead, [("", resolution.ahead)], tasks=tasks),
        _section(_("How it is carried out"), [("", resolution.organisation)]),
        _section(_("How the meeting scored itself"), [("", resolution.scoring)]),
    ]


def _section(heading: str, parts: list[tuple[str, str]], **tables: Any) -> dict[str, Any]:
    told = [{"heading": title, "lines": _paragraphs(text)} for title, text in parts if text.strip()]
    return {"heading": heading, "parts": told, "reviewed": [], "tasks": []} | tables


def _tasks_of(resolution: Resolution) -> list[ResolvedTask]:
    return list(resolution.resolved.prefetch_related("members"))


def _task(row: ResolvedTask, place: int) -> list[str]:
    measure = f"{number_format(row.target.normalize())} {row.measure}" if row.target else ""
    expected = "; ".join(filter(None, [row.expected, measure, row.area]))
    return [str(place), row.title, ", ".join(row.owners()), _day(row.due_on) if row.due_on else "…", expected]


# Minutes


def minutes_data(minutes: Minutes, *, today: dt.date) -> dict[str, Any]:
    """What the templates fill in. `today`: the day on which a draft is printed."""
    meeting = minutes.meeting
    with override(minutes.language):
        return {
            "language": minutes.language,
            "layout": asdict(rule(meeting.on).layout),
            "head": asdict(_head_of_minutes(minutes)),
            "foot": asdict(foot(language=minutes.language)),
            "sections": [
                {"heading": section.heading, "lines": _paragraphs(section.text)} for section in minutes.sections.all()
            ],
            "notes": [_note(note.number, note.at, note.text) for note in minutes.notes.all()],
            "notes_heading": _("Corrections"),
            "signs": _signs(minutes),
        }


def _head_of_minutes(minutes: Minutes) -> Head:
    meeting = minutes.meeting
    superior, issuer = names_of(meeting.unit, on=meeting.on)
    is_cell = meeting.unit.kind.has_members
    subject = meeting.topic or _("%(kind)s, month %(month)s") % {
        "kind": meeting.get_kind_display(),
        "month": date_format(meeting.on, "m/Y"),
    }
    return head(
        language=minutes.language,
        superior=superior,
        issuer=issuer,
        number=rule(meeting.on).sign_of(minutes.number, MINUTES, is_cell=is_cell),
        seat=minutes.seat,
        on=meeting.on,
        kind=type_name(MINUTES, on=meeting.on, language=minutes.language),
        subject=subject,
        is_draft=minutes.is_draft,
    )


def _note(number: int, at: dt.datetime, text: str) -> str:
    return f"{number}. {_day(timezone.localdate(at))}: {text}"


def _signs(minutes: Minutes) -> list[dict[str, str]]:
    """Left who recorded, right who chaired (HD 36)."""
    recorder, chair = minutes.meeting.recorder, minutes.meeting.chair
    return [
        {"title": _("Recorder of the minutes"), "name": recorder.full_name if recorder else ""},
        {"title": _("Chair of the conference"), "name": chair.full_name if chair else ""},
    ]


def _paragraphs(text: str) -> list[str]:
    """A number and its per cent sign stay on one line."""
    return [line.strip().replace(" %", "\N{NO-BREAK SPACE}%") for line in text.splitlines() if line.strip()]


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
