"""The look: every shared part is drawn, forms speak, pages carry the bar, the menu and the way around."""

from __future__ import annotations

import datetime as dt
import gzip
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

from fourgood.common.petals import petals_of, words_of
from fourgood.common.spans import between, since
from fourgood.common.templatetags.fourgood import money, money_short, percent, span, whole
from fourgood.common.widgets import DayInput


class MeetingForm(forms.Form):
    title = forms.CharField(label="title", help_text="In a few words.")
    on = forms.DateField(label="date", widget=DayInput())
    remark = forms.CharField(label="remark", required=False)
    kind = forms.ChoiceField(label="kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="agreed")


def test_home_shows_the_bar_the_menu_and_the_skip_link(cast, client: Client):
    client.force_login(cast.bay)
    page = client.get("/").content.decode()
    assert '<a class="skip" href="#main">' in page
    assert page.count("<h1>") == 1
    assert 'aria-current="page"' in page
    assert "Vũ Văn Bảy" in page


def test_first_page_weighs_less_than_60_kb_over_the_wire(cast, client: Client):
    client.force_login(cast.lan)
    page = client.get("/", headers={"accept-encoding": "gzip"})
    assert page["Content-Encoding"] == "gzip"
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', gzip.decompress(page.content).decode())
    assert len(files) >= 3
    weight = len(page.content) + sum(len(gzip.compress(Path(finders.find(file)).read_bytes())) for file in files)
    assert weight < 60_000


def test_field_names_its_hint_and_its_error_to_screen_readers():
    with translation.override("en"):
        html = MeetingForm({}).as_div()
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert html.count('aria-invalid="true"') >= 4


def test_error_summary_links_to_every_field_in_error():
    with translation.override("en"):
        html = MeetingForm({}).as_div()
    assert "4 things need your attention" in html
    for target in ("#id_title", "#id_on", "#id_kind_0", "#id_agreed"):
        assert f'href="{target}"' in html


def test_form_as_paragraphs_is_drawn_the_same():
    form = MeetingForm()
    assert form.as_p() == form.as_div()


def test_only_optional_fields_say_so():
    with translation.override("en"):
        assert MeetingForm().as_div().count("(not required)") == 1


def test_day_input_speaks_iso_in_every_language():
    for language in ("vi", "ms", "en"):
        with translation.override(language):
            html = MeetingForm(initial={"on": dt.date(2026, 3, 9)}).as_div()
        assert 'type="date" name="on" value="2026-03-09"' in html


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (since(dt.date(2025, 7, 1)), "from 01/07/2025"),
        (between(None, dt.date(2025, 6, 30)), "until 30/06/2025"),
        (between(dt.date(2025, 7, 1), dt.date(2026, 6, 30)), "01/07/2025 – 30/06/2026"),
        (between(dt.date(2025, 7, 1), dt.date(2025, 7, 1)), "01/07/2025"),
        (since(None), "always"),
        (None, ""),
    ],
)
def test_span_in_words(row, words):
    with translation.override("en"):
        assert span(row) == words


@pytest.mark.parametrize(
    ("language", "amount", "full", "short"),
    [
        ("vi", 7_000_000_000, "7.000.000.000 đồng", "7 tỷ đồng"),
        ("vi", 1_790_000_000, "1.790.000.000 đồng", "1,7 tỷ đồng"),
        ("vi", 850_000_000, "850.000.000 đồng", "850 triệu đồng"),
        ("vi", 20_000, "20.000 đồng", "20.000 đồng"),
        ("en", 1_700_000_000, "1,700,000,000 dong", "1.7 billion dong"),
        ("en", None, "", ""),
    ],
)
def test_money_in_words(language, amount, full, short):
    with translation.override(language):
        assert (money(amount), money_short(amount)) == (full, short)


def test_percent_has_one_decimal():
    with translation.override("vi"):
        assert percent(Decimal("85.714")) == "85,7 %"


def test_petals_tell_every_good_and_what_is_missing():
    with translation.override("en"):
        words = words_of(petals_of([86, Decimal("92.5"), None, 0]), label="November", total="90.1 points")
    assert words == (
        "November: 90.1 points. Tasks done well: 86.0 %; Good quality of activities: 92.5 %; "
        "Good solidarity and discipline: no result; Good cadres and members: 0.0 %"
    )


def test_petals_are_four():
    with pytest.raises(ValueError, match="four petals"):
        petals_of([1, 2, 3])


def test_missing_petal_is_an_outline_only():
    html = Template("{% load fourgood %}{% petals goods %}").render(Context({"goods": [50, None, 100, 120]}))
    assert html.count('class="outline"') == 4
    assert html.count('class="fill"') == 3
    assert 'transform="scale(0.500)"' in html
    assert html.count('transform="scale(1.000)"') == 2


@pytest.mark.parametrize("language", ["vi", "ms", "en"])
@pytest.mark.parametrize("number", [0, 7, -12, 999, -999, 1000, -1000, 282360])
def test_whole_number_reads_as_any_number_does(language, number):
    with translation.override(language):
        assert whole(number) == Template("{{ number }}").render(Context({"number": number}))


@pytest.mark.parametrize("prefix", ["/", "/4good/"])
def test_address_of_a_row_is_that_of_url(prefix):
    written = Template("{% load fourgood %}{% address name 7042 %} {% url name 7042 %}")
    of_a_word = Template("{% load fourgood %}{% address name 7042 word %} {% url name 7042 word %}")
    was = get_script_prefix()
    try:
        set_script_prefix(prefix)
        for name in ("unit_tasks", "unit"):
            kept, looked_up = written.render(Context({"name": name})).split()
            assert kept == looked_up
            assert kept.startswith(prefix)
        for word in ("missing", "late"):
            kept, looked_up = of_a_word.render(Context({"name": "coverage_names", "word": word})).split()
            assert kept == looked_up
    finally:
        set_script_prefix(was)
