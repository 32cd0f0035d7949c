"""Backup and restore, on the embedded database and on a server with a password over TCP."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import psycopg
import pytest

from fourgood import embedded
from tests.running import fourgood, free_port

PASSWORD = "p@ss/word"
ANOTHER_ACT = """
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Unit
Act.objects.record(Verb.LIST_IMPORTED, Unit.objects.first(), by=None)
"""
HBA = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


class Server(NamedTuple):
    """A PostgreSQL server of its own. `address` is for an ordinary user, who owns the database and little else."""

    folder: Path
    port: str

    def address(self, database: str, *, password: str = PASSWORD) -> str:
        return f"postgresql://operator:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE template0")
        return self.address(database)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server") / "files"
    with psycopg.connect(embedded.start(folder, throw_away=True), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE operator LOGIN CREATEDB PASSWORD '{PASSWORD}'")
    embedded.leave(folder)
    (folder / "pg_hba.conf").write_text(HBA)
    port = free_port()
    options = f"-p {port} -h 127.0.0.1 -k '' -c fsync=off"
    embedded._run(folder, "pg_ctl", "-D", str(folder), "-w", "-l", str(folder / "start.log"), "-o", options, "start")
    yield Server(folder, port)
    embedded._run(folder, "pg_ctl", "-D", str(folder), "-w", "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def province(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database on the server with the sample province, its acts sealed; and the folder of its data."""
    data = tmp_path_factory.mktemp("province")
    address = server.create("province")
    for words in (["manage", "migrate", "--verbosity=0"], ["demo"], ["audit", "seal"]):
        done = fourgood(data, *words, DATABASE_URL=address)
        assert done.returncode == 0, done.stderr
    return data, address


@pytest.fixture(scope="module")
def saved(province: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    data, address = province
    file = tmp_path_factory.mktemp("backup") / "province.backup"
    done = fourgood(data, "backup", str(file), DATABASE_URL=address)
    assert (done.returncode, done.stderr) == (0, "")
    return file


def content(address: str) -> list[tuple[str, int]]:
    """How many rows each table has."""
    with psycopg.connect(address) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        return [(t, connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0]) for (t,) in tables]


def test_backup_is_for_its_owner_only(saved):
    assert oct(saved.stat().st_mode)[-3:] == "600"
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]


def test_backup_is_never_written_over(province, saved):
    data, address = province
    before = saved.read_bytes()
    done = fourgood(data, "backup", str(saved), DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr == f"Error: {saved} is already there. Choose another name; a backup is never written over.\n"
    assert saved.read_bytes() == before


def test_restore_refuses_a_database_in_use(province, saved):
    data, address = province
    done = fourgood(data, "restore", str(saved), DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr == "Error: The database is in use: it has units or accounts. Restore into a fresh one.\n"


def test_restored_is_the_same_and_goes_on(server, province, saved, tmp_path):
    """Into another cluster: the log verifies, and new acts are sealed after those that came along."""
    assert fourgood(tmp_path, "manage", "migrate", "--verbosity=0").returncode == 0  # fresh, but not bare
    done = fourgood(tmp_path, "restore", str(saved))
    assert (done.returncode, done.stderr) == (0, "")
    with psycopg.connect(embedded.start(tmp_path / "postgres")) as connection:
        assert content(connection.info.dsn) == content(province[1])
    verified = fourgood(tmp_path, "audit", "verify").stdout
    assert verified == fourgood(province[0], "audit", "verify", DATABASE_URL=province[1]).stdout
    assert fourgood(tmp_path, "manage", "shell", "-c", ANOTHER_ACT).returncode == 0
    assert fourgood(tmp_path, "audit", "seal").stdout.startswith("Sealed.\n")
    after = fourgood(tmp_path, "audit", "verify")
    assert (after.returncode, after.stdout.split(". ")[0]) == (0, "The log of acts is as it was sealed")
    assert after.stdout != verified
    embedded.leave(tmp_path / "postgres")


@pytest.mark.parametrize("damage", ["cut short", "not a backup"])
def test_damaged_file_leaves_nothing_behind(server, saved, tmp_path, damage):
    broken = tmp_path / "broken.backup"
    whole = saved.read_bytes()
    broken.write_bytes(whole[: len(whole) * 3 // 4] if damage == "cut short" else b"not a backup")
    address = server.create("for_" + damage.replace(" ", "_"))
    done = fourgood(tmp_path, "restore", str(broken), DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert content(address) == []


def test_restore_says_that_there_is_no_file(tmp_path, server):
    done = fourgood(tmp_path, "restore", str(tmp_path / "none"), DATABASE_URL=server.address("postgres"))
    assert (done.returncode, done.stderr) == (1, f"Error: There is no file {tmp_path / 'none'}.\n")


def test_wrong_password_is_told_in_a_sentence(server, tmp_path):
    done = fourgood(tmp_path, "check", DATABASE_URL=server.address("postgres", password="wrong"))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The database does not answer: ")
    assert "password authentication failed" in done.stderr
    assert "Traceback" not in done.stderr


def test_server_that_is_not_there_is_told_in_a_sentence(tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound, but does not listen
        address = f"postgresql://operator@127.0.0.1:{nobody.getsockname()[1]}/fourgood"
        done = fourgood(tmp_path, "audit", "verify", DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The database does not answer: ")


def test_server_is_used_instead_of_the_embedded_database(province):
    data, _address = province
    assert not (data / "postgres").exists()
