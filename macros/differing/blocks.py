"""Pieces of a report, as text for a terminal or as Markdown for a forge.

What comes from the data or from git is `Data`. In Markdown it stands in code only, where neither
Markdown, HTML, mentions nor links are read; in text without what would command a terminal.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from macros.characters import replace_invisible

_TICKS = re.compile(r"`+")
_BLANKS = re.compile(r"\n([ ]*\n)+")
_MOST = 60_000  # characters: forges refuse longer comments


class Data(str):
    """Words that others wrote."""

    __slots__ = ()


Words = Sequence[str]  # some of them `Data`


@dataclass(frozen=True, slots=True)
class Heading:
    words: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, `depth` levels deep."""

    words: Words
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to show as they are, under a line of a list."""

    lines: tuple[str, ...]
    language: str  # diff, yaml
    depth: int = 0


Block = Heading | Line | Item | Code


def write_text(blocks: Iterable[Block]) -> str:
    """Return the report for a terminal."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(words, level):
                lines += ["", words, ("=" if level == 2 else "-") * len(words)]
            case Item(words, depth):
                lines.append(f"{'  ' * depth}{'·' if depth else '•'} {_join(words)}")
            case Code(code, _, depth):
                lines += [f"{'  ' * (depth + 1)}{_clean(line)}" for line in code]
            case Line(words):
                lines += ["", _join(words)]
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def write_markdown(blocks: Iterable[Block], cut: str) -> str:
    """Return the report for a forge; where it is too long, `cut` says so in its place."""
    written: list[str] = []
    size = 0
    for block in blocks:
        text = _mark(block)
        size += len(text) + 1
        if size > _MOST:
            written += ["", cut]
            break
        written.append(text)
    # Nothing in code has a blank line of its own.
    return _BLANKS.sub("\n\n", "\n".join(written)).strip() + "\n" if written else ""


def _mark(block: Block) -> str:
    match block:
        case Heading(words, level):
            return f"\n{'#' * (level + 1)} {words}\n"
        case Item(words, depth):
            return f"{'  ' * depth}- {_join_code(words)}"
        case Code(code, language, depth):
            lines = [_clean(line) for line in code]
            ticks = "`" * max(3, _longest_ticks("\n".join(lines)) + 1)
            fenced = ("", f"{ticks}{language}", *lines, ticks, "")
            return "\n".join(f"{'  ' * (depth + 1)}{line}" for line in fenced)
        case Line(words):
            return f"\n{_join_code(words)}\n"


def _join(words: Words) -> str:
    return "".join(_clean(word) if isinstance(word, Data) else word for word in words)


def _join_code(words: Words) -> str:
    return "".join(_code(word) if isinstance(word, Data) else word for word in words)


def _code(words: str) -> str:
    text = _clean(words).strip() or " "
    ticks = "`" * (_longest_ticks(text) + 1)
    # A space beside a tick, which Markdown takes away.
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _longest_ticks(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


def _clean(words: str) -> str:
    """Put on one line, margin kept, without what is invisible or commands a terminal."""
    return replace_invisible(re.sub(r"[\t\r\n]+", " ", words), "\ufffd").rstrip(" ")
