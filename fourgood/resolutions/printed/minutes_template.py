"""Makes `minutes.docx`: python -m fourgood.resolutions.printed.minutes_template

An office may change the template in Word; whatever this script makes is only how it begins.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fourgood.documents.word_template import begin, line, looped, paragraph, two_signatures

TEMPLATE = Path(__file__).with_name("minutes.docx")


def make() -> Any:
    """The template as a document."""
    document = begin()
    line(document, "{%p for section in sections %}")
    line(document, "{{ section.heading }}", bold=True)
    for text in looped("text", "section.lines", "{{ text }}"):
        paragraph(document, text)
    line(document, "{%p endfor %}")
    line(document, "{%p if notes %}")
    line(document, "{{ notes_heading }}", bold=True)
    for text in looped("text", "notes", "{{ text }}"):
        paragraph(document, text)
    line(document, "{%p endif %}")
    two_signatures(document, "signs")
    return document


if __name__ == "__main__":
    make().save(TEMPLATE)
