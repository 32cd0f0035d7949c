"""What the documents say of settings, commands and dependencies is what the code has."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from fourgood import environment
from fourgood.__main__ import main

HERE = Path(__file__).parents[1]
OPERATIONS = (HERE / "docs" / "operations.md").read_text()


def section(title: str) -> str:
    return OPERATIONS.split(f"\n## {title}\n")[1].split("\n## ")[0]


def commands(group: click.Group, before: str = "fourgood") -> list[str]:
    """Every command that is not hidden, with its arguments, as one types it."""
    found = []
    for name, command in group.commands.items():
        words = f"{before} {name}"
        if isinstance(command, click.Group):
            found += commands(command, words)
        elif not command.hidden:
            arguments = [p.human_readable_name for p in command.params if isinstance(p, click.Argument)]
            found.append(" ".join([words, *("…" if name == "WORDS" else name for name in arguments)]))
    return found


def options(group: click.Group) -> set[str]:
    found: set[str] = set()
    for command in group.commands.values():
        found |= options(command) if isinstance(command, click.Group) else set()
        found |= {o for p in command.params if isinstance(p, click.Option) for o in p.opts if not command.hidden}
    return found


def test_settings_are_documented_one_by_one():
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", section("Settings"), re.MULTILINE)
    assert [name for name, _meaning, _default in rows] == sorted(environment.EXPECTED)


def test_documented_defaults_are_those_in_the_code(monkeypatch):
    for name in environment.EXPECTED:
        monkeypatch.delenv(name, raising=False)
    found = environment.read()
    for name, default in re.findall(r"^\| `FOURGOOD_(\w+)` \| .+? \| (\d+) \|$", section("Settings"), re.MULTILINE):
        assert getattr(found, name.lower()) == int(default), name


def test_every_setting_that_is_read_says_what_to_write(monkeypatch):
    source = (HERE / "fourgood" / "environment.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", source))
    assert read == set(environment.EXPECTED)


def test_nothing_else_reads_the_environment():
    readers = [
        str(path.relative_to(HERE))
        for path in sorted((HERE / "fourgood").rglob("*.py"))
        if re.search(r"(environ(\.get)?[\[(]|getenv\()\s*\"(FOURGOOD_|DATABASE_URL)", path.read_text())
    ]
    assert readers == ["fourgood/__main__.py", "fourgood/environment.py"]


def test_commands_are_documented_one_by_one():
    documented = re.findall(r"^### `(fourgood .+)`$", section("Commands"), re.MULTILINE)
    assert sorted(documented) == sorted(commands(main))


def test_options_are_documented():
    assert [option for option in sorted(options(main)) if f"`{option}" not in section("Commands")] == []


def test_dependencies_are_documented_one_by_one():
    project = tomllib.loads((HERE / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["install"], *extras["dev"]]
    names = [re.split(r"[\[<>=~; ]", words)[0] for words in wanted]
    rows = re.findall(r"^\| ([a-z_0-9-]+) \|", (HERE / "docs" / "dependencies.md").read_text(), re.MULTILINE)
    assert sorted(set(rows) - {"package"}) == sorted(names)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_with_hashes_and_name_no_index(lock):
    text = (HERE / lock).read_text()
    pinned = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert len(pinned) == len(blocks)
    assert re.findall(r"https?://|--index-url|--find-links", text) == []


@pytest.mark.parametrize("document", ["docs/operations.md", "docs/dependencies.md"])
def test_links_lead_somewhere(document):
    path = HERE / document
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text())
    assert [link for link in links if not link.startswith("http") and not (path.parent / link).exists()] == []


def test_example_settings_are_settings():
    names = re.findall(r"^#?([A-Z_]+)=", (HERE / "deploy" / "fourgood.env").read_text(), re.MULTILINE)
    assert [name for name in names if name not in environment.EXPECTED] == []
