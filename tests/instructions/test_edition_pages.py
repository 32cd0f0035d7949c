"""Pages of instructions: the list, one edition, drafting, issuing, amending, withdrawing; and who may not (M4)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.instructions.models import Edition
from tests.instructions.editions import DAY, HEAD, draft, issued, ready

FORM = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in HEAD.items()}


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.lan)
    return client


def url(name, edition, *more):
    return reverse(name, args=[edition.pk, *more])


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def errors(response):
    return [str(error) for of_field in response.context["form"].errors.values() for error in of_field]


# Reading


def test_list_tells_what_holds_and_what_held(client, cast):
    client.force_login(cast.nam)
    editions = client.get(reverse("instruction_list")).context["editions"]
    assert [row.edition for row in editions.now] == [cast.edition]
    assert [(row.edition, row.state) for row in editions.earlier] == [(cast.first_edition, "over")]
    assert editions.drafts == editions.coming == []


def test_list_shows_drafts_to_who_issues(officer, cast):
    edition = draft(cast)
    editions = officer.get(reverse("instruction_list")).context["editions"]
    assert [row.edition for row in editions.drafts] == [edition]


def test_list_asks_as_often_for_three_as_for_one(officer, cast):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(officer, reverse("instruction_list"))
        return len(found)

    issued(cast), draft(cast, number="1-HD/X")
    few = queries()
    for place in (2, 3):
        issued(cast, number=f"{place}0-HD/THỬ"), draft(cast, number=f"{place}-HD/X")
    assert queries() == few


def test_edition_asks_as_often_for_three_files_as_for_one(officer, cast):
    def queries(edition):
        officer.get(edition.get_absolute_url())  # reads the frameworks
        with CaptureQueriesContext(connection) as found:
            page(officer, edition.get_absolute_url())
        return len(found)

    one, three = issued(cast), issued(cast, "committee-2026", "cell-2026", "cell-met-2024", number="1-HD/X")
    assert queries(three) == queries(one)
    one, three = (
        ready(cast, number="2-HD/X"),
        ready(cast, "committee-2026", "cell-2026", "cell-met-2024", number="3-HD/X"),
    )
    assert queries(three) == queries(one)


def test_member_reads_head_digest_and_files_but_has_no_buttons(client, cast):
    client.force_login(cast.nam)
    html = page(client, cast.edition.get_absolute_url())
    assert cast.edition.digest in html
    assert "cell-2026" in html
    assert url("edition_difference", cast.edition, cast.first_edition.pk) in html
    for name in ("edition_amend", "edition_withdraw"):
        assert url(name, cast.edition) not in html


def test_edition_whose_text_is_not_the_one_issued_says_so(client, cast):
    client.force_login(cast.nam)
    edition = ready(cast)
    Edition.objects.filter(pk=edition.pk).update(issued_at=dt.datetime.now(dt.UTC), digest="0" * 64)
    assert not client.get(edition.get_absolute_url()).context["files"].is_intact
    assert client.get(cast.edition.get_absolute_url()).context["files"].is_intact


# Drafting


def test_officer_drafts_an_instruction(officer, cast):
    response = officer.post(reverse("edition_new"), FORM | {"issuer": cast.quang_ninh.pk, "number": "9-HD/THỬ"})
    edition = Edition.objects.get(instruction__number="9-HD/THỬ")
    assert response.url == edition.get_absolute_url()
    assert (edition.drafted_by, edition.first_day, edition.carry_over) == (cast.lan, DAY, "")


def test_draft_with_a_taken_number_comes_back_as_typed(officer, cast):
    response = officer.post(reverse("edition_new"), FORM | {"issuer": cast.quang_ninh.pk, "number": "05-HD/BTCTU"})
    assert (response.status_code, len(errors(response))) == (200, 1)
    assert response.context["form"]["title_vi"].value() == "Hướng dẫn thử"


def test_head_is_corrected_with_its_number(officer, cast):
    edition = draft(cast)
    officer.post(url("edition_head", edition), FORM | {"number": "10-HD/THỬ", "seat": "Hạ Long"})
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.instruction.number, edition.seat) == ("10-HD/THỬ", "Hạ Long")


def test_head_that_ends_too_early_is_refused(officer, cast):
    edition = draft(cast)
    response = officer.post(url("edition_head", edition), FORM | {"number": "9-HD/THỬ", "last_day": "2026-09-30"})
    assert len(errors(response)) == 1


def test_draft_is_discarded(officer, cast):
    edition = draft(cast)
    page(officer, url("edition_discard", edition))
    assert officer.post(url("edition_discard", edition)).url == reverse("instruction_list")
    assert not Edition.objects.filter(pk=edition.pk).exists()


# Issuing


def test_issuing_says_what_is_missing(officer, cast):
    edition = draft(cast)
    response = officer.get(url("edition_issue", edition))
    assert len(response.context["obstacles"]) == 1
    officer.post(url("edition_issue", edition))
    assert Edition.objects.get(pk=edition.pk).is_draft


def test_issuing_says_what_follows_and_is_done(officer, cast):
    edition = ready(cast)
    response = officer.get(url("edition_issue", edition))
    assert response.context["obstacles"] == []
    assert len(response.context["consequences"]) == 4  # received, holds, beside 05-HD/BTCTU, immutable
    assert officer.post(url("edition_issue", edition)).url == edition.get_absolute_url()
    edition = Edition.objects.get(pk=edition.pk)
    assert (edition.issued_by, len(edition.digest)) == (cast.lan, 64)


def test_heads_are_written_by_one_button(officer, cast):
    edition = ready(cast)
    edition.change_head(by=cast.lan, seat="Hạ Long", number="11-HD/THỬ")
    assert len(edition.obstacles()) == 1
    officer.post(url("heads_write", edition))
    assert Edition.objects.get(pk=edition.pk).obstacles() == []


# Amending and withdrawing


def test_amending_asks_what_becomes_of_concrete_criteria(officer, cast):
    edition = issued(cast)
    later = FORM | {"first_day": "2027-01-01", "carry_over": ""}
    response = officer.post(url("edition_amend", edition), later)
    assert (response.status_code, list(response.context["form"].errors)) == (200, ["carry_over"])
    response = officer.post(url("edition_amend", edition), later | {"carry_over": "adapt"})
    new = edition.instruction.editions.get(place=2)
    assert response.url == new.get_absolute_url()
    assert (new.carry_over, new.first_day, new.files.count()) == ("adapt", dt.date(2027, 1, 1), 1)


def test_issuing_a_new_edition_says_that_the_old_one_ends(officer, cast):
    edition = issued(cast)
    new = edition.amend(by=cast.lan, at=edition.issued_at, first_day=dt.date(2027, 1, 1), carry_over="keep")
    new.write_heads(by=cast.lan)
    said = " ".join(officer.get(url("edition_issue", new)).context["consequences"])
    assert "31/12/2026" in said


def test_withdrawing_asks_for_the_reason(officer, cast):
    edition = issued(cast)
    response = officer.post(url("edition_withdraw", edition), {"reason": ""})
    assert list(response.context["form"].errors) == ["reason"]
    assert (
        officer.post(url("edition_withdraw", edition), {"reason": "Sai thẩm quyền"}).url == edition.get_absolute_url()
    )
    assert "Sai thẩm quyền" in page(officer, edition.get_absolute_url())
    assert officer.get(url("edition_withdraw", edition)).status_code == 403


# Who may not

ACTS = ["edition_head", "edition_issue", "edition_discard", "edition_amend", "edition_withdraw", "file_new"]


@pytest.mark.parametrize("name", ["edition_amend", "edition_withdraw"])
@pytest.mark.parametrize("person", ["nam", "bay", "hoa", "minh"])
def test_who_does_not_issue_is_refused(client, cast, name, person):
    client.force_login(getattr(cast, person))
    assert client.get(url(name, cast.edition)).status_code == 403
    assert client.post(url(name, cast.edition), {"reason": "x"}).status_code == 403
    assert Edition.objects.get(pk=cast.edition.pk).withdrawn_at is None


@pytest.mark.parametrize("name", ["edition", *ACTS])
@pytest.mark.parametrize("person", ["nam", "bay", "hoa", "minh", "quang", "khach"])
def test_draft_is_hidden_from_who_does_not_issue(client, cast, name, person):
    client.force_login(getattr(cast, person))
    assert client.get(url(name, draft(cast))).status_code == 404


@pytest.mark.parametrize("name", ["edition_head", "edition_issue", "edition_discard", "file_new"])
def test_what_is_issued_is_not_changed_by_the_officer_either(officer, cast, name):
    assert officer.get(url(name, cast.edition)).status_code == 403


def test_stranger_gets_no_list(client, cast):
    client.force_login(cast.quang)
    assert client.get(reverse("instruction_list")).status_code == 403
    assert client.get(cast.edition.get_absolute_url()).status_code == 404
