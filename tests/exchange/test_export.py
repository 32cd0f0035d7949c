"""Exports as seen, and back in: the same data, nothing changed."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from fourgood.audit.models import Act
from fourgood.exchange import export
from fourgood.exchange.checking import Choices, examine
from fourgood.exchange.columns import MEMBERS, UNITS
from fourgood.exchange.template import as_csv as template_csv
from fourgood.exchange.template import as_xlsx as template_xlsx
from fourgood.organisation.models import Member, Membership, MemberStatus, Unit
from tests.exchange.files import MEMBER_HEADER, xlsx
from tests.exchange.test_member_import import AT, good

TODAY = AT.date()


def people():
    return Member.objects.filter(is_active=True).order_by("sort_key", "id")


def as_file(chosen, extension):
    if extension == "csv":
        return "".join(export.as_csv(chosen)).encode()
    stream = io.BytesIO()
    export.as_xlsx(stream, chosen, title="List")
    return stream.getvalue()


def exported_members(extension):
    return as_file(export.members(people(), on=TODAY, contacts=True), extension)


def everything_about_members():
    """What the list holds, whoever stores it: for comparison of two databases."""
    fields = (
        "code",
        "full_name",
        "birth_year",
        "admitted_on",
        "official_on",
        "phone",
        "email",
        "sort_key",
        "search_key",
    )
    members = list(people().values_list(*fields, "unit__code", "is_active").order_by("code"))
    cells = Membership.objects.official().on(TODAY).order_by("member__code")
    memberships = list(cells.values_list("member__code", "unit__code", "valid", "decision"))
    held = MemberStatus.objects.on(TODAY).order_by("member__code")
    statuses = list(held.values_list("member__code", "kind", "valid", "decision"))
    return members, memberships, statuses


@pytest.fixture
def some_states(cast):
    """A few people with all that a list can say of them."""
    rows = [
        good(**{"Status": "exempt", "Status since": "01/02/2026", "Phone number": "0912345678"}),
        good("22.900002", **{"Full name": "=HYPERLINK(1)", "E-mail address": "a@mau.example"}),
        good("22.900003", **{"Status": "away", "Status since": "01/11/2026", "Status until": "31/12/2026"}),
        good("22.900004", **{"Official member since": None, "Year of birth": None, "Decision number": "-5/QĐ"}),
    ]
    with translation.override("en"):
        examine(MEMBERS, xlsx([MEMBER_HEADER, *rows]), Choices(), by=cast.bay, at=AT).write(at=AT)
    return cast


@pytest.mark.parametrize("language", ["vi", "ms", "en"])
@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_exported_list_imported_again_changes_nothing(some_states, language, extension):
    with translation.override(language):
        data = exported_members(extension)
        findings = examine(MEMBERS, data, Choices(erase=True), by=None, at=AT).findings
    assert findings.problems == []
    assert (findings.new, findings.changed, findings.unchanged) == (0, 0, people().count())


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_list_imported_into_an_emptied_database_is_the_same_data(some_states, extension):
    before, data = everything_about_members(), exported_members(extension)
    forget_members()
    examined = examine(MEMBERS, data, Choices(), by=None, at=AT)
    assert examined.findings.problems == []
    examined.write(at=AT)
    assert everything_about_members() == before


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_list_imported_over_another_state_restores_the_data(some_states, extension):
    before, data = everything_about_members(), exported_members(extension)
    Member.objects.filter(code="22.900001").update(phone="+84987654321", full_name="Ai đó", birth_year=1950)
    Member.objects.filter(code="22.900004").update(email="khac@mau.example", official_on=TODAY)
    Membership.objects.filter(member__code="22.900002").update(decision="khác")
    examined = examine(MEMBERS, data, Choices(erase=True), by=None, at=AT)
    assert examined.findings.changed == 3
    examined.write(at=AT)
    assert everything_about_members() == before


def test_units_imported_into_an_empty_database_are_the_same(cast):
    data = as_file(export.units(Unit.objects.all()), "xlsx")
    assert examine(UNITS, data, Choices(), by=None, at=AT).findings.changed == 0
    before = list(export.units(Unit.objects.all()).rows())
    forget_units()
    examined = examine(UNITS, data, Choices(), by=None, at=AT)
    assert examined.findings.problems == []
    examined.write(at=AT)
    assert list(export.units(Unit.objects.all()).rows()) == before


def forget_members():
    from django.db import connection

    with connection.cursor() as cursor:  # one statement, since everything refers to members
        cursor.execute("UPDATE accounts_user SET member_id = NULL")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE organisation_member CASCADE")


def forget_units():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE organisation_unit CASCADE")


def test_what_a_spreadsheet_would_run_is_written_as_text(some_states):
    lines = list(csv.reader(io.StringIO(exported_members("csv").decode("utf-8-sig"))))
    texts = [cell for line in lines for cell in line]
    assert "'=HYPERLINK(1)" in texts
    assert "'-5/QĐ" in texts
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]
    workbook = exported_members("xlsx")
    assert b"<f>" not in unzipped(workbook)
    assert b"=HYPERLINK(1)" in unzipped(workbook)


def unzipped(data):
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


@pytest.mark.parametrize("kind", [MEMBERS, UNITS])
@pytest.mark.parametrize("language", ["vi", "ms", "en"])
def test_sample_row_of_a_template_is_not_imported(kind, language, db):
    with translation.override(language):
        for data in (template_xlsx(kind), template_csv(kind).encode()):
            examined = examine_rows(kind, data)
            assert examined == "no_rows"


def examine_rows(kind, data):
    from fourgood.common.cells import Unreadable

    with pytest.raises(Unreadable) as refusal:
        examine(kind, data, Choices(), by=None, at=AT)
    return refusal.value.code


# The pages


def url(unit, **filters):
    return reverse("export_members", args=[unit.pk], query=filters)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_secretary_exports_the_cell_with_contacts_and_the_act_is_recorded(client, cast):
    client.force_login(cast.bay)
    page = client.get(url(cast.bieu_nghi))
    assert page.status_code == 200
    response = client.post(url(cast.bieu_nghi), {"format": "csv"})
    text = body(response).decode("utf-8-sig")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="dang-vien-22.206.001.000.001-')
    assert cast.bay.name in text
    assert cast.dung.name not in text
    assert "0900 000 001" in text
    rows = len(text.splitlines()) - 1
    after = {"list": "members", "rows": rows, "format": "csv", "on": str(timezone.localdate()), "contacts": True}
    assert Act.objects.about(cast.bieu_nghi).first().after == after


def test_inspector_exports_without_contacts(client, cast):
    client.force_login(cast.minh)
    text = body(client.post(url(cast.bieu_nghi), {"format": "csv"})).decode("utf-8-sig")
    assert cast.bay.name in text
    assert "0900 000 001" not in text
    assert "Số điện thoại" not in text


def test_export_holds_what_the_filters_of_the_list_leave(client, cast):
    client.force_login(cast.bay)
    text = body(client.post(url(cast.bieu_nghi, state="probationary"), {"format": "csv"})).decode("utf-8-sig")
    assert cast.mai.name in text
    assert cast.nam.name not in text
    found = body(client.post(url(cast.bieu_nghi), {"format": "csv", "q": "hai nam"})).decode("utf-8-sig")
    assert cast.nam.name in found
    assert cast.mai.name not in found


def test_search_by_name_is_carried_by_the_form_not_the_address(client, cast):
    client.force_login(cast.bay)
    page = client.post(url(cast.bieu_nghi), {"q": "hai nam"}).content.decode()
    assert '<input type="hidden" name="q" value="hai nam"' in page


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_officer_exports_units(client, cast, extension):
    client.force_login(cast.lan)
    response = client.post(reverse("export_units"), {"format": extension})
    data = body(response)
    examined = examine(UNITS, data, Choices(), by=cast.lan, at=timezone.localtime())
    assert examined.findings.problems == []
    assert examined.findings.unchanged == Unit.objects.filter(is_active=True).count()


@pytest.mark.parametrize(("who", "status"), [("nam", 403), ("tuan", 403), ("phuc", 404), ("dung", 404), ("khach", 404)])
def test_who_may_not_export_members(client, cast, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(url(cast.bieu_nghi)).status_code == status
    assert client.post(url(cast.bieu_nghi), {"format": "csv"}).status_code == status


@pytest.mark.parametrize("who", ["nam", "tuan", "quang", "khach"])
def test_who_exports_nowhere_finds_no_page(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("export_units")).status_code == 404


def test_queries_of_an_export_do_not_grow_with_the_rows(cast, django_assert_num_queries):
    def queries(count):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as captured:
            list(export.as_csv(export.members(people()[:count], on=dt.date(2026, 11, 23), contacts=True)))
        return len(captured)

    assert queries(1) == queries(3)
