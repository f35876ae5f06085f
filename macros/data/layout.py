"""The canonical layout of a data file: its values, comments and order of keys stay as they are.

Also the corrections that change no meaning. Nothing is written here, and what `propose_fixes` gives
was read back: the same values, the same comments, and nothing left to change.

Two spaces a level, one blank line at most, 100 columns. The line breaks of a value that fits stay
where they are, so that a corrected word changes one line and not the paragraph.
"""

import json
import math
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from macros.data import loading
from macros.data.characters import MENDED, mend_text
from macros.data.field_types import Verbatim
from macros.data.passages import fold_space
from macros.data.project_files import PAGES, list_pages, name_file
from macros.data.validation import find_mark
from macros.data.yaml_reader import (
    KeyPath,
    TextLoader,
    decode_text,
    parse_text,
    read_document,
    resolve_plain,
)
from macros.french import NARROW, NO_BREAK, typeset

WIDTH = 100
_BLOCK = (">", "|")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# Only whole pairs, with nothing that could be an inch or a second; curly ones are right within « ».
_QUOTED = re.compile(r'(?<![^\s(«])"\s*([^"\s](?:[^"]*[^"\s])?)\s*"(?![^\s).,;:!?…»])')
_CURLY = re.compile(r"(«[^»]*»)|“\s*([^“”]*[^“”\s])\s*”")


class _Comment(NamedTuple):
    """A comment, or a blank line when there is no text. `trailing`: it ends a line that says more."""

    column: int
    text: str
    trailing: bool


def format_text(text: str, corrected: Mapping[KeyPath, str] | None = None) -> str:
    """Lay out a YAML text that can be read; `corrected` gives new texts by the path of the value.

    White space is folded in every text, as the data demand.
    """
    text = _unify_lines(text)
    root = yaml.compose(text, Loader=TextLoader)
    writer = _Writer(text, root, corrected or {})
    if root is not None:
        writer.write(root, (), 0, "")
    writer.write_comments(math.inf, 0, 0)
    laid_out = "\n".join(writer.out).rstrip("\n")
    return f"{laid_out}\n" if laid_out else ""


