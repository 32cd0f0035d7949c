"""PDF by typst: a template, the shared layout, and plain data. Nothing is fetched: fonts are those of the system."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]  # templates import the layout as "/documents/layout.typ"


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """The document, from a typst file within the project. `data`: as JSON says it, with `language`, `head`, `foot`."""
    import typst  # here, not above: a web process that makes no PDF spares its memory

    written = json.dumps(data, ensure_ascii=False)
    return typst.compile(str(template), root=str(ROOT), sys_inputs={"data": written})
