"""Questions that are written for a kind of reader ask what they would ask if they were written for the reader."""

import datetime as dt
import re

import pytest
from django.db import connection

from fourgood.accounts.models import User
from fourgood.dashboards import due
from fourgood.dashboards.alike import Kind, filled, kind_of
from fourgood.dashboards.asking import answer_of, questions_of
from fourgood.dashboards.coming import nearest_of
from fourgood.organisation.models import Member
from fourgood.organisation.models.reference import Role

TODAY = dt.date(2026, 11, 20)

STATEMENTS = {
    "what is due": lambda kind: questions_of(due.RULES, kind),
    "what comes": lambda kind: [nearest_of(kind)],
}


def secretaries_of_cells():
    held = {"member__positions__kind__role": Role.SECRETARY, "member__unit__isnull": False}
    return list(User.objects.filter(**held).distinct())


def asked_of(reader, statements):
    """What is asked with the reader's numbers, one part after the other."""
    kind, numbers = kind_of(reader)
    asked = [
        connection.ops.compose_sql(one.sql, filled(one.parameters, numbers)) for one in statements(kind) if one.sql
    ]
    return sorted(part for statement in asked for part in statement.split(" UNION ALL "))


def written_for(reader, statements):
    """What is written when the reader's own numbers stand in the place of marks."""
    own = Kind(reader.on, reader.standing.holdings, reader.user.member_id, reader.cell)
    written = [one.sql.replace("%%", "%") for one in statements(own)]
    return sorted(part for statement in written if statement for part in statement.split(" UNION ALL "))


LISTED = re.compile(r"\d+(?:, \d+)+")


def shape(asked):
    """The words and the keys that they name, the keys of a list in order: they come from sets, which have none."""
    return [LISTED.sub(lambda keys: ", ".join(sorted(keys[0].split(", "))), part) for part in asked]


@pytest.mark.parametrize("what", STATEMENTS)
def test_what_is_kept_asks_the_same_as_what_is_written_anew(cast, what):
    readers = [due.reader_of(user, on=TODAY) for user in User.objects.all()]
    statement = STATEMENTS[what]
    assert len({kind_of(reader)[0] for reader in readers}) > 5
    for reader in readers:
        assert shape(asked_of(reader, statement)) == shape(written_for(reader, statement))


@pytest.mark.parametrize("what", STATEMENTS)
def test_writing_asks_the_database_nothing(cast, django_assert_num_queries, what):
    kind, _numbers = kind_of(due.reader_of(cast.bay, on=TODAY + dt.timedelta(days=1)))
    with django_assert_num_queries(0):
        STATEMENTS[what](kind)


def test_leaders_of_two_cells_are_of_one_kind(cast):
    kinds = {kind_of(due.reader_of(user, on=TODAY))[0] for user in secretaries_of_cells()}
    assert len(kinds) < len(secretaries_of_cells())


def test_a_number_of_a_member_is_not_taken_for_that_of_a_unit(cast):
    reader = due.reader_of(cast.bay, on=TODAY)
    kind, numbers = kind_of(reader)
    assert numbers[kind.member] == reader.user.member_id
    assert numbers[kind.cell] == reader.cell
    assert [filled((one.path, one.unit_id), numbers) for one in kind.holdings] == [
        (one.path, one.unit_id) for one in reader.standing.holdings
    ]


@pytest.mark.parametrize(
    ("who", "planned"), [("bay", [True]), ("nam", [True]), ("hoa", [True, False]), ("lan", [False])]
)
def test_plan_is_kept_where_it_is_about_single_units_or_one_cell(cast, who, planned):
    kind, _numbers = kind_of(due.reader_of(getattr(cast, who), on=TODAY))
    assert [statement.stays_planned for statement in questions_of(due.RULES, kind)] == planned


def test_once_planned_the_same_is_found_for_everyone(cast):
    readers = [due.reader_of(user, on=TODAY) for user in User.objects.all()]
    first = [due.due_for(reader) for reader in readers]
    assert sum(map(len, first)) > 10
    for _time in range(3):
        assert [due.due_for(reader) for reader in readers] == first


def test_once_planned_what_has_changed_is_found(cast):
    reader = due.reader_of(cast.bay, on=TODAY)
    for _time in range(4):
        before = answer_of(due.accounts_of_members, reader)
    Member.objects.filter(unit=cast.bieu_nghi, account=None).update(is_active=False)
    assert (before is None, answer_of(due.accounts_of_members, reader)) == (False, None)
