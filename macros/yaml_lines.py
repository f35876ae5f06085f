"""The text of a YAML file beside its nodes: where comments stand, and where values end."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml


class Loader(yaml.CSafeLoader):
    """libyaml without any implicit type, as the data are read."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own class attribute)


@dataclass(slots=True)
class Comment:
    """A comment, or a blank line when there is no text. `beside`: it ends a line that says more."""

    column: int
    text: str
    beside: bool


def unify_lines(text: str) -> str:
    """Drop the byte order mark, and end lines in one way."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def find_comments(text: str) -> list[str]:
    """Return the comments of a YAML text, sorted."""
    text = unify_lines(text)
    found = locate_comments(text, yaml.compose(text, Loader=Loader))
    return sorted(comment.text for comment in found.values() if comment.text)


def find_items(text: str, name: str) -> tuple[int, int, list[int]]:
    """Return the margin of a list of a file, the line of its name, and the last one of each item.

    Lines count from 0. An empty list has the margin -1.
    """
    root = yaml.compose(text, Loader=Loader)
    lines = text.split("\n")
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == name and isinstance(value, yaml.SequenceNode):
                ends = [max(_last_lines(item, lines)) for item in value.value]
                margin = value.start_mark.column if ends else -1
                return margin, key.start_mark.line, ends
    raise KeyError(name)


def _last_lines(node: yaml.Node, lines: list[str]) -> Iterator[int]:
    yield node.start_mark.line
    for scalar in _iter_scalars(node):
        block = scalar.style in (">", "|")
        yield last_block_line(lines, scalar) if block else scalar.end_mark.line


def _iter_scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _iter_scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for item in pair:
                yield from _iter_scalars(item)


def locate_comments(source: str, root: yaml.Node | None) -> dict[int, Comment]:
    """Return comments and blank lines by line, from 0: what stands outside every value."""
    lines = source.split("\n")
    first = dict.fromkeys(range(len(lines)), 0)  # where to look from, by line
    for node in _iter_scalars(root):
        start, end = node.start_mark, node.end_mark
        if node.style in (">", "|"):
            # From its first line on, the value goes as far as its lines are indented.
            first[start.line] = start.column + 1
            last = last_block_line(lines, node)
            for line in range(start.line + 1, last + 1):
                first.pop(line, None)
            continue
        for line in range(start.line, end.line):
            first.pop(line, None)
        if end.line in first:
            first[end.line] = max(first[end.line], end.column)
    found: dict[int, Comment] = {}
    for number, begin in first.items():
        text = lines[number]
        if not text.strip():
            found[number] = Comment(0, "", beside=False)
            continue
        sign = text.find("#", begin)
        while sign > 0 and not text[sign - 1].isspace():
            sign = text.find("#", sign + 1)
        if sign >= 0:
            beside = bool(text[:sign].strip())
            found[number] = Comment(sign, text[sign:].rstrip(), beside)
    return found


def last_block_line(lines: list[str], node: yaml.ScalarNode) -> int:
    """Return the last line that says something in a block value (`>-`)."""
    last = start = node.start_mark.line
    margin = None
    for number in range(start + 1, min(node.end_mark.line + 1, len(lines))):
        line = lines[number]
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip(" "))
        margin = depth if margin is None else margin
        if depth < margin or (number == node.end_mark.line and node.end_mark.column <= depth):
            break
        last = number
    return last
