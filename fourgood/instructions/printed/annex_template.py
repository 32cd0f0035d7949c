"""Makes `annex.docx`, the Word template of an edition's annex: python -m fourgood.instructions.printed.annex_template

An office may change the template in Word; whatever this script makes is only how it begins.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fourgood.documents.word_template import begin, finish, given, line, looped, sheet

TEMPLATE = Path(__file__).with_name("annex.docx")
WIDTHS = (13, 57, 14, 60, 21)
HEADS = [f"{{{{ columns.{name} }}}}" for name in ("code", "criterion", "points", "measure", "frequency")]
ROW: list[Any] = [
    "{{ row.code }}",
    ["{{ row.wording }}", "{{ columns.evidence }} {{ row.evidence }}"],
    "{{ row.points }}",
    looped("text", "row.measure", "{{ text }}"),
    "{{ row.frequency }}",
]
ROWS_OF_A_GROUP: list[list[Any]] = [
    ["{%tr for section in annex.sections %}"],
    ["**{{ section.code }}**", "**{{ section.title }}**", "**{{ section.points }}**"],
    ["{%tr for row in section.rows %}"],
    ROW,
    ["{%tr endfor %}"],
    ["{%tr endfor %}"],
    ["", "**{{ columns.total }}**", "**{{ annex.whole }}**"],
]
ROWS_OF_A_VARIANT: list[list[Any]] = [["{%tr for row in variant.rows %}"], ROW, ["{%tr endfor %}"]]


def make() -> Any:
    """The template as a document."""
    document = begin()
    line(document, "{{ days }}", centred=True)
    line(document, "{%p for annex in annexes %}")
    line(document, "{{ annex.heading|upper }}", bold=True, centred=True)
    line(document, "{{ annex.title }}", bold=True, centred=True)
    line(document, "({{ annex.about }})", centred=True, size=12)
    for text in given("annex.mark", "{{ annex.mark }}. {{ annex.note }}"):
        line(document, text, size=11)
    sheet(document, WIDTHS, HEADS, ROWS_OF_A_GROUP)
    _variants(document)
    _beside(document)
    line(document, "{%p endfor %}")
    finish(document)
    line(document, "{{ digest }}", size=9)
    return document


def _variants(document: Any) -> None:
    line(document, "{%p for variant in annex.variants %}")
    line(document, "{{ variant.heading }}", bold=True)
    line(document, "{{ variant.sectors }}", size=12)
    sheet(document, WIDTHS, HEADS, ROWS_OF_A_VARIANT)
    line(document, "{%p endfor %}")


def _beside(document: Any) -> None:
    line(document, "{%p for part in annex.blocks %}")
    line(document, "{{ part.title }}", bold=True)
    for text in looped("text", "part.lines", "– {{ text }}"):
        line(document, text, size=12)
    line(document, "{%p endfor %}")
    line(document, "{{ columns.sources }}", bold=True)
    for text in looped("text", "annex.sources", "– {{ text }}"):
        line(document, text, size=11)


if __name__ == "__main__":
    make().save(TEMPLATE)
