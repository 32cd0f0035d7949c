"""What the database itself refuses: cycles, overlaps, orphans; by SQL and by rows, whatever the code above does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from fourgood.common.refusal import Refusal
from fourgood.common.spans import between, since
from fourgood.organisation.models import Span, Unit
from fourgood.organisation.reorganisation.refusals import named_refusals, settle
from tests.organisation import tree
from tests.organisation.tree import BEGAN, MERGED


@pytest.fixture
def ward(cast):
    return tree.committee(cast.quang_ninh)


@pytest.fixture
def sub(ward):
    return tree.cell(ward, kind=tree.kind("sub_committee"))


def refused(change):
    """The name of the constraint that refuses the change, at the latest when the transaction would commit."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
        settle()
    return error.value.__cause__.diag.constraint_name


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_unit_under_itself_is_refused(ward):
    assert refused(lambda: ward.spans.update(parent=ward)) == "no_unit_stands_under_itself"


def test_a_circle_of_two_is_refused(ward, sub):
    assert refused(lambda: ward.spans.update(parent=sub)) == "no_cycle_in_the_tree"


def test_a_circle_by_sql_is_refused(ward, sub):
    statement = "UPDATE organisation_span SET parent_id = %s WHERE unit_id = %s"
    assert refused(lambda: sql(statement, sub.pk, ward.pk)) == "no_cycle_in_the_tree"


def test_a_circle_on_one_day_only_is_refused(ward, sub, cast):
    def change():
        span = ward.spans.get()
        span.valid = between(BEGAN, dt.date(2024, 12, 30))
        span.save()
        day = dt.date(2024, 12, 31)
        Span.objects.create(unit=ward, name="x", kind=ward.kind, parent=sub, valid=between(day, day))

    assert refused(change) == "no_cycle_in_the_tree"


def test_a_circle_further_up_does_not_keep_the_check_running(ward, sub, cast):
    """The row first checked stands under the circle without being part of it."""

    def change():
        cell = tree.cell(sub)
        cell.spans.update(name="Chi bộ")  # its check comes first
        ward.spans.update(parent=sub)

    assert refused(change) == "no_cycle_in_the_tree"


def test_two_spans_on_one_day_are_refused(ward):
    def change():
        Span.objects.create(unit=ward, name="x", kind=ward.kind, parent=None, valid=since(MERGED))

    assert refused(change) == "one_span_per_unit_and_day"


def test_an_empty_span_is_refused(ward):
    statement = "UPDATE organisation_span SET valid = 'empty' WHERE unit_id = %s"
    assert refused(lambda: sql(statement, ward.pk)) == "a_span_has_days"


def test_a_span_without_a_first_day_is_refused(ward):
    statement = "UPDATE organisation_span SET valid = daterange(NULL, NULL) WHERE unit_id = %s"
    assert refused(lambda: sql(statement, ward.pk)) == "a_span_has_a_first_day"


def test_closing_what_others_stand_under_is_refused(ward, sub):
    statement = "UPDATE organisation_span SET valid = daterange(lower(valid), '2025-03-01') WHERE unit_id = %s"
    assert refused(lambda: sql(statement, ward.pk)) == "a_parent_is_active"


def test_removing_the_span_of_what_others_stand_under_is_refused(ward, sub):
    assert refused(lambda: sql("DELETE FROM organisation_span WHERE unit_id = %s", ward.pk)) == "a_parent_is_active"


def test_standing_under_a_unit_before_it_exists_is_refused(ward):
    new = tree.committee(ward.parent, on=MERGED)
    statement = "UPDATE organisation_span SET parent_id = %s WHERE unit_id = %s"
    assert refused(lambda: sql(statement, new.pk, ward.pk)) == "a_parent_is_active"


def test_standing_under_a_unit_with_a_gap_is_refused(ward, cast):
    span = ward.spans.get()
    span.valid = between(BEGAN, dt.date(2021, 1, 1))
    span.save()
    Span.objects.create(unit=ward, name="x", kind=ward.kind, parent=cast.quang_ninh, valid=since(MERGED))
    settle()
    assert (
        refused(
            lambda: Span.objects.create(
                unit=Unit.objects.create(code=tree.code(), name="x", kind=tree.kind("cell"), path="/"),
                name="x",
                kind=tree.kind("cell"),
                parent=ward,
                valid=since(BEGAN),
            )
        )
        == "a_parent_is_active"
    )


def test_a_code_belongs_to_one_unit(ward):
    def change():
        Unit.objects.create(code=ward.code, name="x", kind=ward.kind, path="/")

    assert refused(change).startswith("organisation_unit_code")


def test_steps_may_pass_through_states_that_are_not_yet_whole(ward, sub, cast):
    """Only what is there at the end counts: a parent closed for a moment is no harm."""
    with transaction.atomic():
        ward.spans.update(valid=between(BEGAN, dt.date(2025, 1, 1)))
        ward.spans.update(valid=since(BEGAN))
        settle()
    assert ward.spans.get().last_day is None


def test_a_breach_becomes_a_sentence_that_names_the_units(ward, sub):
    settle()  # what the fixtures left to be checked
    with pytest.raises(Refusal) as refusal, named_refusals():
        ward.spans.update(parent=sub)
    assert ward.name in refusal.value.reason


def test_found_makes_row_span_and_path(cast):
    unit = tree.cell(cast.dong_mai, "Chi bộ thử", on=dt.date(2026, 1, 1))
    span = unit.spans.get()
    assert (unit.path, unit.depth) == (f"{cast.dong_mai.path}{unit.pk}/", cast.dong_mai.depth + 1)
    assert unit.ancestor_ids == [*cast.dong_mai.ancestor_ids, cast.dong_mai.pk]
    assert (span.name, span.parent, span.first_day, span.last_day) == (
        "Chi bộ thử",
        cast.dong_mai,
        dt.date(2026, 1, 1),
        None,
    )
