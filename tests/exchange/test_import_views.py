"""The pages of an import, from the upload to the report, and who gets to see them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fourgood.exchange import tasks
from fourgood.exchange.models import File, Import, RowDifference, RowProblem, State
from fourgood.organisation.models import Member
from tests.exchange.files import MEMBER_HEADER, xlsx
from tests.exchange.test_member_import import good

LISTS = [reverse("import_list"), reverse("import_new")]


def upload(client, rows, header=MEMBER_HEADER, kind="members", name="danh sach.xlsx"):
    file = SimpleUploadedFile(name, xlsx([header, *rows]))
    response = client.post(reverse("import_new"), {"kind": kind, "file": file})
    assert response.status_code == 302, response.context["form"].errors
    return Import.objects.latest("pk")


def checked(client, rows, **how):
    made = upload(client, rows, **how)
    tasks.check(made.pk)
    made.refresh_from_db()
    return made


@pytest.fixture
def as_bay(client, cast):
    bay = cast.bay
    bay.language = "en"
    bay.save()
    client.force_login(bay)
    return client


def text(response):
    return response.content.decode()


def test_upload_check_confirm_report(as_bay, cast):
    made = upload(as_bay, [good()])
    assert made.state == State.CHECKING
    assert "Waiting for its turn" in text(as_bay.get(made.get_absolute_url()))
    tasks.check(made.pk)
    made.refresh_from_db()
    assert (made.state, made.rows, made.new) == (State.READY, 1, 1)
    assert "Take the list over" in text(as_bay.get(made.get_absolute_url()))
    as_bay.post(reverse("import_confirm", args=[made.pk]))
    assert not Member.objects.filter(code="22.900001").exists()
    tasks.write(made.pk)
    made.refresh_from_db()
    assert made.state == State.FINISHED
    assert Member.objects.get(code="22.900001").unit == cast.bieu_nghi
    assert not File.objects.filter(upload=made).exists()
    assert made.sample == []
    assert "What was taken over" in text(as_bay.get(made.get_absolute_url()))


def test_problems_are_listed_with_their_cells_and_can_be_downloaded(as_bay):
    made = checked(as_bay, [good(**{"Full name": None}), good("22.900002", **{"Phone number": "0912"})])
    page = text(as_bay.get(made.get_absolute_url()))
    assert "B2" in page
    assert "“Full name” is empty." in page
    assert "I3" in page
    assert "“0912” is not a phone number." in page
    assert "Take the list over" not in page
    lines = text(as_bay.get(reverse("import_problems", args=[made.pk]))).splitlines()
    assert lines[1:] == [
        "B2,“Full name” is empty.,Fill it in.",
        'I3,“0912” is not a phone number.,"Write it like 0912 345 678, or with + and the country code."',
    ]
    assert as_bay.post(reverse("import_confirm", args=[made.pk])).status_code == 403
    assert Member.objects.filter(code="22.900001").count() == 0


@pytest.mark.parametrize(("language", "words"), [("vi", "bị bỏ trống"), ("ms", "kosong"), ("en", "is empty")])
def test_problems_speak_the_readers_language(client, cast, language, words):
    bay = cast.bay
    bay.language = language
    bay.save()
    client.force_login(bay)
    made = checked(client, [good(**{"Full name": None})])
    assert words in text(client.get(made.get_absolute_url()))


def test_columns_with_unknown_names_are_chosen_by_the_person(as_bay):
    header = ["Cột 1", "Cột 2", "Cột 3", "Cột 4"]
    row = ["22.900001", "Đoàn Văn Hậu", "19/05/1995", "22.206.001.000.001"]
    made = checked(as_bay, [row], header=header)
    assert (made.state, made.mapping) == (State.WRONG, {})
    page = text(as_bay.get(reverse("import_columns", args=[made.pk])))
    assert "A – Cột 1" in page
    choice = {"column_code": "0", "column_full_name": "1", "column_admitted_on": "2", "column_unit_code": "3"}
    as_bay.post(reverse("import_columns", args=[made.pk]), choice)
    tasks.check(made.pk)
    made.refresh_from_db()
    assert (made.state, made.new) == (State.READY, 1)


def test_discarded_import_forgets_the_file_and_what_was_found(as_bay):
    made = checked(as_bay, [good(**{"Full name": None})])
    as_bay.post(reverse("import_discard", args=[made.pk]))
    made.refresh_from_db()
    assert made.state == State.DISCARDED
    assert (made.sample, made.header) == ([], [])
    for table in (File, RowProblem, RowDifference):
        assert not table.objects.filter(upload=made).exists()


def test_progress_is_polled_and_the_page_shown_anew_at_the_end(as_bay):
    made = upload(as_bay, [good()])
    fragment = as_bay.get(made.get_absolute_url(), headers={"HX-Request": "true"})
    assert text(fragment).strip().startswith("<section")
    tasks.check(made.pk)
    assert as_bay.get(made.get_absolute_url(), headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_too_large_file_is_refused_at_once(as_bay, settings):
    settings.IMPORT_MAX_MB = 0
    file = SimpleUploadedFile("a.csv", b"a,b")
    page = text(as_bay.post(reverse("import_new"), {"kind": "members", "file": file}))
    assert "The file is larger than 0 MB." in page


@pytest.mark.parametrize("who", ["nam", "tuan", "minh", "quang", "khach"])
def test_who_imports_nowhere_finds_no_such_pages(client, cast, who):
    client.force_login(getattr(cast, who))
    for url in [*LISTS, reverse("import_template", args=["members", "xlsx"])]:
        assert client.get(url).status_code == 404


def test_import_of_someone_else_is_not_found(client, as_bay, cast):
    made = checked(as_bay, [good(**{"Full name": None})])
    client.force_login(cast.hoa)
    assert client.get(made.get_absolute_url()).status_code == 404
    for name in ("import_confirm", "import_again", "import_discard"):
        assert client.post(reverse(name, args=[made.pk])).status_code == 404
    for name in ("import_columns", "import_problems"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404


def test_lists_of_units_are_for_the_organising_committee(client, cast):
    client.force_login(cast.bay)
    assert 'value="units"' not in text(client.get(reverse("import_new")))
    assert client.get(reverse("import_template", args=["units", "xlsx"])).status_code == 404
    client.force_login(cast.lan)
    assert 'value="units"' in text(client.get(reverse("import_new")))


def test_queries_of_the_pages_do_not_grow(as_bay):
    def queries(url):
        with CaptureQueriesContext(connection) as captured:
            assert as_bay.get(url).status_code == 200
        return len(captured)

    one = checked(as_bay, [good(**{"Full name": None})])
    alone = queries(reverse("import_list"))
    three = checked(as_bay, [good(f"22.90000{n}", **{"Full name": None}) for n in range(3)])
    upload(as_bay, [good()])
    assert queries(reverse("import_list")) == alone
    assert queries(one.get_absolute_url()) == queries(three.get_absolute_url())
