"""A file of integrity rules that can't be read is told before anything starts."""

from fourgood.integrity.checks import integrity_rules_can_be_read
from fourgood.regulations import integrity_rule_file


def test_rules_that_ship_are_fine():
    assert integrity_rules_can_be_read() == []


def test_wrong_or_missing_file_is_an_error(tmp_path, monkeypatch):
    file = tmp_path / "integrity-rules.yaml"
    monkeypatch.setattr(integrity_rule_file, "FILE", file)
    assert [error.id for error in integrity_rules_can_be_read()] == ["integrity.E001"]
    file.write_text("- code: a\n", encoding="utf-8")
    (error,) = integrity_rules_can_be_read()
    assert error.msg == "integrity-rules.yaml, line 1: from is missing."
