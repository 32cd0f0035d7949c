"""Word documents by docxtpl: a .docx with gaps in it, which an office may change in Word, and plain data."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


def docx(template: Path, data: dict[str, Any]) -> bytes:
    """The document, from a template with gaps such as `{{ head.number }}`. A gap that `data` lacks is an error.

    `data["layout"]`, if there is one: the measures of the rule of the day (`regulations.document_rules.Layout`).
    """
    from docxtpl import DocxTemplate  # here, not above: a web process that makes no document spares its memory

    document = DocxTemplate(template)
    document.render(data, jinja_env=SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    if "layout" in data:
        _lay_out(document.docx, data["layout"])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _lay_out(document: Any, measures: dict[str, Any]) -> None:
    """Margins, font and lines of the rule of the day."""
    from docx.shared import Mm, Pt

    for section in document.sections:
        for side in ("top", "bottom", "left", "right"):
            setattr(section, f"{side}_margin", Mm(measures[side]))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = measures["font"], Pt(measures["size"])
    normal.paragraph_format.line_spacing = Pt(measures["line"])
