"""How far registration has come at every node, as of any day, with the names behind each number (M7, M9)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.criteria.coverage import Asked, Done, What, done_by, tallies, total_of, units_where
from fourgood.criteria.models import Adoption, CriteriaSet, Registration, Submission
from fourgood.organisation.models import Unit
from tests.criteria.sets import nobody_registered

YEAR = 2026
IN_TIME = timezone.make_aware(dt.datetime(YEAR, 3, 31, 23))
LATE = timezone.make_aware(dt.datetime(YEAR, 4, 1, 8))
END = dt.date(YEAR, 6, 30)


@pytest.fixture
def nothing_yet(cast):
    """The cast with the frameworks that are in force, and without any registration."""
    nobody_registered()
    return cast


def register(cast, unit: Unit, at: dt.datetime) -> CriteriaSet:
    registration = Registration.objects.create(
        unit=unit, year=YEAR, model="cell", begun_at=at, begun_by=None, registered_at=at
    )
    file = cast.edition.files.get(code__startswith="cell-2026")
    return CriteriaSet.objects.create(
        registration=registration,
        place=1,
        framework=file,
        variant="general",
        first_day=dt.date(YEAR, 1, 1),
        drafted_at=at,
    )


def adopt(criteria_set: CriteriaSet, at: dt.datetime) -> CriteriaSet:
    Adoption.objects.create(
        criteria_set=criteria_set,
        met_on=at.date(),
        number="1-NQ/CB",
        base=20,
        present=18,
        in_favour=18,
        against=0,
        abstaining=0,
        digest="0" * 64,
        recorded_at=at,
    )
    return criteria_set


def confirm(criteria_set: CriteriaSet, at: dt.datetime) -> None:
    Submission.objects.create(criteria_set=criteria_set, submitted_at=at, confirmed_at=at)


def asked(cast, unit: Unit, *, on: dt.date = END, viewer=None) -> Asked:
    return Asked(unit=unit, viewer=viewer or cast.lan, year=YEAR, on=on)


def numbers(cast, unit: Unit, *, on: dt.date = END) -> dict[str, int]:
    rows = tallies(asked(cast, unit, on=on))
    total = total_of(rows, "", 0)
    return {what.value: number for what, number in total.cells()}


def names(cast, unit: Unit, what: What, *, on: dt.date = END) -> set[str]:
    return {row.name for row in units_where(asked(cast, unit, on=on), what)}


def test_numbers_and_names_say_the_same(nothing_yet):
    cast = nothing_yet
    confirm(adopt(register(cast, cast.bieu_nghi, IN_TIME), IN_TIME), LATE)
    ward = cast.bieu_nghi.parent
    other = Unit.objects.active().filter(parent=ward, kind__level="cell").exclude(pk=cast.bieu_nghi.pk).first()
    register(cast, other, LATE)
    found = numbers(cast, ward)
    assert (found["registered"], found["concrete"], found["confirmed"], found["late"]) == (2, 1, 1, 1)
    assert found["missing"] == found["expected"] - 2
    for what in What:
        assert len(names(cast, ward, what)) == found[what.value]
    assert names(cast, ward, What.LATE) == {other.name}
    assert names(cast, ward, What.CONFIRMED) == {cast.bieu_nghi.name}
    done = done_by(asked(cast, ward), units_where(asked(cast, ward), What.EXPECTED))
    assert len(done) == found["expected"]
    assert {unit for unit, what in done.items() if what.is_late} == {other.pk}
    assert {unit for unit, what in done.items() if what.confirmed_on} == {cast.bieu_nghi.pk}
    assert done[cast.bieu_nghi.pk] == Done(dt.date(YEAR, 3, 31), *(at.date() for at in (IN_TIME, IN_TIME, LATE)))


def test_a_day_is_told_as_it_ended(nothing_yet):
    cast = nothing_yet
    confirm(adopt(register(cast, cast.bieu_nghi, IN_TIME), LATE), LATE + dt.timedelta(days=3))
    ward = cast.bieu_nghi.parent
    by_day = [(3, 30), (3, 31), (4, 1), (4, 4)]
    told = [numbers(cast, ward, on=dt.date(YEAR, *day)) for day in by_day]
    assert [(n["registered"], n["concrete"], n["confirmed"]) for n in told] == [
        (0, 0, 0),
        (1, 0, 0),
        (1, 1, 0),
        (1, 1, 1),
    ]


def test_expected_are_the_units_of_the_day(nothing_yet):
    """In 2024 the ward stood under the town; what is expected there is what stood there then."""
    cast = nothing_yet
    before, after = dt.date(2024, 12, 31), END
    town = Unit.objects.get(name__contains="Quảng Yên", kind__level="upper")
    assert numbers(cast, town, on=before)["expected"] > 0
    assert tallies(asked(cast, town, on=after)) == []


def test_committee_registers_beside_its_cells(nothing_yet):
    cast = nothing_yet
    ward = cast.bieu_nghi.parent
    rows = tallies(asked(cast, ward))
    assert rows[0].top == ward.pk
    assert rows[0].expected == 1
    assert all(row.expected == 1 for row in rows if row.top == cast.bieu_nghi.pk)


def test_reader_counts_only_what_they_see(nothing_yet):
    cast = nothing_yet
    province = cast.quang_ninh
    seen = total_of(tallies(asked(cast, province, viewer=cast.hoa)), "", 0).expected
    assert seen == total_of(tallies(asked(cast, cast.bieu_nghi.parent, viewer=cast.hoa)), "", 0).expected


def test_page_shows_each_number_with_its_names(client, nothing_yet):
    cast = nothing_yet
    register(cast, cast.bieu_nghi, LATE)
    client.force_login(cast.hoa)
    ward = cast.bieu_nghi.parent
    address = reverse("coverage", args=[ward.pk]) + f"?year={YEAR}&on={END}"
    page = client.get(address).content.decode()
    behind = reverse("coverage_names", args=[cast.bieu_nghi.pk, "late"]) + f"?year={YEAR}&amp;on={END}"
    assert behind in page
    assert cast.bieu_nghi.name in client.get(behind.replace("&amp;", "&")).content.decode()


def test_page_of_another_ward_is_not_there(client, cast):
    client.force_login(cast.dung)
    assert client.get(reverse("coverage", args=[cast.bieu_nghi.parent_id])).status_code == 404
    assert client.get(reverse("coverage_names", args=[cast.bieu_nghi.pk, "late"])).status_code == 404


def test_what_is_not_a_number_of_the_table_is_not_there(client, cast):
    client.force_login(cast.lan)
    assert client.get(reverse("coverage_names", args=[cast.quang_ninh.pk, "nonsense"])).status_code == 404


def test_queries_do_not_grow_with_the_rows(client, nothing_yet):
    cast = nothing_yet
    client.force_login(cast.lan)
    counts = []
    for unit in (cast.bieu_nghi, cast.bieu_nghi.parent, cast.quang_ninh):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse("coverage", args=[unit.pk])).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] == counts[2] <= 8


def test_export_holds_the_units_behind_the_number(client, nothing_yet):
    cast = nothing_yet
    confirm(adopt(register(cast, cast.bieu_nghi, LATE), LATE), LATE)
    client.force_login(cast.hoa)
    address = reverse("export_coverage", args=[cast.bieu_nghi.parent_id, "late"]) + f"?year={YEAR}&on={END}"
    answer = client.post(address, {"format": "csv"})
    lines = b"".join(answer.streaming_content).decode().strip().splitlines()
    assert len(lines) == 2
    assert cast.bieu_nghi.name in lines[1]
    assert lines[1].endswith("31/03/2026,01/04/2026,chậm,01/04/2026,01/04/2026")


def test_names_take_as_many_queries_for_one_as_for_three(client, nothing_yet):
    cast = nothing_yet
    client.force_login(cast.hoa)
    ward, counts = cast.bieu_nghi.parent, []
    cells = [
        cast.bieu_nghi,
        *Unit.objects.active().filter(parent=ward, kind__level="cell").exclude(pk=cast.bieu_nghi.pk)[:2],
    ]
    for fresh in (cells[:1], cells[1:]):
        for cell in fresh:
            register(cast, cell, IN_TIME)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("coverage_names", args=[ward.pk, "registered"])).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7
