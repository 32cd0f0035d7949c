"""Makes `resolution.docx`: python -m fourgood.resolutions.printed.resolution_template

An office may change the template in Word; whatever this script makes is only how it begins.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fourgood.documents.word_template import begin, finish, given, line, looped, paragraph, sheet

TEMPLATE = Path(__file__).with_name("resolution.docx")
REVIEWED = (10, 60, 45, 50)
TASKS = (10, 52, 40, 25, 38)


def make() -> Any:
    """The template as a document."""
    document = begin()
    for text in looped("text", "opening", "{{ text }}"):
        paragraph(document, text, italic=True)
    line(document, "{%p for section in sections %}")
    line(document, "{{ section.heading|upper }}", bold=True)
    line(document, "{%p for part in section.parts %}")
    for text in given("part.heading", "{{ part.heading }}"):
        line(document, text, bold=True)
    for text in looped("text", "part.lines", "{{ text }}"):
        paragraph(document, text)
    line(document, "{%p endfor %}")
    _table(document, "section.reviewed", "reviewed_heads", REVIEWED)
    _table(document, "section.tasks", "heads", TASKS)
    line(document, "{%p endfor %}")
    for text in given("vote", "{{ vote_label }} {{ vote }}."):
        paragraph(document, text)
    finish(document)
    return document


def _table(document: Any, rows: str, heads: str, widths: tuple[int, ...]) -> None:
    """Left out where there are no rows."""
    line(document, f"{{%p if {rows} %}}")
    cells = [f"{{{{ row[{place}] }}}}" for place in range(len(widths))]
    titles = [f"{{{{ {heads}[{place}] }}}}" for place in range(len(widths))]
    sheet(document, widths, titles, [[f"{{%tr for row in {rows} %}}"], cells, ["{%tr endfor %}"]])
    line(document, "{%p endif %}")


if __name__ == "__main__":
    make().save(TEMPLATE)
