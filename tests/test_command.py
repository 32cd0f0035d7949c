"""The `fourgood` command: a plain sentence and an exit code for everything."""

from __future__ import annotations

from pathlib import Path

import pytest

import fourgood as package
from fourgood import embedded
from fourgood.common.messages import compile_all
from tests.prepared import empty
from tests.running import fourgood


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory):
    """A data folder with an empty database that is up to date, and stays up for all commands here."""
    data = tmp_path_factory.mktemp("command") / "data"
    empty(data)
    embedded.start(data / "postgres", throw_away=True)
    yield data
    embedded.leave(data / "postgres")


@pytest.fixture(scope="module")
def loaded(data: Path) -> str:
    """What `fourgood demo` says on the empty database."""
    done = fourgood(data, "demo")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_version(data):
    assert fourgood(data, "version").stdout == f"{package.__version__}\n"


def test_unknown_command_names_the_door_to_django(data):
    done = fourgood(data, "migrate")
    assert done.returncode == 2
    assert "Error: There is no command “migrate”. If it is one of Django's: fourgood manage migrate" in done.stderr


def test_demo_says_who_can_sign_in_again_and_again(data, loaded):
    assert loaded.startswith("Sample sign-ins, all with the password ")
    assert "Vũ Văn Bảy, " in loaded
    assert fourgood(data, "demo").stdout == loaded


def test_demo_refuses_production(data):
    production = {
        "FOURGOOD_MODE": "production",
        "FOURGOOD_HOSTS": "x.example",
        "FOURGOOD_SECRET_KEY": "0123456789ab" * 5,
    }
    done = fourgood(data, "demo", **production)
    assert done.returncode == 1
    assert done.stderr == "Error: The sample province is not for production: everyone knows its passwords.\n"


def test_check_of_a_sound_demo(data, loaded):
    compile_all()
    done = fourgood(data, "check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "good   The database is up to date.\n" in done.stdout
    assert "note   This is a demo: " in done.stdout
    assert "WRONG" not in done.stdout


def test_check_names_what_is_wrong(tmp_path):
    done = fourgood(tmp_path, "check")  # nothing migrated
    assert done.returncode == 1
    assert "WRONG  The database lacks " in done.stdout
    assert "Traceback" not in done.stderr


def test_commands_on_an_old_database_say_so(tmp_path):
    done = fourgood(tmp_path, "audit", "verify")
    assert done.returncode == 1
    assert done.stderr == "Error: The database is not up to date. “fourgood manage migrate” brings it there.\n"


def test_audit_finds_a_tampered_act(data, loaded):
    assert fourgood(data, "audit", "seal").returncode == 0
    assert fourgood(data, "audit", "verify").returncode == 0
    tamper = (
        "from django.db import connection\n"
        "with connection.cursor() as c:\n"
        "    c.execute('ALTER TABLE audit_act DISABLE TRIGGER USER')\n"
        "    c.execute(\"UPDATE audit_act SET capacity = 'someone else' WHERE id = (SELECT min(id) FROM audit_act)\")\n"
    )
    assert fourgood(data, "manage", "shell", "-c", tamper).returncode == 0
    done = fourgood(data, "audit", "verify", LANG="en_GB.UTF-8")
    assert done.returncode == 1
    assert " was altered after seal " in done.stdout
    assert done.stderr == "Error: The log of acts is not as it was sealed; findings: 1.\n"


def test_audit_misses_a_digest_that_is_not_there(data, loaded):
    assert fourgood(data, "audit", "verify", "--expect", "00" * 32, LANG="en").returncode == 1


def test_import_with_problems_lists_them_and_fails(data, loaded, tmp_path):
    file = tmp_path / "units.csv"
    file.write_text("nonsense\n1\n")
    done = fourgood(data, "import", "units", str(file), LANG="en")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Nothing was written." in done.stderr
    assert "Traceback" not in done.stderr


def test_import_of_no_file_is_refused(data, tmp_path):
    done = fourgood(data, "import", "members", str(tmp_path / "none.xlsx"))
    assert done.returncode == 2
    assert "does not exist" in done.stderr
