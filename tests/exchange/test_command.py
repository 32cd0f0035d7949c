"""Import at the console: the same checks, a report, an exit code."""

import pytest
from django.utils import translation

from fourgood.audit.models import Act
from fourgood.exchange.command import import_file
from fourgood.exchange.models import Import, State
from fourgood.organisation.models import Member
from tests.exchange.files import MEMBER_HEADER, csv_file, xlsx
from tests.exchange.test_member_import import good


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_clean_file_is_written_and_reported(cast, tmp_path):
    file = tmp_path / "members.xlsx"
    file.write_bytes(xlsx([MEMBER_HEADER, good(), good(cast.nam.member.code, **{"Year of birth": 1971})]))
    outcome = import_file("members", file)
    assert (outcome.exit_code, outcome.written) == (0, True)
    assert outcome.lines[0] == "1 new, 1 changed, 0 unchanged."
    assert f"  {cast.nam.member.code}  Full name: Phạm Hải Nam → Đoàn Văn Hậu" in outcome.lines
    upload = Import.objects.latest("pk")
    assert (upload.state, upload.uploaded_by, upload.new) == (State.FINISHED, None, 1)
    assert Act.objects.about(upload).get().after == {"list": "members", "rows": 2, "new": 1, "changed": 1}
    assert import_file("members", file).lines[-1] == "Nothing was written."


def test_file_with_problems_is_reported_and_not_written(cast, tmp_path):
    file = tmp_path / "members.csv"
    file.write_bytes(csv_file([["Member number", "Full name"], ["22.900001", "Đoàn Văn Hậu"]]))
    outcome = import_file("members", file)
    assert outcome.exit_code == 1
    assert outcome.lines == [
        "–: No column is chosen for “Admitted to the Party on”. Choose the column below, or add it to the file.",
        "–: No column is chosen for “Code of the cell”. Choose the column below, or add it to the file.",
        "2 problems. Nothing was written.",
    ]
    assert not Member.objects.filter(code="22.900001").exists()


def test_dry_run_writes_nothing(cast, tmp_path):
    file = tmp_path / "members.xlsx"
    file.write_bytes(xlsx([MEMBER_HEADER, good()]))
    outcome = import_file("members", file, dry_run=True)
    assert (outcome.exit_code, outcome.written) == (0, False)
    assert not Member.objects.filter(code="22.900001").exists()


def test_too_many_rows_and_too_large_a_file_are_refused(cast, tmp_path, settings):
    file = tmp_path / "members.xlsx"
    file.write_bytes(xlsx([MEMBER_HEADER, good("22.900001"), good("22.900002")]))
    settings.IMPORT_MAX_ROWS = 1
    assert import_file("members", file).lines[0].startswith("–: The list has more than 1 rows.")
    settings.IMPORT_MAX_MB = 0
    assert import_file("members", file).lines[0].startswith("–: The file is larger than 0 MB.")
