"""Sheets submitted over HTTP by many secretaries at once, beside the same writes done by pgbench in the same run.

What a real submission does is done: session, rights, the facts counted once more, the sheet written, its submission,
the act. Each sheet is submitted once; when all are, or time is up, it ends. Everything stays on this machine.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from benchmarks import readers
from benchmarks.results import Result
from benchmarks.serving import Answer, Line, web

CLIENTS, SHEETS, SECONDS = 8, 1600, 30
RAW_SECONDS = 10
WARM_UP = 160  # each connection to the database plans its statements once
LEAST_SHARE = 0.1  # of the raw limit

Ready = tuple[str, str]  # address to post to, session


def measure() -> Iterator[Result]:
    sheets = _ready()
    with web(), ThreadPoolExecutor(CLIENTS) as clients:
        with closing(Line()) as line:
            _check(line, sheets.pop())
        _submitted(clients, sheets[:WARM_UP], seconds=SECONDS)
        begun = time.monotonic()
        done = _submitted(clients, sheets[WARM_UP:], seconds=SECONDS)
        rate = done / (time.monotonic() - begun)
    raw = _raw()
    what = f"submissions over HTTP, {CLIENTS} clients"
    yield Result(
        benchmark="submissions",
        what=what,
        value=rate,
        unit="a second",
        note=f"{done} of {len(sheets) - WARM_UP} sheets",
    )
    what = f"the same rows by pgbench, {CLIENTS} clients"
    yield Result(benchmark="submissions", what=what, value=raw, unit="a second")
    yield Result(
        benchmark="submissions",
        what="the raw limit is so many times as much",
        value=raw / rate if rate else float("inf"),
        unit="times",
        limit=1 / LEAST_SHARE,
    )


# Sheets that can be submitted


def _ready() -> list[Ready]:
    """This month's sheets of so many cells whole and voted on; their secretaries signed in."""
    from django.urls import reverse

    from benchmarks.months import fill_open_month
    from fourgood.assessments.models import Voted

    rows = fill_open_month(SHEETS)
    Voted.objects.bulk_create(_vote(row) for row in rows)
    people = [readers.secretary_of(row.unit) for row in rows]
    return [
        (reverse("assessment_submit", args=[row.pk]), readers.session_of(who))
        for row, who in zip(rows, people, strict=True)
    ]


def _vote(row: Any) -> Any:
    from django.utils import timezone

    from fourgood.assessments.models import Voted

    counts = {"base": 10, "present": 10, "in_favour": 10, "against": 0, "abstaining": 0}
    now = timezone.now()
    return Voted(assessment=row, met_on=now.date(), own=row.own, recorded_at=now, **counts)


# Over HTTP

TOKEN = "a" * 32  # the client chooses it: cookie and header have to agree


def _submitted(clients: ThreadPoolExecutor, sheets: list[Ready], *, seconds: float) -> int:
    """How many, by all clients at once."""
    waiting, until = iter(sheets), time.monotonic() + seconds
    return sum(clients.map(lambda _number: _client(waiting, until=until), range(CLIENTS)))


def _client(waiting: Iterator[Ready], *, until: float) -> int:
    """Takes one sheet after another, until there are none or time is up; says how many it has submitted."""
    done = 0
    with closing(Line()) as line:
        for sheet in waiting:
            answer = _post(line, sheet)
            done += answer.status == 302 and "login" not in answer.headers.get("Location", "")
            if time.monotonic() > until:
                break
    return done


def _post(line: Line, sheet: Ready) -> Answer:
    path, session = sheet
    headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "Content-Length": "0"}
    return line.asked("POST", path, headers)


def _check(line: Line, sheet: Ready) -> None:
    """One before the clock runs, with a clear word where it is refused."""
    answer = _post(line, sheet)
    if answer.status != 302:
        words = re.sub(r"<[^>]+>|\s+", " ", answer.body.decode())
        raise SystemExit(f"A sheet was not submitted ({answer.status}): {words[:2000]}")


# The same rows, raw: with the indexes of the real tables, and the keys to accounts that both check. (The sheet of a
# submission is a number that no sheet has: each has one at a time, and there are not enough of them.)

_TABLES = """
    DROP TABLE IF EXISTS raw_assessment, raw_submission, raw_act, raw_concern;
    CREATE TABLE raw_assessment AS SELECT * FROM assessments_assessment ORDER BY id DESC LIMIT 5000;
    CREATE SEQUENCE IF NOT EXISTS raw_number;
    ALTER TABLE raw_assessment ADD COLUMN raw int NOT NULL DEFAULT nextval('raw_number');
    CREATE UNIQUE INDEX ON raw_assessment (raw);
    CREATE TABLE raw_submission (LIKE assessments_submission INCLUDING ALL);
    CREATE TABLE raw_act (LIKE audit_act INCLUDING ALL);
    CREATE TABLE raw_concern (LIKE audit_concern INCLUDING ALL);
    ALTER TABLE raw_submission ADD FOREIGN KEY (submitted_by_id) REFERENCES accounts_user DEFERRABLE INITIALLY DEFERRED;
    ALTER TABLE raw_act ADD FOREIGN KEY (actor_id) REFERENCES accounts_user DEFERRABLE INITIALLY DEFERRED;
    ANALYZE raw_assessment"""
_SCRIPT = """\\set row random(1, {rows})
\\set sheet random(1, 1000000000000)
BEGIN;
SELECT id FROM raw_assessment WHERE raw = :row + {first} FOR UPDATE;
UPDATE raw_assessment SET own = own, own_groups = own_groups, own_due = own_due, own_total = own_total,
  amounts = amounts, bases = bases, counts = counts, suggested = suggested, looked_at = now()
  WHERE raw = :row + {first};
INSERT INTO raw_submission (assessment_id, submitted_at, in_time_until, submitted_by_id, words, reopened_because)
  VALUES (:sheet, now(), current_date, {actor}, '', '');
WITH written AS (
  INSERT INTO raw_act ({columns}) SELECT {columns} FROM audit_act WHERE id = {act} RETURNING id, units)
INSERT INTO raw_concern (unit, place, act_id) SELECT DISTINCT unit, -id, id FROM written, unnest(units) unit;
COMMIT;
"""


def _raw() -> float:
    """Transactions a second."""
    from django.db import connection

    from fourgood.audit.models import Act

    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        cursor.execute("SELECT count(*), min(raw) - 1 FROM raw_assessment")
        rows, first = cursor.fetchone()
    names = [field.column for field in Act._meta.concrete_fields if not field.primary_key and not field.generated]
    columns = ", ".join(f'"{name}"' for name in names)
    act = Act.objects.filter(actor__isnull=False).latest("pk")
    script = _SCRIPT.format(rows=rows, first=first, columns=columns, act=act.pk, actor=act.actor_id)
    found = re.search(r"tps = ([0-9.]+)", _pgbench(script))
    assert found
    return float(found[1])


def _pgbench(script: str) -> str:
    from django.db import connection

    from fourgood import embedded

    to = connection.settings_dict
    options = ["--client", str(CLIENTS), "--jobs", "2", "--time", str(RAW_SECONDS), "--no-vacuum", "--file", "-"]
    where = {"PGHOST": to["HOST"], "PGPORT": str(to["PORT"]), "PGUSER": to["USER"], "PGPASSWORD": to["PASSWORD"]}
    known = {name: value for name, value in where.items() if value}
    command = [str(embedded.binary("pgbench")), *options, to["NAME"]]
    done = subprocess.run(
        command, input=script, env=os.environ | known, capture_output=True, text=True, check=False, cwd="/"
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout
