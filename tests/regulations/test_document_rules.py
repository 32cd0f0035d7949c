"""The rules of documents: what is in force when, who may issue what, how numbers are written, wrong files."""

import datetime as dt

import pytest

from fourgood.regulations.document_rule_file import FILE, load
from fourgood.regulations.document_rules import document_rule_on
from fourgood.regulations.meeting_rule_file import RuleFileError
from fourgood.regulations.meeting_rules import NoRuleInForce

DAY = dt.date(2024, 11, 5)


def written(tmp_path, old, new):
    file = tmp_path / "document-rules.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return file


@pytest.mark.parametrize(("on", "code"), [(dt.date(2018, 4, 3), "2018"), (DAY, "2018"), (dt.date(2026, 5, 27), "2026")])
def test_rule_in_force_on_a_date(on, code):
    assert document_rule_on(on, load()).code == code


def test_before_the_first_rule_there_is_none():
    with pytest.raises(NoRuleInForce, match="02/04/2018"):
        document_rule_on(dt.date(2018, 4, 2), load())


def test_layout_is_that_of_the_guidance():
    layout = document_rule_on(DAY, load()).layout
    assert (layout.top, layout.bottom, layout.left, layout.right) == (20, 20, 30, 15)
    assert (layout.font, layout.size, layout.line, layout.indent, layout.party) == ("Times New Roman", 14, 19, 10, 15)


@pytest.mark.parametrize(
    ("code", "by_cell", "by_committee"),
    [
        *[
            (code, True, True)
            for code in ["NQ", "KL", "QĐ", "TB", "BC", "KH", "CTr", "ĐA", "PA", "TTr", "CV", "BB", "QC"]
        ],
        ("HD", False, True),
        ("CT", False, True),
        ("XX", False, False),
    ],
)
def test_who_may_issue_what(code, by_cell, by_committee):
    rule = document_rule_on(DAY, load())
    assert (rule.may_issue(code, is_cell=True), rule.may_issue(code, is_cell=False)) == (by_cell, by_committee)


@pytest.mark.parametrize(
    ("number", "code", "is_cell", "sign"),
    [
        (5, "NQ", True, "05-NQ/CB"),
        (12, "BC", True, "12-BC/CB"),
        (5, "NQ", False, "05-NQ/ĐU"),
        (None, "KL", True, "…-KL/CB"),
    ],
)
def test_number_as_it_is_written(number, code, is_cell, sign):
    assert document_rule_on(DAY, load()).sign_of(number, code, is_cell=is_cell) == sign


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("digits: 2", "digits: two", "digits is a whole number, not 'two'"),
        ("top: 20", "top: 0", "measures are whole numbers from 1"),
        ("adopted: [NQ, KL]", "adopted: [NQ, ZZ]", "ZZ is none of the types"),
        ("until: 2026-05-26", "until: 2026-05-27", "the days of rules 2018 and 2026 overlap"),
        ("until: 2026-05-26", "until: 2017-01-01", "the last day comes before the first"),
        ("party: 15}", "party: 15, colour: 3}", "colour is not known"),
        ("sign: CB, ", "", "sign is missing"),
    ],
)
def test_wrong_file_is_told_what_is_wrong(tmp_path, old, new, said):
    with pytest.raises(RuleFileError, match=said):
        load(written(tmp_path, old, new))
