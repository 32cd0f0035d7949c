"""Safe YAML that knows the line of everything, for files whose mistakes are told by line.

Stricter than YAML itself, so that a file means what it seems to mean: numbers are plain decimal figures and stay
exact (`Decimal`, never a float; 010, 1_000 and 1:30 are text), keys are text as written, and there are no aliases
(`&a`, `*a`).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import yaml

DEEPEST = 40
"""Levels of lists and mappings inside each other. No file of ours needs a third of that."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
_TAG = "tag:yaml.org,2002:"


class Lines(dict[str, Any]):
    """A mapping that knows its line, the line of each key, and which keys were `repeated` (the first one counts)."""

    line: int
    lines: dict[str, int]
    repeated: dict[str, int]


class Items(list[Any]):
    """A list that knows the line of each item."""

    lines: list[int]


class NotPlain(yaml.constructor.ConstructorError):
    """YAML that is right but not read here: an alias, a tag, a key that is no text."""


def load(text: str) -> Any:
    """What the text says, in `Lines`, `Items`, text, exact numbers, dates, yes/no and None. Raises yaml.YAMLError."""
    try:
        if _is_plain(text):
            return yaml.load(text, _FastLoader)  # noqa: S506 a safe loader: it makes nothing but the above
    except (yaml.YAMLError, UnicodeEncodeError):
        pass  # told below, in the words and with the lines of the loader that every installation has
    return yaml.load(text, _Loader)  # noqa: S506


def _is_plain(text: str) -> bool:
    """Whether it has no aliases and is not nested too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_FastLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth >= DEEPEST or isinstance(event, yaml.AliasEvent):
            return False
    return True


def line_of(error: yaml.YAMLError, text: str) -> int:
    """The line of the text that the error is about: of a bracket or quote never closed, where it was opened."""
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if opened is not None and (mark is None or mark.index >= len(text.rstrip())):
        mark = opened
    if mark is not None:
        return int(mark.line) + 1
    return text.count("\n", 0, getattr(error, "position", 0)) + 1


class _Loader(yaml.SafeLoader):
    """Makes only what is registered below."""

    yaml_constructors = {}
    yaml_multi_constructors = {}
    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise NotPlain(None, None, "an alias is not read here", mark)
        if self.depth == DEEPEST:
            raise NotPlain(None, None, "too many levels inside each other", mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_InC: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built


class _FastLoader(_InC):
    """Makes the same of a text without aliases and too many levels, which it does not look for."""

    yaml_constructors = _Loader.yaml_constructors
    yaml_multi_constructors = _Loader.yaml_multi_constructors


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lines:
    result = Lines()
    result.line, result.lines, result.repeated = node.start_mark.line + 1, {}, {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise NotPlain(None, None, "a key is plain text", key.start_mark)
        line = key.start_mark.line + 1
        if key.value in result:
            result.repeated.setdefault(key.value, line)
        else:
            result.lines[key.value] = line
            result[key.value] = loader.construct_object(value, deep=True)
    return result


def _list(loader: _Loader, node: yaml.SequenceNode) -> Items:
    result = Items(loader.construct_object(item, deep=True) for item in node.value)
    result.lines = [item.start_mark.line + 1 for item in node.value]
    return result


def _number(_loader: _Loader, node: yaml.ScalarNode) -> int | Decimal | str:
    text: str = node.value
    if not _NUMBER.fullmatch(text):
        return text
    return Decimal(text) if "." in text else int(text)


def _day(_loader: _Loader, node: yaml.ScalarNode) -> dt.date | str:
    """A date that is in no calendar, or has a time of day, stays text."""
    try:
        return dt.date.fromisoformat(node.value)
    except ValueError:
        return str(node.value)


def _yes_or_no(_loader: _Loader, node: yaml.ScalarNode) -> bool | str:
    return yaml.SafeLoader.bool_values.get(node.value.lower(), str(node.value))


def _text(_loader: _Loader, node: yaml.ScalarNode) -> str:
    return str(node.value)


def _nothing(_loader: _Loader, _node: yaml.ScalarNode) -> None:
    return None


def _refuse(_loader: _Loader, node: yaml.Node) -> Any:
    raise NotPlain(None, None, f"the tag {node.tag!r} is not read here", node.start_mark)


def _scalar_only(make: Any) -> Any:
    def construct(loader: _Loader, node: yaml.Node) -> Any:
        return make(loader, node) if isinstance(node, yaml.ScalarNode) else _refuse(loader, node)

    return construct


for _name, _make in {
    "null": _nothing,
    "bool": _yes_or_no,
    "int": _number,
    "float": _number,
    "timestamp": _day,
    "str": _text,
    "merge": _text,
    "value": _text,
}.items():
    _Loader.add_constructor(_TAG + _name, _scalar_only(_make))
_Loader.add_constructor(_TAG + "map", _mapping)
_Loader.add_constructor(_TAG + "seq", _list)
_Loader.add_constructor(None, _refuse)
