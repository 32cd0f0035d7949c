"""Inputs that forms share."""

import pytest
from django import forms
from django.test.html import parse_html

from fourgood.common.widgets import LongSelect

FLAT = [("", "All"), (1, "One"), (2, "<Two>")]
GROUPED = [("", "All"), ("Numbers", [("1", "One"), ("2", "Two")])]


@pytest.mark.parametrize("choices", [FLAT, GROUPED])
@pytest.mark.parametrize("value", [None, "", "2"])
def test_long_select_offers_what_djangos_own_does(choices, value):
    attrs = {"id": "id_unit", "required": True, "class": "wide"}
    ours = LongSelect(choices=choices).render("unit", value, attrs)
    own = forms.Select(choices=choices).render("unit", value, attrs)
    assert parse_html(ours) == parse_html(own)
