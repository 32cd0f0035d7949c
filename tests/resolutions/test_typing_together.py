"""Two people type into the same draft: nothing is overwritten silently, the second sees both texts."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from fourgood.resolutions.models import Minutes
from fourgood.resolutions.typing_together import Page, Sorted, mark, sort_out
from tests.resolutions.evenings import drafted, evening, now

HTMX = {"HTTP_HX_REQUEST": "true"}
SHOWN, THEIRS, MINE = "Đã làm.", "Đã làm tốt.", "Đã làm đủ."


@pytest.mark.parametrize(
    ("standing", "typed_by", "sent", "expected"),
    [
        (SHOWN, "", MINE, Sorted({"a": MINE}, {}, [])),
        (SHOWN, "", f"{SHOWN}\r\n", Sorted({}, {}, [])),
        (THEIRS, "other", MINE, Sorted({}, {"a": THEIRS}, [])),
        (THEIRS, "other", SHOWN, Sorted({}, {}, ["a"])),
        (THEIRS, "other", THEIRS, Sorted({}, {}, [])),
        (THEIRS, "mine", MINE, Sorted({"a": MINE}, {}, [])),
        (THEIRS, "mine", SHOWN, Sorted({"a": SHOWN}, {}, [])),
    ],
)
def test_text_is_written_only_over_what_its_page_has_seen(standing, typed_by, sent, expected):
    page = Page("mine", {"a": mark(SHOWN)})
    typed = {"a": [1, typed_by]} if typed_by else {}
    assert sort_out({"a": standing}, {"a": sent}, typed, page) == expected


def test_without_marks_nothing_is_compared():
    assert sort_out({"a": THEIRS}, {"a": MINE}, {"a": [1, "other"]}, Page()).write == {"a": MINE}


class Desk:
    """Someone with the page of a draft open: its hidden fields as they stand in the browser."""

    def __init__(self, user, address):
        self.browser, self.address = Client(), address
        self.browser.force_login(user)
        self.hidden = {}
        self.see(self.browser.get(address).content.decode())

    def see(self, page):
        for tag in re.findall(r"<input[^>]*>", page):
            name, value = re.search(r'name="(page|mark_[^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name:
                self.hidden[name[1]] = value[1]
        return page

    def types(self, **texts):
        """What htmx sends, and gets."""
        return self.see(self.browser.post(self.address, self.hidden | texts, **HTMX).content.decode())

    def saves(self, **texts):
        answer = self.browser.post(self.address, self.hidden | texts)
        return answer.status_code, self.see(answer.content.decode())


@pytest.fixture
def resolution(cast):
    return drafted(evening(cast.bieu_nghi), by=cast.bay, evaluation=SHOWN, ahead="Gieo trồng.")


@pytest.fixture
def desks(cast, resolution):
    address = reverse("resolution_edit", args=[resolution.pk])
    return Desk(cast.bay, address), Desk(cast.thu, address)


def kept(resolution):
    resolution.refresh_from_db()
    return resolution.evaluation, resolution.ahead


def test_second_to_type_in_the_same_text_gets_both(cast, resolution, desks):
    first, second = desks
    first.types(evaluation=THEIRS, ahead="Gieo trồng.")
    told = second.types(evaluation=MINE, ahead="Nạo vét.")
    assert THEIRS in told
    assert MINE in told
    assert str(cast.bay) in told
    assert kept(resolution) == (THEIRS, "Nạo vét."), "what only one has typed is saved"
    code, page = second.saves(evaluation=MINE, ahead="Nạo vét.")
    assert (code, THEIRS in page, MINE in page) == (200, True, True)
    assert "hx-post" not in page.split('id="texts"')[1].split(">")[0], "nothing is saved before they have chosen"
    assert kept(resolution) == (THEIRS, "Nạo vét.")
    assert second.saves(evaluation=f"{THEIRS} {MINE}", ahead="Nạo vét.")[0] == 302
    assert kept(resolution)[0] == f"{THEIRS} {MINE}"


def test_different_texts_do_not_get_in_each_others_way(cast, resolution, desks):
    first, second = desks
    first.types(evaluation=THEIRS, ahead="Gieo trồng.")
    told = second.types(evaluation=SHOWN, ahead="Nạo vét.")
    assert "đánh giá" in told.lower() or "đã thay đổi" in told.lower() or "người khác" in told.lower()
    assert kept(resolution) == (THEIRS, "Nạo vét.")


def test_own_typing_never_clashes_though_an_answer_got_lost(cast, resolution, desks):
    first, _second = desks
    lost = dict(first.hidden)
    first.types(evaluation=THEIRS, ahead="Gieo trồng.")
    first.hidden = lost
    first.types(evaluation=SHOWN, ahead="Gieo trồng.")
    assert kept(resolution)[0] == SHOWN


def test_who_has_saved_and_types_elsewhere_does_not_clash_with_what_came_later(cast, resolution, desks):
    first, second = desks
    first.types(evaluation=THEIRS, ahead="Gieo trồng.")
    third = Desk(cast.thu, second.address)
    third.types(evaluation=MINE, ahead="Gieo trồng.")
    told = first.types(evaluation=THEIRS, ahead="Nạo vét.")
    assert MINE not in told
    assert kept(resolution) == (MINE, "Nạo vét.")


def test_minutes_show_both_texts_too(cast):
    meeting = evening(cast.bieu_nghi)
    minutes = Minutes.objects.write(meeting, by=cast.bay, at=now())
    address = reverse("minutes_edit", args=[meeting.pk])
    first, second = Desk(cast.bay, address), Desk(cast.thu, address)
    first.types(text_roll=THEIRS)
    code, page = second.saves(text_roll=MINE)
    assert (code, THEIRS in page, MINE in page) == (200, True, True)
    assert minutes.sections.get(code="roll").text == THEIRS
    assert second.saves(text_roll=f"{THEIRS} {MINE}")[0] == 302
    assert minutes.sections.get(code="roll").text == f"{THEIRS} {MINE}"
