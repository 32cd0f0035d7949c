"""Everything a person reads is in Vietnamese, Malay and English, and nothing is written past the catalogues."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fourgood.common import messages

TEMPLATES = sorted(messages.PACKAGE.rglob("templates/**/*.html"))
CODE = sorted(p for p in messages.PACKAGE.rglob("*.py") if "migrations" not in p.parts)
PLACEHOLDERS = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# Attributes whose value a person sees or hears.
SPOKEN = {"title", "alt", "placeholder", "aria-label", "aria-description", "aria-valuetext", "label"}
# Names of the product and signs that are the same in every language.
UNIVERSAL = {"FourGood", "QR"}


def short(path: Path) -> str:
    return str(path.relative_to(messages.PACKAGE))


def test_every_message_is_translated():
    assert [str(m) for m in messages.missing()] == []


def test_catalogues_are_current():
    """No catalogue holds a message that no source has: run `fourgood manage messages`."""
    stale = [
        f"{package.name} [{language}] {message.id}"
        for package in messages.packages()
        for template in [messages.template_of(package)]
        for language in messages.LANGUAGES
        for message in messages.read(package, language)
        if message.id and template.get(messages._key(message.id), message.context) is None
    ]
    assert stale == []


def test_translations_keep_the_placeholders():
    wrong = []
    for package in messages.packages():
        for language in messages.LANGUAGES:
            for message in messages.read(package, language):
                wrong += [f"{package.name} [{language}] {m}" for m in broken(message)]
    assert wrong == []


def broken(message):
    """The message ids whose translations lose or invent a placeholder (a count may be left out of one form)."""
    if not message.id:
        return []
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    wanted = set(PLACEHOLDERS.findall(ids[-1]))
    return [ids[0] for string in strings if set(PLACEHOLDERS.findall(string)) != wanted]


def test_one_word_has_one_translation():
    """The same English message is translated the same way by every package."""
    seen: dict[tuple[str, str, str | None], dict[str, str]] = {}
    for package in messages.packages():
        for language in messages.LANGUAGES:
            for message in messages.read(package, language):
                if message.id:
                    key = (language, messages._key(message.id), message.context)
                    seen.setdefault(key, {})[str(message.string)] = package.name
    assert {key: found for key, found in seen.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", CODE, ids=short)
def test_no_message_hides_in_an_f_string(path):
    """A message inside an f-string can't be found by the extractor, so nobody would translate it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = [
        call.lineno
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in messages.KEYWORDS
    ]
    assert hidden == []


class LiteralText(HTMLParser):
    """Collects what a person would read that no catalogue knows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in {"script", "style"}
        for name, value in attributes:
            if name in SPOKEN and value and has_words(value):
                self.found.append(f"{name}={value}")

    def handle_endtag(self, tag):
        self.silent -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.silent and has_words(data):
            self.found.append(data.strip())


def has_words(text: str) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", text)
    return any(word not in UNIVERSAL for word in words)


def literal_text(source: str) -> list[str]:
    source = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", "", source, flags=re.S)
    source = re.sub(r"{%\s*block page_class\s*%}.*?{%\s*endblock\s*%}", "", source, flags=re.S)  # names of CSS
    source = re.sub(r"{%\s*blocktrans(late)?\b.*?{%\s*endblocktrans(late)?\s*%}", "", source, flags=re.S)
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", source, flags=re.S)
    parser = LiteralText()
    parser.feed(source)
    return parser.found


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_template_holds_no_literal_text(path):
    assert literal_text(path.read_text(encoding="utf-8")) == []


def test_literal_text_is_found():
    assert literal_text('<p title="Help">{% translate "Save" %} now</p>') == ["title=Help", "now"]
