"""What a file is, by its content alone: neither its name nor the browser is believed."""

from __future__ import annotations

import io
import zipfile

import puremagic

from fourgood.files import office, refusals
from fourgood.files.kinds import JPEG, PDF, PNG, TEXT, WEBP, Kind

HEAD = 8192  # bytes that tell the kind
PDF_BEGINS, PDF_ENDS = b"%PDF-", b"%%EOF"
ZIP_BEGINS = b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
HEIF = {"image/heif", "image/heic", "image/heif-sequence", "image/heic-sequence"}
PICTURES = {"image/jpeg": JPEG, "image/png": PNG, "image/webp": WEBP} | dict.fromkeys(HEIF, JPEG)
# A text that begins like this is a program or a page for some other program, whatever it is called.
NO_PLAIN_TEXT = ("<", "#!", "{\\rtf", "%!", "@echo", "begin:vcard")
MARKUP = ("<script", "<html", "<svg", "<?php", "<iframe", "<!doctype")
CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f")


def kind_of(data: bytes, name: str) -> Kind:
    """The kind as which it will be kept. Pictures are looked into later, when they are made anew.

    Raises Empty, NotTaken, Broken, NotInUtf8, HasMacros, Protected, UnpacksTooLarge, TwoInOne.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise refusals.Empty(name=name)
    guesses = _guesses(data)
    for content_type, kind in PICTURES.items():
        if content_type in guesses:
            return kind
    if data.startswith(PDF_BEGINS) and PDF.content_type in guesses:
        _require_only_pdf(data, name)
        return PDF
    if data.startswith(ZIP_BEGINS):
        return office.kind_of(data, name)
    _require_plain(data, name)
    return TEXT


def _guesses(data: bytes) -> set[str]:
    try:
        return {match.mime_type for match in puremagic.magic_string(data[:HEAD])}
    except (puremagic.PureError, ValueError):
        return set()


def _require_only_pdf(data: bytes, name: str) -> None:
    """It ends as a PDF does, and is no archive read from its end."""
    if PDF_ENDS not in data[-1024:]:
        raise refusals.Broken(name=name)
    if not data.rstrip(b"\0 \t\r\n").endswith(PDF_ENDS) or zipfile.is_zipfile(io.BytesIO(data)):
        raise refusals.TwoInOne(name=name)


def _require_plain(data: bytes, name: str) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        is_text = data.startswith(UTF_16) or b"\0" not in data[:HEAD]
        raise (refusals.NotInUtf8 if is_text else refusals.NotTaken)(name=name) from None
    begin = text[:HEAD].lstrip().lower()
    if CONTROLS & set(text) or begin.startswith(NO_PLAIN_TEXT) or any(word in begin for word in MARKUP):
        raise refusals.NotTaken(name=name)
