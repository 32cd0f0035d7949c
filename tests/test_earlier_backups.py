"""A backup is taken back if its tables are those of today: also where they were created in more steps."""

import click
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from fourgood.operations.backup import EARLIER, _refuse_newer

pytestmark = pytest.mark.django_db


def applied(*names):
    for name in names:
        MigrationRecorder(connection).record_applied(*name)


def test_tables_created_in_all_their_earlier_steps_are_those_of_today():
    applied(*EARLIER)
    _refuse_newer()


@pytest.mark.parametrize("names", [sorted(EARLIER)[1:], [("meetings", "9999_of_a_later_version")]])
def test_some_of_the_steps_or_unknown_ones_are_refused(names):
    applied(*names)
    with pytest.raises(click.ClickException, match="newer"):
        _refuse_newer()
