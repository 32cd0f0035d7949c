"""The text of a framework file, changed in one place and left as it was typed everywhere else, comments included.

YAML tells of every value where it stands; only these characters are replaced. A wrong framework can be changed too, as
long as it can be read as YAML at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from fourgood.regulations.framework import Instruction
from fourgood.regulations.yaml_lines import DEEPEST

Path = tuple[str | int, ...]
Pair = tuple[yaml.Node, yaml.Node]


class UnreadableText(ValueError):
    """The text is no YAML mapping, or has nothing at the place asked for."""


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built


class _Writer(yaml.SafeDumper):
    """Writes decimals as plain numbers, and words on one line."""


def _number(dumper: yaml.SafeDumper, number: Decimal) -> yaml.ScalarNode:
    written = f"{number:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in written else 'int'}", written)


def _words(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style='"' if "\n" in words else None)


_Writer.add_representer(Decimal, _number)
_Writer.add_representer(str, _words)


def written_word(text: str, key: str) -> str:
    """What stands at a key of the head, such as "framework" or "model"; "" if nothing readable does."""
    try:
        return _word_at(_root(text), (key,))
    except UnreadableText:
        return ""


def with_head(text: str, head: Instruction) -> str:
    """The text with the number, dates, issuer and edition of `head` in its block `instruction`."""
    values: dict[Path, Any] = {
        ("number",): head.number,
        ("dated",): head.dated,
        ("issuer", "vi"): head.issuer.vi,
        ("issuer", "ms"): head.issuer.ms,
        ("issuer", "en"): head.issuer.en,
        ("edition",): head.edition,
        ("from",): head.first_day,
        ("until",): head.last_day,
    }
    return _with_values(text, {("instruction", *path): value for path, value in values.items()})


def criterion_path(text: str, code: str) -> Path:
    """Where the criterion stands, such as ("groups", 0, "criteria", 3). Raises UnreadableText."""
    for path, node in _criteria(_root(text)):
        if _word_at(node, ("code",)) == code:
            return path
    raise UnreadableText(f"There is no criterion {code}.")


def criterion_as_written(text: str, code: str) -> dict[str, Any]:
    """The criterion as the file says it, before any default is filled in. Raises UnreadableText."""
    node = _node_at(_root(text), criterion_path(text, code))
    loader = yaml.SafeLoader("")
    try:
        written = loader.construct_document(node) if node else None
    except yaml.YAMLError as error:
        raise UnreadableText(str(error)) from error
    if not isinstance(written, dict):
        raise UnreadableText(code)
    return written


def variants_with(text: str, code: str) -> list[str]:
    """The codes of the variants that say something of their own of the criterion."""
    variants = _items(_root(text), ("variants",))
    return [_word_at(variant, ("code",)) for variant in variants if _node_at(variant, ("criteria", code)) is not None]


def with_criterion(text: str, code: str, values: Mapping[Path, Any]) -> str:
    """The text with values of one criterion replaced, by path within it: {("wording", "vi"): "…", ("every",): None}.

    One after the other. None takes the key, or the row of a list, away. What is not yet there is added at the end of
    its mapping or list. Raises UnreadableText.
    """
    start = criterion_path(text, code)
    return _with_values(text, {(*start, *path): value for path, value in values.items()})


def criteria_by_line(text: str) -> dict[int, str]:
    """Line (counted from 1) → code of the criterion that is written there; empty if the text can't be read."""
    try:
        root = _root(text)
    except UnreadableText:
        return {}
    found: dict[int, str] = {}
    for _path, node in _criteria(root):
        code, last = _word_at(node, ("code",)), text.count("\n", 0, _end(text, node)) + 1
        found |= dict.fromkeys(range(node.start_mark.line + 1, last + 1), code)
    return found


# Replacing


def _with_values(text: str, values: Mapping[Path, Any]) -> str:
    """One value after the other: each moves what stands behind it, so the text is read anew."""
    for path, value in values.items():
        text = _with_value(text, path, value)
    return text


def _with_value(text: str, path: Path, value: Any) -> str:
    root = _root(text)
    found = _node_at(root, path)
    if value is None:
        return text if found is None else _without(text, _node_at(root, path[:-1]), path[-1])
    if found is None:
        depth = next(end for end in range(len(path), -1, -1) if _node_at(root, path[:end]) is not None)
        for key in reversed(path[depth + 1 :]):
            value = {key: value}
        return _added(text, _node_at(root, path[:depth]), path[depth], value)
    if _same(found, value):
        return text
    start, end = _start(text, _node_at(root, path[:-1]), found), _end(text, found)
    space = " " if text[start - 1] == ":" else ""
    return text[:start] + space + _flow(value) + text[end:]


def _same(node: yaml.Node, value: Any) -> bool:
    try:
        return bool(yaml.SafeLoader("").construct_document(node) == _plain(value))
    except yaml.YAMLError:
        return False


def _plain(value: Any) -> Any:
    return yaml.safe_load(_flow(value))


def _flow(value: Any) -> str:
    """The value on one line, as it may stand inside brackets."""
    written = yaml.dump(
        [value], Dumper=_Writer, default_flow_style=True, allow_unicode=True, width=float("inf"), sort_keys=False
    )
    return written.strip()[1:-1]


