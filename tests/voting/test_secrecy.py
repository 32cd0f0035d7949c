"""An attacker who holds everything afterwards: the database with its files, dumps, journal, acts, jobs, sessions, logs.

Twenty electors cast twenty ballots through the pages, each in a transaction of its own. It is done twice with the
choices dealt out differently and the same sums: what is left of the one must be what is left of the other.
"""

from __future__ import annotations

import logging
import re
import subprocess
import tarfile
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from fourgood import embedded
from fourgood.operations import archive
from fourgood.operations.backup import backup
from fourgood.voting import keys
from fourgood.voting.models import Ballot
from tests.voting.sittings import accounts_for, meeting_of, opened, totals

ELECTORS = 20
CHOICES = ("CHON-SO-MOT", "CHON-SO-HAI", "CHON-SO-BA")
FIRST_DEAL = [1, 2, 3, 1, 1, 2, 1, 1, 3, 1, 2, 1, 1, 1, 2, 1, 1, 3, 1, 1]
SECOND_DEAL = FIRST_DEAL[7:] + FIRST_DEAL[:7]
SUMS = [FIRST_DEAL.count(place) for place in (1, 2, 3)]
TABLES = {
    "voting_vote": "id = %(vote)s",
    "voting_choice": "vote_id = %(vote)s",
    "voting_elector": "vote_id = %(vote)s",
    "voting_ballot": "vote_id = %(vote)s",
    "audit_act": "object_kind = 'voting.vote' AND object_id = %(vote)s",
}


class World:
    """One vote, cast and closed, and what its key was before it went."""

    def __init__(self, meeting, secretary, deal):
        self.vote = opened(meeting, choices=CHOICES, by=secretary)
        self.users = accounts_for(self.vote)[:ELECTORS]
        self.key = keys.read(self.vote.urn)
        for user, place in zip(self.users, deal, strict=True):
            self.cast(user, place)
        self.envelopes = [bytes(sealed) for sealed in Ballot.objects.values_list("sealed", flat=True)]
        self.address = reverse("vote_close", args=[self.vote.pk])

    def cast(self, user, place):
        browser = Client()
        browser.force_login(user)
        address = reverse("ballot", args=[self.vote.pk])
        browser.get(address)
        answer = browser.post(address, {"choice": f"{place:04}"})
        assert (answer.status_code, answer.url) == (302, address)
        browser.get(address)

    def close(self, secretary):
        browser = Client()
        browser.force_login(secretary)
        assert browser.post(self.address).status_code == 302
        assert totals(self.vote) == SUMS

    def left(self):
        """Every row about the vote with PostgreSQL's hidden columns; what differs by chance or by clock is masked."""
        return {table: self._rows(table, condition) for table, condition in TABLES.items()}

    def _rows(self, table, condition):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT *, xmin::text::bigint AS xmin_, ctid FROM {table} WHERE {condition} ORDER BY ctid",
                           {"vote": self.vote.pk})  # fmt: skip
            names = [column.name for column in cursor.description]
            rows = cursor.fetchall()
        return [self._masked(dict(zip(names, row, strict=True)), rows, names) for row in rows]

    def _masked(self, row, rows, names):
        """Numbers that the server gives are told by their order."""
        masked = {}
        for place, name in enumerate(names):
            value = row[name]
            if name in ("id", "xmin_", "transaction") and isinstance(value, int):
                value = sorted({other[place] for other in rows}).index(value)
            elif name in ("urn", "public_key", "ctid", "vote_id", "object_id", "at") or name.endswith("_at"):
                value = value is not None
            masked[name] = value
        return masked


@pytest.fixture
def worlds(cast):
    meeting = meeting_of(cast.bieu_nghi)
    first, second = (World(meeting, cast.bay, deal) for deal in (FIRST_DEAL, SECOND_DEAL))
    return first, second


def files_of_the_database():
    """The server's own files, read byte by byte: tables with their dead rows, the journal, its logs."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        folder = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        base = folder / "base" / str(cursor.fetchone()[0])
    if not folder.is_dir():
        pytest.skip("The database is on another machine.")
    for place in (base, folder / "pg_wal", folder / "pg_xact", folder / "logs"):
        for file in sorted(place.rglob("*")):
            if file.is_file():
                yield file, file.read_bytes()


def plain_ballot(content):
    """Whether a ballot lies there outside its envelope."""
    return re.search(rb"ballot:\d{4}\.{8}", content)


def dump(file):
    """A backup; what is in it, and its dump unpacked into statements."""
    backup(file)
    with tarfile.open(file) as tar:
        names = tar.getnames()
    archive.take_dump(file, to := file.with_suffix(".dump"))
    command = [embedded.binary("pg_restore"), "--file=-", to]
    return names, subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.django_db(transaction=True)
def test_nobody_finds_out_afterwards_what_someone_voted(cast, worlds, tmp_path, urns, caplog):
    """One test for all, since real transactions make each one load the sample province again."""
    caplog.set_level(logging.DEBUG)
    first, second = worlds
    sessions = [s.get_decoded() for s in Session.objects.all()]
    names, while_it_ran = dump(tmp_path / "while-it-ran.backup")
    assert not [name for name in names if "urn" in name or "key" in name]
    for world in worlds:
        assert len(set(world.envelopes)) == len(world.envelopes)
        world.close(cast.bay)

    # The keys are gone, and with them what is in the envelopes.
    assert list(urns.iterdir()) == []
    wrong = SealedBox(PrivateKey.generate())
    for envelope in first.envelopes + second.envelopes:
        with pytest.raises(CryptoError):
            wrong.decrypt(envelope)
    assert Ballot.objects.count() == 0

    # Rows with their hidden columns: the same, however the choices were dealt out.
    assert first.left() == second.left()
    assert [row["voted"] for row in first.left()["voting_elector"]].count(True) == ELECTORS
    assert [row["verb"] for row in first.left()["audit_act"]] == ["vote.opened", "vote.closed"]

    # The server's files: envelopes may lie about, but neither a key nor a ballot outside its envelope.
    found_envelopes = 0
    for file, content in files_of_the_database():
        assert not plain_ballot(content), file
        for world in worlds:
            assert world.key not in content, file
            found_envelopes += sum(envelope in content for envelope in world.envelopes)
    assert found_envelopes, "Nothing was looked at: dead rows or journal must hold what was sealed."

    # Dumps, made while it ran and afterwards.
    _names, afterwards = dump(tmp_path / "afterwards.backup")
    for written in (while_it_ran, afterwards):
        assert b"ballot:".hex() not in written
        assert all(world.key.hex() not in written for world in worlds)
    assert all(envelope.hex() in while_it_ran for envelope in first.envelopes)

    # Sessions and the log.
    assert not any(re.search("choice|CHON|ballot", str(session)) for session in sessions)
    assert not re.search(r"CHON-SO|choice=|'choice'|000[123]", caplog.text)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE args::text ~ 'vot'")
        assert cursor.fetchone() == (0,)
