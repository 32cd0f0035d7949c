"""Whether a Word document or an Excel workbook is only that: no macros, no bomb, nothing beside it in the file."""

from __future__ import annotations

import io
import zipfile
import zlib

from fourgood.files import refusals
from fourgood.files.kinds import DOCX, XLSX, Kind

LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes; of all parts together
MOST_PARTS = 5_000
LARGEST_TABLE = 1024 * 1024  # bytes of the table that says what each part is
TABLE = "[Content_Types].xml"
BLOCK = 1024 * 1024
END_OF_ZIP, LENGTH_OF_END = b"PK\x05\x06", 22
ENCRYPTED = 0x1
MAIN = {
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
MACROS = (b"macroenabled", b"vbaproject", b"vbadata", b"activex")
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError)


def kind_of(data: bytes, name: str) -> Kind:
    """Which of the two it is. Raises NotTaken, Broken, HasMacros, Protected, UnpacksTooLarge, TwoInOne."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _require_honest(archive, data, name)
            kind = _by_table(archive, name)
            _require_whole(archive, name)
    except UNREADABLE:
        raise refusals.Broken(name=name) from None
    return kind


def _require_honest(archive: zipfile.ZipFile, data: bytes, name: str) -> None:
    """The file is the archive from its first byte to its last, and unpacks to a bearable size."""
    parts = archive.infolist()
    if data[-LENGTH_OF_END:-18] != END_OF_ZIP or min((part.header_offset for part in parts), default=1) != 0:
        raise refusals.TwoInOne(name=name)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise refusals.Protected(name=name)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise refusals.UnpacksTooLarge(name=name)


def _by_table(archive: zipfile.ZipFile, name: str) -> Kind:
    if TABLE not in archive.namelist():
        raise refusals.NotTaken(name=name)
    with archive.open(TABLE) as table:
        types = table.read(LARGEST_TABLE)
    said = (types + "\n".join(archive.namelist()).encode()).lower()
    if any(word in said for word in MACROS):
        raise refusals.HasMacros(name=name)
    found = [kind for main, kind in MAIN.items() if main in types]
    if len(found) != 1:
        raise refusals.NotTaken(name=name)
    return found[0]


def _require_whole(archive: zipfile.ZipFile, name: str) -> None:
    """Unpack everything once: a part that is larger than it says fails its checksum."""
    unpacked = 0
    for part in archive.infolist():
        with archive.open(part) as content:
            while block := content.read(BLOCK):
                unpacked += len(block)
                if unpacked > LARGEST_UNPACKED:
                    raise refusals.UnpacksTooLarge(name=name)
