"""The canonical layout of a data file: its values, comments and order of keys stay as they are.

Two spaces a level, one blank line at most, 100 columns. The line breaks of a value that fits stay
where they are, so that a corrected word changes one line and not the paragraph.
"""

import textwrap
from collections.abc import Mapping
from operator import itemgetter
from typing import Any
from unicodedata import normalize

import yaml

from macros.french import NARROW, NO_BREAK, typeset
from macros.passages import fold_space
from macros.reading import KeyPath, resolve_plain
from macros.yaml_lines import Loader, last_block_line, locate_comments, unify_lines

WIDTH = 100
_STEP = 2
_HEADER = ">-"


def format_text(text: str, corrected: Mapping[KeyPath, str] | None = None) -> str:
    """Lay out a YAML text that can be read; `corrected` gives new texts by the path of the value.

    White space is folded in every text, as the data demand.
    """
    text = unify_lines(text)
    node = yaml.compose(text, Loader=Loader)
    lines = _Writer(text, node, corrected or {}).write()
    return "\n".join(lines) + "\n" if lines else ""


class _Writer:
    """One pass over the nodes, in the order of the text."""

    def __init__(self, text: str, root: yaml.Node | None, corrected: Mapping[KeyPath, str]) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.root = root
        self.corrected = corrected
        self.comments = dict(sorted(locate_comments(text, root).items()))
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
        value = self.corrected.get(path, normalize("NFC", fold_space(node.value)))
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
            last = last_block_line(self.lines, node)
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
        node: Any = yaml.compose(f"- a: {value}\n", Loader=Loader)
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