def _unify_lines(text: str) -> str:
    """Drop the byte order mark, and end lines in one way."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def find_comments(text: str) -> list[str]:
    text = _unify_lines(text)
    found = _locate_comments(text, yaml.compose(text, Loader=TextLoader))
    return sorted(comment.text for comment in found.values() if comment.text)


def _locate_comments(text: str, root: yaml.Node | None) -> dict[int, _Comment]:
    """Return comments and blank lines by line, from 0: what stands outside every value."""
    parts, done = [], 0
    for node in _iter_scalars(root):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in _BLOCK:  # its sign may have a comment, and blank lines follow it
            start = text.find("\n", start, end) + 1 or end
            end = start + len(text[start:end].rstrip())
        hidden = re.sub(r"^(?=\n)|[^\n]", "_", text[start:end], flags=re.MULTILINE)
        parts += [text[done:start], hidden]
        done = end
    found = {}
    for number, line in enumerate("".join([*parts, text[done:]]).split("\n")):
        if match := re.search(r"(?<!\S)#.*", line):
            trailing = bool(line[: match.start()].strip())
            found[number] = _Comment(match.start(), match[0].rstrip(), trailing)
        elif not line.strip():
            found[number] = _Comment(0, "", trailing=False)
    return found


def _iter_scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif node is not None:
        for item in node.value:
            for part in item if isinstance(item, tuple) else (item,):
                yield from _iter_scalars(part)


class _Writer:
    """One pass over the nodes, in the order of the text."""

    def __init__(self, text: str, root: yaml.Node | None, corrected: Mapping[KeyPath, str]) -> None:
        self.text = text
        self.corrected = corrected
        self.comments = _locate_comments(text, root)
        # The old and new margins of what encloses the value written last.
        self.levels: list[tuple[int, int]] = []
        self.out: list[str] = []

    def write_comments(self, before: float, column: int, margin: int) -> None:
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

    def take_trailing(self, first: int, last: int) -> str:
        """Return the comment that ends a line of the range, with the space before it."""
        for number in range(first, last + 1):
            if number in self.comments and self.comments[number].trailing:
                return f"  {self.comments.pop(number).text}"
        return ""

    def write(self, node: yaml.Node, path: KeyPath, margin: int, lead: str) -> None:
        """Write a value after `lead`, the beginning of its line: a key, a dash or nothing."""
        if isinstance(node, yaml.ScalarNode):
            self.write_scalar(node, path, " " * margin, lead)
        elif not node.value:
            empty = "{}" if isinstance(node, yaml.MappingNode) else "[]"
            trailing = self.take_trailing(node.start_mark.line, node.end_mark.line)
            self.out.append(f"{lead} {empty}{trailing}")
        else:
            self.write_items(node, path, margin, lead)

    def write_items(self, node: yaml.Node, path: KeyPath, margin: int, lead: str) -> None:
        column, enclosing = node.start_mark.column, self.levels
        for index, item in enumerate(node.value):
            key, value = item if isinstance(item, tuple) else (None, item)
            line = (key or value).start_mark.line
            if not lead:
                self.write_comments(line, column, margin)
            self.levels = [*enclosing, (column, margin)]
            start = f"{lead} " if lead else " " * margin
            start += f"{_spell(key, key.value)}:" if key else "-"
            shares_line = isinstance(value, yaml.MappingNode) and not key
            if isinstance(value, yaml.CollectionNode) and value.value and not shares_line:
                self.out.append(start + self.take_trailing(line, line))
                start = ""
            self.write(value, (*path, key.value if key else index), margin + 2, start)
            lead = ""

    def write_scalar(self, node: yaml.ScalarNode, path: KeyPath, margin: str, lead: str) -> None:
        block, first = node.style in _BLOCK, node.start_mark.line
        trailing = self.take_trailing(first, first if block else node.end_mark.line)
        if not node.style and not isinstance(resolve_plain(node.value), str):
            self.out.append(f"{lead} {node.value or 'null'}{trailing}")
            return
        value = self.corrected.get(path, mend_text(fold_space(node.value)))
        one_line = f"{lead} {_spell(node, value)}{trailing}"
        # The lines as they are cut in the text, where they say the value and fit.
        written = self.text[node.start_mark.index : node.end_mark.index].rstrip().split("\n")
        cut = [margin + fold_space(line) for line in written[block:] if line.strip()]
        fits = fold_space(" ".join(cut)) == value and max(map(len, [*cut, ""])) <= WIDTH
        if fits and len(cut) > 1 and not node.style and value == node.value:
            self.out += [f"{lead} {cut[0].lstrip()}", *cut[1:-1], cut[-1] + trailing]
        elif (block and value) or (len(one_line) > WIDTH and " " in value):
            self.out.append(f"{lead} >-{trailing}")
            self.out += cut if fits and block else _fill(value, margin)
        else:
            self.out.append(one_line)


def _spell(node: yaml.ScalarNode, value: str) -> str:
    """Write a text on one line: bare where it was and may be, in double quotes otherwise."""
    if not node.style:
        return value if value == node.value else spell_value(value)
    return json.dumps(value, ensure_ascii=False)


def spell_value(value: Any) -> str:
    """Write a value on one line; a text, bare where it reads back the same, else in double quotes."""
    bare = yaml.safe_dump(value, allow_unicode=True, width=math.inf).partition("\n")[0]
    read_back = not isinstance(value, str) or bare == value
    return bare if read_back else json.dumps(value, ensure_ascii=False)


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


@dataclass(frozen=True, slots=True)
class Fix:
    """A file, named as in messages, and what becomes of its text."""

    file: str
    path: Path
    before: str
    after: str


def list_files(root: Path) -> list[Path]:
    """Return the data files; then those where only accents are mended: the official text, pages."""
    names = (root / f"{name}.yml" for name in (*loading.RECORD_FILES, *loading.LIST_FILES))
    return [
        *(path for path in names if path.is_file()),
        *loading.measure_files(root),
        *loading.follow_up_files(root),
        *sorted(root.glob("source/*.txt")),
        *list_pages(root.absolute().parent / PAGES),
    ]


def propose_fixes(root: Path, files: list[Path]) -> tuple[list[Fix], list[str]]:
    """Return what would change in some files of `root`, and why others are left as they are."""
    corrections = _correct_wording(loading.load_data(root))
    fixes, left = [], []
    for path in files:
        file, raw, is_data = name_file(path, root), path.read_bytes(), path.suffix == ".yml"
        found = read_document(path, file)[1] if is_data else decode_text(raw, file)[1]
        if problems := [each for each in found if each.rule not in MENDED]:
            left.append(f"{min(problems).place}: {min(problems).message}")
            continue
        before = raw.decode()
        after: str | None = mend_text(before)
        if is_data:
            after = _lay_out(mend_text(before), corrections.get(file, {}))
        if after is None:
            left.append(f"{file}: la mise en forme ne garderait pas tout, à faire à la main")
        elif after != before:
            fixes.append(Fix(file, path, before, after))
    return fixes, left


def _lay_out(text: str, corrected: Mapping[KeyPath, str]) -> str | None:
    """Return a text laid out; None where that would lose something, or would not be the last time."""
    after = format_text(text, corrected)
    if after == text:
        return text
    before, again = (parse_text(each, "")[0].value for each in (text, after))
    same = again == _expect(before, corrected, ()) and find_comments(after) == find_comments(text)
    return after if same and format_text(after) == after else None


def _expect(value: Any, corrected: Mapping[KeyPath, str], path: KeyPath) -> Any:
    if isinstance(value, dict):
        return {key: _expect(item, corrected, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [_expect(item, corrected, (*path, index)) for index, item in enumerate(value)]
    return corrected.get(path, fold_space(value)) if isinstance(value, str) else value


def _correct_wording(loaded: loading.Loaded) -> dict[str, dict[KeyPath, str]]:
    """Return the texts to respell, by file and path; never one that is kept to the letter."""
    corrections: dict[str, dict[KeyPath, str]] = {}
    for entry, record, field, value, path in loaded.fields:
        if type(value) is not str or find_mark(record, field, Verbatim) is not None:
            continue
        respelt = respell(value)
        if respelt != fold_space(value):
            file = corrections.setdefault(entry.document.file, {})
            file[(*entry.path, *path)] = respelt
    return corrections


def respell(text: str) -> str:
    """Write an editorial text with French apostrophes and quotation marks, white space folded."""
    text = _QUOTED.sub(r"« \1 »", _APOSTROPHE.sub("’", fold_space(text)))
    return _CURLY.sub(lambda match: match[1] or f"« {match[2]} »", text)
