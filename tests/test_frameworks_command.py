"""`fourgood frameworks check`: what it says, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from fourgood.operations.frameworks import language_of
from tests.regulations.framework_sample import CELL, MET


def check(*words: str | Path, lang: str = "C") -> subprocess.CompletedProcess[str]:
    """Run it as one does at a console, with nothing of ours in the environment."""
    command = [sys.executable, "-m", "fourgood", "frameworks", "check", *map(str, words)]
    surroundings = {"PATH": os.environ["PATH"], "LANG": lang, "PYTHONUTF8": "1"}
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, encoding="utf-8", timeout=60)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.yaml"
    file.write_text(CELL, encoding="utf-8")
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    file = tmp_path / "wrong.yaml"
    text = CELL.replace("threshold: 70\n", "threshold: 170\n").replace("indicator: tasks_done", "indicator: task_done")
    file.write_text(text, encoding="utf-8")
    return file


def test_file_in_order_is_summed_up_on_one_line(good):
    done = check(good)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{good}: in order: 7 criteria, 40 points, 3 variants\n"


def test_framework_without_points_says_so(tmp_path):
    file = tmp_path / "met.yaml"
    file.write_text(MET, encoding="utf-8")
    assert check(file).stdout == f"{file}: in order: 4 criteria met or not met, 1 variant\n"


def test_wrong_file_lists_its_errors_with_line_rule_and_what_to_write(wrong):
    done = check(wrong)
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        f"{wrong}: errors: 2",
        f"   1. {wrong}:6: [out_of_range] “threshold” is out of range: 170.",
        "      Write a number from 0 to 100.",
        f"   2. {wrong}:35: [unknown_indicator] There is no indicator “task_done_on_time”.",
    ]
    assert lines[4].startswith("      Did you mean “tasks_done_on_time”? ")
    assert len(lines) == 5


def test_every_file_is_checked_whatever_the_others_are(good, wrong, tmp_path):
    absent = tmp_path / "absent.yaml"
    done = check(absent, wrong, good)
    assert done.returncode == 2
    assert f"{wrong}: errors: 2" in done.stdout
    assert f"{good}: in order" in done.stdout
    assert done.stderr == f"Error: {absent} can't be opened: No such file or directory.\n"


def test_folder_can_not_be_opened(tmp_path):
    done = check(tmp_path)
    assert (done.returncode, done.stdout) == (2, "")


def test_no_file_is_a_wrong_use():
    done = check()
    assert (done.returncode, done.stdout) == (2, "")
    assert "Missing argument 'FILE…'" in done.stderr


def test_sectors_are_those_of_the_reference(tmp_path, good):
    file = tmp_path / "sector.yaml"
    file.write_text(CELL.replace("[public_service]", "[public_servce]"), encoding="utf-8")
    done = check(file)
    assert done.returncode == 1
    assert "[unknown_sector]" in done.stdout
    assert "Did you mean “public_service”?" in done.stdout


def test_json_is_one_list_for_other_programs(good, wrong):
    done = check("--json", "--language", "en", wrong, good, lang="vi_VN.UTF-8")
    assert (done.returncode, done.stderr) == (1, "")
    first, second = json.loads(done.stdout)
    assert second == {"file": str(good), "in_order": True, "framework": "cell-2024", "unreadable": None, "errors": []}
    assert (first["file"], first["in_order"], first["framework"]) == (str(wrong), False, None)
    assert first["errors"][0] == {
        "line": 6,
        "rule": "out_of_range",
        "message": "“threshold” is out of range: 170.",
        "instead": "Write a number from 0 to 100.",
    }


def test_json_names_a_file_that_can_not_be_opened(tmp_path):
    done = check("--json", tmp_path / "absent.yaml")
    assert done.returncode == 2
    [only] = json.loads(done.stdout)
    assert (only["in_order"], only["unreadable"]) == (False, "No such file or directory")


@pytest.mark.parametrize(
    ("words", "lang", "says"),
    [
        ((), "vi_VN.UTF-8", "đúng quy cách: 7 tiêu chí, 40 điểm, 3 biến thể"),
        ((), "ms_MY.UTF-8", "teratur: 7 kriteria, 40 mata, 3 varian"),
        ((), "fr_FR.UTF-8", "đúng quy cách: 7 tiêu chí, 40 điểm, 3 biến thể"),
        (("--language", "ms"), "vi_VN.UTF-8", "teratur: 7 kriteria, 40 mata, 3 varian"),
    ],
)
def test_messages_come_in_the_language_asked_for(good, words, lang, says):
    assert check(*words, good, lang=lang).stdout == f"{good}: {says}\n"


@pytest.mark.parametrize(
    ("lang", "language"),
    [("", "vi"), ("C", "en"), ("C.UTF-8", "en"), ("POSIX", "en"), ("en_GB.UTF-8", "en"), ("ms", "ms"), ("de_DE", "vi")],
)
def test_language_follows_the_terminal(lang, language):
    assert language_of(lang) == language


def test_help_tells_the_exit_codes():
    assert "Exit code 0: all are in order. 1: some have errors. 2: some can't be opened." in check("--help").stdout


def test_it_starts_without_django_and_database(good):
    code = (
        "import sys; from fourgood.__main__ import main\n"
        f"try: main(['frameworks', 'check', {str(good)!r}])\n"
        "except SystemExit as end: assert not end.code\n"
        "from django.apps import apps\n"
        "print(apps.ready, 'psycopg' in sys.modules, 'django.db' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert done.stdout.splitlines()[-1] == "False False False", done.stderr
