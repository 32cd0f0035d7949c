"""Framework files: read, checked as a whole, and turned into a `Framework`. `docs/frameworks.md` is their schema.

A wrong file is refused with all its mistakes at once, each with line, rule, and what to write instead. In four steps:
YAML with its lines (`yaml_lines`); mappings and values by their form (`framework_reading`, `framework_forms`,
`framework_schema`); what must fit together (`framework_checks`, `framework_sums`, `framework_codes`,
`framework_beside`); and the dataclasses (`framework_building`).
"""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from fourgood.regulations import yaml_lines
from fourgood.regulations.framework import Framework
from fourgood.regulations.framework_beside import check_beside
from fourgood.regulations.framework_building import framework_of
from fourgood.regulations.framework_checks import Frame, check_criterion, check_style
from fourgood.regulations.framework_codes import check_codes
from fourgood.regulations.framework_problems import FrameworkFileError, Notes, Problem
from fourgood.regulations.framework_reading import Entry, read_mapping, shown
from fourgood.regulations.framework_schema import FRAMEWORK
from fourgood.regulations.framework_sums import check_sums
from fourgood.regulations.framework_variants import versions_of

__all__ = ["FrameworkFileError", "Problem", "digest", "load", "parse", "problems"]

Sectors = frozenset[str] | None
"""The codes of the sectors that there are; None: any may be named."""


def load(path: Path, sectors: Sectors = None) -> Framework:
    """The framework of a file. Raises FrameworkFileError if it is wrong, OSError if it can't be opened."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        notes = Notes(str(path))
        notes.add(content.count(b"\n", 0, error.start) + 1, "not_utf8")
        raise FrameworkFileError(notes.found) from error
    return parse(text, str(path), sectors)


def parse(text: str, name: str, sectors: Sectors = None) -> Framework:
    """The framework that the text of a file says; its problems call the file `name`. Raises FrameworkFileError."""
    head, found = _examined(text, name, sectors)
    if found:
        raise FrameworkFileError(found)
    return framework_of(head)


def problems(text: str, name: str, sectors: Sectors = None) -> list[Problem]:
    """All that is wrong, in the order of lines; empty if nothing is."""
    return _examined(text, name, sectors)[1]


def digest(text: str) -> str:
    """SHA-256 of the text, in hexadecimals: the same for the same content, whatever editor saved it."""
    return hashlib.sha256(_normal(text).encode("utf-8", "surrogatepass")).hexdigest()


def _normal(text: str) -> str:
    """One way of writing: composed letters (NFC), lines that end with a line feed, no byte-order mark."""
    composed = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    return composed.replace("\r\n", "\n").replace("\r", "\n")


def _examined(text: str, name: str, sectors: Sectors) -> tuple[Entry, list[Problem]]:
    notes = Notes(name)
    content = _content(_normal(text), notes)
    if not isinstance(content, yaml_lines.Lines):
        if not notes.found:
            notes.add(1, "not_a_framework")
        return Entry(1), notes.found
    head = read_mapping(content, FRAMEWORK, notes)
    _check(head, notes, sectors)
    return head, notes.in_order()


def _content(text: str, notes: Notes) -> Any:
    """What the YAML says, or None with a problem noted."""
    try:
        return yaml_lines.load(text)
    except yaml.YAMLError as error:
        number = yaml_lines.line_of(error, text)
        line = next(iter(text.split("\n")[number - 1 : number]), "")
        rule = "not_plain" if isinstance(error, yaml_lines.NotPlain) else "not_yaml"
        notes.add(number, "tab" if line.lstrip(" ").startswith("\t") else rule, text=shown(line.strip())[1:-1])
        return None


def _check(head: Entry, notes: Notes, sectors: Sectors) -> None:
    frame = Frame(head.get("model"), head.get("style"), notes)
    versions = versions_of(head)
    check_style(head, frame, of_points="whole")
    for group in versions[0].groups:
        if group.lines:
            check_style(group, frame)
    for version in versions:
        for criterion in version.criteria():
            check_criterion(criterion, frame)
    check_sums(head, versions, frame)
    check_codes(head, versions, frame, sectors)
    check_beside(head, frame)
