"""Pages of the score of a meeting: what stands in them, what is never filled in beforehand, who may do what."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.meeting_quality.models import QualitySheet
from fourgood.meeting_quality.points import Given
from tests.meeting_quality.sheets import complete, filled, held, submitted, suggested, variant_of
from tests.resolutions.evenings import end, evening
from tests.resolutions.evenings import voted as vote_held


@pytest.fixture
def meeting(cast):
    return held(cast.bieu_nghi)


def address(name, meeting):
    return reverse(name, args=[meeting.pk])


def page(client, person, name, meeting):
    client.force_login(person)
    return client.get(address(name, meeting))


def posted(given, **reasons):
    """As the form sends it."""
    fields = {}
    for code, one in given.items():
        fields[f"points-{code}"] = "aside" if one.aside else "" if one.points is None else f"{one.points:.2f}"
    return fields | {f"reason-{code.removeprefix('c').replace('_', '.')}": text for code, text in reasons.items()}


def first(form):
    return {name.removeprefix("points-"): f.initial for name, f in form.fields.items() if name.startswith("points-")}


def test_the_form_holds_what_is_suggested_and_nothing_else(cast, client, meeting):
    form = page(client, cast.bay, "quality_fill", meeting).context["form"]
    said = suggested(meeting)
    assert {code for code, value in first(form).items() if value} == {c for c, one in said.items() if not one.is_empty}
    assert (first(form)["1.1"], first(form)["4.3"], first(form)["5.2"]) == ("5.00", "aside", "")


def test_saved_in_part_and_gone_on_with(cast, client, meeting):
    client.force_login(cast.bay)
    answer = client.post(address("quality_fill", meeting), {"points-5.2": "4.00", "reason-5.2": "tốt"})
    assert answer.url == address("quality", meeting)
    form = client.get(address("quality_fill", meeting)).context["form"]
    assert (first(form)["5.2"], first(form)["1.1"]) == ("4.00", "")


def test_points_that_the_sheet_does_not_know_are_refused_with_all_that_was_typed(cast, client, meeting):
    client.force_login(cast.bay)
    answer = client.post(address("quality_fill", meeting), {"points-5.2": "9.00", "reason-5.1": "như đã ghi"})
    assert set(answer.context["form"].errors) == {"points-5.2"}
    assert "như đã ghi" in answer.content.decode()
    assert not QualitySheet.objects.exists()


def test_from_the_meeting_to_the_level_above_and_back(cast, client, meeting):
    client.force_login(cast.bay)
    own = complete(meeting, c1_1=Given(Decimal(4)))
    client.post(address("quality_fill", meeting), posted(own, c1_1="Mất điện 15 phút"))
    client.post(address("quality_vote", meeting), {"in_favour": "17", "against": "", "abstaining": "1"})
    assert client.post(address("quality_submit", meeting)).url == address("quality", meeting)
    client.force_login(cast.tuan)
    listed = client.get(reverse("quality_list"))
    assert [row["is_mine"] for row in listed.context["rows"]] == [True]
    answer = client.get(address("quality_confirm", meeting))
    assert first(answer.context["form"])["1.1"] == ""  # the cell departs from what the records suggest
    assert "Mất điện 15 phút" in answer.content.decode()
    answer = client.post(address("quality_confirm", meeting), posted(own | {"1.1": Given(Decimal(5))}))
    assert answer.context["form"].errors
    answer = client.post(
        address("quality_confirm", meeting), posted(own | {"1.1": Given(Decimal(5))}, c1_1="Sổ ghi đủ 100 phút")
    )
    assert answer.url == address("quality", meeting)
    shown = page(client, cast.nam, "quality", meeting).content.decode()
    assert ("Mất điện 15 phút" in shown, "Sổ ghi đủ 100 phút" in shown) == (True, True)
    assert client.get(reverse("quality_list")).status_code == 403


def test_a_vote_held_here_is_offered(cast, client):
    meeting = evening(cast.bieu_nghi)
    vote = vote_held(meeting, question="Thông qua điểm tự chấm")
    end(meeting)
    client.force_login(cast.bay)
    client.post(address("quality_fill", meeting), {"points-5.2": "4.00"})
    assert "Thông qua điểm tự chấm" in client.get(address("quality_vote", meeting)).content.decode()
    client.post(address("quality_vote", meeting), {"vote": vote.pk})
    assert QualitySheet.objects.get().vote == vote


@pytest.mark.parametrize("numbers", [{"against": "1"}, {"in_favour": "200"}, {"in_favour": "2"}, {"in_favour": "x"}])
def test_a_vote_that_cannot_be_is_refused_in_the_form(cast, client, meeting, numbers):
    filled(meeting)
    client.force_login(cast.bay)
    answer = client.post(address("quality_vote", meeting), numbers)
    assert set(answer.context["form"].errors) == {"in_favour"}


def test_a_number_with_a_comma_where_points_go_in_proportion(cast, client, meeting):
    from fourgood.meeting_quality.forms import PointsField
    from tests.regulations.shipped import criterion

    field = PointsField(criterion("meeting-2018", "3.2"))
    assert (field.clean("4,72"), field.clean(" 5 "), field.clean("")) == ("4.72", "5.00", "")
    for wrong in ("5,01", "-1", "1,234", "năm", "nan", "1e9"):
        with pytest.raises(Exception, match="0"):
            field.clean(wrong)


def test_drafts_are_for_leaders(cast, client, meeting):
    filled(meeting)
    assert page(client, cast.nam, "quality", meeting).status_code == 404
    assert page(client, cast.tuan, "quality", meeting).status_code == 200
    assert "quality/fill" not in page(client, cast.tuan, "quality", meeting).content.decode()


def test_the_page_of_the_meeting_has_the_score_without_javascript_too(cast, client, meeting):
    assert address("quality_line", meeting) in page(client, cast.nam, "meeting", meeting).content.decode()
    nothing = page(client, cast.nam, "quality_line", meeting).content.decode()
    assert "<html" in nothing
    submitted(meeting)
    client.force_login(cast.nam)
    fragment = client.get(address("quality_line", meeting), headers={"HX-Request": "true"}).content.decode()
    assert ("88,4/100" in fragment, "<html" in fragment) == (True, False)


def test_the_list_takes_the_same_queries_for_1_and_3(cast, client):
    counts = []
    for number in (1, 2):
        for _n in range(number):
            submitted(held(cast.bieu_nghi))
        client.force_login(cast.tuan)
        client.get(reverse("quality_list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("quality_list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_every_criterion_of_both_sheets_can_be_drawn(cast, client, meeting):
    html = page(client, cast.bay, "quality_fill", meeting).content.decode()
    codes = [criterion.code for criterion in variant_of(meeting).criteria()]
    assert [code for code in codes if f'name="points-{code}"' not in html] == []
