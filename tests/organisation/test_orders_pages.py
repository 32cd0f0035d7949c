"""Pages of orders: drafting without JavaScript, trying, carrying out, reversing; and who may not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.audit.models import Act
from fourgood.organisation.models import Order, Step, Unit
from fourgood.organisation.order_forms import FORMS
from tests.organisation import tree
from tests.organisation.tree import MERGED, NOW


@pytest.fixture
def ward(cast):
    return tree.committee(cast.quang_ninh)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.lan)
    return client


@pytest.fixture
def draft(cast):
    return tree.order(cast.quang_ninh)


def add(client, order, act, query="", **fields):
    """Add a step by its form; returns the response."""
    return client.post(reverse("order_step_new", args=[order.pk, act]) + query, fields)


def errors(response):
    return [str(error) for of_field in response.context["form"].errors.values() for error in of_field]


# Drafting


def test_officer_drafts_an_order(officer, cast):
    response = officer.post(
        reverse("order_new"),
        {
            "issuer": cast.quang_ninh.pk,
            "number": "77-QĐ/TU",
            "decided_on": "2025-02-20",
            "effective_on": "2025-03-01",
            "reason": "Sắp xếp lại",
        },
    )
    order = Order.objects.get(number="77-QĐ/TU")
    assert response.url == order.get_absolute_url()
    assert (order.effective_on, order.drafted_by, order.is_draft) == (MERGED, cast.lan, True)
    assert Act.objects.about(order).get().actor == cast.lan


def test_draft_with_a_number_that_is_taken_is_refused(officer, draft):
    response = officer.post(
        reverse("order_new"),
        {
            "issuer": draft.issuer_id,
            "number": draft.number,
            "decided_on": "2025-02-20",
            "effective_on": "2025-03-01",
            "reason": "x",
        },
    )
    assert response.status_code == 200
    assert len(errors(response)) == 1


def test_head_of_a_draft_is_corrected(officer, draft):
    officer.post(
        reverse("order_edit", args=[draft.pk]),
        {
            "issuer": draft.issuer_id,
            "number": "78-QĐ/TU",
            "decided_on": "2025-02-20",
            "effective_on": "2025-04-01",
            "reason": "Lý do khác",
        },
    )
    act = Act.objects.about(draft).first()
    draft.refresh_from_db()
    assert (draft.number, draft.effective_on, draft.reason) == ("78-QĐ/TU", dt.date(2025, 4, 1), "Lý do khác")
    assert (act.before["effective_on"], act.after["effective_on"]) == ("2025-03-01", "2025-04-01")


@pytest.mark.parametrize("act", FORMS)
def test_every_act_has_a_form(officer, draft, act):
    assert officer.get(reverse("order_step_new", args=[draft.pk, act])).status_code == 200


def test_an_unknown_act_is_not_found(officer, draft):
    assert officer.get(reverse("order_step_new", args=[draft.pk, "abolish"])).status_code == 404


def test_step_names_a_unit_by_part_of_its_name(officer, draft, ward):
    unit = tree.cell(ward, "Chi bộ Đổi Tên")
    response = add(officer, draft, "rename", unit_code="doi ten", name="Chi bộ Tên Mới")
    assert response.url == draft.get_absolute_url()
    assert (draft.steps.get().unit_code, draft.steps.get().name) == (unit.code, "Chi bộ Tên Mới")


def test_step_offers_a_choice_where_several_units_match(officer, draft, ward):
    units = [tree.cell(ward, f"Chi bộ Trùng Tên {number}") for number in (1, 2)]
    url = reverse("order_step_new", args=[draft.pk, "rename"])
    response = officer.post(url, {"unit_code": "trung ten", "name": "Mới"})
    page = response.content.decode()
    assert draft.steps.count() == 0
    assert all(f'name="unit_code-chosen" value="{unit.code}"' in page for unit in units)
    officer.post(url, {"unit_code": "trung ten", "unit_code-chosen": units[1].code, "name": "Mới"})
    assert draft.steps.get().unit_code == units[1].code


def test_step_with_an_unknown_unit_is_refused(officer, draft):
    response = add(officer, draft, "rename", unit_code="không có đơn vị này", name="Mới")
    assert len(errors(response)) == 1
    assert draft.steps.count() == 0


def test_step_that_cannot_be_done_is_refused_at_once(officer, draft, ward):
    unit = tree.cell(ward)
    tree.member(unit)
    response = add(officer, draft, "dissolve", unit_code=unit.code)
    assert len(errors(response)) == 1
    assert draft.steps.count() == 0


def test_step_may_name_a_unit_that_an_earlier_step_founds(officer, draft, ward):
    code = tree.code()
    kinds = {"kind": ward.kind_id, "sector": ward.sector_id}
    add(officer, draft, "found", code=code, name="Đảng bộ xã Mới", parent_code=draft.issuer.code, **kinds)
    unit = tree.cell(ward)
    add(officer, draft, "move", unit_code=unit.code, parent_code="xa moi")
    assert list(draft.steps.values_list("act", "parent_code")) == [("found", draft.issuer.code), ("move", code)]


def test_merging_into_one_of_them_makes_one_step(officer, draft, ward):
    one, two = tree.cell(ward), tree.cell(ward)
    add(officer, draft, "merge", first=one.code, second=two.code, result="second")
    assert list(draft.steps.values_list("act", "unit_code", "into_code")) == [("merge", one.code, two.code)]


def test_merging_into_a_new_unit_makes_all_steps(officer, draft, ward):
    one, two, new = tree.cell(ward), tree.cell(ward), tree.code()
    add(officer, draft, "merge", first=one.code, second=two.code, result="new", code=new, name="Chi bộ Gộp")
    assert list(draft.steps.values_list("act", "unit_code", "into_code", "code", "parent_code")) == [
        ("found", "", "", new, ward.code),
        ("merge", one.code, new, "", ""),
        ("merge", two.code, new, "", ""),
    ]


def test_merging_into_a_new_unit_needs_its_code_and_name(officer, draft, ward):
    one, two = tree.cell(ward), tree.cell(ward)
    response = add(officer, draft, "merge", first=one.code, second=two.code, result="new")
    assert set(response.context["form"].errors) == {"code", "name"}


def test_merging_a_unit_with_itself_is_refused(officer, draft, ward):
    one = tree.cell(ward)
    response = add(officer, draft, "merge", first=one.code, second=one.code, result="second")
    assert len(errors(response)) == 1


def test_split_asks_first_which_unit_then_what_goes_along(officer, draft, ward):
    unit = tree.cell(ward)
    goes, stays = tree.member(unit, "Đi Theo"), tree.member(unit, "Ở Lại")
    response = add(officer, draft, "split", unit_code=unit.code)
    assert response.url.endswith(f"?unit_code={unit.code}")
    page = officer.get(response.url).content.decode()
    assert "Đi Theo" in page and "Ở Lại" in page
    officer.post(response.url, {"code": tree.code(), "name": "Chi bộ tách", "members_along": [goes.pk]})
    step = draft.steps.get()
    assert (step.unit_code, list(step.members_along.all())) == (unit.code, [goes])
    draft.carry_out(by=None, at=NOW)
    stays.refresh_from_db()
    assert stays.unit == unit


def test_reopening_looks_among_closed_units(officer, draft, ward):
    unit = tree.cell(ward, "Chi bộ Từng Đóng")
    first = tree.order(draft.issuer, on=dt.date(2024, 1, 1))
    first.add_step(Step.Act.DISSOLVE, unit=unit)
    first.carry_out(by=None, at=NOW)
    assert len(errors(add(officer, draft, "rename", unit_code="tung dong", name="Mới"))) == 1
    add(officer, draft, "reopen", unit_code="tung dong")
    assert draft.steps.get().unit_code == unit.code


def test_step_is_removed(officer, draft, ward):
    step = draft.add_step(Step.Act.DISSOLVE, unit=tree.cell(ward))
    officer.post(reverse("order_step_remove", args=[draft.pk, step.place]))
    assert draft.steps.count() == 0


def test_draft_is_discarded_after_a_question(officer, draft):
    url = reverse("order_discard", args=[draft.pk])
    assert officer.get(url).status_code == 200
    assert Order.objects.filter(pk=draft.pk).exists()
    officer.post(url)
    assert not Order.objects.filter(pk=draft.pk).exists()


def test_page_of_an_order_tells_its_steps(officer, draft, ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    draft.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    page = officer.get(draft.get_absolute_url()).content.decode()
    assert "“Chi bộ A”" in page and "“Chi bộ B”" in page


@pytest.mark.parametrize("text", ["chon don vi", "Chọn đơn vị"])
def test_picker_offers_units_while_someone_writes(officer, ward, text):
    unit = tree.cell(ward, "Chi bộ Chọn Đơn Vị")
    response = officer.get(reverse("unit_candidates"), {"field": "parent_code", "parent_code": text})
    assert f'name="parent_code-chosen" value="{unit.code}"' in response.content.decode()


def test_picker_offers_only_what_the_reader_sees(client, cast, ward):
    client.force_login(cast.bay)
    response = client.get(reverse("unit_candidates"), {"field": "x", "x": "Bình Lục"})
    assert response.context["candidates"] == []


# Trying, carrying out, reversing


def test_try_lists_rows_and_changes_nothing(officer, draft, ward):
    one, two = tree.cell(ward, "Chi bộ A"), tree.cell(ward, "Chi bộ B")
    tree.member(one, "Trần Thử")
    draft.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    response = officer.get(reverse("order_dry_run", args=[draft.pk]))
    assert response.context["affected"].rows == 6
    assert "Trần Thử" in response.content.decode()
    assert reverse("order_carry_out", args=[draft.pk]) in response.content.decode()
    one.refresh_from_db()
    assert one.is_active


def test_try_tells_why_an_order_cannot_be_carried_out(officer, draft, ward):
    unit = tree.cell(ward)
    tree.member(unit)
    draft.add_step(Step.Act.DISSOLVE, unit=unit)
    response = officer.get(reverse("order_dry_run", args=[draft.pk]))
    assert response.context["refusal"].place == 1
    assert reverse("order_carry_out", args=[draft.pk]) not in response.content.decode()


def test_try_of_an_order_to_come_offers_no_button(officer, cast, ward):
    order = tree.order(cast.quang_ninh, on=timezone.localdate() + dt.timedelta(days=1))
    order.add_step(Step.Act.DISSOLVE, unit=tree.cell(ward))
    response = officer.get(reverse("order_dry_run", args=[order.pk]))
    assert response.context["waits"] is True
    assert reverse("order_carry_out", args=[order.pk]) not in response.content.decode()
    officer.post(reverse("order_carry_out", args=[order.pk]))
    order.refresh_from_db()
    assert order.is_draft


def test_officer_carries_out_and_reverses(officer, cast, draft, ward):
    unit = tree.cell(ward)
    draft.add_step(Step.Act.DISSOLVE, unit=unit)
    officer.post(reverse("order_carry_out", args=[draft.pk]))
    draft.refresh_from_db()
    unit.refresh_from_db()
    assert (draft.carried_out_by, unit.is_active) == (cast.lan, False)
    assert officer.get(reverse("order_affected", args=[draft.pk])).context["affected"].rows == 2
    officer.post(reverse("order_reverse", args=[draft.pk]), {"reason": "Nhầm chi bộ"})
    draft.refresh_from_db()
    unit.refresh_from_db()
    assert (draft.reversed_by, draft.reversal_reason, unit.is_active) == (cast.lan, "Nhầm chi bộ", True)


def test_reverse_needs_a_reason(officer, draft, ward):
    draft.add_step(Step.Act.DISSOLVE, unit=tree.cell(ward))
    draft.carry_out(by=None, at=NOW)
    officer.post(reverse("order_reverse", args=[draft.pk]), {"reason": " "})
    draft.refresh_from_db()
    assert draft.is_in_force


def test_reverse_names_what_stands_in_the_way(officer, draft, ward):
    one, two = tree.cell(ward), tree.cell(ward)
    draft.add_step(Step.Act.MERGE, unit=one, into_code=two.code)
    draft.carry_out(by=None, at=NOW)
    later = tree.order(draft.issuer, on=dt.date(2025, 9, 1))
    later.add_step(Step.Act.REOPEN, unit=one, parent_code=ward.code)
    later.carry_out(by=None, at=NOW)
    response = officer.post(reverse("order_reverse", args=[draft.pk]), {"reason": "Nhầm"})
    assert later.number in response.content.decode()
    draft.refresh_from_db()
    assert draft.is_in_force


# Who may not


OF_AN_ORDER = [
    ("get", "order", []),
    ("get", "order_edit", []),
    ("get", "order_step_new", ["merge"]),
    ("post", "order_step_remove", [1]),
    ("get", "order_dry_run", []),
    ("get", "order_affected", []),
    ("post", "order_carry_out", []),
    ("post", "order_discard", []),
    ("post", "order_reverse", []),
]


@pytest.mark.parametrize(("method", "name", "more"), OF_AN_ORDER, ids=lambda value: str(value))
@pytest.mark.parametrize("person", ["bay", "hoa", "nam", "quang", "khach"])
def test_order_is_not_found_by_those_below(client, cast, draft, person, method, name, more):
    client.force_login(getattr(cast, person))
    assert getattr(client, method)(reverse(name, args=[draft.pk, *more])).status_code == 404
    assert Order.objects.get(pk=draft.pk).is_draft


@pytest.mark.parametrize(
    ("method", "name", "more"),
    [row for row in OF_AN_ORDER if row[1] not in {"order", "order_affected"}],
    ids=lambda value: str(value),
)
def test_inspector_reads_an_order_but_changes_nothing(client, cast, draft, ward, method, name, more):
    draft.add_step(Step.Act.DISSOLVE, unit=tree.cell(ward))
    client.force_login(cast.minh)
    assert client.get(draft.get_absolute_url()).status_code == 200
    assert getattr(client, method)(reverse(name, args=[draft.pk, *more])).status_code == 403
    assert Order.objects.get(pk=draft.pk).steps.count() == 1


@pytest.mark.parametrize("person", ["hoa", "minh", "nam", "quang", "khach"])
def test_only_an_organising_officer_drafts(client, cast, person):
    client.force_login(getattr(cast, person))
    assert client.get(reverse("order_new")).status_code == 403


def test_officer_of_one_committee_sees_no_order_of_another(client, cast, ward):
    order = tree.order(cast.hong_phong)
    client.force_login(cast.hoa)
    assert client.get(order.get_absolute_url()).status_code == 404
    assert order not in client.get(reverse("order_list")).context["page"].rows


def test_step_outside_the_care_of_the_issuer_is_refused(officer, cast, ward):
    order = tree.order(ward)
    response = add(officer, order, "rename", unit_code=cast.bieu_nghi.code, name="Mới")
    assert len(errors(response)) == 1
    assert Unit.objects.get(pk=cast.bieu_nghi.pk).name == "Chi bộ khu Biểu Nghi"


def test_carried_out_order_offers_no_drafting(officer, draft, ward):
    draft.add_step(Step.Act.DISSOLVE, unit=tree.cell(ward))
    draft.carry_out(by=None, at=NOW)
    page = officer.get(draft.get_absolute_url()).content.decode()
    assert reverse("order_discard", args=[draft.pk]) not in page
    assert reverse("order_reverse", args=[draft.pk]) in page
    for name in ("order_edit", "order_dry_run"):
        assert officer.get(reverse(name, args=[draft.pk])).status_code == 403


def test_list_takes_the_same_queries_for_one_and_three_orders(officer, cast):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(reverse("order_list")).status_code == 200
        return len(captured)

    tree.order(cast.quang_ninh)
    one = queries()
    tree.order(cast.quang_ninh)
    tree.order(cast.quang_ninh)
    assert queries() == one <= 6
