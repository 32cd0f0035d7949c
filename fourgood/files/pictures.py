"""Pictures made anew: upright, no larger than needed, and with nothing in them but what one sees."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from PIL import Image, ImageOps, UnidentifiedImageError

from fourgood.files import refusals
from fourgood.files.kinds import JPEG, PNG, WEBP, Kind

FORMATS = {JPEG: ["JPEG", "HEIF"], PNG: ["PNG"], WEBP: ["WEBP"]}
WRITTEN: dict[Kind, tuple[str, dict[str, Any]]] = {
    JPEG: ("JPEG", {"quality": 85, "optimize": True, "progressive": True}),
    PNG: ("PNG", {}),
    WEBP: ("WEBP", {"quality": 85}),
}
MILLION = 1_000_000
UNREADABLE = (
    *(UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, RuntimeError),
    *(IndexError, KeyError, TypeError, struct.error),  # Pillow, from what a broken file says of itself
)
PAPER = (255, 255, 255)


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept, and a small one of it (always JPEG)."""

    content: bytes
    small: bytes


def made_anew(data: bytes, kind: Kind, name: str) -> Picture:
    """Decode it and write its points anew; nothing else of the file comes along. Raises Broken, TooManyPixels."""
    formats = FORMATS[kind]
    if kind is JPEG:
        _learn_heic()
    try:
        with Image.open(io.BytesIO(data), formats=formats) as opened:
            _require_bearable(opened, name)
            opened.draft("RGB", (settings.FILES_PICTURE_SIDE,) * 2)  # a JPEG is decoded no larger than needed
            points = _points_of(ImageOps.exif_transpose(opened))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refusals.TooManyPixels(name=name, limit=settings.FILES_MAX_MEGAPIXELS) from None
    except UNREADABLE:
        raise refusals.Broken(name=name) from None
    points.thumbnail((settings.FILES_PICTURE_SIDE,) * 2)
    return Picture(_written(points, kind), _written(_small(points), JPEG))


@cache
def _learn_heic() -> None:
    """Let Pillow read photos of phones. Done when first needed: not every process needs the decoder in its memory."""
    import pillow_heif

    pillow_heif.register_heif_opener(thumbnails=False)


def _require_bearable(opened: Image.Image, name: str) -> None:
    """Its head says how large it is, before anything is decoded."""
    width, height = opened.size
    if width * height > settings.FILES_MAX_MEGAPIXELS * MILLION:
        raise refusals.TooManyPixels(name=name, limit=settings.FILES_MAX_MEGAPIXELS)


def _points_of(opened: Image.Image) -> Image.Image:
    """The points alone, in a mode that every format writes: what else the opened picture knows stays behind."""
    see_through = opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info
    turned = opened.convert("RGBA" if see_through else "L" if opened.mode in {"1", "L"} else "RGB")
    points = Image.new(turned.mode, turned.size)
    points.paste(turned)
    return points


def _small(points: Image.Image) -> Image.Image:
    small = points.copy()
    small.thumbnail((settings.FILES_SMALL_WIDTH, settings.FILES_SMALL_WIDTH * 2))
    return small


def _written(points: Image.Image, kind: Kind) -> bytes:
    format_, options = WRITTEN[kind]
    buffer = io.BytesIO()
    (_on_paper(points) if kind is JPEG else points).save(buffer, format_, **options)
    return buffer.getvalue()


def _on_paper(points: Image.Image) -> Image.Image:
    """JPEG knows no see-through points: they are laid on white."""
    if points.mode != "RGBA":
        return points
    paper = Image.new("RGB", points.size, PAPER)
    paper.paste(points, mask=points.getchannel("A"))
    return paper