def _added(text: str, mapping: yaml.Node | None, key: str | int, value: Any) -> str:
    if isinstance(mapping, yaml.SequenceNode) and key == len(mapping.value):
        return _with_row(text, mapping, value)
    if not isinstance(mapping, yaml.MappingNode) or not isinstance(key, str):
        raise UnreadableText(str(key))
    pair = f"{key}: {_flow(value)}"
    if not mapping.value:
        return text[: mapping.start_mark.index] + f"{{{pair}}}" + text[_end(text, mapping) :]
    end = _end(text, mapping.value[-1][1])
    if mapping.flow_style:
        return f"{text[:end]}, {pair}{text[end:]}"
    line_end = _line_end(text, end)
    indent = " " * mapping.value[0][0].start_mark.column
    return f"{text[:line_end]}\n{indent}{pair}{text[line_end:]}"


def _without(text: str, mapping: yaml.Node | None, key: str | int) -> str:
    """The text without a key of a mapping: whole lines where it has lines of its own."""
    if isinstance(mapping, yaml.SequenceNode) and isinstance(key, int):
        return _without_row(text, mapping, key)
    if not isinstance(mapping, yaml.MappingNode) or len(mapping.value) == 1:
        raise UnreadableText(str(key))
    pairs: list[Pair] = mapping.value
    place = next(number for number, pair in enumerate(pairs) if pair[0].value == key)
    start, end = pairs[place][0].start_mark.index, _end(text, pairs[place][1])
    line_start = text.rfind("\n", 0, start) + 1
    if not mapping.flow_style and not text[line_start:start].strip():
        return text[:line_start] + text[_line_end(text, end) + 1 :]
    if place + 1 < len(pairs):
        return text[:start] + text[pairs[place + 1][0].start_mark.index :]
    return text[: _end(text, pairs[place - 1][1])] + text[end:]


def _with_row(text: str, rows: yaml.SequenceNode, value: Any) -> str:
    """The text with one more row at the end of a list, written as the others are: on a line of its own, or in line."""
    if not rows.value:
        return text[: rows.start_mark.index] + f"[{_flow(value)}]" + text[_end(text, rows) :]
    end = _end(text, rows.value[-1])
    if rows.flow_style:
        return f"{text[:end]}, {_flow(value)}{text[end:]}"
    line_end, indent = _line_end(text, end), " " * rows.start_mark.column
    return f"{text[:line_end]}\n{indent}- {_flow(value)}{text[line_end:]}"


def _without_row(text: str, rows: yaml.SequenceNode, place: int) -> str:
    """The text without one of several rows of a list."""
    if len(rows.value) == 1:
        raise UnreadableText(str(place))
    start, end = rows.value[place].start_mark.index, _end(text, rows.value[place])
    if not rows.flow_style:
        line_start = text.rfind("\n", 0, start) + 1
        if text[line_start:start].strip() != "-":
            raise UnreadableText(str(place))
        return text[:line_start] + text[_line_end(text, end) + 1 :]
    if place + 1 < len(rows.value):
        return text[:start] + text[rows.value[place + 1].start_mark.index :]
    return text[: _end(text, rows.value[place - 1])] + text[end:]


# Finding


# Whoever changes a text asks it for several places, one after the other; nothing here changes what was read.
@lru_cache(maxsize=4)
def _root(text: str) -> yaml.MappingNode:
    try:
        _require_plain(text)
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise UnreadableText(str(error)) from error
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableText("The text is no mapping.")
    return root


def _require_plain(text: str) -> None:
    """No aliases, which stand for what is written elsewhere; no nesting so deep that reading it ends the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableText("There is an alias.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise UnreadableText("The text is nested too deep.")


def _node_at(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _word_at(node: yaml.Node, path: Path) -> str:
    found = _node_at(node, path)
    return found.value if isinstance(found, yaml.ScalarNode) else ""


def _criteria(root: yaml.Node) -> Iterator[tuple[Path, yaml.Node]]:
    for number, group in enumerate(_items(root, ("groups",))):
        for place, criterion in enumerate(_items(group, ("criteria",))):
            yield ("groups", number, "criteria", place), criterion


def _items(node: yaml.Node, path: Path) -> list[yaml.Node]:
    found = _node_at(node, path)
    return found.value if isinstance(found, yaml.SequenceNode) else []


def _start(text: str, parent: yaml.Node | None, node: yaml.Node) -> int:
    """Where the node begins; of a block under its key, right behind the colon of the key."""
    if isinstance(parent, yaml.MappingNode) and isinstance(node, yaml.CollectionNode) and not node.flow_style:
        key = next(key for key, value in parent.value if value is node)
        return text.index(":", key.end_mark.index) + 1
    return node.start_mark.index


def _end(text: str, node: yaml.Node) -> int:
    """Where the node's last character stands, plus 1. (YAML lets a block reach to what follows it.)"""
    if isinstance(node, yaml.ScalarNode) and node.style not in {"|", ">"}:
        return node.end_mark.index
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return len(text[: node.end_mark.index].rstrip())


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found
