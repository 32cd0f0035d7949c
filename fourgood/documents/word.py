"""Word documents by docxtpl: a .docx with gaps in it, which an office may change in Word, and plain data."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


def docx(template: Path, data: dict[str, Any]) -> bytes:
    """The document, from a template with gaps such as `{{ head.number }}`. A gap that `data` lacks is an error."""
    document = DocxTemplate(template)
    document.render(data, jinja_env=SandboxedEnvironment(undefined=StrictUndefined, autoescape=True), autoescape=True)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
