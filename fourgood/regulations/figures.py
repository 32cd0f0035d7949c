"""Numbers as people of the three languages write them: 1.234,5 in Vietnamese, 1,234.5 in Malay and English."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from fourgood.regulations.framework import Words
from fourgood.regulations.hundredths import down

_VIETNAMESE = str.maketrans(",.", ".,")


def figure(number: Decimal | int, language: str) -> str:
    """With separators of thousands, without closing zeros: 7000000.50 is "7.000.000,5" in Vietnamese."""
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(_VIETNAMESE) if language == "vi" else text


def percent(percentage: Fraction, language: str) -> str:
    """Cut after the second place, never rounded up: 84.996 % must not read as 85 %."""
    return f"{figure(down(percentage), language)} %"


def filled(template: Words, **gaps: Words | Decimal | int | Fraction) -> Words:
    """The template in each language with its gaps filled: words in that language, numbers in its notation, fractions as
    percentages."""

    def to(language: str) -> str:
        return template.to(language).format(**{name: _written(gap, language) for name, gap in gaps.items()})

    return Words(vi=to("vi"), ms=to("ms"), en=to("en"))


def _written(gap: Words | Decimal | int | Fraction, language: str) -> str:
    if isinstance(gap, Words):
        return gap.to(language)
    return percent(gap, language) if isinstance(gap, Fraction) else figure(gap, language)


def joined(pieces: list[Words], separator: str) -> Words:
    """Pieces one after the other, in each language."""

    def to(language: str) -> str:
        return separator.join(piece.to(language) for piece in pieces)

    return Words(vi=to("vi"), ms=to("ms"), en=to("en"))


def sentence(words: Words) -> Words:
    """With a capital first letter."""
    return Words(*(text[:1].upper() + text[1:] for text in (words.vi, words.ms, words.en)))
