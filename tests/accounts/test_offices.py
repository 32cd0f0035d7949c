"""Offices: given and ended by those who may, never more than one may give; the first one by the operator."""

import datetime as dt
import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from fourgood.accounts.models import AccessCode, Office, User
from fourgood.accounts.models.offices import AlreadyHeld
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.spans import between, since
from fourgood.organisation.standing import NotAllowed

TODAY = dt.date(2026, 11, 23)
KINDS = ["organising_officer", "inspector", "system_administrator"]
GIVES = {"lan": KINDS, "quang": ["system_administrator"], "minh": [], "bay": [], "hoa": [], "khach": []}


def give(cast, by, kind, unit=None):
    return Office.objects.give(cast.khach, kind=kind, unit=unit or cast.dong_mai, on=TODAY, by=by)


@pytest.mark.parametrize("by", GIVES)
def test_office_is_given_only_by_who_may(cast, by):
    given = []
    for kind in KINDS:
        try:
            give(cast, getattr(cast, by), kind)
        except NotAllowed:
            continue
        given.append(kind)
    assert given == GIVES[by]


def test_officer_of_a_ward_gives_offices_in_the_ward_only(cast):
    Office.objects.create(user=cast.khach, unit=cast.dong_mai, kind="organising_officer", valid=since(TODAY))
    khach = cast.khach
    on = TODAY
    assert Office.objects.give(cast.nam, kind="inspector", unit=cast.bieu_nghi, on=on, by=khach).unit == cast.bieu_nghi
    with pytest.raises(NotAllowed):
        Office.objects.give(cast.nam, kind="inspector", unit=cast.quang_ninh, on=on, by=khach)
    with pytest.raises(NotAllowed):
        Office.objects.give(cast.nam, kind="inspector", unit=cast.binh_luc_ha, on=on, by=khach)


def test_act_records_office_unit_and_day(cast):
    office = give(cast, cast.lan, "inspector")
    office.end(on=TODAY + dt.timedelta(days=5), by=cast.lan)
    ended, given = Act.objects.about(office)
    name = "Đảng bộ phường Đông Mai"
    assert (given.verb, given.after) == (
        Verb.OFFICE_GIVEN,
        {"office": "inspector", "unit": name, "from": "2026-11-23"},
    )
    assert (ended.verb, ended.after) == (Verb.OFFICE_ENDED, {"until": "2026-11-28"})


def test_same_office_is_not_given_twice(cast):
    give(cast, cast.lan, "inspector")
    with pytest.raises(AlreadyHeld):
        give(cast, cast.lan, "inspector")
    with pytest.raises(IntegrityError, match="office_of_inspector_is_held_once"), transaction.atomic():
        Office.objects.create(user=cast.khach, unit=cast.dong_mai, kind="inspector", valid=since(TODAY))


def test_office_ended_from_a_day_holds_until_the_day_before(cast):
    office = give(cast, cast.lan, "inspector")
    office.end(on=TODAY + dt.timedelta(days=5), by=cast.lan)
    office.refresh_from_db()
    assert office.valid == between(TODAY, TODAY + dt.timedelta(days=4))


def test_office_ended_from_its_first_day_is_removed(cast):
    office = give(cast, cast.lan, "inspector")
    office.end(on=TODAY, by=cast.lan)
    assert not Office.objects.filter(user=cast.khach).exists()


def test_system_administrator_can_not_end_the_office_of_an_inspector(client, cast):
    office = Office.objects.get(user=cast.minh)
    with pytest.raises(NotAllowed):
        office.end(on=TODAY, by=cast.quang)
    client.force_login(cast.quang)
    assert client.get(f"/offices/{office.pk}/end/").status_code == 403
    assert f"/offices/{office.pk}/end/" not in client.get("/offices/").content.decode()


def test_page_gives_an_office_to_an_account(client, cast):
    client.force_login(cast.lan)
    url = f"/accounts/{cast.khach.public_id}/office/"
    data = {"kind": "inspector", "unit": "dang bo phuong dong mai", "on": timezone.localdate().isoformat()}
    response = client.post(url, data)
    assert (response.status_code, response.url) == (302, f"/accounts/{cast.khach.public_id}/")
    assert [str(office) for office in cast.khach.offices.all()] == ["cán bộ kiểm tra, Đảng bộ phường Đông Mai"]
    again = client.post(url, data).context["form"].errors
    assert again == {"__all__": ["Người này đã giữ vai trò đó tại tổ chức này."]}


def test_unknown_unit_is_told(client, cast):
    client.force_login(cast.lan)
    data = {"kind": "inspector", "unit": "Chi bộ không có", "on": "2026-11-23"}
    response = client.post(f"/accounts/{cast.khach.public_id}/office/", data)
    sentence = "Không có tổ chức nào do đồng chí phụ trách mang tên hoặc mã này."
    assert response.context["form"].errors == {"unit": [sentence]}


def test_page_offers_a_system_administrator_only_own_kind(client, cast):
    client.force_login(cast.quang)
    form = client.get(f"/accounts/{cast.khach.public_id}/office/").context["form"]
    assert form.fields["kind"].choices == [("system_administrator", "quản trị hệ thống")]
    data = {"kind": "inspector", "unit": cast.dong_mai.code, "on": "2026-11-23"}
    assert "kind" in client.post(f"/accounts/{cast.khach.public_id}/office/", data).context["form"].errors


def test_someone_new_gets_account_office_and_paper(client, cast):
    client.force_login(cast.lan)
    data = {
        "name": "Ngô Thị Mới",
        "kind": "inspector",
        "unit": cast.dong_mai.code,
        "on": timezone.localdate().isoformat(),
        "language": "vi",
    }
    page = client.post("/offices/new/", data)
    (slip,) = page.context["slips"]
    user = User.objects.get(name="Ngô Thị Mới")
    assert not user.is_open
    client.logout()
    entered = {
        "code": slip.text,
        "login": "moi@mau.example",
        "password1": "mưa rào tháng sáu",
        "password2": "mưa rào tháng sáu",
    }
    assert client.post("/code/", entered).status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.is_open, user.email) == (True, "moi@mau.example")
    assert [holding.title for holding in user.standing().holdings] == ["cán bộ kiểm tra, Đảng bộ phường Đông Mai"]


def test_operator_opens_the_first_office(cast):
    out = io.StringIO()
    call_command("open_office", unit="22.000.000.000.000", kind="system_administrator", name="Người Đầu", stdout=out)
    text = re.search(r": (\S{4}-\S{4}-\S{4})", out.getvalue()).group(1)
    code = AccessCode.objects.written(text, at=timezone.now())
    assert (code.user.name, code.handed_over_by) == ("Người Đầu", None)
    assert Act.objects.about(code.user.offices.get()).get().actor is None


def test_operator_is_told_of_a_wrong_unit(db):
    with pytest.raises(CommandError):
        call_command("open_office", unit="99.000.000.000.000", kind="inspector", name="X")
    assert not User.objects.filter(name="X").exists()
