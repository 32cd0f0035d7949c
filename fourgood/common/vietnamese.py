"""Stored keys that sort and search Vietnamese text without help from the database.

The embedded PostgreSQL has neither ICU collations nor `unaccent`, so a row stores two keys beside its text: one that
compares bytewise in the order of the Vietnamese alphabet (columns that hold it use the collation "C"), one without
diacritics for searching.
"""

import re
import unicodedata
from functools import cache

# Marks that make another letter (ă â ê ô ơ ư), in the alphabet's order after the plain letter: a ă â … o ô ơ … u ư.
_LETTER_MARKS = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
# Marks of tone, in the order of Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_BETWEEN_KEYS = "\x01"
_NUMBER_WIDTH = 8


def search_key(text: str) -> str:
    """Lower case without diacritics, đ as d, runs of other signs as one space: "Biểu Nghị" → "bieu nghi"."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", letters))


def sort_key(text: str) -> str:
    """A key whose bytes sort as a Vietnamese dictionary does: letters first, tones only where letters are equal.

    Numbers sort by their value: "Khu 2" before "Khu 10".
    """
    letters: list[str] = []
    tones: list[str] = []
    for number, word in re.findall(r"(\d+)|([^\W\d_]+)", unicodedata.normalize("NFC", text.lower())):
        if letters:
            letters.append(" ")
        if number:
            letters.append(number.zfill(_NUMBER_WIDTH))
        for letter in word:
            place, tone = _place(letter)
            letters.append(place)
            tones.append(tone)
    return "".join(letters) + _BETWEEN_KEYS + "".join(tones)


def person_sort_key(full_name: str) -> str:
    """As lists of Vietnamese people are sorted: by given name (the last word), then by the rest from the left."""
    *rest, given = full_name.split() or [""]
    return sort_key(given) + _BETWEEN_KEYS + sort_key(" ".join(rest))


@cache
def _place(letter: str) -> tuple[str, str]:
    """The letter's place in the alphabet (two signs) and its tone (one sign)."""
    if letter == "đ":
        return "d1", "0"
    plain = unicodedata.normalize("NFD", letter)
    base, marks = plain[0], plain[1:]
    place = next((_LETTER_MARKS[m] for m in marks if m in _LETTER_MARKS), "0")
    tone = next((_TONES[m] for m in marks if m in _TONES), "0")
    return base + place, tone
