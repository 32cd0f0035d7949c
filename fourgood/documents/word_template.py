"""Makes the Word templates that are kept beside the pages' templates: the layout of official documents, with gaps.

The same page, head, title and foot as `layout.typ`. A document's own script puts its content in between:

    document = begin()
    …
    finish(document)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
TABLE_SIZE = 11
INDENT = 10  # mm


def begin() -> Any:
    """A4, margins 20/20/30/15 mm, Times New Roman 14 on lines of 19 pt, with the head and the title."""
    document = Document()
    document.core_properties.author, document.core_properties.comments = "FourGood", ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    _set_body(document)
    _head(document)
    for text, bold in (("{{ head.kind|upper }}", True), ("{{ head.subject }}", True), ("-----", False)):
        line(document, text, bold=bold, centred=True)
    for mark in ("head.draft_mark", "head.note"):
        for text in given(mark, f"{{{{ {mark} }}}}"):
            line(document, text, italic=True, centred=True)
    return document


def finish(document: Any) -> None:
    """Recipients on the left, who signs on the right."""
    grid = document.add_table(rows=1, cols=2)
    left, right = grid.rows[0].cells
    _fill(left, ["{{ foot.recipients_label }}", *looped("line", "foot.recipients", "- {{ line }}")], size=12)
    left.paragraphs[0].runs[0].underline = True
    _fill(right, looped("line", "foot.signed_as", "{{ line|upper }}"), bold=True, centred=True)
    _fill(right, ["", "", "", "{{ foot.signed_by }}"], bold=True, centred=True, goes_on=True)


def line(
    place: Any, text: str, *, bold: bool = False, italic: bool = False, centred: bool = False, size: int = 0
) -> Any:
    """A paragraph without indent."""
    paragraph = place.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    run.font.size = Pt(size) if size else None
    if centred:
        paragraph.alignment = CENTRE
    return paragraph


def paragraph(place: Any, text: str, *, italic: bool = False) -> Any:
    """A paragraph of the text: justified, its first line indented. A tag of the template stays as it is."""
    made = line(place, text, italic=italic)
    if not text.startswith("{%p"):
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        made.paragraph_format.first_line_indent = Mm(INDENT)
    return made


def two_signatures(document: Any, signs: str) -> None:
    """Side by side, each with its title and name: `signs` has two of them."""
    grid = document.add_table(rows=1, cols=2)
    for place, cell in enumerate(grid.rows[0].cells):
        texts = [f"{{{{ {signs}[{place}].title|upper }}}}", "", "", "", f"{{{{ {signs}[{place}].name }}}}"]
        _fill(cell, texts, bold=True, centred=True)


def looped(name: str, values: str, text: str) -> list[str]:
    """Lines of a template that say `text` once for each of the values, each as a paragraph."""
    return [f"{{%p for {name} in {values} %}}", text, "{%p endfor %}"]


def given(value: str, text: str) -> list[str]:
    """Lines of a template that say `text` if there is such a value."""
    return [f"{{%p if {value} %}}", text, "{%p endif %}"]


def sheet(document: Any, widths: Sequence[int], heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table with thin lines whose first row comes again on every page. A row of one text is a tag of the template.

    `widths` in mm. A cell is a text, or a list of texts for as many paragraphs; a text in ** ** is bold.
    """
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit = False
    for cells in [[f"**{head}**" for head in heads], *rows]:
        row = table.add_row()
        for cell, width, content in zip(row.cells, widths, [*cells, *[""] * (len(widths) - len(cells))], strict=True):
            cell.width = Mm(width)
            _fill(cell, [content] if isinstance(content, str) else content, size=TABLE_SIZE)
    first = table.rows[0]._tr.get_or_add_trPr()
    first.append(OxmlElement("w:tblHeader"))


def _set_body(document: Any) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        style.element.rPr.rFonts.set(qn(script), FONT)
    style.paragraph_format.line_spacing_rule, style.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(19)
    style.paragraph_format.space_after = Pt(6)


def _head(document: Any) -> None:
    grid = document.add_table(rows=2, cols=2)
    superior = given("head.superior", "{{ head.superior|upper }}")
    left = ([*superior, "**{{ head.issuer|upper }}**", "*"], ["{{ head.number }}"])
    right = (["**{{ head.party|upper }}**"], ["{{ head.place_and_day }}"])
    for row, *content in zip(grid.rows, left, right, strict=True):
        for cell, width, lines in zip(row.cells, (Mm(75), Mm(90)), content, strict=True):
            cell.width = width
            _fill(cell, lines, centred=True)
    party = grid.rows[0].cells[1].paragraphs[0]
    party.runs[0].underline, party.runs[0].font.size = True, Pt(15)
    grid.rows[1].cells[1].paragraphs[0].runs[0].italic = True


def _fill(
    cell: Any, texts: Sequence[str], *, size: int = 0, bold: bool = False, centred: bool = False, goes_on: bool = False
) -> None:
    for place, text in enumerate(texts):
        first = place == 0 and not goes_on
        paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
        strong = text.startswith("**") and text.endswith("**")
        run = paragraph.add_run(text.strip("*") if strong else text)
        run.bold = bold or strong
        run.font.size = Pt(size) if size else None
        paragraph.paragraph_format.space_after = Pt(2)
        if size:
            paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if centred:
            paragraph.alignment = CENTRE
