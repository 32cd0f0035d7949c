"""Acts are sealed in batches without making writers wait, and verification names whatever was tampered with."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import IntegrityError, connection, connections, transaction

from fourgood.audit import canonical, sealing
from fourgood.audit.models import Act, Seal
from fourgood.audit.sealing import newest, seal, verify
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Sector

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_log(db) -> None:
    """Without what the sample province has recorded."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_act, audit_seal, audit_concern")


def act(note: str = "Tạ Đăng Quang, 7 tỷ đồng") -> Act:
    thing = Sector.objects.order_by("pk").first()
    return Act.objects.record(
        Verb.UNIT_RENAMED, thing, by=None, path="/1/2/", before={"name": "A"}, after={"name": note}
    )


def acts(count: int) -> list[Act]:
    return [act(f"number {number}") for number in range(count)]


@contextmanager
def triggers_off() -> Iterator[Callable[..., None]]:
    """SQL as someone runs it who holds the whole database."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor.execute
        finally:
            cursor.execute("SET session_replication_role = origin")


def findings(**options) -> list[tuple[str, int | None, int | None]]:
    return [(finding.kind.value, finding.act, finding.seal) for finding in verify(**options)]


def test_seal_covers_all_acts_once():
    acts(3)
    made = seal()
    assert (made.count, made.previous) == (3, canonical.NO_SEAL)
    assert seal() is None
    act()
    second = seal()
    assert (second.count, second.first, bytes(second.previous)) == (1, made.until, made.digest)
    assert verify() == []


def test_nothing_to_seal_makes_no_seal():
    assert seal() is None
    assert verify() == []


def test_canonical_form_holds_every_column_of_an_act():
    written = {field.column for field in Act._meta.concrete_fields if not field.generated}
    assert set(canonical.COLUMNS) == written


def test_canonical_form_is_unambiguous():
    assert canonical.canonical((1, "a", None)) == b"1:1,1:a,-,"
    rows = [("a,1:b", ""), ("a", "b"), ("", "ab"), (None, "ab"), ("-", ""), ("1:a,", "b")]
    assert len({canonical.canonical(row) for row in rows}) == len(rows)


def in_another_connection(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_act_of_a_transaction_still_running_waits_for_the_next_seal():
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            act("slow")
            written.set()
            assert go_on.wait(20)

    before = act("before")
    writer = in_another_connection(slow)
    assert written.wait(20)
    after = act("after, committed while the slow one still runs")
    first = seal()
    sealed = [number for number, _digest in canonical.LEAF.iter_unpack(first.leaves)]
    assert sealed == [before.pk]
    go_on.set()
    writer.join()
    second = seal()
    assert second.count == 2
    assert [number for number, _digest in canonical.LEAF.iter_unpack(second.leaves)][-1] == after.pk
    assert verify() == []


def test_transaction_in_another_database_is_not_waited_for():
    elsewhere = psycopg.connect(**connection.get_connection_params() | {"dbname": "postgres"})
    with elsewhere, elsewhere.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        act()
        assert seal().count == 1
    assert verify() == []


def test_sealing_in_the_transaction_of_an_act_leaves_it_for_later():
    with transaction.atomic():
        act()
        assert seal() is None
    assert seal().count == 1


def test_many_writers_and_two_sealers_at_once_leave_a_whole_log():
    def write() -> None:
        for number in range(10):
            with transaction.atomic():
                acts(number % 3 + 1)

    def keep_sealing() -> None:
        for _round in range(15):
            seal()

    threads = [in_another_connection(work) for work in [write, write, write, keep_sealing, keep_sealing]]
    for thread in threads:
        thread.join()
    seal()
    assert sum(Seal.objects.values_list("count", flat=True)) == Act.objects.count() == 3 * 19
    assert verify() == []


def test_rolled_back_act_leaves_no_trace():
    act()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        act()
        1 / 0  # noqa: B018
    assert seal().count == 1
    assert verify() == []


def test_long_batch_is_cut_between_transactions(monkeypatch):
    monkeypatch.setattr(sealing, "MOST_ACTS", 3)
    with transaction.atomic():
        acts(5)
    acts(4)
    seal()
    assert list(Seal.objects.order_by("pk").values_list("count", flat=True)) == [5, 3, 1]
    assert verify() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2020-01-01T00:00:00Z"),
        ("verb", "unit.merged"),
        ("capacity", "Secretary"),
        ("object_kind", "organisation.unit"),
        ("object_id", 4711),
        ("object_label", "Another"),
        ("path", "/1/"),
        ("before", None),
        ("after", '{"name": "Other"}'),
        ("cluster", 5),
        ("transaction", 2),
        ("transaction", 2**40),
    ],
)
def test_altered_act_is_named(column, value):
    _one, two, _three = acts(3)
    made = seal()
    with triggers_off() as execute:
        execute(f"UPDATE audit_act SET {column} = %s WHERE id = %s", [value, two.pk])
    assert findings() == [("act_altered", two.pk, made.pk)]


def test_altered_actor_is_named(django_user_model):
    someone = django_user_model.objects.create_user(name="Ai đó")
    one = act()
    made = seal()
    with triggers_off() as execute:
        execute("UPDATE audit_act SET actor_id = %s", [someone.pk])
    assert findings() == [("act_altered", one.pk, made.pk)]


def test_missing_act_is_named():
    _one, two, _three = acts(3)
    made = seal()
    with triggers_off() as execute:
        execute("DELETE FROM audit_act WHERE id = %s", [two.pk])
    assert findings() == [("act_missing", two.pk, made.pk)]


def test_act_put_in_between_is_named():
    one, _two = acts(2)
    made = seal()
    act()
    seal()
    forged = Act.objects.get(pk=one.pk)
    forged.pk, forged.object_label = 1_000_000, "never happened"
    forged.save(force_insert=True)
    assert findings() == [("act_inserted", 1_000_000, made.pk)]


def test_act_given_another_number_is_missing_and_put_in():
    one = act()
    made = seal()
    with triggers_off() as execute:
        execute("UPDATE audit_act SET id = 1000000 WHERE id = %s", [one.pk])
    assert findings() == [("act_inserted", 1_000_000, made.pk), ("act_missing", one.pk, made.pk)]


def test_seal_taken_out_is_found_by_the_next():
    made = []
    for _number in range(3):
        act()
        made.append(seal().pk)
    with triggers_off() as execute:
        execute("DELETE FROM audit_seal WHERE id = %s", [made[1]])
    assert findings() == [("seal_missing", None, made[2])]


@pytest.mark.parametrize("column", ["sealed_at", "until", "count"])
def test_altered_seal_is_named(column):
    act()
    made = seal()
    more = {"sealed_at": "interval '1 day'", "until": "1", "count": "1"}[column]
    with triggers_off() as execute:
        execute(f"UPDATE audit_seal SET {column} = {column} + {more}")
    assert ("seal_altered", None, made.pk) in findings()


def test_act_altered_together_with_its_seal_is_found_by_the_next_seal():
    one = act()
    first = seal()
    act()
    second = seal()
    with triggers_off() as execute:
        execute("UPDATE audit_act SET object_label = 'other' WHERE id = %s", [one.pk])
    with canonical.leaves(first.cluster, first.first, first.until) as found:
        first.leaves = canonical.LEAF.pack(one.pk, next(found).digest)
    with triggers_off() as execute:
        execute(
            "UPDATE audit_seal SET leaves = %s, digest = %s WHERE id = %s",
            [first.leaves, canonical.digest_of(first), first.pk],
        )
    assert findings() == [("seal_missing", None, second.pk)]


def test_end_cut_off_is_found_with_the_digest_written_down_before():
    act()
    seal()
    last = act()
    expected = str(seal())
    assert findings(expect=expected) == []
    with triggers_off() as execute:
        execute("DELETE FROM audit_seal WHERE id = %s", [newest().pk])
        execute("DELETE FROM audit_act WHERE id = %s", [last.pk])
    assert findings() == []
    assert findings(expect=expected) == [("digest_unknown", None, None)]
    assert findings(expect="mistyped") == [("digest_unknown", None, None)]


@contextmanager
def restored_elsewhere(cluster: int) -> Iterator[None]:
    """As if the database had been restored into another cluster: another identifier."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'audit_cluster'")
        (real,) = cursor.fetchone()
        change = "CREATE OR REPLACE FUNCTION audit_cluster() RETURNS bigint LANGUAGE sql STABLE AS $$ %s $$"
        cursor.execute(change % f"SELECT {cluster}::bigint")
        try:
            yield
        finally:
            cursor.execute(change % real)


