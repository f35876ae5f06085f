"""The canonical layout of a data file: its values, comments and order of keys stay as they are.

Two spaces a level, one blank line at most, 100 columns. The line breaks of a value that fits stay
where they are, so that a corrected word changes one line and not the paragraph.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import yaml

from macros.french import NARROW, NO_BREAK, typeset
from macros.passages import fold_space
from macros.reading import KeyPath, resolve_plain

WIDTH = 100
_STEP = 2
_HEADER = ">-"


class _Loader(yaml.CSafeLoader):
    """libyaml without any implicit type, as the data are read."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own class attribute)


@dataclass(slots=True)
class _Comment:
    """A comment, or a blank line when there is no text. `beside`: it ends a line that says more."""

    column: int
    text: str
    beside: bool


def format_text(text: str, corrected: Mapping[KeyPath, str] | None = None) -> str:
    """Lay out a YAML text that can be read; `corrected` gives new texts by the path of the value.

    White space is folded in every text, as the data demand.
    """
    text = unify_lines(text)
    node = yaml.compose(text, Loader=_Loader)
    lines = _Writer(text, node, corrected or {}).write()
    return "\n".join(lines) + "\n" if lines else ""


def unify_lines(text: str) -> str:
    """Drop the byte order mark, and end lines in one way."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def find_comments(text: str) -> list[str]:
    """Return the comments of a YAML text, sorted."""
    text = unify_lines(text)
    found = _find_comments(text, yaml.compose(text, Loader=_Loader))
    return sorted(comment.text for comment in found.values() if comment.text)


def find_items(text: str, name: str) -> tuple[int, int, list[int]]:
    """Return the margin of a list of a file, the line of its name, and the last one of each item.

    Lines count from 0. An empty list has the margin -1.
    """
    root = yaml.compose(text, Loader=_Loader)
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
        yield _last_block_line(lines, scalar) if block else scalar.end_mark.line


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


def _find_comments(source: str, root: yaml.Node | None) -> dict[int, _Comment]:
    """Return comments and blank lines by line, from 0: what stands outside every value."""
    lines = source.split("\n")
    first = dict.fromkeys(range(len(lines)), 0)  # where to look from, by line
    for node in _iter_scalars(root):
        start, end = node.start_mark, node.end_mark
        if node.style in (">", "|"):
            # From its first line on, the value goes as far as its lines are indented.
            first[start.line] = start.column + 1
            last = _last_block_line(lines, node)
            for line in range(start.line + 1, last + 1):
                first.pop(line, None)
            continue
        for line in range(start.line, end.line):
            first.pop(line, None)
        if end.line in first:
            first[end.line] = max(first[end.line], end.column)
    found: dict[int, _Comment] = {}
    for number, begin in first.items():
        text = lines[number]
        if not text.strip():
            found[number] = _Comment(0, "", beside=False)
            continue
        sign = text.find("#", begin)
        while sign > 0 and not text[sign - 1].isspace():
            sign = text.find("#", sign + 1)
        if sign >= 0:
            beside = bool(text[:sign].strip())
            found[number] = _Comment(sign, text[sign:].rstrip(), beside)
    return found


def _last_block_line(lines: list[str], node: yaml.ScalarNode) -> int:
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


class _Writer:
    """One pass over the nodes, in the order of the text."""

    def __init__(self, text: str, root: yaml.Node | None, corrected: Mapping[KeyPath, str]) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.root = root
        self.corrected = corrected
        self.comments = dict(sorted(_find_comments(text, root).items()))
        # The old and new margins of what encloses the value written last.
        self.levels: list[tuple[int, int]] = []
        self.out: list[str] = []

    def write(self) -> list[str]:
        if self.root is not None:
            self.write_node(self.root, (), 0, "")
        self.flush(len(self.lines), 0, 0)
        while self.out and not self.out[-1]:
            self.out.pop()
        return self.out

    def flush(self, before: int, column: int, margin: int) -> None:
        """Write the comments that stand before a line, at the level where they stood."""
        levels = [(column, margin), *reversed(self.levels)]
        for number in [number for number in self.comments if number < before]:
            comment = self.comments.pop(number)
            if comment.text:
                enclosing = [level for level in levels if level[0] <= comment.column]
                at = max(enclosing, key=itemgetter(0), default=(0, margin))
                self.out.append(" " * at[1] + comment.text)
            elif self.out and self.out[-1]:
                self.out.append("")

    def take_beside(self, first: int, last: int) -> str:
        """Return the comment that ends a line of the range, with the space before it."""
        for number in range(first, last + 1):
            comment = self.comments.get(number)
            if comment and comment.beside:
                return f"  {self.comments.pop(number).text}"
        return ""

    def write_node(self, node: yaml.Node, path: KeyPath, margin: int, lead: str) -> None:
        """Write a value after `lead`, the beginning of its line: a key, a dash or nothing."""
        if isinstance(node, yaml.ScalarNode):
            self.write_scalar(node, path, margin, lead)
        elif not node.value:
            empty = "{}" if isinstance(node, yaml.MappingNode) else "[]"
            beside = self.take_beside(node.start_mark.line, node.end_mark.line)
            self.out.append(f"{lead}{empty}{beside}")
        elif isinstance(node, yaml.MappingNode):
            self.write_mapping(node, path, margin, lead)
        elif isinstance(node, yaml.SequenceNode):
            self.write_sequence(node, path, margin, lead)

    def write_mapping(self, node: yaml.MappingNode, path: KeyPath, margin: int, lead: str) -> None:
        enclosing = self.levels
        for key, value in node.value:
            mark = key.start_mark
            if not lead:
                self.flush(mark.line, mark.column, margin)
            self.levels = [*enclosing, (mark.column, margin)]
            start = lead or " " * margin
            lead = ""
            name = self.spell(key, key.value)
            here = (*path, key.value)
            if isinstance(value, yaml.ScalarNode) or not value.value:
                self.write_node(value, here, margin + _STEP, f"{start}{name}: ")
                continue
            beside = self.take_beside(mark.line, mark.line)
            self.out.append(f"{start}{name}:{beside}")
            self.write_node(value, here, margin + _STEP, "")

    def write_sequence(
        self, node: yaml.SequenceNode, path: KeyPath, margin: int, lead: str
    ) -> None:
        if lead:  # a list that is an item of a list
            self.out.append(lead.rstrip())
        column = node.start_mark.column
        enclosing = self.levels
        for index, item in enumerate(node.value):
            self.flush(item.start_mark.line, column, margin)
            self.levels = [*enclosing, (column, margin)]
            self.write_node(item, (*path, index), margin + _STEP, " " * margin + "- ")

    def write_scalar(self, node: yaml.ScalarNode, path: KeyPath, margin: int, lead: str) -> None:
        start, end = node.start_mark.line, node.end_mark.line
        if node.style in (">", "|"):
            end = start
        beside = self.take_beside(start, end)
        if not node.style and not isinstance(resolve_plain(node.value), str):
            self.out.append(f"{lead}{node.value or 'null'}{beside}")
            return
        value = self.corrected.get(path, fold_space(node.value))
        header, lines = self.lay_out(node, value, " " * margin, lead, len(beside))
        if header:
            self.out.append(f"{lead}{header}{beside}")
            self.out += lines
        else:
            self.out += [*lines[:-1], f"{lines[-1]}{beside}"]

    def lay_out(
        self, node: yaml.ScalarNode, value: str, margin: str, lead: str, beside: int
    ) -> tuple[str, list[str]]:
        """Return the header of a block value, if it is one, and the lines of the value.

        `beside` is the length of the comment that ends its line.
        """
        kept = self.cut_lines(node)
        same = " ".join(kept) == value
        if node.style in (">", "|"):
            lines = [margin + line for line in kept]
            if same and lines and all(_fits(line) for line in lines):
                return _HEADER, lines
            return _HEADER if value else "", _fill(value, margin) if value else [f'{lead}""']
        if not node.style and same and value == node.value and len(kept) > 1:
            lines = [lead + kept[0], *(margin + line for line in kept[1:])]
            if all(_fits(line) for line in lines):
                return "", lines
        whole = lead + self.spell(node, value)
        # One word (an address) is never cut.
        if _fits(whole, beside) or " " not in value:
            return "", [whole]
        return _HEADER, _fill(value, margin)

    def cut_lines(self, node: yaml.ScalarNode) -> list[str]:
        """Return the lines of a value as they are cut in the text, without margins."""
        written = self.text[node.start_mark.index : node.end_mark.index].split("\n")
        if node.style in (">", "|"):
            last = _last_block_line(self.lines, node)
            written = written[1 : last - node.start_mark.line + 1]
        return [fold_space(line) for line in written]

    def spell(self, node: yaml.ScalarNode, value: str) -> str:
        """Write a text on one line: bare where it was and may be, in double quotes otherwise."""
        if not node.style:
            return value if value == node.value else spell_text(value)
        if node.style == "'" and ("\\" in value or '"' in value):
            return "'" + value.replace("'", "''") + "'"
        return _quote(value)


def spell_text(value: str) -> str:
    """Write a text on one line: bare where it reads back the same, in double quotes otherwise."""
    return value if _reads_bare(value) else _quote(value)


def _quote(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _reads_bare(value: str) -> bool:
    try:
        node: Any = yaml.compose(f"- a: {value}\n", Loader=_Loader)
        read = node.value[0].value[0][1]
    except (yaml.YAMLError, IndexError, AttributeError, TypeError):
        return False
    bare = isinstance(read, yaml.ScalarNode) and not read.style
    return bare and read.value == value and resolve_plain(value) == value


def _fits(line: str, more: int = 0) -> bool:
    return len(line) + more <= WIDTH


def _fill(value: str, margin: str) -> list[str]:
    """Cut a text into lines, never where French typography has no break (« … »)."""
    lines = textwrap.wrap(
        typeset(value),
        WIDTH,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(NARROW, " ").replace(NO_BREAK, " ") for line in lines]
