"""The kinds of files that are taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """A kind of file as it is kept: its type for browsers, its extension, and what people call it."""

    content_type: str
    extension: str
    words: str | Promise = field(compare=False)  # differs by language

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = Kind("application/pdf", ".pdf", _("PDF"))
DOCX = Kind(f"{_OFFICE}wordprocessingml.document", ".docx", _("Word document"))
XLSX = Kind(f"{_OFFICE}spreadsheetml.sheet", ".xlsx", _("Excel workbook"))
JPEG = Kind("image/jpeg", ".jpg", _("picture"))
PNG = Kind("image/png", ".png", _("picture"))
WEBP = Kind("image/webp", ".webp", _("picture"))
TEXT = Kind("text/plain; charset=utf-8", ".txt", _("plain text"))

KINDS = (PDF, DOCX, XLSX, JPEG, PNG, WEBP, TEXT)
BY_TYPE = {kind.content_type: kind for kind in KINDS}

# What a browser offers to choose: on phones also the camera. `image/*` brings HEIC along, which is turned to JPEG.
ACCEPTED = ",".join(["image/*", *(kind.content_type.split(";")[0] for kind in (PDF, DOCX, XLSX, TEXT)), ".docx,.xlsx"])
