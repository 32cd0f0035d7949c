"""Sorting and searching as Vietnamese readers expect it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourgood.common.vietnamese import person_sort_key, search_key, sort_key

# Each list stands in the order of a Vietnamese dictionary.
LETTERS = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")
TONES = list("aàảãáạ")
ORDERED = {
    "letters": LETTERS,
    "tones": TONES,
    "tones of another letter": list("ơờởỡớợ"),
    "a letter with a mark comes after all tones of the plain one": ["ạ", "ă", "ặ", "â", "ậ", "b"],
    "letters first, tones only where letters are equal": ["ma", "mạ", "mai", "mải", "man"],
    "first tone decides before the second": ["lan", "lán", "lan anh"],
    "whole words first": ["Bình Lục", "Bình Lục Hạ", "Bình Lục Thượng", "Bình Minh"],
    "capitals count as small letters": ["an", "ÂN", "bé"],
    "numbers by value, before letters": ["Khu 2", "Khu 10", "Khu An"],
    "d and đ are two letters": ["dung", "dương", "đa", "đô"],
}

# Members of a cell as a Vietnamese list shows them.
PEOPLE = [
    "Lê An",
    "Trần Thị An",
    "Nguyễn Thị Ánh",
    "Vũ Văn Bảy",
    "Trần Quốc Dũng",
    "Bùi Đức",
    "Lê Thị Hòa",
    "Đỗ Ngọc Lan",
    "Hà Thị Lan",
    "Phạm Hải Nam",
    "Nguyễn Thu",
    "Nguyễn Thị Thu",
    "Đào Văn Thủy",
    "Tư",
]


@pytest.mark.parametrize("case", ORDERED)
def test_dictionary_order(case):
    words = ORDERED[case]
    assert sorted(words, key=sort_key, reverse=True) == words[::-1]


def test_people_stand_by_given_name_then_by_the_rest_from_the_left():
    assert sorted(PEOPLE, key=person_sort_key, reverse=True) == PEOPLE[::-1]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Biểu Nghi", "bieu nghi"),
        ("Chi bộ khu Bình Lục Hạ", "chi bo khu binh luc ha"),
        ("ĐẶNG  Thanh-Mai", "dang thanh mai"),
        ("Đảng bộ thị xã", "dang bo thi xa"),
        ("Khu 3A", "khu 3a"),
        ("  ", ""),
        ("ươn ướt", "uon uot"),
    ],
)
def test_search_key(text, key):
    assert search_key(text) == key


NAMES = ["Biểu Nghi", "Đặng Thị Hòa", "Nguyễn Ướt", "Khu 10"]


@pytest.mark.parametrize("name", NAMES)
def test_keys_do_not_depend_on_how_the_text_was_typed(name):
    """Composed (as most keyboards write) or decomposed (as macOS file names and some lists are)."""
    decomposed = unicodedata.normalize("NFD", name)
    assert decomposed == name or len(decomposed) > len(name)
    for key in (sort_key, person_sort_key, search_key):
        assert key(decomposed) == key(name) == key(f" {name} ")


@given(st.text())
def test_any_text_has_keys_that_the_database_can_hold(text):
    for key in (sort_key(text), person_sort_key(text), search_key(text)):
        assert "\x00" not in key
    assert search_key(search_key(text)) == search_key(text)


@given(st.lists(st.sampled_from([*LETTERS, *TONES]), min_size=1, max_size=6).map("".join))
def test_capitals_sort_with_small_letters(word):
    assert sort_key(word.upper()) == sort_key(word)
