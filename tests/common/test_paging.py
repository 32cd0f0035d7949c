"""Pages by key: every row once, both ways, nothing about rows that aren't in the list."""

import datetime as dt

import pytest
from django.db.models.functions import Substr
from django.test import RequestFactory

from fourgood.common.paging import UnorderedList, page_of
from fourgood.organisation.models import Member


@pytest.fixture
def people(db):
    names = ["An", "Ân", "Ấn", "Bảy", "Dũng", "Đức", "Đức"]
    return [
        Member.objects.create(code=f"PG{n}", full_name=f"Lê {name}", admitted_on=dt.date(2020, 1, 1))
        for n, name in enumerate(names)
    ]


def listed():
    return Member.objects.filter(code__startswith="PG")


def get(url="/list/"):
    return RequestFactory().get(url)


def codes(page):
    return [row.code for row in page.rows]


def walk(start, direction, *, rows, size):
    page, seen = page_of(get(start), rows, size=size), []
    while True:
        seen.append(codes(page))
        url = getattr(page, direction)
        if not url:
            return seen, page
        page = page_of(get(url), rows, size=size)


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8])
@pytest.mark.parametrize("order", [("sort_key", "id"), ("-sort_key", "-id"), ("sort_key",), ("id",), ("-pk",)])
def test_walking_forward_shows_every_row_once_in_order(people, size, order):
    rows = listed().order_by(*order)
    seen, _last = walk("/list/", "next_url", rows=rows, size=size)
    assert [code for page in seen for code in page] == [row.code for row in listed().order_by(*order, order[-1])]
    assert [len(page) for page in seen[:-1]] == [size] * (len(seen) - 1)


@pytest.mark.parametrize("size", [1, 2, 3, 6])
@pytest.mark.parametrize("order", [("sort_key", "id"), ("-sort_key", "-id")])
def test_walking_back_shows_every_row_once(people, size, order):
    rows = listed().order_by(*order)
    _seen, last = walk("/list/", "next_url", rows=rows, size=size)
    back, _first = walk(last.previous_url, "previous_url", rows=rows, size=size)
    shown = [code for page in reversed(back) for code in page] + codes(last)
    assert shown == [row.code for row in rows]


def test_first_page_has_no_previous_and_last_no_next(people):
    first = page_of(get(), listed(), size=4)
    assert (first.previous_url, first.first_url, first.before) == ("", "", None)
    last = page_of(get(first.next_url), listed(), size=4)
    assert (last.next_url, last.after, last.first_url) == ("", None, "/list/")


def test_list_of_related_rows_follows_a_column_of_another_table(cast):
    from fourgood.organisation.models import Membership

    rows = Membership.objects.order_by("member__sort_key", "id")
    seen, page = [], page_of(get(), rows, size=2)
    while True:
        seen += [row.pk for row in page.rows]
        if not page.next_url:
            break
        page = page_of(get(page.next_url), rows, size=2)
    assert seen == list(rows.values_list("pk", flat=True))


def test_address_keeps_other_parameters_and_holds_no_name(people):
    page = page_of(get("/list/?status=exempt&after=0"), listed(), size=3)
    assert page.next_url == f"/list/?status=exempt&after={page.rows[-1].pk}"


def test_post_gives_cursors_for_buttons_but_no_address(people):
    request = RequestFactory().post("/list/", {"q": "duc", "after": str(people[2].pk)})
    page = page_of(request, listed(), size=2)
    assert codes(page) == ["PG3", "PG4"]
    assert (page.next_url, page.previous_url, page.first_url) == ("", "", "")
    assert (page.after, page.before) == (people[4].pk, people[3].pk)


@pytest.mark.parametrize("cursor", ["", "abc", "-1", "1.5", "²", "9" * 30, "0"])
def test_cursor_that_is_no_row_starts_from_the_first_page(people, cursor):
    request = RequestFactory().get("/list/", {"after": cursor})
    assert codes(page_of(request, listed(), size=3)) == ["PG0", "PG1", "PG2"]


def test_cursor_of_a_row_outside_the_list_tells_nothing(people):
    outside = Member.objects.create(code="XX1", full_name="Lê Bảy", admitted_on=dt.date(2020, 1, 1))
    assert codes(page_of(get(f"/list/?after={outside.pk}"), listed(), size=3)) == ["PG0", "PG1", "PG2"]
    assert codes(page_of(get(f"/list/?before={outside.pk}"), listed(), size=3)) == ["PG0", "PG1", "PG2"]


def test_total_is_known_for_nothing_when_the_list_fits(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert page_of(get(), listed(), size=7).total == 7


def test_total_is_counted_only_when_asked(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert page_of(get(), listed(), size=3).total is None
    with django_assert_num_queries(1):
        assert page_of(get(), listed(), size=3, count=True).total == 7
    with django_assert_num_queries(1):
        assert page_of(get(f"/list/?after={people[2].pk}"), listed(), size=3, count=True).total == 7


def test_total_of_nothing_is_none(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert page_of(get(), listed().filter(full_name="x"), count=True).total == 0
    with django_assert_num_queries(0):
        assert page_of(get(), listed().filter(pk__in=[]), count=True).total == 0


def test_later_page_takes_one_query(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(get(f"/list/?after={people[2].pk}"), listed(), size=3)


def test_empty_list(db):
    page = page_of(get(), listed())
    assert (page.rows, page.total, page.next_url, page.previous_url, page.is_whole) == ([], 0, "", "", True)


@pytest.mark.parametrize("order", [(), ("sort_key", "-id"), ("?",)])
def test_list_without_a_usable_order_is_refused(people, order):
    with pytest.raises(UnorderedList):
        page_of(get(), listed().order_by(*order))


def initials(rows):
    return rows.annotate(initial=Substr("full_name", 4, 1))


@pytest.mark.parametrize("order", [("sort_key", "id"), ("-sort_key", "-id")])
def test_what_is_added_to_the_rows_of_a_page_changes_neither_rows_nor_order(people, order, django_assert_num_queries):
    rows, urls = listed().order_by(*order), ["/list/"]
    for direction in ("next_url", "next_url", "previous_url", "previous_url"):  # there and back
        with django_assert_num_queries(1):
            added = page_of(get(urls[-1]), rows, size=3, count=True, adding=initials)
        assert added == page_of(get(urls[-1]), rows, size=3, count=True)
        assert [row.initial for row in added.rows] == [row.full_name[3] for row in added.rows]
        urls.append(getattr(added, direction))
    assert all(urls)


def test_nothing_is_added_to_an_empty_list(db):
    assert page_of(get(), listed(), count=True, adding=initials) == page_of(get(), listed(), count=True)
