"""Files as people send them, and as those do who mean harm: made here, not kept."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pillow_heif
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, PngImagePlugin

HALONG = {1: "N", 2: (20.0, 57.0, 3.6), 3: "E", 4: (107.0, 4.0, 48.0)}
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
TEXT = "Nghị quyết tháng 11\r\nMỗi đồng chí vận động ba hộ.\n".encode()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def upload(data: bytes, name: str, said: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=said)


def image(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue: so one sees which way it is turned."""
    made = Image.new(mode, size, "blue")
    made.paste("red", (0, 0, size[0] // 2, size[1]))
    return made


def exif(*, orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[ExifTags.Base.Orientation] = orientation
    said[ExifTags.Base.Make] = "Samsung"
    said[ExifTags.Base.Artist] = "Nguyen Van A"
    said._ifds[ExifTags.IFD.GPSInfo] = dict(HALONG)
    return said


def picture(format_: str = "JPEG", *, of: Image.Image | None = None, **options: Any) -> bytes:
    buffer = io.BytesIO()
    (of or image()).save(buffer, format_, **options)
    return buffer.getvalue()


def photo(*, orientation: int = 1, size: tuple[int, int] = (120, 80)) -> bytes:
    """A JPEG of a phone, with place, maker and artist."""
    return picture(of=image(size), exif=exif(orientation=orientation), comment=b"at home", quality=95)


def heic(*, orientation: int = 1, size: tuple[int, int] = (128, 64)) -> bytes:
    pillow_heif.register_heif_opener(thumbnails=False)
    return picture("HEIF", of=image(size), exif=exif(orientation=orientation).tobytes())


def png_with_words() -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Location", "20.951, 107.080")
    return picture("PNG", pnginfo=words)


def png_of(width: int, height: int) -> bytes:
    """Some 100 kB that unpack to as many points as it says."""
    return picture("PNG", of=Image.new("1", (width, height)), optimize=False)


def word() -> bytes:
    buffer = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Nghị quyết")
    document.save(buffer)
    return buffer.getvalue()


def excel() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write(0, 0, "Họ và tên")
    return buffer.getvalue()


def with_part(office: bytes, name: str, content: bytes, *, table: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """The document with one part more; `table`: what to write instead in its table of content types."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            new.writestr(part.filename, data.replace(*table) if part.filename == "[Content_Types].xml" else data)
        if name:
            new.writestr(name, content)
    return buffer.getvalue()


def word_with_macros() -> bytes:
    said = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    return with_part(word(), "word/vbaProject.bin", b"\xd0\xcf", table=(said, macro))


def bomb(megabytes: int = 201) -> bytes:
    """A Word document with a part of zeros; each 200 MB of them take 200 kB."""
    return with_part(word(), "word/media/image1.bin", bytes(megabytes * 1024 * 1024))


def lying_bomb() -> bytes:
    """A part of ten megabytes that says it has ten bytes, both in its own head and in the directory."""
    data = bytearray(with_part(word(), "word/x.bin", bytes(10 * 1024 * 1024)))
    size = (10 * 1024 * 1024).to_bytes(4, "little")
    for place in [at for at in range(len(data)) if data[at : at + 4] == size]:
        data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def zip_of(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pdf_and_zip() -> bytes:
    """A PDF from its beginning, an archive from its end; the comment of the archive ends as a PDF does."""
    buffer = io.BytesIO(PDF)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("x.exe", b"MZ")
        archive.comment = b"\n%%EOF\n"
    return buffer.getvalue()
