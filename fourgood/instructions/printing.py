"""The annex of an edition on paper: the same data for PDF and Word, in one of the three languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from fourgood.documents.official import LANGUAGE_OF_RECORD, foot, head
from fourgood.documents.pdf import pdf
from fourgood.documents.word import docx
from fourgood.instructions.annex import Annex, Table, annex_of
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.models import Edition, FrameworkFile
from fourgood.regulations.framework import Model

HERE = Path(__file__).parent / "printed"
PDF_TEMPLATE, WORD_TEMPLATE = HERE / "annex.typ", HERE / "annex.docx"
ORDER = list(Model)


def annex_pdf(edition: Edition, language: str, *, sectors: Mapping[str, str]) -> bytes:
    return pdf(PDF_TEMPLATE, annex_data(edition, language, sectors=sectors))


def annex_docx(edition: Edition, language: str, *, sectors: Mapping[str, str]) -> bytes:
    return docx(WORD_TEMPLATE, annex_data(edition, language, sectors=sectors))


def in_order(files: Iterable[FrameworkFile]) -> list[FrameworkFile]:
    """Cells first, then committees, then what goes with them. Files without a model, which have errors, come last."""
    return sorted(files, key=lambda file: (ORDER.index(Model(file.model)) if file.model else len(ORDER), file.code))


def annex_data(edition: Edition, language: str, *, sectors: Mapping[str, str]) -> dict[str, Any]:
    """What the templates fill in. Every file of the edition must be without errors."""
    annexes = [annex_of(framework_of(f), language, sectors=sectors) for f in in_order(edition.files.all())]
    with override(language):
        return {
            "language": language,
            "head": asdict(_head(edition, language)),
            "foot": asdict(_foot(edition, language)),
            "days": _days(edition),
            "digest": _("Digest of the issued text (SHA-256): %(digest)s") % {"digest": edition.digest}
            if edition.digest
            else "",
            "columns": {name: str(words) for name, words in _columns().items()},
            "annexes": [_annex(place, annex) for place, annex in enumerate(annexes, start=1)],
        }


def _head(edition: Edition, language: str) -> Any:
    return head(
        language=language,
        superior="",
        issuer=edition.issued_by_in(language),
        number=edition.instruction.number,
        seat=edition.seat,
        on=edition.dated,
        kind=_("Instruction"),
        subject=edition.title_in(language),
        note="" if language == LANGUAGE_OF_RECORD else _("A translation: the Vietnamese text is the one that counts."),
        is_draft=edition.is_draft,
    )


def _foot(edition: Edition, language: str) -> Any:
    recipients = (_("Party committees and cells under %(unit)s;") % {"unit": edition.unit}, _("Files."))
    return foot(
        language=language, signed_as=edition.signed_as, signed_by=edition.signed_by, recipients=recipients
    )  # fmt: skip


def _days(edition: Edition) -> str:
    def day(date: dt.date) -> str:
        return date_format(date, "SHORT_DATE_FORMAT")

    if edition.last_day is None:
        return _("Edition %(place)s. Holds from %(first)s until further notice.") % {
            "place": edition.place,
            "first": day(edition.first_day),
        }
    return _("Edition %(place)s. Holds from %(first)s to %(last)s.") % {
        "place": edition.place,
        "first": day(edition.first_day),
        "last": day(edition.last_day),
    }


def _columns() -> dict[str, str]:
    return {
        "code": _("Code"),
        "criterion": _("Criterion and evidence"),
        "points": _("Points"),
        "measure": _("How points are given"),
        "frequency": _("How often"),
        "evidence": _("Evidence:"),
        "total": _("Total"),
        "sources": _("Sources:"),
    }


def _annex(place: int, annex: Annex) -> dict[str, Any]:
    general, *variants = annex.tables
    return {
        "heading": _("Annex %(place)s") % {"place": place},
        "title": annex.title,
        "about": ", ".join([annex.model, annex.style]),
        "whole": annex.whole,
        "mark": _("Reconstruction, to be replaced by the office's own text") if annex.is_reconstruction else "",
        "note": annex.note,
        "sources": list(annex.sources),
        "sections": [asdict(section) for section in general.sections],
        "variants": [_variant(table) for table in variants],
        "blocks": [asdict(block) for block in annex.blocks],
    }


def _variant(table: Table) -> dict[str, Any]:
    heading = _("What reads differently: %(title)s") % {"title": table.title}
    return {
        "heading": heading,
        "sectors": _("Sectors: %(sectors)s") % {"sectors": table.sectors},
        "rows": [asdict(row) for row in table.only_differing()],
    }
