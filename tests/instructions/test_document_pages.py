"""Pages of documents: what came from above, answering, the table of answers, reminders (M5)."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.instructions.models import Document
from fourgood.organisation.models import Unit
from tests.files import papers
from tests.files.papers import upload
from tests.instructions.papers import TODAY, at, day, send


@pytest.fixture(autouse=True)
def _in_english(request):
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
        User.objects.update(language="en")


def page(client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args, query=query))
    assert response.status_code == 200
    return response.content.decode()


def queries_of(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


# The list


def test_list_tells_what_the_unit_still_owes(client, cast):
    send(cast)
    client.force_login(cast.bay)
    text = page(client, "document_list")
    assert "7-CV/THỬ" in text
    assert "receipt to confirm" in text
    assert "since 10/10/2026" in text


def test_newest_document_stands_first(client, cast):
    send(cast, "1-CV/THỬ", dated=day("2026-09-01"))
    send(cast, "2-CV/THỬ", dated=day("2026-09-02"), at=at(day("2026-09-02")))
    client.force_login(cast.nam)
    text = page(client, "document_list")
    assert text.index("2-CV/THỬ") < text.index("1-CV/THỬ")


def test_list_is_paged(client, cast):
    for number in range(21):
        send(cast, f"{number}-CV/THỬ")
    client.force_login(cast.nam)
    response = client.get(reverse("document_list"))
    assert len(response.context["page"].rows) == 20
    assert response.context["page"].next_url


def test_list_of_what_units_in_care_have_sent(client, cast):
    send(cast, "9-CV/THỬ", issuer=cast.dong_mai, by=cast.hoa)
    client.force_login(cast.lan)
    assert "9-CV/THỬ" not in page(client, "document_list")
    assert "9-CV/THỬ" in page(client, "document_list", sent="below")


def test_edition_is_called_in_the_language_of_the_reader(client, cast):
    client.force_login(cast.bay)
    assert cast.edition.title_en in page(client, "document_list")
    assert cast.edition.title_en in page(client, "document", cast.document.pk)


@pytest.mark.parametrize(("person", "status"), [("nam", 200), ("minh", 200), ("khach", 403), ("quang", 403)])
def test_who_may_open_the_list(client, cast, person, status):
    client.force_login(getattr(cast, person))
    assert client.get(reverse("document_list")).status_code == status


# Sending


HEAD = {"number": "5-CT/ĐU", "title": "Chỉ thị thử", "dated": "2026-10-01", "summary": "Làm ngay."}


def test_secretary_of_a_ward_sends_a_document(client, cast):
    client.force_login(cast.hoa)
    given = HEAD | {"issuer": cast.dong_mai.pk, "confirm_by": "2026-10-10", "plan_by": ""}
    response = client.post(reverse("document_new"), given)
    assert response.url == reverse("document_list", query={"sent": "below"})
    document = Document.objects.get(number="5-CT/ĐU")
    assert (document.issuer, document.confirm_by, document.plan_by) == (cast.dong_mai, day("2026-10-10"), None)
    assert "5-CT/ĐU" in page(client, "document_list", sent="below")


def test_form_comes_back_filled_with_what_is_wrong(client, cast):
    client.force_login(cast.hoa)
    given = HEAD | {"issuer": cast.dong_mai.pk, "dated": "2099-01-01", "confirm_by": "2098-01-01"}
    response = client.post(reverse("document_new"), given)
    assert set(response.context["form"].errors) == {"dated"}
    response = client.post(reverse("document_new"), given | {"dated": "2026-10-01", "confirm_by": "2026-09-01"})
    assert set(response.context["form"].errors) == {"confirm_by"}
    assert "Làm ngay." in response.content.decode()


def test_number_used_twice_is_told_above_the_form(client, cast):
    send(cast, "5-CT/ĐU", issuer=cast.dong_mai)
    client.force_login(cast.hoa)
    response = client.post(reverse("document_new"), HEAD | {"issuer": cast.dong_mai.pk})
    assert "5-CT/ĐU already" in response.context["form"].non_field_errors()[0]


@pytest.mark.parametrize("issuer", ["quang_ninh", "phuong_dong_trieu", "bieu_nghi"])
def test_nobody_sends_in_the_name_of_another_unit(client, cast, issuer):
    client.force_login(cast.hoa)
    response = client.post(reverse("document_new"), HEAD | {"issuer": getattr(cast, issuer).pk})
    assert "issuer" in response.context["form"].errors


@pytest.mark.parametrize(("person", "words"), [("bay", "sent by committees"), ("nam", "Your position does not allow")])
def test_who_sends_nothing_is_told_why(client, cast, person, words):
    client.force_login(getattr(cast, person))
    response = client.get(reverse("document_new"))
    assert response.status_code == 403
    assert words in response.content.decode()


def test_officer_sets_the_deadlines_of_an_edition(client, cast):
    client.force_login(cast.lan)
    given = {"confirm_by": "2026-01-10", "plan_by": "2026-02-15"}
    response = client.post(reverse("document_deadlines", args=[cast.document.pk]), given)
    assert response.url == cast.document.get_absolute_url()
    document = Document.objects.get(pk=cast.document.pk)
    assert (document.confirm_by, document.plan_by) == (day("2026-01-10"), day("2026-02-15"))


# Answering


def test_secretary_confirms_with_one_button_then_names_the_day(client, cast):
    document = send(cast)
    client.force_login(cast.bay)
    receive = reverse("document_receive", args=[document.pk, cast.bieu_nghi.pk])
    assert f'action="{receive}"' in page(client, "document", document.pk)
    assert client.post(receive).url == document.get_absolute_url()
    study = reverse("document_study", args=[document.pk, cast.bieu_nghi.pk])
    text = page(client, "document", document.pk)
    assert f'action="{receive}"' not in text
    assert f'action="{study}"' in text
    assert client.post(study, {"on": "2026-10-12"}).url == document.get_absolute_url()
    receipt = document.receipts.get()
    assert (receipt.unit, receipt.confirmed_by, receipt.study_on) == (cast.bieu_nghi, cast.bay, day("2026-10-12"))
    assert "Change the day of the study session" in page(client, "document", document.pk)


def test_second_press_of_the_button_changes_nothing(client, cast):
    document = send(cast)
    client.force_login(cast.bay)
    for _press in range(2):
        response = client.post(reverse("document_receive", args=[document.pk, cast.bieu_nghi.pk]), follow=True)
    assert "has confirmed the receipt already" in response.content.decode()
    assert document.receipts.count() == 1


def test_study_day_before_the_document_comes_back_with_the_reason(client, cast):
    document = send(cast)
    document.confirm_receipt(unit=cast.bieu_nghi, by=cast.bay, at=timezone.now())
    client.force_login(cast.bay)
    response = client.post(reverse("document_study", args=[document.pk, cast.bieu_nghi.pk]), {"on": "2026-09-01"})
    assert "01/10/2026" in response.context["form"].non_field_errors()[0]


@pytest.mark.parametrize(("person", "status"), [("nam", 403), ("tuan", 403), ("hoa", 403), ("lan", 403), ("dung", 404)])
@pytest.mark.parametrize("name", ["document_receive", "document_study"])
def test_nobody_answers_for_another_unit(client, cast, person, status, name):
    document = send(cast)
    client.force_login(getattr(cast, person))
    response = client.post(reverse(name, args=[document.pk, cast.bieu_nghi.pk]), {"on": "2026-10-12"})
    assert response.status_code == status
    assert not document.receipts.exists()


def test_document_of_another_ward_is_not_found(client, cast):
    document = send(cast, issuer=cast.dong_mai)
    client.force_login(cast.dung)
    assert client.get(document.get_absolute_url()).status_code == 404
    receive = reverse("document_receive", args=[document.pk, cast.binh_luc_ha.pk])
    assert client.post(receive).status_code == 404


def test_member_sees_the_state_of_the_cell_without_a_button(client, cast):
    document = send(cast)
    client.force_login(cast.nam)
    text = page(client, "document", document.pk)
    assert "Chi bộ khu Biểu Nghi" in text
    assert "The secretary or a deputy answers for the unit." in text
    assert "We have received it" not in text


def test_withdrawn_instruction_asks_for_nothing(client, cast):
    cast.edition.withdraw(reason="Thử", by=cast.lan, at=timezone.now())
    client.force_login(cast.hoa)
    assert "This instruction was withdrawn" in page(client, "document", cast.document.pk)
    client.force_login(cast.lan)
    assert "Remind those" not in page(client, "document_answers", cast.document.pk, cast.dong_mai.pk)


# The table


def test_table_leads_down_the_tree_and_to_names(client, cast):
    document = send(cast)
    client.force_login(cast.lan)
    text = page(client, "document_answers", document.pk, cast.quang_ninh.pk, on="2026-11-01")
    ward = reverse("document_answers", args=[document.pk, cast.dong_mai.pk], query={"on": "2026-11-01"})
    names = reverse("document_names", args=[document.pk, cast.dong_mai.pk, "missing"], query={"on": "2026-11-01"})
    assert f'href="{ward}"' in text
    assert f'href="{names}"' in text


def test_names_tell_what_each_has_answered(client, cast):
    client.force_login(cast.hoa)
    text = page(client, "document_names", cast.document.pk, cast.dong_mai.pk, "missing")
    assert "Chi bộ Quân sự phường Đông Mai" in text
    assert "Chi bộ khu Biểu Nghi" not in text
    assert "Chi bộ khu Biểu Nghi" in page(client, "document_names", cast.document.pk, cast.dong_mai.pk, "received")


def test_list_that_does_not_exist_is_not_found(client, cast):
    client.force_login(cast.hoa)
    assert client.get(reverse("document_names", args=[cast.document.pk, cast.dong_mai.pk, "lazy"])).status_code == 404
    assert client.get(reverse("document_remind", args=[cast.document.pk, cast.dong_mai.pk, "all"])).status_code == 404


def test_table_is_sorted_by_who_is_missing_most(client, cast):
    client.force_login(cast.lan)
    path = reverse("document_answers", args=[cast.document.pk, cast.quang_ninh.pk])
    rows = client.get(path, {"sort": "missing"}).context["rows"]
    assert [row.missing for row in rows] == sorted((row.missing for row in rows), reverse=True)
    by_name = [row.name for row in client.get(path, {"sort": "nonsense"}).context["rows"]]
    assert by_name == list(Unit.objects.filter(name__in=by_name, is_active=True).values_list("name", flat=True))


@pytest.mark.parametrize("name", ["document_answers", "document_names"])
def test_pages_of_answers_take_as_many_queries_for_three_as_for_one(client, cast, name):
    document = send(cast)
    client.force_login(cast.hoa)
    path = reverse(name, args=[document.pk, cast.dong_mai.pk, *(["received"] if name == "document_names" else [])])
    document.confirm_receipt(unit=cast.bieu_nghi, by=None, at=timezone.now())
    one = queries_of(client, path)
    for unit in (cast.tan_mai, cast.trai_thanh):
        document.confirm_receipt(unit=unit, by=None, at=timezone.now())
    assert queries_of(client, path) == one <= 9


@pytest.mark.parametrize("name", ["document_list", "document"])
def test_pages_of_documents_take_as_many_queries_for_three_as_for_one(client, cast, name):
    document = send(cast)
    client.force_login(cast.hoa)
    path = reverse(name, args=[document.pk] if name == "document" else [])
    one = queries_of(client, path)
    for number in range(2):
        send(cast, f"{number}-CV/THỬ")
    assert queries_of(client, path) == one <= 12


# Files


def test_document_is_sent_with_files_that_everybody_below_opens(client, cast):
    client.force_login(cast.hoa)
    typed = {"number": "3-CV/THỬ", "title": "Thử", "dated": "2026-10-01", "issuer": cast.dong_mai.pk}
    files = [upload(papers.PDF, "Công văn.pdf"), upload(papers.photo(), "Bản đồ.jpg")]
    response = client.post(reverse("document_new"), typed | {"files": files}, follow=True)
    assert "The document is sent." in response.content.decode()
    document = Document.objects.get(number="3-CV/THỬ")
    kept = list(document.files.all())
    assert [(file.name, file.sight, file.unit) for file in kept] == [
        ("Công văn.pdf", "below", cast.dong_mai),
        ("Bản đồ.jpg", "below", cast.dong_mai),
    ]
    client.force_login(cast.nam)
    text = page(client, "document", document.pk)
    for file in kept:
        assert f'href="{file.get_absolute_url()}"' in text
        assert client.get(file.get_absolute_url()).status_code == 200
    assert "Word document" not in text
    client.force_login(cast.dung)
    assert {client.get(file.get_absolute_url()).status_code for file in kept} == {404}


def test_document_is_not_sent_with_a_file_that_is_refused(client, cast):
    client.force_login(cast.hoa)
    typed = {"number": "3-CV/THỬ", "title": "Thử", "dated": "2026-10-01", "issuer": cast.dong_mai.pk}
    files = [upload(papers.PDF, "Công văn.pdf"), upload(papers.SVG, "Bản đồ.jpg"), upload(b"", "Trống.txt")]
    text = client.post(reverse("document_new"), typed | {"files": files}).content.decode()
    assert "“Bản đồ.jpg” is of a kind that is not taken here." in text
    assert "Choose the files once more" in text
    assert not Document.objects.filter(number="3-CV/THỬ").exists()


# Reminding


def test_reminder_is_confirmed_with_how_many_then_sent(client, cast):
    document = send(cast)
    client.force_login(cast.hoa)
    below = Unit.objects.active().under(cast.dong_mai).count() - 1  # nobody reminds themselves
    remind = reverse("document_remind", args=[document.pk, cast.dong_mai.pk, "missing"])
    assert f"{below} units are in this list" in client.get(remind).content.decode()
    assert not document.reminders.exists()
    response = client.post(remind, follow=True)
    assert f"{below} units were reminded." in response.content.decode()
    assert document.reminders.count() == below
    assert Act.objects.filter(verb=Verb.UNITS_REMINDED).count() == 1
    assert "All of them were reminded today already" in client.get(remind).content.decode()


def test_reminded_secretary_is_told(client, cast):
    document = send(cast)
    document.remind([cast.bieu_nghi], within=cast.dong_mai, by=cast.hoa, at=at(TODAY))
    client.force_login(cast.bay)
    assert "The level above sent a reminder on 23/11/2026." in page(client, "document", document.pk)
    assert "reminded on 23/11/2026" in page(client, "document_list")


def test_only_those_of_the_list_are_reminded(client, cast):
    document = send(cast, plan_by=day("2026-10-31"))
    client.force_login(cast.lan)
    client.post(reverse("document_remind", args=[document.pk, cast.dong_mai.pk, "not_planned"]))
    assert [reminder.unit for reminder in document.reminders.all()] == [cast.dong_mai]


@pytest.mark.parametrize(
    ("person", "status"), [("nam", 404), ("bay", 404), ("tuan", 403), ("minh", 403), ("dung", 404), ("phuc", 404)]
)
def test_who_may_not_remind(client, cast, person, status):
    document = send(cast)
    client.force_login(getattr(cast, person))
    response = client.post(reverse("document_remind", args=[document.pk, cast.dong_mai.pk, "missing"]))
    assert response.status_code == status
    assert not document.reminders.exists()
