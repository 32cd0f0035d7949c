"""What is taken, as what, and what is left out of it; what is refused, in which sentence."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib

import pytest
from django.utils import translation
from PIL import Image

from fourgood.files import refusals
from fourgood.files.kinds import DOCX, JPEG, PDF, PNG, TEXT, WEBP, XLSX
from fourgood.files.names import cleaned
from fourgood.files.preparing import prepare
from tests.files import papers
from tests.files.papers import upload

TAKEN = {
    "pdf": (lambda: papers.PDF, PDF),
    "docx": (papers.word, DOCX),
    "xlsx": (papers.excel, XLSX),
    "jpeg": (papers.photo, JPEG),
    "png": (papers.png_with_words, PNG),
    "webp": (lambda: papers.picture("WEBP", exif=papers.exif()), WEBP),
    "heic": (papers.heic, JPEG),
    "text": (lambda: papers.TEXT, TEXT),
    "text with a byte order mark": (lambda: b"\xef\xbb\xbf" + papers.TEXT, TEXT),
    "text that begins like another kind": (lambda: b"BM, 5/11", TEXT),
}


@pytest.mark.parametrize("case", TAKEN)
def test_kind_follows_from_the_content_and_not_from_the_name(case):
    make, kind = TAKEN[case]
    prepared = prepare(upload(make(), "hình.exe", said="text/html"))
    assert prepared.kind == kind
    assert prepared.name == f"hình{kind.extension}"
    prepared.content.seek(0)
    data = prepared.content.read()
    assert (prepared.size, prepared.digest) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("language", ["vi", "ms", "en"])
def test_pictures_are_taken_in_every_language(language):
    with translation.override(language):
        assert prepare(upload(papers.photo(), "x.jpg")).kind == JPEG


@pytest.mark.parametrize("case", ["pdf", "docx", "xlsx", "text"])
def test_what_is_no_picture_is_kept_as_it_came(case):
    data = TAKEN[case][0]()
    prepared = prepare(upload(data, "x"))
    prepared.content.seek(0)
    assert (prepared.content.read(), prepared.small) == (data, b"")


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 2]


REFUSED = {
    "nothing": (lambda: b"", refusals.Empty),
    "zeros": (lambda: bytes(100), refusals.Empty),
    "SVG": (lambda: papers.SVG, refusals.NotTaken),
    "SVG behind a comment": (lambda: b"<!-- x -->\n" + papers.SVG, refusals.NotTaken),
    "HTML": (lambda: papers.HTML, refusals.NotTaken),
    "text, then HTML": (lambda: b"Hello\n" + papers.HTML, refusals.NotTaken),
    "XML": (lambda: b'<?xml version="1.0"?><x/>', refusals.NotTaken),
    "script": (lambda: b"#!/bin/sh\nrm -r /\n", refusals.NotTaken),
    "rich text": (lambda: b"{\\rtf1 x}", refusals.NotTaken),
    "program": (lambda: b"MZ\x90\x00" + bytes(range(256)), refusals.NotTaken),
    "GIF": (lambda: papers.picture("GIF"), refusals.NotTaken),
    "TIFF": (lambda: papers.picture("TIFF"), refusals.NotTaken),
    "AVIF": (lambda: papers.picture("AVIF"), refusals.NotTaken),
    "text in another encoding": (lambda: "Nghị quyết".encode("utf-16"), refusals.NotInUtf8),
    "JPEG cut short": (lambda: cut_short(papers.photo(size=(600, 400))), refusals.Broken),
    "PNG cut short": (lambda: cut_short(papers.picture("PNG")), refusals.Broken),
    "HEIC cut short": (lambda: cut_short(papers.heic()), refusals.Broken),
    "head of a JPEG before HTML": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + papers.HTML, refusals.Broken),
    "PDF cut short": (lambda: papers.PDF[:40], refusals.Broken),
    "PDF with something behind": (lambda: papers.PDF + papers.HTML, refusals.TwoInOne),
    "PDF that is an archive too": (papers.pdf_and_zip, refusals.TwoInOne),
    "something, then PDF": (lambda: b"GIF89a" + bytes(8) + papers.PDF, refusals.NotTaken),
    "archive": (lambda: papers.zip_of(x=b"x"), refusals.NotTaken),
    "archive with an empty table": (lambda: papers.zip_of(**{"[Content_Types].xml": b""}), refusals.NotTaken),
    "Word with macros, renamed": (papers.word_with_macros, refusals.HasMacros),
    "Word with only the part": (
        lambda: papers.with_part(papers.word(), "word/vbaProject.bin", b"x"),
        refusals.HasMacros,
    ),
    "bomb in Word": (papers.bomb, refusals.UnpacksTooLarge),
    "bomb that lies": (papers.lying_bomb, refusals.Broken),
    "Word cut short": (lambda: cut_short(papers.word()), refusals.Broken),
    "Word with something behind": (lambda: papers.word() + papers.HTML, refusals.TwoInOne),
    "Word behind an archive": (lambda: papers.zip_of(x=b"x") + papers.word(), refusals.TwoInOne),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case):
    make, refusal = REFUSED[case]
    with pytest.raises(refusal) as told:
        prepare(upload(make(), "Nghị quyết.pdf"))
    assert str(told.value.reason).startswith("“Nghị quyết.pdf” ") or "“Nghị quyết.pdf”" in str(told.value.reason)


def test_word_with_a_password_is_refused():
    data = bytearray(papers.word())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        assert archive.infolist()
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    with pytest.raises(refusals.Protected):
        prepare(upload(bytes(data), "x.docx"))


def test_too_large_is_refused_before_it_is_read(settings):
    settings.FILES_MAX_MB = 1
    prepare(upload(papers.TEXT.ljust(1024 * 1024), "x.txt"))
    with pytest.raises(refusals.TooLarge) as told:
        prepare(upload(papers.TEXT.ljust(1024 * 1024 + 1), "x.txt"))
    assert "1 MB" in str(told.value.reason)


@pytest.mark.parametrize(("width", "height"), [(8000, 7000), (20_000, 20_000), (40_000, 40_000)])
def test_picture_of_too_many_points_is_refused_before_it_is_decoded(width, height):
    data = papers.png_of(8, 8)
    head = data[:16] + width.to_bytes(4, "big") + height.to_bytes(4, "big") + data[24:]
    crc = zlib.crc32(head[12:29]).to_bytes(4, "big")
    with pytest.raises(refusals.TooManyPixels):
        prepare(upload(head[:29] + crc + head[33:], "x.png"))


# Pictures


def opened(prepared) -> Image.Image:
    prepared.content.seek(0)
    return Image.open(io.BytesIO(prepared.content.read()))


@pytest.mark.parametrize("case", ["jpeg", "png", "webp", "heic"])
def test_picture_keeps_nothing_but_its_points(case):
    prepared = prepare(upload(TAKEN[case][0](), "x"))
    prepared.content.seek(0)
    data = prepared.content.read()
    kept = Image.open(io.BytesIO(data))
    assert dict(kept.getexif()) == {}
    assert set(kept.info) <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
        "loop",
    } | {
        "background",
        "timestamp",
        "duration",
    }
    for word in (b"GPS", b"Exif", b"Samsung", b"Nguyen", b"at home", b"Location", b"ICC_PROFILE"):
        assert word not in data
        assert word not in prepared.small


def is_red(colour) -> bool:
    return colour[0] > 200 and colour[2] < 60


# Where the red half lies once the picture is upright, for each way a phone can be held.
@pytest.mark.parametrize(
    ("orientation", "size", "red", "blue"),
    [
        (1, (128, 64), (5, 30), (120, 30)),
        (3, (128, 64), (120, 30), (5, 30)),
        (6, (64, 128), (30, 5), (30, 120)),
        (8, (64, 128), (30, 120), (30, 5)),
    ],
)
@pytest.mark.parametrize("make", [papers.photo, papers.heic])
def test_picture_is_turned_upright(make, orientation, size, red, blue):
    kept = opened(prepare(upload(make(orientation=orientation, size=(128, 64)), "x"))).convert("RGB")
    assert kept.size == size
    assert is_red(kept.getpixel(red))
    assert not is_red(kept.getpixel(blue))


def test_large_picture_is_made_smaller_and_has_a_small_one(settings):
    settings.FILES_PICTURE_SIDE, settings.FILES_SMALL_WIDTH = 640, 160
    prepared = prepare(upload(papers.photo(size=(4000, 3000)), "x.jpg"))
    assert opened(prepared).size == (640, 480)
    assert Image.open(io.BytesIO(prepared.small)).size == (160, 120)
    small = prepare(upload(papers.photo(size=(100, 50)), "x.jpg"))
    assert opened(small).size == Image.open(io.BytesIO(small.small)).size == (100, 50)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_is_taken(mode):
    prepared = prepare(upload(papers.picture("PNG", of=Image.new(mode, (40, 20))), "x.png"))
    assert opened(prepared).size == (40, 20)


def test_printers_jpeg_is_taken():
    assert prepare(upload(papers.picture(of=Image.new("CMYK", (40, 20))), "x.jpg")).kind == JPEG


def test_see_through_png_stays_so_and_its_small_one_lies_on_white():
    prepared = prepare(upload(papers.picture("PNG", of=Image.new("RGBA", (40, 20), (0, 0, 0, 0))), "x.png"))
    assert opened(prepared).getpixel((1, 1)) == (0, 0, 0, 0)
    assert Image.open(io.BytesIO(prepared.small)).getpixel((1, 1)) == (255, 255, 255)


def test_what_hides_behind_a_picture_stays_behind():
    prepared = prepare(upload(papers.photo() + papers.zip_of(x=b"MZ") + papers.HTML, "x.jpg"))
    prepared.content.seek(0)
    data = prepared.content.read()
    assert b"<html" not in data
    assert not zipfile.is_zipfile(io.BytesIO(data))


# Names


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Nghị quyết.pdf", "Nghị quyết.pdf"),
        ("Nghi\u0323 quye\u0302\u0301t.pdf", "Nghị quyết.pdf"),
        ("C:\\Users\\Nam\\Đơn.PDF", "Đơn.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("x.pdf.exe", "x.pdf"),
        ("thu\u202efdp.exe", "thufdp.pdf"),
        ("a\n\rb\tc.pdf", "a b c.pdf"),
        ('a"b<c>|?*.pdf', "a_b_c____.pdf"),
        ("12.11.2024.pdf", "12.11.2024.pdf"),
        ("x" * 300 + ".pdf", "x" * 150 + ".pdf"),
        (".pdf", "file.pdf"),
        (" . ", "file.pdf"),
    ],
)
def test_name_is_cleaned(given, kept):
    with translation.override("en"):
        assert cleaned(given, PDF) == kept
