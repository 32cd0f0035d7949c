"""Every list page, p50 and p95 of warm requests, and its queries, as the people see it who use it most."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks.months import saving
from benchmarks.readers import (
    largest_cell,
    largest_ward,
    middle_cell,
    middle_ward,
    officer,
    secretary_of,
    signed_in,
)
from benchmarks.results import Result, percentile

WARM_UP, REQUESTS = 5, 60
FLOOR = "/floor/"
PAGE_LIMIT_MS, PAGE_LIMIT_QUERIES = 60, 6
CHILDREN_LIMIT_MS, CHILDREN_LIMIT_QUERIES = 30, 2
FULL = {"limit_ms": 80, "limit_queries": 15}  # a page that combines much
SHEET = {"limit_ms": 80, "limit_queries": 10}
FIGURES = ("figures", "figures_year", "figures_months", "figures_criteria", "figures_units")


@dataclass(frozen=True)
class Page:
    """A request to measure. `reader`: officer, ward (its secretary) or cell (its secretary)."""

    what: str
    reader: str
    address: str
    query: dict[str, Any] = field(default_factory=dict)
    post: dict[str, Any] | None = None
    htmx: bool = False
    limit_ms: float = PAGE_LIMIT_MS
    limit_queries: int = PAGE_LIMIT_QUERIES
    is_list: bool = True


@dataclass(frozen=True)
class Measured:
    """Milliseconds, queries, and how many times the floor, asked in turn with the page, the median takes."""

    p50: float
    p95: float
    floor: float
    queries: int
    kilobytes: float

    @property
    def ratio(self) -> float:
        return self.p50 / self.floor


def measure() -> Iterator[Result]:
    from django.test.utils import override_settings

    with override_settings(ROOT_URLCONF="benchmarks.floor", ALLOWED_HOSTS=["*"]):
        clients = _clients(largest_ward(), largest_cell())
        floors = {reader: _measured(client, Page("floor", reader, FLOOR)) for reader, client in clients.items()}
        for reader, floor in floors.items():
            note = f"p95 {floor.p95:.1f} ms, {floor.queries} queries: session, account, what it holds, SELECT 1"
            yield Result(benchmark="pages", what=f"floor ({reader})", value=floor.p50, unit="ms p50", note=note)
        for page in _pages():
            seen = _measured(clients[page.reader], page)
            yield _time(page, seen)
            yield _queries(page, seen, signing_in=floors[page.reader].queries - 1)
        yield from saving(clients["cell"], largest_cell())


def measure_middle() -> Iterator[Result]:
    """The pages that a ward and a cell of middle size use most, and the figures of the province. To be compared."""
    from django.test.utils import override_settings

    with override_settings(ROOT_URLCONF="benchmarks.floor", ALLOWED_HOSTS=["*"]):
        ward, cell = middle_ward(), middle_cell()
        clients = _clients(ward, cell)
        for page in _main_pages(ward, cell):
            yield replace(_time(page, _measured(clients[page.reader], page)), benchmark="flat", limit=None)


def _clients(ward: Any, cell: Any) -> dict[str, Any]:
    """Signed in: the province's officer, the secretaries of a ward and of a cell."""
    import fourgood.wsgi  # noqa: F401 sets up this process as one of the web server

    people = {"officer": officer(), "ward": secretary_of(ward), "cell": secretary_of(cell)}
    return {reader: signed_in(user) for reader, user in people.items()}


def _time(page: Page, seen: Measured) -> Result:
    return Result(
        benchmark="pages",
        what=f"{page.what} ({page.reader})",
        value=seen.p95,
        unit="ms p95",
        limit=page.limit_ms if page.is_list else None,
        ratio=seen.ratio,
        note=f"p50 {seen.p50:.1f} ms, {seen.kilobytes:.0f} kB",
    )


def _queries(page: Page, seen: Measured, *, signing_in: int) -> Result:
    """For a level of the tree the queries beyond signing in count, for a page all of them."""
    is_tree = page.limit_ms == CHILDREN_LIMIT_MS
    limit = CHILDREN_LIMIT_QUERIES if is_tree else page.limit_queries
    return Result(
        benchmark="queries",
        what=f"{page.what} ({page.reader})",
        value=seen.queries - (signing_in if is_tree else 0),
        unit="queries",
        limit=limit if page.is_list else None,
        note="beyond signing in" if is_tree else "in all",
    )


