"""Backup and restore of database and files: embedded or on a server with a password, in a folder or a store of S3."""

from __future__ import annotations

import hashlib
import io
import shutil
import socket
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import boto3
import psycopg
import pytest
from moto.server import ThreadedMotoServer

from fourgood import embedded
from tests.prepared import empty, load_into
from tests.running import fourgood, free_port

PASSWORD = "p@ss/word"
ANOTHER_ACT = """
from fourgood.audit.models import Act
from fourgood.audit.verbs import Verb
from fourgood.organisation.models import Unit
Act.objects.record(Verb.LIST_IMPORTED, Unit.objects.first(), by=None)
"""
A_PHOTO = """
from django.utils import timezone
from fourgood.files.models import Sight, StoredFile
from fourgood.organisation.models import Unit
from tests.files.papers import photo, upload
about = {"unit": Unit.objects.first(), "sight": Sight.PUBLIC, "by": None, "at": timezone.now()}
made = StoredFile.objects.add(upload(photo(size=(1200, 900)), "Kênh.jpg"), **about)
address = made.get_absolute_url()
print("ADDED", address)
"""
SERVED = """
import hashlib
from django.test import Client
for one in (address, f"{address}small/"):
    answer = Client(headers={"host": "localhost"}).get(one)
    served = b"".join(answer.streaming_content) if answer.status_code == 200 else b""
    print("SERVED", answer.status_code, hashlib.sha256(served).hexdigest())
"""
HBA = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"


class Server(NamedTuple):
    """A PostgreSQL server of its own. `address` is for an ordinary user, who owns the database and little else."""

    folder: Path
    port: str

    def address(self, database: str, *, password: str = PASSWORD) -> str:
        return f"postgresql://operator:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str, *, like: str = "template0") -> str:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE {like}")
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
    load_into(address)
    assert fourgood(data, "audit", "seal", DATABASE_URL=address).returncode == 0
    return data, address


def script(data: Path, words: str, **settings: str) -> str:
    done = fourgood(data, "manage", "shell", "-c", words, **settings)
    assert done.returncode == 0, done.stderr
    return done.stdout


def a_photo(data: Path, **settings: str) -> tuple[str, list[str]]:
    """Added as people do: its address, and how it is answered."""
    told = script(data, A_PHOTO + SERVED, **settings)
    return told.split("ADDED ")[1].split()[0], answers_in(told)


def served(data: Path, address: str, **settings: str) -> list[str]:
    """How the photo and the small picture of it are answered: the status and the sum of the content."""
    return answers_in(script(data, f"address = {address!r}\n{SERVED}", **settings))


def answers_in(told: str) -> list[str]:
    return [line for line in told.splitlines() if line.startswith("SERVED")]


@pytest.fixture(scope="module")
def photo(province: tuple[Path, str]) -> tuple[str, list[str]]:
    """A file that someone added: its address, and how it is answered."""
    data, address = province
    added, answers = a_photo(data, DATABASE_URL=address)
    assert [line.split()[1] for line in answers] == ["200", "200"]
    assert len({line.split()[2] for line in answers}) == 2
    return added, answers


