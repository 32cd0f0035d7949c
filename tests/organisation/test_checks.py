"""A rule file that can't be read is told before anything starts."""

from fourgood.organisation.checks import meeting_rules_can_be_read
from fourgood.regulations import meeting_rule_file


def test_rules_that_ship_are_fine():
    assert meeting_rules_can_be_read() == []


def test_wrong_rule_file_is_named_with_its_line(tmp_path, monkeypatch):
    file = tmp_path / "meeting-rules.yaml"
    file.write_text("- code: a\n", encoding="utf-8")
    monkeypatch.setattr(meeting_rule_file, "FILE", file)
    (error,) = meeting_rules_can_be_read()
    assert (error.id, error.msg) == ("organisation.E001", "meeting-rules.yaml, line 1: from is missing.")


def test_missing_rule_file_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(meeting_rule_file, "FILE", tmp_path / "gone.yaml")
    assert [error.id for error in meeting_rules_can_be_read()] == ["organisation.E001"]
