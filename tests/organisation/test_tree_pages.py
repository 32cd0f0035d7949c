"""The tree, the list and the page of a unit: who sees what, as of which day, in how many queries."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.organisation.models import Step
from tests.organisation import tree
from tests.organisation.tree import MERGED, NOW, THE_DAY_BEFORE


def names(response):
    return [node.name for node in response.context["nodes"]]


def queries(client, url, **headers):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, headers=headers).status_code == 200
    return [query["sql"] for query in captured]


@pytest.fixture
def ward(cast):
    return tree.committee(cast.quang_ninh)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.lan)
    return client


# The tree


def test_tree_begins_where_the_sight_of_the_reader_begins(client, cast):
    client.force_login(cast.hoa)
    response = client.get("/units/")
    assert names(response) == ["Đảng bộ phường Đông Mai"]
    assert "Chi bộ khu Biểu Nghi" in [node.name for node in response.context["nodes"][0].nodes]


def test_tree_of_a_plain_member_is_the_own_cell(client, cast):
    client.force_login(cast.nam)
    assert names(client.get("/units/")) == ["Chi bộ khu Biểu Nghi"]


def test_tree_of_someone_without_position_says_so(client, cast):
    client.force_login(cast.khach)
    response = client.get("/units/")
    assert names(response) == []
    assert b'class="empty"' in response.content


def test_tree_before_and_after_a_merge(officer, ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    order = tree.order(ward)
    order.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    order.carry_out(by=None, at=NOW)
    url = reverse("unit_children", args=[ward.pk])
    assert names(officer.get(url, {"on": THE_DAY_BEFORE})) == ["Chi bộ A", "Chi bộ B"]
    assert names(officer.get(url, {"on": MERGED})) == ["Chi bộ B"]
    assert names(officer.get(url)) == ["Chi bộ B"]


def test_tree_as_of_a_day_tells_the_names_of_that_day(officer, ward):
    unit = tree.cell(ward, "Tên cũ")
    order = tree.order(ward)
    order.add_step(Step.Act.RENAME, unit=unit, name="Tên mới")
    order.carry_out(by=None, at=NOW)
    url = reverse("unit_children", args=[ward.pk])
    assert names(officer.get(url, {"on": THE_DAY_BEFORE})) == ["Tên cũ"]
    assert names(officer.get(url, {"on": MERGED})) == ["Tên mới"]


@pytest.mark.parametrize("day", ["", "nonsense", "2025-02-30"])
def test_tree_takes_no_day_or_a_wrong_one_as_today(officer, day):
    assert officer.get("/units/", {"on": day}).context["today"] is True


def test_children_are_a_fragment_for_htmx_and_a_page_without(officer, ward):
    tree.cell(ward, "Chi bộ A")
    url = reverse("unit_children", args=[ward.pk])
    fragment, page = officer.get(url, headers={"HX-Request": "true"}), officer.get(url)
    assert b"<html" not in fragment.content
    assert b"<html" in page.content
    assert "Chi bộ A" in fragment.content.decode()


def test_children_of_a_unit_out_of_sight_are_not_found(client, cast):
    client.force_login(cast.hoa)
    assert client.get(reverse("unit_children", args=[cast.hong_phong.pk])).status_code == 404
    assert client.get(reverse("unit_children", args=[cast.dong_mai.pk])).status_code == 200


@pytest.mark.parametrize("text", ["bieu nghi", "Biểu Nghi", "BIEU NGHI", "22.206.001.000.001"])
def test_search_finds_with_and_without_marks_and_by_code(officer, text):
    response = officer.get("/units/", {"q": text}, headers={"HX-Request": "true"})
    assert [unit.name for unit in response.context["found"]] == ["Chi bộ khu Biểu Nghi"]
    assert b"<html" not in response.content


def test_search_finds_only_what_the_reader_sees(client, cast):
    client.force_login(cast.phuc)
    assert list(client.get("/units/", {"q": "bieu nghi"}).context["found"]) == []


def test_children_take_two_queries_whatever_their_number(officer, ward, cast):
    url = reverse("unit_children", args=[ward.pk])
    tree.cell(ward)
    one = queries(officer, url, **{"HX-Request": "true"})
    tree.cell(ward)
    tree.cell(ward)
    three = queries(officer, url, **{"HX-Request": "true"})
    about_units = [sql for sql in three if re.search('FROM "organisation_(unit|span)"', sql)]
    assert len(one) == len(three)
    assert len(about_units) == 2


# The list


def test_list_narrows_by_kind_sector_state_and_text(officer, ward):
    one = tree.cell(ward, "Chi bộ Một Hai", sector=tree.sector("students"))
    two = tree.cell(ward, "Chi bộ Ba", sector=tree.sector("students"))
    order = tree.order(ward)
    order.add_step(Step.Act.DISSOLVE, unit=two)
    order.carry_out(by=None, at=NOW)

    def found(**asked):
        rows = officer.get("/units/list/", asked).context["page"].rows
        return {row.pk for row in rows} & {ward.pk, one.pk, two.pk}

    students = tree.sector("students").pk
    assert found(sector=students) == {one.pk}
    assert found(sector=students, state="closed") == {two.pk}
    assert found(sector=students, state="all") == {one.pk, two.pk}
    assert found(kind=one.kind_id, sector=students) == {one.pk}
    assert found(kind=ward.kind_id, q="xa thu") == {ward.pk}
    assert found(q="mot hai") == {one.pk}
    assert found(kind="nonsense", q="mot hai") == {one.pk}


@pytest.mark.parametrize(
    ("sort", "expected"), [("name", [0, 1]), ("-name", [1, 0]), ("code", [1, 0]), ("-code", [0, 1])]
)
def test_list_sorts(officer, ward, sort, expected):
    units = [
        tree.cell(ward, "Ăn sắp xếp", code="98.000.000.000.002"),
        tree.cell(ward, "Ân sắp xếp", code="98.000.000.000.001"),
    ]
    rows = officer.get("/units/list/", {"q": "sap xep", "sort": sort}).context["page"].rows
    assert rows == [units[place] for place in expected]


def test_list_tells_members_and_secretary(officer, ward):
    unit = tree.cell(ward, "Chi bộ đếm")
    tree.position(tree.member(unit, "Trần Thị Đếm"), "secretary", unit)
    tree.member(unit)
    (row,) = officer.get("/units/list/", {"q": "chi bo dem"}).context["page"].rows
    assert (row.members_number, row.secretary) == (2, "Trần Thị Đếm")


def test_list_of_a_plain_member_counts_no_members(client, cast):
    client.force_login(cast.nam)
    (row,) = client.get("/units/list/").context["page"].rows
    assert (row.name, row.members_number) == ("Chi bộ khu Biểu Nghi", None)


def test_list_shows_only_what_the_reader_sees(client, cast):
    client.force_login(cast.hoa)
    rows = client.get("/units/list/", {"state": "all"}).context["page"].rows
    assert all(row.path.startswith(cast.dong_mai.path) for row in rows)
    assert len(rows) > 0


def test_list_takes_six_queries_whatever_the_number_of_rows(officer, ward):
    tree.cell(ward, "Chi bộ đếm truy vấn")
    url = "/units/list/?q=dem+truy+van"
    one = queries(officer, url)
    tree.cell(ward, "Chi bộ đếm truy vấn hai")
    tree.cell(ward, "Chi bộ đếm truy vấn ba")
    three = queries(officer, url)
    assert len(one) == len(three) <= 6


# One unit


def test_unit_tells_what_it_is_and_who_leads_it(client, cast):
    client.force_login(cast.hoa)
    response = client.get(reverse("unit", args=[cast.bieu_nghi.pk]))
    portrait = response.context["portrait"]
    assert portrait.span.name == "Chi bộ khu Biểu Nghi"
    assert (portrait.leaders[0].kind.code, portrait.leaders[0].member) == ("secretary", cast.bay.member)
    assert portrait.parent_url == cast.dong_mai.get_absolute_url()


def test_unit_does_not_link_to_what_the_reader_may_not_open(client, cast):
    client.force_login(cast.bay)
    response = client.get(reverse("unit", args=[cast.bieu_nghi.pk]))
    assert response.context["portrait"].parent_url == ""
    assert response.context["trail"] == [("Chi bộ khu Biểu Nghi", cast.bieu_nghi.get_absolute_url())]


def test_unit_out_of_sight_is_not_found(client, cast):
    client.force_login(cast.bay)
    for name in ("unit", "unit_lineage", "unit_children"):
        assert client.get(reverse(name, args=[cast.binh_luc_ha.pk])).status_code == 404


def test_unit_counts_members_only_for_those_who_may_see_them(client, cast):
    url = reverse("unit", args=[cast.bieu_nghi.pk])
    client.force_login(cast.nam)
    assert client.get(url).context["portrait"].members is None
    client.force_login(cast.bay)
    members = client.get(url).context["portrait"].members
    assert members.number == members.official + members.probationary > 0


def test_unit_as_of_a_day_before_a_rename(officer, ward):
    unit = tree.cell(ward, "Tên cũ")
    order = tree.order(ward)
    order.add_step(Step.Act.RENAME, unit=unit, name="Tên mới")
    order.carry_out(by=None, at=NOW)
    url = reverse("unit", args=[unit.pk])
    assert officer.get(url, {"on": THE_DAY_BEFORE}).context["portrait"].span.name == "Tên cũ"
    assert officer.get(url).context["portrait"].span.name == "Tên mới"


def test_unit_before_it_was_founded(officer, ward):
    response = officer.get(reverse("unit", args=[ward.pk]), {"on": dt.date(2010, 1, 1)})
    assert response.context["portrait"].span is None


def test_closed_unit_tells_its_last_day_and_its_successor(officer, ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    order = tree.order(ward)
    order.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    order.carry_out(by=None, at=NOW)
    response = officer.get(reverse("unit", args=[one.pk]))
    page = response.content.decode()
    assert response.context["portrait"].closed_on == THE_DAY_BEFORE
    assert "28/02/2025" in page
    assert two.get_absolute_url() in page


def test_unit_takes_the_same_queries_for_one_and_three_children(officer, ward):
    url = reverse("unit", args=[ward.pk])
    tree.cell(ward)
    one = queries(officer, url)
    tree.cell(ward)
    tree.cell(ward)
    assert len(queries(officer, url)) == len(one)
