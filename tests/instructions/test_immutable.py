"""What is issued stays, whoever writes SQL: the triggers of migration 0002 (M4)."""

import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from fourgood.instructions.models import Edition
from tests.instructions.editions import NOW, draft, issued, ready, text


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE instructions_edition SET title_vi = 'x' WHERE id = %s",
        "UPDATE instructions_edition SET digest = 'x' WHERE id = %s",
        "UPDATE instructions_edition SET issued_at = NULL WHERE id = %s",
        "UPDATE instructions_edition SET withdrawn_at = now(), seat = 'x' WHERE id = %s",
        "UPDATE instructions_edition SET withdrawal_reason = 'x' WHERE id = %s",
        "DELETE FROM instructions_edition WHERE id = %s",
        "UPDATE instructions_frameworkfile SET content = 'x' WHERE edition_id = %s",
        "DELETE FROM instructions_frameworkfile WHERE edition_id = %s",
        "INSERT INTO instructions_frameworkfile (edition_id, code, model, content, digest)"
        " VALUES (%s, 'x', '', '', '')",
        "UPDATE instructions_instruction SET number = 'x' FROM instructions_edition e"
        " WHERE e.instruction_id = instructions_instruction.id AND e.id = %s",
        "UPDATE instructions_instruction SET issuer_id = issuer_id + 1 FROM instructions_edition e"
        " WHERE e.instruction_id = instructions_instruction.id AND e.id = %s",
    ],
)
def test_issued_edition_refuses(cast, sql):
    edition = issued(cast)
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        run(sql, edition.pk)


def test_file_is_not_moved_into_an_issued_edition(cast):
    edition, other = issued(cast), draft(cast, number="10-HD/THỬ")
    file = other.put_file(text("cell-2026"), by=cast.lan)
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        run("UPDATE instructions_frameworkfile SET edition_id = %s WHERE id = %s", edition.pk, file.pk)


@pytest.mark.parametrize("table", ["edition", "frameworkfile", "instruction"])
def test_tables_are_not_emptied(cast, table):
    name, trigger = f"instructions_{table}", f"issued_{table.replace('framework', '')}s_stay"
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        # The tests' own cleaning empties tables, so the trigger is off among them.
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(f"ALTER TABLE {name} ENABLE TRIGGER {trigger}")
        run(f"TRUNCATE {name} CASCADE")


def test_draft_is_changed_and_deleted(cast):
    edition = ready(cast)
    assert run("UPDATE instructions_edition SET seat = 'x' WHERE id = %s", edition.pk) == 1
    assert run("UPDATE instructions_instruction SET number = 'x' WHERE id = %s", edition.instruction_id) == 1
    assert run("DELETE FROM instructions_frameworkfile WHERE edition_id = %s", edition.pk) == 1
    assert run("DELETE FROM instructions_edition WHERE id = %s", edition.pk) == 1


def test_withdrawal_is_written_once(cast):
    edition = issued(cast)
    sql = "UPDATE instructions_edition SET withdrawn_at = now(), withdrawal_reason = %s WHERE id = %s"
    assert run(sql, "Sai", edition.pk) == 1
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        run(sql, "Khác", edition.pk)
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        run("UPDATE instructions_edition SET withdrawn_at = NULL WHERE id = %s", edition.pk)


@pytest.mark.django_db(transaction=True)
def test_file_put_in_while_the_edition_is_issued_waits_and_is_refused(transactional_db, cast):
    edition = ready(cast)
    found = []

    def put():
        try:
            Edition.objects.get(pk=edition.pk).put_file(text("cell-2026"), by=None)
        except IntegrityError as error:
            found.append(str(error))
        finally:
            connections.close_all()

    with transaction.atomic():
        edition.issue(by=cast.lan, at=NOW)
        other = threading.Thread(target=put)
        other.start()
        other.join(timeout=1)
        assert other.is_alive()
    other.join()
    assert "never changed or deleted" in found[0]
