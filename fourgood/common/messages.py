"""The words of the pages: found in code and templates, kept in one catalogue per package and language, compiled.

Works with Babel, so that nothing but Python is needed (Django's own commands call the GNU gettext programs). English
is the language of the code and needs no catalogue.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE: Path = settings.PACKAGE
LANGUAGES = ("vi", "ms")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
SHARED = {"templates", "static", "locale"}


@dataclass(frozen=True)
class Missing:
    """A message that a reader of `language` would see in English."""

    package: str
    language: str
    message: str

    def __str__(self) -> str:
        return f"{self.package} [{self.language}] {self.message}"


def packages() -> list[Path]:
    """The folders that keep a catalogue: the project itself (for what all share), then each package."""
    apps = sorted(p.parent for p in PACKAGE.glob("*/__init__.py"))
    return [PACKAGE, *apps]


def sources(package: Path) -> Iterator[Path]:
    """The files whose words belong to the package."""
    if package != PACKAGE:
        yield from sorted(package.rglob("*.py"))
        yield from sorted(p for p in (package / "templates").rglob("*") if p.suffix in {".html", ".txt"})
        return
    yield from sorted(PACKAGE.glob("*.py"))
    yield from sorted(p for p in (PACKAGE / "templates").rglob("*") if p.suffix in {".html", ".txt"})


def template_of(package: Path) -> Catalog:
    """All messages of a package, untranslated."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for path in sources(package):
        for _line, message, _comments, context in extract("python", _as_python(path), keywords=KEYWORDS):
            catalog.add(message, locations=[(str(path.relative_to(PACKAGE)), 0)], context=context)
    return catalog


def _as_python(path: Path) -> io.BytesIO:
    """The file as something that Babel's Python extractor reads; templates are turned into calls first."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())
    return io.BytesIO(text.encode())


def catalogue_path(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def read(package: Path, language: str) -> Catalog:
    path = catalogue_path(package, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def update() -> list[Missing]:
    """Bring every catalogue to what the sources say; words no longer used leave. Returns what is untranslated."""
    for package in packages():
        template = template_of(package)
        for language in LANGUAGES:
            _write(package, language, template)
    return missing()


def _write(package: Path, language: str, template: Catalog) -> None:
    known = read(package, language)
    fresh = Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment="# FourGood")
    for message in template:
        if message.id:
            old = known.get(_key(message.id), message.context)
            fresh.add(message.id, old.string if old else "", context=message.context, locations=message.locations)
    path = catalogue_path(package, language)
    if len(fresh) == 0:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    write_po(content, fresh, width=120, sort_output=True, omit_header=False, include_lineno=False)
    text = _without_times(content.getvalue())
    if not path.exists() or path.read_bytes() != text:
        path.write_bytes(text)


def _without_times(text: bytes) -> bytes:
    """Drop the header lines that change with every run."""
    keep = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator', b'"Report-Msgid')
    return b"\n".join(line for line in text.split(b"\n") if not line.startswith(keep))


def missing() -> list[Missing]:
    """Messages in the sources that have no translation."""
    found = []
    for package in packages():
        template = template_of(package)
        for language in LANGUAGES:
            known = read(package, language)
            for message in template:
                if message.id and not _is_translated(known, message.id, message.context):
                    found.append(Missing(package.name, language, _key(message.id)))
    return found


def _is_translated(known: Catalog, message_id: str | tuple[str, ...] | list[str], context: str | None) -> bool:
    message = known.get(_key(message_id), context)
    if message is None:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings) and not message.fuzzy


def _key(message_id: str | tuple[str, ...] | list[str]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def compile_all() -> int:
    """Write the compiled catalogues that are older than their source. Returns how many were written."""
    written = 0
    for path in sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.parent.name)
        part = target.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as file:
            write_mo(file, catalog)
        part.replace(target)  # a reader never meets a half-written catalogue
        written += 1
    return written
