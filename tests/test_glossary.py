"""The glossary's identifiers exist in the code, and the catalogues say what the glossary says."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps

from fourgood.accounts.models import Office
from fourgood.common import messages
from fourgood.organisation.models import MemberStatus, OrganisationKind, PositionKind

GLOSSARY = Path(__file__).parent.parent / "docs" / "glossary.md"


def rows():
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    table = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in table if row[0] != "Vietnamese"]


def known_identifiers():
    classes = {model.__name__ for model in apps.get_models() if model.__module__.startswith("fourgood.")}
    return {
        "": classes,
        "kind": set(OrganisationKind.objects.values_list("code", flat=True)),
        "position": set(PositionKind.objects.values_list("code", flat=True)),
        "status": set(MemberStatus.Kind.values),
        "office": set(Office.Kind.values),
    }


def test_every_identifier_exists(db):
    known = known_identifiers()
    unknown = []
    for *_names, identifiers in rows():
        word = re.match(r"\w*", identifiers)[0]
        unknown += [name for name in re.findall(r"`(\w+)`", identifiers) if name not in known[word]]
    assert unknown == []


def test_catalogues_use_the_words_of_the_glossary():
    wanted = {english.lower(): {"vi": vietnamese, "ms": malay} for vietnamese, malay, english, _identifier in rows()}
    wrong = [
        f"{package.name} [{language}] {message.id}: {message.string}, glossary: {wanted[message.id.lower()][language]}"
        for package in messages.packages()
        for language in messages.LANGUAGES
        for message in messages.read(package, language)
        if isinstance(message.id, str) and message.id.lower() in wanted and not message.context
        if not message.string.lower().startswith(plain(wanted[message.id.lower()][language]))
    ]
    assert wrong == []


def plain(term: str) -> str:
    """The term without what stands in brackets."""
    return re.sub(r"\s*\(.*?\)", "", term).lower()