def _measured(client: Any, page: Page) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    floor = Page("floor", page.reader, FLOOR)
    for _number in range(WARM_UP):
        _ask(client, page)
    times, floors = [], []
    for _number in range(REQUESTS):
        times.append(_milliseconds(client, page))
        floors.append(_milliseconds(client, floor))
    with CaptureQueriesContext(connection) as queries:
        answer = _ask(client, page)
    times.sort()
    floors.sort()
    middle, slow = percentile(times, 0.5), percentile(times, 0.95)
    return Measured(middle, slow, percentile(floors, 0.5), len(queries), len(answer.content) / 1000)


def _milliseconds(client: Any, page: Page) -> float:
    began = time.perf_counter()
    _ask(client, page)
    return (time.perf_counter() - began) * 1000


def _ask(client: Any, page: Page) -> Any:
    headers = {"HX-Request": "true"} if page.htmx else {}
    if page.post is None:
        answer = client.get(page.address, page.query, headers=headers)
    else:
        answer = client.post(page.address, page.post, headers=headers)
    assert answer.status_code == 200, f"{page.what}: {answer.status_code}"
    return answer


def _pages() -> Iterator[Page]:
    from django.urls import reverse

    from fourgood.organisation.models import Unit

    top, ward, cell = Unit.objects.get(parent=None), largest_ward(), largest_cell()
    middle = _in_the_middle(Unit.objects.order_by("sort_key", "pk"))
    for unit, what in ((top, "province"), (ward, "largest ward")):
        address = reverse("unit_children", args=[unit.pk])
        yield Page(f"children of the {what}", "officer", address, htmx=True, limit_ms=CHILDREN_LIMIT_MS)
    yield Page("tree", "officer", reverse("unit_tree"))
    yield Page("tree: search", "officer", reverse("unit_tree"), {"q": "khu bac"}, htmx=True)
    yield Page("units", "officer", reverse("unit_list"))
    yield Page("units: in the middle", "officer", reverse("unit_list"), {"after": middle})
    yield Page("units: search", "officer", reverse("unit_list"), {"q": "hop tac xa"})
    yield Page("units", "ward", reverse("unit_list"))
    yield from _member_pages(top, ward, cell, reverse)
    yield Page("orders", "officer", reverse("order_list"))
    yield from _act_pages(ward, reverse)
    yield from _criteria_pages(top, ward, cell, reverse)
    yield Page("imports", "officer", reverse("import_list"))
    for reader in ("officer", "ward", "cell"):
        yield Page("home", reader, reverse("home"), **FULL)
    yield Page("one unit: the province", "officer", reverse("unit", args=[top.pk]), **FULL)
    yield Page("one unit: the largest ward", "ward", reverse("unit", args=[ward.pk]), **FULL)
    yield from _assessment_pages(top, ward, cell, reverse)
    yield from _work_pages(top, ward, cell, reverse)


def _main_pages(ward: Any, cell: Any) -> Iterator[Page]:
    """Those whose time must not depend on how many cells the province has."""
    from django.urls import reverse

    from fourgood.organisation.models import Unit

    newest = cell.assessments.latest("period__month")
    yield Page("home", "cell", reverse("home"), **FULL)
    yield Page("sheet of a month", "cell", reverse("assessment", args=[newest.pk]), **SHEET)
    yield Page("tasks of the unit", "cell", reverse("unit_tasks", args=[cell.pk]), **FULL)
    yield Page("home", "ward", reverse("home"), **FULL)
    yield Page("sheets waiting", "ward", reverse("assessment_queue"), **FULL)
    yield Page("figures", "ward", reverse("figures", args=[ward.pk]), **FULL)
    yield Page("figures", "officer", reverse("figures", args=[Unit.objects.get(parent=None).pk]), **FULL)