@pytest.fixture(scope="module")
def saved(province: tuple[Path, str], photo: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the province, with the photo in it."""
    data, address = province
    file = tmp_path_factory.mktemp("backup") / "province.backup"
    done = fourgood(data, "backup", str(file), DATABASE_URL=address)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The database and 2 files are in" in done.stdout
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


def test_sums_can_be_checked_without_fourgood(saved, tmp_path):
    with tarfile.open(saved) as tar:
        tar.extractall(tmp_path, filter="data")
    done = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count(": OK")) == (0, 3)


def test_file_is_served_again_after_all_is_lost(saved, photo, tmp_path):
    address, answers = photo
    done = fourgood(tmp_path, "restore", str(saved))
    assert (done.returncode, done.stderr) == (0, "")
    assert "The database and 2 files are as they were" in done.stdout
    assert served(tmp_path, address) == answers
    assert [oct(p.stat().st_mode)[-3:] for p in (tmp_path / "files").rglob("*") if p.is_file()] == ["600", "600"]
    embedded.leave(tmp_path / "postgres")


@pytest.fixture
def buckets() -> Iterator[dict[str, tuple[Any, str]]]:
    """Two empty buckets of a server that speaks S3, each with the address for the settings."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    there = {"endpoint_url": f"http://{host}:{port}", "region_name": "us-east-1"}
    s3 = boto3.resource("s3", aws_access_key_id="key", aws_secret_access_key="secret", **there)
    yield {
        name: (s3.create_bucket(Bucket=name), f"s3+http://key:secret@{host}:{port}/{name}") for name in ("old", "new")
    }
    running.stop()


def test_file_in_a_store_of_s3_is_served_again_after_all_is_lost(server, province, buckets, tmp_path):
    """What was in the one bucket comes back in the other."""
    (old, old_url), (new, new_url) = buckets["old"], buckets["new"]
    before = {"DATABASE_URL": server.create("in_s3", like="province"), "FOURGOOD_FILES_URL": old_url}
    after = {"DATABASE_URL": server.create("in_s3_again"), "FOURGOOD_FILES_URL": new_url}
    address, answers = a_photo(tmp_path, **before)
    assert fourgood(tmp_path, "backup", str(tmp_path / "s3.backup"), **before).returncode == 0
    keys = {one.key for one in old.objects.all()}
    old.objects.all().delete()
    done = fourgood(tmp_path, "restore", str(tmp_path / "s3.backup"), **after)
    assert (done.returncode, done.stderr) == (0, "")
    assert {one.key for one in new.objects.all()} == keys
    assert len(keys) == 2
    assert served(tmp_path, address, **after) == answers


def test_store_that_does_not_answer_leaves_no_backup(province, tmp_path):
    data, address = province
    nowhere = f"s3+http://key:secret@127.0.0.1:{free_port()}/files"
    done = fourgood(data, "backup", str(tmp_path / "a.backup"), DATABASE_URL=address, FOURGOOD_FILES_URL=nowhere)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: The store of files does not answer: ")
    assert list(tmp_path.iterdir()) == []


def test_restored_is_the_same_and_goes_on(server, province, saved, tmp_path):
    """Into another cluster: the log verifies, and new acts are sealed after those that came along."""
    empty(data := tmp_path / "data")  # fresh, but not bare
    done = fourgood(data, "restore", str(saved))
    assert (done.returncode, done.stderr) == (0, "")
    with psycopg.connect(embedded.start(data / "postgres")) as connection:
        assert content(connection.info.dsn) == content(province[1])
    verified = fourgood(data, "audit", "verify").stdout
    assert verified == fourgood(province[0], "audit", "verify", DATABASE_URL=province[1]).stdout
    assert fourgood(data, "manage", "shell", "-c", ANOTHER_ACT).returncode == 0
    assert fourgood(data, "audit", "seal").stdout.startswith("Sealed.\n")
    after = fourgood(data, "audit", "verify")
    assert (after.returncode, after.stdout.split(". ")[0]) == (0, "The log of acts is as it was sealed")
    assert after.stdout != verified
    embedded.leave(data / "postgres")


def rewritten(saved: Path, to: Path, change) -> None:
    """The archive with other parts: `change` takes and gives a dictionary of contents by name."""
    with tarfile.open(saved) as tar:
        parts = {member.name: tar.extractfile(member).read() for member in tar}
    with tarfile.open(to, "w") as tar:
        for name, content in change(parts).items():
            head = tarfile.TarInfo(name)
            head.size = len(content)
            tar.addfile(head, io.BytesIO(content))


def of_files(parts: dict[str, bytes]) -> str:
    return next(name for name in parts if name.startswith("files/"))


def with_sum(parts: dict[str, bytes], name: str, content: bytes) -> dict[str, bytes]:
    """One part more, with its sum."""
    line = f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode()
    return parts | {name: content, "SHA256SUMS": parts["SHA256SUMS"] + line}


DAMAGES = {
    "one byte of a file": (lambda p: p | {of_files(p): b"x" + p[of_files(p)][1:]}, "is not what it was"),
    "one byte of the database": (lambda p: p | {"database.dump": p["database.dump"][:-1] + b"x"}, "is not what it was"),
    "a file is missing": (lambda p: {n: c for n, c in p.items() if n != of_files(p)}, "is not what it was"),
    "a file too many": (lambda p: p | {"files/ab/" + "c" * 40: b"x"}, "is not what it was"),
    "a file that leads out": (lambda p: with_sum(p, "files/../../etc/cron.d/x", b"x"), "does not belong there"),
    "no sums": (lambda p: {n: c for n, c in p.items() if n != "SHA256SUMS"}, "its end is missing"),
    "no database": (lambda p: {"SHA256SUMS": b"\n"}, "it has no database"),
}


@pytest.mark.parametrize("damage", ["cut short", "not a backup", *DAMAGES])
def test_damaged_archive_is_refused_before_anything_changes(server, saved, tmp_path, damage):
    broken, why = tmp_path / "broken.backup", "is not a backup made by"
    whole = saved.read_bytes()
    if damage in DAMAGES:
        change, why = DAMAGES[damage]
        rewritten(saved, broken, change)
    else:
        broken.write_bytes(whole[: len(whole) * 3 // 4] if damage == "cut short" else b"not a backup")
    address = server.create("for_" + damage.replace(" ", "_"))
    done = fourgood(tmp_path, "restore", str(broken), DATABASE_URL=address)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert why in done.stderr
    assert done.stderr.endswith("Nothing was changed.\n")
    assert content(address) == []
    assert not (tmp_path / "files").exists()


def test_dump_that_the_database_refuses_leaves_no_rows(server, saved, tmp_path):
    """Sums are right, the dump is none: files may have come, rows have not."""
    nonsense = b"no dump"
    sums = f"{hashlib.sha256(nonsense).hexdigest()}  database.dump\n".encode()
    rewritten(saved, tmp_path / "a.backup", lambda parts: {"database.dump": nonsense, "SHA256SUMS": sums})
    address = server.create("for_nonsense")
    done = fourgood(tmp_path, "restore", str(tmp_path / "a.backup"), DATABASE_URL=address)
    assert (done.returncode, content(address)) == (1, [])
    assert "Traceback" not in done.stderr


def test_restore_that_stopped_halfway_goes_on(saved, photo, tmp_path):
    """Files came, the database did not: the next try takes them anew, also what was cut off."""
    assert fourgood(tmp_path, "restore", str(saved)).returncode == 0
    embedded.leave(tmp_path / "postgres")
    shutil.rmtree(tmp_path / "postgres")
    for file in (tmp_path / "files").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:10])
    done = fourgood(tmp_path, "restore", str(saved))
    assert (done.returncode, done.stderr) == (0, "")
    assert served(tmp_path, photo[0]) == photo[1]
    embedded.leave(tmp_path / "postgres")


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
