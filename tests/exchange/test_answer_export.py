"""The answers to a document on their way out: the list as seen, with an act (M5)."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.instructions.answers import Asked, Which, units_where
from tests.instructions.papers import TODAY, send


def address(cast, which="all", **query):
    return reverse("export_answers", args=[cast.document.pk, cast.dong_mai.pk, which], query=query)


def body(response):
    return b"".join(response.streaming_content)


def lines(response):
    return body(response).decode("utf-8-sig").splitlines()


def test_secretary_exports_the_names_of_a_list_and_the_act_is_recorded(client, cast):
    client.force_login(cast.hoa)
    assert client.get(address(cast, "missing")).status_code == 200
    found = lines(client.post(address(cast, "missing"), {"format": "csv"}))
    owing = units_where(Asked(cast.document, cast.dong_mai, cast.hoa, TODAY), Which.MISSING)
    assert [line.split(",")[0] for line in found[1:]] == [unit.code for unit in owing]
    act = Act.objects.about(cast.dong_mai).first()
    assert (act.verb, act.after["list"], act.after["rows"]) == (Verb.LIST_EXPORTED, "answers", len(owing))
    assert act.after["document"] == "05-HD/BTCTU"


def test_export_is_as_of_the_day_of_the_list(client, cast):
    client.force_login(cast.hoa)
    (line,) = [one for one in lines(client.post(address(cast), {"format": "csv"})) if "Biểu Nghi" in one]
    (then,) = [
        one for one in lines(client.post(address(cast, on="2025-12-15"), {"format": "csv"})) if "Biểu Nghi" in one
    ]
    receipt = cast.document.receipts.get(unit=cast.bieu_nghi).confirmed_on.strftime("%d/%m/%Y")
    assert receipt in line
    assert receipt not in then


def test_workbook_keeps_dates_as_dates(client, cast):
    client.force_login(cast.hoa)
    data = body(client.post(address(cast), {"format": "xlsx"}))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    (ward,) = [row for row in rows if row[0] == cast.dong_mai.code]
    assert ward[4] == cast.document.receipts.get(unit=cast.dong_mai).confirmed_on
    assert [row[7] for row in rows if row[0] == cast.bieu_nghi.code] == ["–"]


@pytest.mark.parametrize(("person", "status"), [("tuan", 403), ("nam", 404), ("bay", 404), ("dung", 404)])
def test_who_may_not_export(client, cast, person, status):
    client.force_login(getattr(cast, person))
    assert client.post(address(cast), {"format": "csv"}).status_code == status


def test_list_that_does_not_exist_is_not_found(client, cast):
    client.force_login(cast.hoa)
    assert client.get(address(cast, "lazy")).status_code == 404


def test_export_takes_as_many_queries_for_three_rows_as_for_one(client, cast):
    document = send(cast)
    client.force_login(cast.hoa)
    path = reverse("export_answers", args=[document.pk, cast.dong_mai.pk, "received"])

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            body(client.post(path, {"format": "csv"}))
        return len(found)

    from django.utils import timezone

    document.confirm_receipt(unit=cast.bieu_nghi, by=None, at=timezone.now())
    queries()
    one = queries()
    for unit in (cast.tan_mai, cast.trai_thanh):
        document.confirm_receipt(unit=unit, by=None, at=timezone.now())
    assert queries() == one
