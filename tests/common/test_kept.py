"""Statements that are written once find, and write, what Django's own do; and are read as people change meanwhile."""

import datetime as dt

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Min, OuterRef
from django.db.models.functions import Lower
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fourgood.assessments.models import Assessment
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.common.kept import Kept, given, given_many, insert, update
from fourgood.organisation.models import Membership, Unit

UNIT = Kept(lambda: Unit.objects.filter(pk=given("pk")).select_related("parent", "kind").defer("parent__name"))
BELOW = Unit.objects.filter(parent=OuterRef("pk")).order_by("pk")
PAIRS = Kept(lambda: Unit.objects.filter(parent=given("parent")).order_by("pk").values_list("pk", "name"))
HELD = Kept(lambda: Membership.objects.filter(unit=given("unit"), kind="official").order_by("pk"))


ABOVE = Kept(
    lambda: (
        Unit.objects.filter(pk__in=given_many("units"), code__in=given_many("codes", "text"))
        .annotate(first_day=Min(Lower("spans__valid")), below=ArraySubquery(BELOW.values("pk")))
        .select_related("kind")
        .order_by("pk")
    )
)


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_instances_are_those_that_django_makes(cast):
    for unit in (cast.bieu_nghi, cast.dong_mai, cast.bieu_nghi):
        [found], above = UNIT.rows(pk=unit.pk), unit.parent
        with CaptureQueriesContext(connection) as asked:
            assert (found.kind.pk, found.parent.path) == (unit.kind_id, above.path)
        assert (columns(found), found._state.adding, len(asked)) == (columns(unit), False, 0)
        assert found.parent.name == above.name


def test_where_nothing_is_there_nothing_is_found(cast):
    assert (UNIT.rows(pk=0), PAIRS.rows(parent=cast.bieu_nghi.pk)) == ([], [])


def test_top_of_the_tree_has_no_parent(cast):
    [found] = UNIT.rows(pk=cast.quang_ninh.pk)
    assert found.parent is None


def test_tuples_and_many_rows(cast):
    below = Unit.objects.filter(parent=cast.dong_mai).order_by("pk")
    assert PAIRS.rows(parent=cast.dong_mai.pk) == list(below.values_list("pk", "name"))
    assert len(PAIRS.rows(parent=cast.dong_mai.pk)) > 1
    official = Membership.objects.filter(unit=cast.bieu_nghi, kind="official").order_by("pk")
    assert [columns(row) for row in HELD.rows(unit=cast.bieu_nghi.pk)] == [columns(row) for row in official]


def test_annotations_and_lists_that_are_given(cast):
    asked = [cast.dong_mai, cast.bieu_nghi, cast.quang_ninh]
    given_ = {"units": [unit.pk for unit in asked], "codes": [unit.code for unit in asked[:2]]}
    found = ABOVE.rows(**given_)
    assert [row.pk for row in found] == sorted(unit.pk for unit in asked[:2])
    for row in found:
        assert row.first_day == Unit.objects.annotate(day=Min(Lower("spans__valid"))).get(pk=row.pk).day
        assert row.below == list(Unit.objects.filter(parent=row).order_by("pk").values_list("pk", flat=True))
    assert ABOVE.rows(**given_ | {"units": []}) == []


def test_what_has_changed_is_found(cast):
    Unit.objects.filter(pk=cast.bieu_nghi.pk).update(name="Chi bộ khu khác")
    assert UNIT.rows(pk=cast.bieu_nghi.pk)[0].name == "Chi bộ khu khác"


def test_inserted_row_is_as_django_writes_it(cast):
    told = {"verb": Verb.UNIT_RENAMED, "object_kind": "organisation.unit", "object_id": cast.bieu_nghi.pk}
    told |= {
        "object_label": "“Biểu Nghi”; 5 %",
        "path": cast.bieu_nghi.path,
        "after": {"name": "Ô 'mới'", "of": [1, None]},
    }
    mine, theirs = Act(**told), Act.objects.create(**told)
    insert(mine)
    stored = Act.objects.get(pk=mine.pk)
    assert columns(stored) == columns(mine) | {"at": stored.at}
    alike = columns(theirs) | {"id": mine.pk, "at": stored.at}
    assert columns(stored) == alike and mine.pk > theirs.pk
    assert mine.units == [*cast.bieu_nghi.ancestor_ids, cast.bieu_nghi.pk]


def test_what_the_database_refuses_is_refused(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Act(verb=Verb.UNIT_RENAMED, object_kind=None, object_id=1, object_label=""))


def test_updated_row_is_as_django_writes_it(cast):
    row, before = cast.bieu_nghi, columns(Unit.objects.get(pk=cast.bieu_nghi.pk))
    row.name, row.short_name = "“Biểu Nghi”; 5 % 'mới'", "never stored"
    update(row, ["name"])
    assert columns(Unit.objects.get(pk=row.pk)) == before | {"name": row.name}
    update(row, [])
    assert columns(Unit.objects.get(pk=row.pk)) == before | {"name": row.name}


def test_arrays_and_empty_fields_are_written(cast):
    row = Assessment.objects.to_fill_in().filter(unit__parent=cast.dong_mai).earliest("pk")
    row.own, row.own_groups, row.own_total = [500, None, 70_000], [], None
    update(row, ["own", "own_groups", "own_total"])
    found = Assessment.objects.get(pk=row.pk)
    assert (found.own, found.own_groups, found.own_total) == ([500, None, 70_000], [], None)


def test_row_that_is_gone_is_not_written_silently(cast):
    with pytest.raises(DatabaseError, match="not there"):
        update(Unit(pk=0, name="Chi bộ khác"), ["name"])


# Who is signed in


def test_session_that_ended_signs_nobody_in(client, cast):
    client.force_login(cast.bay)
    assert client.get(reverse("home")).status_code == 200
    session = SessionStore.get_model_class().objects.get(session_key=client.session.session_key)
    session.expire_date = timezone.now() - dt.timedelta(seconds=1)
    session.save()
    assert client.get(reverse("home")).status_code == 302


def test_locked_account_is_not_signed_in_any_more(client, cast):
    client.force_login(cast.bay)
    cast.bay.lock(by=cast.quang)
    assert client.get(reverse("home")).status_code == 302