def test_acts_that_came_unsealed_from_another_cluster_are_sealed():
    act("sealed at home")
    home = seal()
    act("unsealed at home")
    with restored_elsewhere(7):
        act("written elsewhere")
        seal()
        assert verify() == []
        act("unsealed elsewhere")
    act("written at home again")
    seal()
    assert verify() == []
    made = list(Seal.objects.order_by("pk").values_list("cluster", "count"))
    assert made == [(home.cluster, 1), (home.cluster, 1), (7, 1), (7, 1), (home.cluster, 1)]
    assert sum(count for _cluster, count in made) == Act.objects.count()


@pytest.mark.parametrize("table", ["audit_act", "audit_seal"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET id = id", "DELETE FROM {0}"])
def test_acts_and_seals_refuse_change(table, change):
    act()
    seal()
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(change.format(table))


@pytest.mark.parametrize(("table", "trigger"), [("audit_act", "act"), ("audit_seal", "seal")])
def test_acts_and_seals_refuse_to_be_emptied(table, trigger):
    empty = f"ALTER TABLE {table} ENABLE TRIGGER {trigger}_refuses_truncate; TRUNCATE {table} CASCADE"
    # The trigger is off for the tests' own cleaning, see conftest.
    with pytest.raises(IntegrityError, match="never changed or deleted"), transaction.atomic():
        connection.cursor().execute(empty)


def test_finding_is_a_sentence():
    one = act()
    made = seal()
    with triggers_off() as execute:
        execute("DELETE FROM audit_act")
    assert [str(finding) for finding in verify()] == [
        f"Mục nhật ký {one.pk} bị mất: niêm phong {made.pk} có ghi nhận mục này."
    ]


def test_job_of_every_minute_seals():
    from procrastinate.contrib.django import app

    from fourgood.audit import tasks

    act()
    tasks.seal(timestamp=0)
    assert newest().count == 1
    assert ("audit.seal", "* * * * *") in [
        (task.task.name, task.cron) for task in app.periodic_registry.periodic_tasks.values()
    ]
