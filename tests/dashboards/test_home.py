"""Home: what is due for each position, and nothing of what others see."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from fourgood.accounts.models import User
from fourgood.common.spans import between
from fourgood.dashboards import assessments_due, documents_due, due, meetings_due, quality_due, tasks_due
from fourgood.dashboards.asking import answer_of
from fourgood.dashboards.coming import coming_for
from fourgood.dashboards.navigation import places_of
from fourgood.dashboards.views import when
from fourgood.organisation.models import Member, MemberStatus, Order, Position
from fourgood.organisation.models.reference import Role

TODAY = dt.date(2026, 11, 23)
SIGNING_IN = 2  # session and account; what is held, the page asks for itself
PROGRAMME = [
    "meetings",
    "tasks",
    "assessments",
    "figures",
    "documents",
    "units",
    "instructions",
    "registrations",
    "resolutions",
    "projects",
    "indicators",
]  # what everyone may open who sees a unit


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def titles(user: User, on: dt.date = TODAY) -> list[str]:
    return [found.title for found in due.due_for(due.reader_of(user, on=on))]


def admit(cast, number: int, on: dt.date) -> Member:
    return Member.objects.admit(
        unit=cast.bieu_nghi, on=on, code=f"T.{number:03d}", full_name=f"Hà Thị Sen {number}", by=None
    )


@pytest.mark.parametrize(
    ("person", "rules"),
    [
        (
            "bay",
            {
                due.accounts_of_members,
                documents_due.to_confirm,
                meetings_due.contribution_to_write,
                quality_due.score_to_give,
                assessments_due.sheet_to_fill_in,
            },
        ),
        (
            "thu",
            {
                due.accounts_of_members,
                documents_due.to_confirm,
                quality_due.score_to_give,
                assessments_due.sheet_to_fill_in,
            },
        ),
        ("nam", {meetings_due.notice_to_read, tasks_due.tasks_of_mine}),
        ("khach", set()),
        ("minh", {due.second_factor}),
        ("quang", {due.second_factor}),
    ],
)
def test_who_is_told_what(cast, person: str, rules: set):
    reader = due.reader_of(getattr(cast, person), on=TODAY)
    assert {rule for rule in due.RULES if answer_of(rule, reader)} - {due.probation_over} == rules


def test_secretary_is_told_how_many_members_have_no_account(cast):
    before = answer_of(due.accounts_of_members, due.reader_of(cast.bay, on=TODAY))
    admit(cast, 1, dt.date(2026, 1, 1))
    after = answer_of(due.accounts_of_members, due.reader_of(cast.bay, on=TODAY))
    assert int(after.title.split()[0]) == int(before.title.split()[0]) + 1
    assert after.url == f"/units/{cast.bieu_nghi.pk}/codes/"


def test_secretary_is_told_of_the_probation_that_ends_first(cast):
    Member.objects.filter(unit=cast.bieu_nghi, official_on=None).update(official_on=TODAY)
    admit(cast, 2, dt.date(2026, 1, 21))
    assert answer_of(due.probation_over, due.reader_of(cast.bay, on=TODAY - dt.timedelta(days=2))) is None
    admit(cast, 1, dt.date(2025, 12, 1))
    told = answer_of(due.probation_over, due.reader_of(cast.bay, on=TODAY))
    assert (told.title, told.day) == ("Hà Thị Sen 1 has been on probation for a year", dt.date(2026, 12, 1))
    assert answer_of(due.probation_over, due.reader_of(cast.nam, on=TODAY)) is None


def test_unit_without_secretary_is_told_to_those_who_keep_its_positions(cast):
    before = set(due.without_secretary(cast.hoa.standing(TODAY)))
    Position.objects.filter(unit=cast.bieu_nghi, kind__code="secretary").delete()
    assert set(due.without_secretary(cast.hoa.standing(TODAY))) - before == {cast.bieu_nghi}
    assert cast.bieu_nghi not in due.without_secretary(cast.phuc.standing(TODAY))
    assert cast.bieu_nghi not in due.without_secretary(cast.nam.standing(TODAY))


def test_secretary_without_account_is_told_to_the_level_above_only(cast):
    User.objects.filter(pk=cast.bay.pk).update(member=None)
    secretary = Position.objects.on(TODAY).get(unit=cast.bieu_nghi, kind__code="secretary")
    assert secretary in due.secretaries_without_account(cast.hoa.standing(TODAY))
    assert secretary in due.secretaries_without_account(cast.lan.standing(TODAY))
    assert secretary not in due.secretaries_without_account(cast.thu.standing(TODAY))
    assert secretary not in due.secretaries_without_account(cast.phuc.standing(TODAY))


def draft(cast, number: str, effective_on: dt.date) -> Order:
    return Order.objects.draft(
        issuer=cast.quang_ninh,
        number=number,
        decided_on=dt.date(2026, 11, 1),
        effective_on=effective_on,
        reason="Thử",
        by=cast.lan,
        at=timezone.now(),
    )


def test_draft_orders_are_told_to_the_officer_with_the_first_date(cast):
    Order.objects.drafts().filter(steps=None).delete()
    before = Order.objects.drafts().count()
    draft(cast, "T-1", dt.date(2026, 11, 20))
    draft(cast, "T-2", dt.date(2026, 12, 1))
    told = answer_of(due.order_drafts, due.reader_of(cast.lan, on=TODAY))
    assert told.title == f"{before + 2} reorganisation orders wait to be carried out"
    assert (told.day, told.is_late(TODAY), told.url) == (dt.date(2026, 11, 20), True, "/orders/")
    assert answer_of(due.order_drafts, due.reader_of(cast.bay, on=TODAY)) is None


def test_late_comes_first(cast):
    draft(cast, "T-1", dt.date(2026, 1, 1))
    assert titles(cast.lan)[0].endswith("to be carried out")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, ""),
        (TODAY, "today"),
        (TODAY + dt.timedelta(days=1), "by 24/11/2026, 1 day left"),
        (TODAY + dt.timedelta(days=12), "by 05/12/2026, 12 days left"),
        (TODAY - dt.timedelta(days=1), "since 22/11/2026, 1 day late"),
        (TODAY - dt.timedelta(days=3), "since 20/11/2026, 3 days late"),
    ],
)
def test_date_in_words(day, words):
    assert when(day, on=TODAY) == words


def test_next_dates_are_of_the_own_cell(cast):
    sen = admit(cast, 1, dt.date(2026, 1, 1))
    span = between(dt.date(2026, 11, 1), dt.date(2026, 11, 25))
    MemberStatus.objects.create(member=sen, kind=MemberStatus.Kind.AWAY, valid=span)
    first = coming_for(due.reader_of(cast.bay, on=TODAY))[0]
    assert (first.day, first.words) == (dt.date(2026, 11, 25), "Hà Thị Sen 1: “temporarily away” ends")
    assert not [item for item in coming_for(due.reader_of(cast.dung, on=TODAY)) if "Sen" in item.words]
    assert not [item for item in coming_for(due.reader_of(cast.nam, on=TODAY)) if "Sen" in item.words]


def test_places_name_each_unit_once_what_is_led_first(cast):
    places = places_of(cast.bay, on=TODAY)
    assert (places[0].name, places[0].url) == ("Chi bộ khu Biểu Nghi", f"/units/{cast.bieu_nghi.pk}/")
    assert places[0].what == "Secretary, Member"
    assert len({place.name for place in places}) == len(places)
    assert places_of(cast.khach, on=TODAY) == []


def test_administrator_is_led_to_accounts_not_to_content(cast):
    assert [place.url for place in places_of(cast.quang, on=TODAY)] == ["/accounts/"]


@pytest.mark.parametrize(
    ("person", "links"),
    [
        ("khach", ["home"]),
        ("nam", ["home", *PROGRAMME]),
        ("bay", ["home", *PROGRAMME[:-2], "quality", "integrity", *PROGRAMME[-2:], "imports", "acts"]),
        ("lan", ["home", *PROGRAMME[:-2], "integrity", *PROGRAMME[-2:], "orders", "imports", "acts", "offices"]),
        ("minh", ["home", *PROGRAMME[:-2], "integrity", *PROGRAMME[-2:], "acts"]),
        ("quang", ["home", "accounts", "offices"]),
    ],
)
def test_menu_shows_what_the_position_opens(cast, client: Client, person: str, links: list[str]):
    client.force_login(getattr(cast, person))
    menu = client.get("/").context["navigation"].links
    assert [link.url.strip("/") or "home" for link in menu] == links
    assert [link.is_current for link in menu] == [True] + [False] * (len(links) - 1)
    assert [client.get(link.url).status_code for link in menu] == [200] * len(links)


@pytest.mark.parametrize("language", ["vi", "ms", "en"])
@pytest.mark.parametrize("person", ["bay", "hoa", "lan", "minh", "quang", "nam", "khach"])
def test_home_has_one_main_button(cast, client: Client, person: str, language: str):
    User.objects.filter(pk=getattr(cast, person).pk).update(language=language)
    client.force_login(getattr(cast, person))
    page = client.get("/").content.decode()
    assert page.count('class="button"') == 1
    assert page.count("<h1>") == 1


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_home_asks_the_database_as_often_for_many_as_for_few(cast, client: Client):
    client.force_login(cast.bay)
    admit(cast, 0, dt.date(2026, 1, 1))
    few = queries_of(client, "/")
    for number in range(1, 4):
        admit(cast, number, dt.date(2026, 1, 1))
    assert queries_of(client, "/") == few <= 15


@pytest.mark.parametrize("month", range(1, 15))
def test_home_of_secretaries_asks_the_database_fifteen_times_at_most(cast, month: int):
    day = dt.date(2026 + month // 13, (month - 1) % 12 + 1, 20)
    secretaries = User.objects.filter(member__positions__kind__role=Role.SECRETARY).distinct()
    asked = {}
    for secretary in secretaries:
        with CaptureQueriesContext(connection) as queries:
            reader = due.reader_of(secretary, on=day)
            due.due_for(reader)
            coming_for(reader)
            places_of(secretary, on=day)
        asked[str(secretary)] = len(queries) + SIGNING_IN
    assert len(asked) > 3
    assert max(asked.values()) <= 15, asked


@pytest.mark.parametrize("path", ["/now/units-without-secretary/", "/now/secretaries-without-account/"])
@pytest.mark.parametrize(
    ("person", "status"), [("lan", 200), ("hoa", 200), ("nam", 403), ("minh", 403), ("khach", 403)]
)
def test_lists_behind_the_figures_are_for_those_who_can_act(cast, client: Client, path: str, person: str, status: int):
    client.force_login(getattr(cast, person))
    assert client.get(path).status_code == status


def test_list_behind_a_figure_takes_as_many_queries_for_three_rows_as_for_one(cast, client: Client):
    client.force_login(cast.lan)
    path = "/now/units-without-secretary/"
    Position.objects.filter(unit=cast.bieu_nghi, kind__code="secretary").delete()
    one = queries_of(client, path)
    Position.objects.filter(unit__in=[cast.binh_luc_ha, cast.tan_mai], kind__code="secretary").delete()
    assert queries_of(client, path) == one
    assert "Chi bộ khu Bình Lục Hạ" in client.get(path).content.decode()
