"""A file of document rules that can't be read is told before anything starts."""

from fourgood.regulations import document_rule_file
from fourgood.resolutions.checks import document_rules_can_be_read


def test_rules_that_ship_are_fine():
    assert document_rules_can_be_read() == []


def test_wrong_or_missing_file_is_an_error(tmp_path, monkeypatch):
    file = tmp_path / "document-rules.yaml"
    monkeypatch.setattr(document_rule_file, "FILE", file)
    assert [error.id for error in document_rules_can_be_read()] == ["resolutions.E001"]
    file.write_text("- code: a\n", encoding="utf-8")
    (error,) = document_rules_can_be_read()
    assert error.msg == "document-rules.yaml, line 1: from is missing."
