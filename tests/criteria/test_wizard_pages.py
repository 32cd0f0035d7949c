"""Pages of the wizard: beginning, one criterion after the other, saved as one types; and who may not (M6, M7)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.accounts.models import User
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.criteria.beginning import offers
from fourgood.criteria.forms import BeginForm
from fourgood.criteria.models import CriteriaSet, Registration, Submission
from fourgood.criteria.state import State
from fourgood.instructions.frameworks import framework_of
from tests.criteria.sets import confirm, general, issue

TODAY = timezone.localdate()
THIS_YEAR = TODAY.year
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def _in_english(cast):
    User.objects.update(language="en")


@pytest.fixture
def file(cast):
    return issue(cast.quang_ninh, first_day=dt.date(THIS_YEAR, 1, 1))


def begun(unit, file, *, by=None) -> CriteriaSet:
    registration = Registration.objects.begin(
        unit=unit, year=THIS_YEAR, framework=file, variant=general(file), by=by, at=timezone.now()
    )
    return registration.sets.get()


@pytest.fixture
def draft(cast, file):
    return begun(cast.bieu_nghi, file, by=cast.bay)


@pytest.fixture
def secretary(client, cast):
    client.force_login(cast.bay)
    return client


def page(client: Client, name: str, *args) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, draft: CriteriaSet, code: str, *, typing: bool = False, **fields):
    return client.post(reverse("criterion", args=[draft.pk, code]), fields, **(HTMX if typing else {}))


# Beginning


def test_start_page_says_what_by_when_and_why(secretary, cast, file):
    shown = page(secretary, "registration_new", cast.bieu_nghi.pk)
    assert f"Register for {THIS_YEAR}" in shown
    assert "4-good Party cell" in shown
    assert f"31/03/{THIS_YEAR}" in shown
    assert ("days late" in shown) == (dt.date(THIS_YEAR, 4, 1) < TODAY)


def only(offers, file):
    return [offer for offer in offers if offer.file == file]


def test_nothing_is_asked_where_there_is_one_framework_and_a_sector(cast, file):
    found = only(offers(cast.bieu_nghi, THIS_YEAR, today=TODAY), file)
    assert BeginForm(offers=found).fields["choice"].widget.is_hidden


def test_unit_without_sector_chooses_the_variant(cast, file):
    unit = cast.bieu_nghi
    unit.sector = None
    form = BeginForm(offers=only(offers(unit, THIS_YEAR, today=TODAY), file))
    assert not form.fields["choice"].widget.is_hidden
    assert len(form.fields["choice"].choices) > 1


def choice(file) -> dict[str, str]:
    return {"choice": f"{file.pk}:{general(file)}"}


def test_beginning_leads_to_the_page_of_the_registration(secretary, cast, file):
    response = secretary.post(reverse("registration_new", args=[cast.bieu_nghi.pk]), choice(file))
    registration = Registration.objects.get(unit=cast.bieu_nghi, year=THIS_YEAR)
    assert response.url == registration.get_absolute_url()
    assert registration.sets.get().framework == file
    again = secretary.get(reverse("registration_new", args=[cast.bieu_nghi.pk]))
    assert again.url == registration.get_absolute_url()


def test_unknown_variant_comes_back_with_an_error(secretary, cast, file):
    response = secretary.post(reverse("registration_new", args=[cast.bieu_nghi.pk]), {"choice": f"{file.pk}:moon"})
    assert response.context["form"].errors["choice"]
    assert not Registration.objects.filter(unit=cast.bieu_nghi, year=THIS_YEAR).exists()


def test_registering_is_one_button(secretary, cast, draft):
    registration = draft.registration
    assert "Register when your unit has agreed" in page(secretary, "registration", registration.pk)
    secretary.post(reverse("registration_register", args=[registration.pk]))
    registration.refresh_from_db()
    assert (registration.registered_by, timezone.localdate(registration.registered_at)) == (cast.bay, TODAY)
    shown = page(secretary, "registration", registration.pk)
    assert "Register when your unit has agreed" not in shown
    assert ("days late" in shown) == (dt.date(THIS_YEAR, 4, 1) < TODAY)


# One criterion


def test_only_open_fields_are_shown(secretary, draft):
    assert list(secretary.get(reverse("criterion", args=[draft.pk, "I.1"])).context["form"].fields) == ["wording"]
    fields = secretary.get(reverse("criterion", args=[draft.pk, "I.3"])).context["form"].fields
    assert list(fields) == ["wording", "target", "plan_amount", "plan_unit"]


def test_page_of_a_criterion_says_how_it_is_measured(secretary, draft):
    shown = page(secretary, "criterion", draft.pk, "II.2")
    assert "Share: members present ÷ members due; from 85 % on 5 points" in shown
    assert "every month".capitalize() in shown


def test_save_and_next_goes_on_to_the_next(secretary, draft):
    response = post(secretary, draft, "I.2", wording="Trồng 12 ha", target="95.5")
    assert response.url == reverse("criterion", args=[draft.pk, "I.3"])
    response = post(secretary, draft, "I.2", wording="Trồng 12 ha", target="95.5", then="previous")
    assert response.url == reverse("criterion", args=[draft.pk, "I.1"])
    assert draft.criteria.get(code="I.2").target == Decimal("95.50")


def test_after_the_last_comes_the_overview(secretary, draft):
    last = secretary.get(reverse("criteria_wizard", args=[draft.pk])).context["overview"].lines[-1]
    assert post(secretary, draft, last.code).url == reverse("criteria_wizard", args=[draft.pk])


def test_what_is_typed_is_saved_and_said_so(secretary, draft):
    response = post(secretary, draft, "I.1", typing=True, wording="Học ng")
    assert "saved" in response.content.decode()
    assert "<html" not in response.content.decode()
    assert draft.criteria.get(code="I.1").wording == "Học ng"
    assert not Act.objects.filter(verb=Verb.CRITERION_CONCRETISED).exists()
    post(secretary, draft, "I.1", wording="Học nghị quyết")
    assert Act.objects.filter(verb=Verb.CRITERION_CONCRETISED).count() == 1


@pytest.mark.parametrize("typing", [True, False])
def test_what_cannot_hold_is_kept_and_comes_back(secretary, draft, typing):
    response = post(secretary, draft, "I.2", typing=typing, wording="Trồng 12 ha", target="40")
    assert response.status_code == 200
    assert "at least 90 %" in response.content.decode()
    again = secretary.get(reverse("criterion", args=[draft.pk, "I.2"]))
    assert again.context["form"]["target"].value() == "40"
    assert again.context["form"]["wording"].value() == "Trồng 12 ha"
    assert "at least 90 %" in again.content.decode()
    assert draft.criteria.get(code="I.2").target is None


def test_number_that_is_none_is_kept_as_typed(secretary, draft):
    post(secretary, draft, "I.4", typing=True, wording="", plan_amount="bảy tỷ", plan_unit="đồng")
    again = secretary.get(reverse("criterion", args=[draft.pk, "I.4"]))
    assert again.context["form"]["plan_amount"].value() == "bảy tỷ"
    assert "to mend" in page(secretary, "criteria_wizard", draft.pk)


@pytest.mark.parametrize(
    ("language", "written"), [("vi", "7.000.000.000"), ("en", "7,000,000,000"), ("ms", "7000000000")]
)
def test_plan_is_read_as_the_language_writes_numbers(secretary, cast, draft, language, written):
    User.objects.filter(pk=cast.bay.pk).update(language=language)
    post(secretary, draft, "I.4", wording="", plan_amount=written, plan_unit="đồng")
    assert draft.criteria.get(code="I.4").plan_amount == Decimal(7_000_000_000)


def test_fixed_field_that_is_sent_all_the_same_changes_nothing(secretary, draft):
    post(secretary, draft, "I.1", wording="x", target="99", points="50")
    row = draft.criteria.get(code="I.1")
    assert (row.wording, row.target) == ("x", None)


def test_unknown_criterion_is_not_found(secretary, draft):
    assert secretary.get(reverse("criterion", args=[draft.pk, "IX.1"])).status_code == 404


def test_overview_counts_what_was_gone_through(secretary, draft):
    post(secretary, draft, "I.1")
    post(secretary, draft, "I.2", wording="Trồng 12 ha", target="")
    overview = secretary.get(reverse("criteria_wizard", args=[draft.pk])).context["overview"]
    assert (overview.looked_at, overview.own, overview.next_line.code) == (2, 1, "I.3")
    assert overview.total == len(overview.lines) > 20


# Copying and changing


def test_copying_shows_first_what_fits(secretary, cast, file, draft):
    theirs = begun(cast.tan_mai, file)
    theirs.concretise("I.1", wording="Của Tân Mai", by=None, at=timezone.now())
    confirm(theirs)
    assert "Tân Mai" in page(secretary, "criteria_copy", draft.pk)
    address = f"{reverse('criteria_copy', args=[draft.pk])}?source={theirs.pk}"
    assert "Của Tân Mai" in secretary.get(address).content.decode()
    assert not draft.criteria.exists()
    assert secretary.post(address).url == reverse("criteria_wizard", args=[draft.pk])
    assert draft.criteria.get(code="I.1").wording == "Của Tân Mai"


def test_criteria_that_are_not_offered_are_not_shown_for_copying(secretary, cast, file, draft):
    theirs = confirm(begun(cast.binh_luc_ha, file))
    address = f"{reverse('criteria_copy', args=[draft.pk])}?source={theirs.pk}"
    assert secretary.get(address).status_code == 404
    assert secretary.post(address).status_code == 404


def test_change_begins_a_version(secretary, draft):
    confirm(draft)
    day = dt.date(THIS_YEAR, 12, 31)
    response = secretary.post(
        reverse("criteria_change", args=[draft.pk]), {"first_day": day.isoformat(), "reason": "Bão số 3"}
    )
    second = CriteriaSet.objects.get(registration=draft.registration, place=2)
    assert response.url == reverse("criteria_wizard", args=[second.pk])
    assert (second.first_day, second.reason) == (day, "Bão số 3")


def test_change_on_a_wrong_day_comes_back_filled(secretary, draft):
    confirm(draft)
    response = secretary.post(
        reverse("criteria_change", args=[draft.pk]), {"first_day": f"{THIS_YEAR}-01-01", "reason": "Bão số 3"}
    )
    assert response.context["form"].errors["first_day"]
    assert response.context["form"]["reason"].value() == "Bão số 3"


def test_draft_is_discarded_after_a_question(secretary, draft):
    assert "deleted" in page(secretary, "criteria_discard", draft.pk)
    assert CriteriaSet.objects.filter(pk=draft.pk).exists()
    assert secretary.post(reverse("criteria_discard", args=[draft.pk])).url == reverse("registration_list")
    assert not Registration.objects.filter(pk=draft.registration.pk).exists()


def test_discarding_is_offered_only_where_it_can_be_done(secretary, cast, draft):
    address = reverse("criteria_discard", args=[draft.pk])
    assert address in page(secretary, "criteria_wizard", draft.pk)
    draft.registration.register(by=cast.bay, at=timezone.now())
    assert address not in page(secretary, "criteria_wizard", draft.pk)
    assert secretary.get(address).status_code == 403


# Who may not


WIZARD = ["criteria_wizard", "criteria_copy", "criteria_discard"]


@pytest.mark.parametrize(
    ("person", "reading", "making"),
    [
        ("bay", 200, 200),
        ("thu", 200, 200),
        ("nam", 200, 403),
        ("tuan", 200, 403),
        ("hoa", 200, 403),
        ("lan", 200, 403),
        ("minh", 200, 403),
        ("dung", 404, 404),
        ("phuc", 404, 404),
        ("quang", 404, 404),
        ("khach", 404, 404),
    ],
)
def test_who_reads_and_who_makes(client, cast, draft, person, reading, making):
    client.force_login(getattr(cast, person))
    for address in (draft.get_absolute_url(), draft.registration.get_absolute_url()):
        assert client.get(address).status_code == reading
    for name in WIZARD:
        assert client.get(reverse(name, args=[draft.pk])).status_code == making
    assert client.get(reverse("criterion", args=[draft.pk, "I.1"])).status_code == making
    denied = post(client, draft, "I.1", wording="x")
    assert denied.status_code == (302 if making == 200 else making)
    assert draft.criteria.exists() is (making == 200)


@pytest.mark.parametrize(("person", "status"), [("nam", 403), ("hoa", 403), ("lan", 403), ("dung", 404)])
def test_others_neither_begin_nor_register_nor_change(client, cast, file, draft, person, status):
    confirm(draft)
    client.force_login(getattr(cast, person))
    assert client.get(reverse("registration_new", args=[cast.bieu_nghi.pk])).status_code == status
    assert client.post(reverse("registration_register", args=[draft.registration.pk])).status_code == status
    assert client.get(reverse("criteria_change", args=[draft.pk])).status_code == status


def test_page_of_submitted_criteria_says_why_they_cannot_be_changed(secretary, draft):
    Submission.objects.create(criteria_set=draft, submitted_at=timezone.now())
    response = secretary.get(reverse("criteria_wizard", args=[draft.pk]))
    assert response.status_code == 403
    assert "level above" in response.content.decode()
    assert post(secretary, draft, "I.1", typing=True, wording="x").status_code == 403


def test_reader_gets_no_buttons(client, cast, draft):
    client.force_login(cast.hoa)
    for address in (draft.get_absolute_url(), draft.registration.get_absolute_url()):
        shown = client.get(address).content.decode()
        assert reverse("criteria_wizard", args=[draft.pk]) not in shown
        assert reverse("registration_register", args=[draft.registration.pk]) not in shown


# The page of a set, and the list


def test_page_of_a_set_marks_what_is_own(secretary, draft):
    post(secretary, draft, "I.4", wording="Đường và đèn", plan_amount="7000000000", plan_unit="đồng")
    shown = page(secretary, "criteria_set", draft.pk)
    assert "Đường và đèn" in shown
    assert "Plan: 7,000,000,000 VND" in shown
    assert shown.count("our own") == 1


def test_list_is_of_what_the_reader_sees(client, cast, file, draft):
    begun(cast.binh_luc_ha, file)
    client.force_login(cast.hoa)
    rows = client.get(reverse("registration_list")).context["rows"]
    assert [row.registration.unit for row in rows] == [cast.bieu_nghi]
    client.force_login(cast.lan)
    rows = client.get(reverse("registration_list")).context["rows"]
    assert {row.registration.unit for row in rows} >= {cast.bieu_nghi, cast.binh_luc_ha}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", True),
        (f"?year={THIS_YEAR}", True),
        ("?year=1999", True),  # no such choice: as if not asked
        ("?year=every", True),
        ("?state=draft", True),
        ("?state=confirmed", False),
        ("?state=not_registered", True),
    ],
)
def test_list_is_narrowed(secretary, cast, draft, asked, found):
    rows = secretary.get(reverse("registration_list") + asked).context["rows"]
    assert (cast.bieu_nghi in {row.registration.unit for row in rows}) is found


def test_list_tells_of_the_newest_version_of_each_registration(secretary, cast, file, draft):
    """It was confirmed; a change during the year is being written."""
    confirm(draft)
    changed = draft.registration.sets.create(
        place=2,
        framework=file,
        variant=draft.variant,
        first_day=dt.date(THIS_YEAR, 6, 1),
        reason="x",
        drafted_at=timezone.now(),
    )
    changed.concretise("I.1", wording="Một", by=cast.bay, at=timezone.now())
    rows = secretary.get(reverse("registration_list")).context["rows"]
    (row,) = (row for row in rows if row.registration == draft.registration)
    assert (row.state, row.looked_at) == (State.DRAFT, 1)
    assert row.total == len(list(framework_of(file).variant(draft.variant).criteria()))
    assert secretary.get(reverse("registration_list") + "?state=confirmed").context["rows"] == []


def test_list_offers_to_register_what_is_open(secretary, client, cast, file):
    assert f"Register Chi bộ khu Biểu Nghi for {THIS_YEAR}" in page(secretary, "registration_list")
    client.force_login(cast.nam)
    assert "for " + str(THIS_YEAR) + "</a>" not in page(client, "registration_list")


def test_list_shows_lateness(secretary, draft):
    draft.registration.register(by=None, at=timezone.make_aware(dt.datetime(THIS_YEAR, 4, 3, 12)))
    assert "3 days late" in page(secretary, "registration_list")


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_list_takes_as_many_queries_for_three_rows_as_for_one(client, cast, file):
    begun(cast.bieu_nghi, file)
    client.force_login(cast.hoa)
    one = queries_of(client, reverse("registration_list"))
    begun(cast.tan_mai, file)
    begun(cast.trai_thanh, file)
    assert queries_of(client, reverse("registration_list")) == one <= 6


@pytest.mark.parametrize("name", ["criteria_wizard", "criteria_set", "criteria_copy"])
def test_pages_of_a_set_take_as_many_queries_for_three_rows_as_for_one(secretary, cast, file, draft, name):
    address = reverse(name, args=[draft.pk])
    confirm(begun(cast.tan_mai, file))
    draft.concretise("I.1", wording="Một", by=cast.bay, at=timezone.now())
    one = queries_of(secretary, address)
    confirm(begun(cast.trai_thanh, file))
    for code in ("I.2", "I.3"):
        draft.concretise(code, wording="Hai", by=cast.bay, at=timezone.now())
    assert queries_of(secretary, address) == one


def test_page_of_a_registration_takes_as_many_queries_for_three_versions_as_for_one(secretary, cast, draft):
    address = draft.registration.get_absolute_url()
    confirm(draft)
    one = queries_of(secretary, address)
    second = draft.new_version(first_day=dt.date(THIS_YEAR, 6, 1), reason="x", by=cast.bay, at=timezone.now())
    confirm(second).new_version(first_day=dt.date(THIS_YEAR, 7, 1), reason="y", by=cast.bay, at=timezone.now())
    assert queries_of(secretary, address) == one


def test_committee_registers_by_the_same_wizard(client, cast):
    """Đông Mai is a ward's committee: the model for committees, the same pages (M1)."""
    issue(cast.quang_ninh, code="committee-2026", model="committee", first_day=dt.date(THIS_YEAR, 1, 1))
    client.force_login(cast.hoa)
    assert "4-good grassroots Party committee" in page(client, "registration_new", cast.dong_mai.pk)
    found = client.get(reverse("registration_new", args=[cast.dong_mai.pk])).context["form"].fields["choice"]
    client.post(reverse("registration_new", args=[cast.dong_mai.pk]), {"choice": found.initial})
    draft = CriteriaSet.objects.get(registration__unit=cast.dong_mai, registration__year=THIS_YEAR)
    first = client.get(reverse("criteria_wizard", args=[draft.pk])).context["overview"].next_line
    assert post(client, draft, first.code, wording="Của phường").status_code == 302
    assert draft.criteria.get(code=first.code).wording == "Của phường"
