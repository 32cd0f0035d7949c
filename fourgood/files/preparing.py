"""From what a browser sent to what is kept: checked, pictures made anew, named, digested."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File

from fourgood.files import content, names, pictures, refusals
from fourgood.files.kinds import Kind

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Prepared:
    """A file that may be kept. `digest` is SHA-256, hex; `small` a small JPEG of a picture, else empty."""

    name: str
    kind: Kind
    content: File[bytes]
    size: int
    digest: str
    small: bytes = b""


def prepare(upload: File[bytes]) -> Prepared:
    """Raises a refusal of `files.refusals` that names the file and says what to do instead."""
    name = names.shown(upload.name or "")
    if upload.size > settings.FILES_MAX_MB * MEGABYTE:
        raise refusals.TooLarge(name=name, limit=settings.FILES_MAX_MB)
    upload.seek(0)
    data = upload.read()
    kind = content.kind_of(data, name)
    kept, small = upload, b""
    if kind.is_picture:
        picture = pictures.made_anew(data, kind, name)
        data, small = picture.content, picture.small
        kept = ContentFile(data)
    return Prepared(
        name=names.cleaned(name, kind),
        kind=kind,
        content=kept,
        size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
        small=small,
    )
