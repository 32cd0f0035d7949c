"""The annex on paper: what PDF and Word hold, in each language, and for whom (M4)."""

import io
import zipfile

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from fourgood.documents.official import day_in_words
from fourgood.instructions.frameworks import framework_of
from fourgood.instructions.printed import annex_template
from fourgood.instructions.printing import annex_docx, annex_pdf
from fourgood.instructions.views.parts import sector_names
from tests.instructions.editions import DAY, ready


def words_of(text):
    """Without line breaks, which differ between a table's cells and the file."""
    return " ".join(text.split())


def text_of_pdf(content):
    return words_of(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def text_of_word(content):
    """Of all paragraphs, those of tables included, each once."""
    document = Document(io.BytesIO(content))
    return words_of(
        " ".join("".join(t.text or "" for t in p.iter(TEXT)) for p in document.element.body.iter(PARAGRAPH))
    )


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, PARAGRAPH = f"{WORD}t", f"{WORD}p"
MADE = {"pdf": (annex_pdf, text_of_pdf), "docx": (annex_docx, text_of_word)}


@pytest.fixture(params=MADE)
def made(request):
    make, read = MADE[request.param]
    return lambda edition, language: read(make(edition, language, sectors=sector_names()))


def test_annex_holds_every_criterion_in_vietnamese(made, cast):
    text = made(cast.first_edition, "vi")
    for file in cast.first_edition.files.all():
        for criterion in framework_of(file).variant_for(None).criteria():
            assert words_of(criterion.wording.vi) in text, criterion.code


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            [
                "ĐẢNG CỘNG SẢN VIỆT NAM",
                "BAN TỔ CHỨC TỈNH ỦY QUẢNG NINH",
                "Số 05-HD/BTCTU",
                "Quảng Ninh, ngày 19 tháng 5 năm 2024",
                "HƯỚNG DẪN",
                "PHỤ LỤC 1",
                "PHỤ LỤC 3",
                "Nơi nhận:",
                "TRƯỞNG BAN",
            ],
        ),
        ("ms", ["PARTI KOMUNIS VIETNAM", "No. 05-HD/BTCTU", "19 Mei 2024", "LAMPIRAN 1"]),
        ("en", ["COMMUNIST PARTY OF VIET NAM", "19 May 2024", "ANNEX 1", "A translation:"]),
    ],
)
def test_annex_has_the_head_and_foot_of_official_documents(made, cast, language, said):
    text = made(cast.first_edition, language)
    assert [words for words in said if words not in text] == []


def test_annex_says_that_it_is_a_reconstruction_and_how_to_verify_it(made, cast):
    text = made(cast.edition, "en")
    assert "Reconstruction, to be replaced by the office's own text" in text
    assert cast.edition.digest in text.replace(" ", "")


def test_annex_of_a_draft_is_marked(made, cast):
    assert "DỰ THẢO" in made(ready(cast), "vi")
    assert "DỰ THẢO" not in made(cast.edition, "vi")


def test_what_reads_as_markup_stays_text(cast):
    edition = ready(cast, title_vi="A & B <x> #let {{ 7 * 7 }} *đậm*")
    for make, read in MADE.values():
        assert "A & B <x> #let {{ 7 * 7 }} *đậm*" in read(make(edition, "vi", sectors={}))


def test_variants_print_only_what_differs(cast):
    edition = ready(cast, "cell-2026")
    text = text_of_pdf(annex_pdf(edition, "vi", sectors=sector_names()))
    framework = framework_of(edition.files.get())
    general, *variants = framework.variants
    same = [c for c in general.criteria() if all(c == variant.criterion(c.code) for variant in variants)]
    assert len(same) > 5
    assert [c.code for c in same if text.count(words_of(c.wording.vi)) != 1] == []
    assert text.count("Nội dung khác:") == len(variants)


def test_pages_are_a4_with_the_margins_of_the_rule(cast):
    section = Document(io.BytesIO(annex_docx(cast.edition, "vi", sectors={}))).sections[0]
    measures = [section.page_width, section.page_height, section.top_margin, section.bottom_margin]
    measures += [section.left_margin, section.right_margin]
    assert [round(measure.mm) for measure in measures] == [210, 297, 20, 20, 30, 15]
    box = PdfReader(io.BytesIO(annex_pdf(cast.edition, "vi", sectors={}))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_letters_of_a_pdf_are_of_one_font_family(cast):
    """A font that lacks Vietnamese letters would leave words set in two fonts."""
    reader = PdfReader(io.BytesIO(annex_pdf(cast.edition, "vi", sectors={})))
    fonts = {str(f.get_object()["/BaseFont"]) for page in reader.pages for f in page["/Resources"]["/Font"].values()}
    assert len({font.partition("+")[2].partition("-")[0] for font in fonts}) == 1


def test_word_template_is_what_its_script_makes():
    """The template in the repository was made by the script, not by hand."""
    made = io.BytesIO()
    annex_template.make().save(made)
    kept, fresh = zipfile.ZipFile(annex_template.TEMPLATE), zipfile.ZipFile(made)
    for part in ("word/document.xml", "word/styles.xml"):
        assert kept.read(part) == fresh.read(part)


@pytest.mark.parametrize(
    ("day", "language", "words"),
    [
        (DAY.replace(month=2, day=5), "vi", "ngày 05 tháng 02 năm 2026"),
        (DAY.replace(month=11, day=15), "vi", "ngày 15 tháng 11 năm 2026"),
        (DAY, "ms", "1 Oktober 2026"),
        (DAY, "en", "1 October 2026"),
    ],
)
def test_day_in_words(day, language, words):
    assert day_in_words(day, language) == words


# The pages


@pytest.mark.parametrize(("name", "begins"), [("edition_pdf", b"%PDF"), ("edition_docx", b"PK")])
def test_annex_is_given_in_vietnamese_unless_asked(client, cast, name, begins):
    client.force_login(cast.nam)
    address = reverse(name, args=[cast.edition.pk])
    kept = {language: client.get(address, {"language": language}) for language in ("", "ms", "xx")}
    names = [response["Content-Disposition"].split("filename=")[1] for response in kept.values()]
    assert [name.split("-")[-1][:2] for name in names] == ["vi", "ms", "vi"]
    assert all(response.content.startswith(begins) for response in kept.values())


@pytest.mark.parametrize("name", ["edition_pdf", "edition_docx"])
@pytest.mark.parametrize("person", ["nam", "quang"])
def test_annex_of_a_draft_is_hidden(client, cast, name, person):
    client.force_login(getattr(cast, person))
    assert client.get(reverse(name, args=[ready(cast).pk])).status_code == 404


def test_draft_with_errors_has_no_annex(client, cast):
    client.force_login(cast.lan)
    edition = ready(cast)
    edition.put_file("[", by=cast.lan)
    assert client.get(reverse("edition_pdf", args=[edition.pk])).status_code == 404
