"""Questions that are written for a kind of reader ask what they would ask if they were written for the reader."""

import datetime as dt
import re

import pytest
from django.db import connection

from fourgood.accounts.models import User
from fourgood.dashboards import due
from fourgood.dashboards.alike import Kind, filled, kind_of
from fourgood.dashboards.asking import question_of
from fourgood.dashboards.coming import nearest_of
from fourgood.organisation.models.reference import Role

TODAY = dt.date(2026, 11, 20)

STATEMENTS = {"what is due": lambda kind: question_of(due.RULES, kind), "what comes": nearest_of}


def secretaries_of_cells():
    held = {"member__positions__kind__role": Role.SECRETARY, "member__unit__isnull": False}
    return list(User.objects.filter(**held).distinct())


def asked_of(reader, statement):
    """What is asked with the reader's numbers."""
    kind, numbers = kind_of(reader)
    written = statement(kind)
    return written.sql and connection.ops.compose_sql(written.sql, filled(written.parameters, numbers))


def written_for(reader, statement):
    """What is written when the reader's own numbers stand in the place of marks."""
    own = Kind(reader.on, reader.standing.holdings, reader.user.member_id, reader.cell)
    written = statement(own)
    assert written.parameters == ()
    return written.sql.replace("%%", "%")


LISTED = re.compile(r"\d+(?:, \d+)+")


def shape(asked):
    """The words and the keys that they name, the keys of a list in order: they come from sets, which have none."""
    return LISTED.sub(lambda keys: ", ".join(sorted(keys[0].split(", "))), asked)


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
