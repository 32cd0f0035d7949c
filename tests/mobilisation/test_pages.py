"""Pages of mobilisation projects: who sees which names, forms that speak, queries flat in the number of rows (M16)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourgood.mobilisation.models import Gift, Project
from tests.mobilisation.projects import HEAD, begin, give


@pytest.fixture
def project(cast):
    made = begin(cast)
    give(cast, made, 4_000_000, giver="Bà Mẫu Kín")
    give(cast, made, 3_000_000, giver="Ông Mẫu Công Khai", may_be_named=True)
    return made


def text(client, url):
    return client.get(url).content.decode()


def test_only_who_keeps_the_ledger_reads_all_names(client, cast, project):
    seen = {}
    for person in ("bay", "thu", "nam", "hoa", "lan"):
        client.force_login(getattr(cast, person))
        page = text(client, project.get_absolute_url())
        seen[person] = ("Bà Mẫu Kín" in page, "Ông Mẫu Công Khai" in page)
    assert seen == {
        "bay": (True, True),
        "thu": (True, True),
        "nam": (False, True),
        "hoa": (False, True),
        "lan": (False, True),
    }


def test_public_notice_needs_no_signing_in_and_names_only_who_agrees(client, project):
    page = text(client, project.public_url())
    assert "Ông Mẫu Công Khai" in page
    assert "Bà Mẫu Kín" not in page
    assert "7.000.000 đồng" in page


def test_sums_of_the_source_are_said_as_people_say_them_and_in_full(client, cast):
    house, roads = Project.objects.filter(unit=cast.binh_luc_ha).order_by("begun_on")
    told = {house: ("7 tỷ đồng", "7.012.000.000 đồng"), roads: ("1,7 tỷ đồng", "1.718.000.000 đồng")}
    for project, sums in told.items():
        page = text(client, project.public_url())  # nobody is signed in
        assert [said for said in sums if said not in page.replace("\xa0", " ")] == []


def test_project_that_is_not_public_has_no_notice(client, cast):
    hidden = begin(cast, is_public=False)
    assert client.get(hidden.public_url()).status_code == 404


def test_secretary_begins_a_project_sets_goals_and_enters_a_gift(client, cast):
    client.force_login(cast.bay)
    head = {name: value if isinstance(value, str) else value.isoformat() for name, value in HEAD.items()}
    client.post(f"/units/{cast.bieu_nghi.pk}/projects/new/", head | {"is_public": "on"})
    made = Project.objects.get(unit=cast.bieu_nghi, title=HEAD["title"])
    client.post(f"/projects/{made.pk}/goals/new/", {"kind": "money", "amount": "1.500.000.000"})
    goal = made.goals.get()
    assert goal.amount == 1_500_000_000
    gift = {"goal": goal.pk, "amount": "2.500.000", "given_on": "2026-03-10", "giver": "Hộ mẫu"}
    answer = client.post(f"/projects/{made.pk}/gifts/new/", gift, follow=True)
    assert "2.500.000 đồng" in answer.content.decode()
    assert (made.gifts.get().amount, made.gifts.get().entered_by) == (2_500_000, cast.bay)


def test_wrong_entries_come_back_with_what_was_typed(client, cast, project):
    client.force_login(cast.bay)
    gift = {"goal": project.goals.get().pk, "amount": "hai triệu", "given_on": "2026-03-10", "giver": "Hộ mẫu"}
    page = client.post(f"/projects/{project.pk}/gifts/new/", gift)
    assert page.status_code == 200
    assert "hai triệu" in page.content.decode()
    assert "Hộ mẫu" in page.content.decode()
    assert Gift.objects.filter(project=project).count() == 2


def test_goal_of_another_project_is_not_taken(client, cast, project):
    other = begin(cast)
    client.force_login(cast.bay)
    gift = {"goal": other.goals.get().pk, "amount": "1000", "given_on": "2026-03-10"}
    client.post(f"/projects/{project.pk}/gifts/new/", gift)
    assert other.gifts.count() == 0
    assert project.gifts.count() == 2


def test_correction_from_the_row(client, cast, project):
    client.force_login(cast.bay)
    first = project.gifts.first()
    client.post(f"/projects/gifts/{first.pk}/correct/", {"reason": "Ghi nhầm"})
    assert "3.000.000 đồng" in text(client, project.get_absolute_url())
    assert first.corrected_by.reason == "Ghi nhầm"


def test_closed_project_answers_with_why(client, cast, project):
    client.force_login(cast.bay)
    client.post(f"/projects/{project.pk}/close/", {"on": "2026-03-12", "closing_words": "Đã xong."})
    page = client.get(f"/projects/{project.pk}/gifts/new/")
    assert page.status_code == 403
    assert "12/03/2026" in page.content.decode()


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    return len(found)


def test_pages_take_the_same_queries_for_one_row_and_for_three(client, cast, project):
    client.force_login(cast.bay)
    addresses = ("/projects/", project.get_absolute_url(), f"/units/{cast.bieu_nghi.pk}/projects/")
    before = [queries(client, address) for address in addresses]
    for _ in range(2):
        more = begin(cast)
        give(cast, more, 1000)
        give(cast, project, 1000)
    assert [queries(client, address) for address in addresses] == before
    assert max(before) <= 15