def _in_the_middle(rows: Any) -> int:
    return rows[rows.count() // 2].pk


def _assessment_pages(top: Any, ward: Any, cell: Any, reverse: Any) -> Iterator[Page]:
    from django.urls import NoReverseMatch

    newest = cell.assessments.latest("period__month")
    yield Page("sheet of a month", "cell", reverse("assessment", args=[newest.pk]), **SHEET)
    yield Page("sheets", "ward", reverse("assessment_list"), **FULL)
    yield Page("sheets", "officer", reverse("assessment_list"), **FULL)
    yield Page("sheets waiting", "ward", reverse("assessment_queue"), **FULL)
    yield Page("the year of a unit", "cell", reverse("unit_year", args=[cell.pk]), **FULL)
    yield Page("the year of a unit", "ward", reverse("unit_year", args=[ward.pk]), **FULL)
    for name in FIGURES:
        for unit, reader in ((top, "officer"), (ward, "ward")):
            try:
                yield Page(name, reader, reverse(name, args=[unit.pk]), **FULL)
            except NoReverseMatch:
                print(f"{name}: not there")


def _work_pages(top: Any, ward: Any, cell: Any, reverse: Any) -> Iterator[Page]:
    """Meetings and tasks."""
    held = cell.meetings.filter(ended_at__isnull=False).exclude(kind="committee").latest("starts_at")
    yield Page("meetings", "cell", reverse("meeting_list"))
    yield Page("meetings", "ward", reverse("meeting_list"))
    yield Page("meetings", "officer", reverse("meeting_list"))
    yield Page("one meeting", "cell", reverse("meeting", args=[held.pk]), is_list=False)
    yield Page("my tasks", "cell", reverse("task_list"), **FULL)  # three lists in one
    yield Page("my tasks", "ward", reverse("task_list"), **FULL)
    yield Page("tasks of the unit", "cell", reverse("unit_tasks", args=[cell.pk]), **FULL)
    yield Page("tasks of the ward", "ward", reverse("unit_tasks", args=[ward.pk]), **FULL)
    yield Page("tasks below the ward", "ward", reverse("tasks_below", args=[ward.pk]))
    yield Page("tasks below the province", "officer", reverse("tasks_below", args=[top.pk]))
    yield Page("documents from above", "cell", reverse("document_list"), is_list=False)


def _member_pages(top: Any, ward: Any, cell: Any, reverse: Any) -> Iterator[Page]:
    from fourgood.organisation.models import Membership

    everyone = reverse("member_list", args=[top.pk])
    middle = _in_the_middle(Membership.objects.order_by("member__sort_key", "pk"))
    yield Page("members of the province", "officer", everyone)
    yield Page("members of the province: in the middle", "officer", everyone, {"after": middle})
    yield Page("members of the province: search", "officer", everyone, post={"q": "nguyen van hung"}, htmx=True)
    yield Page("members of the largest ward", "ward", reverse("member_list", args=[ward.pk]))
    yield Page("members of the largest cell", "cell", reverse("member_list", args=[cell.pk]))


def _criteria_pages(top: Any, ward: Any, cell: Any, reverse: Any) -> Iterator[Page]:
    from fourgood.criteria.models import CriteriaSet

    yield Page("registrations", "officer", reverse("registration_list"))
    yield Page("registrations: submitted", "officer", reverse("registration_list"), {"state": "submitted"})
    yield Page("registrations", "ward", reverse("registration_list"))
    yield Page("criteria waiting", "ward", reverse("criteria_queue"))
    for unit, reader in ((top, "officer"), (ward, "ward")):
        yield Page("registration so far", reader, reverse("coverage", args=[unit.pk]), is_list=False)
        yield Page("not registered", reader, reverse("coverage_names", args=[unit.pk, "missing"]))
    yield Page("registrations of a unit", "ward", reverse("unit_criteria", args=[ward.pk]), htmx=True, is_list=False)
    criteria = CriteriaSet.objects.filter(registration__unit__parent=ward).earliest("pk")
    yield Page("criteria of a cell", "ward", reverse("criteria_set", args=[criteria.pk]), is_list=False)


def _act_pages(ward: Any, reverse: Any) -> Iterator[Page]:
    from fourgood.audit.models import Act

    acts = reverse("acts")
    yield Page("acts", "officer", acts)
    yield Page("acts: in the middle", "officer", acts, {"after": _in_the_middle(Act.objects.order_by("-pk"))})
    yield Page("acts: of a ward", "officer", acts, {"unit": ward.pk})
    yield Page("acts: rare act", "officer", acts, {"verb": "list.imported"})
    yield Page("acts: of a day", "officer", acts, {"day": "2026-10-05"})
    yield Page("acts", "ward", acts)
    yield Page("acts", "cell", acts)
    first = Act.objects.order_by("pk").exclude(object_kind="organisation.unit").first()
    yield Page("history of a member", "officer", reverse("acts_of", args=[first.object_kind, first.object_id]))
