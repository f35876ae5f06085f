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
class Item:
    """A line of a list, `depth` levels deep."""

    words: Words
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Sides:
    """What was (`-`), what is (`+`) and what stays (` `) of a value, under a line of a list."""

    lines: tuple[tuple[str, str], ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines to copy as they are, with their margins, under a line of a list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    words: Words


Block = Heading | Item | Sides | Excerpt | Line


def write_text(blocks: Iterable[Block]) -> str:
    """Return the report for a terminal."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Heading):
            lines += ["", block.words, ("=" if block.level == 2 else "-") * len(block.words)]
        elif isinstance(block, Item):
            lines.append(
                f"{'  ' * block.depth}{'•' if block.depth == 0 else '·'} {_join(block.words)}"
            )
        elif isinstance(block, Sides):
            margin = "  " * (block.depth + 1)
            lines += [f"{margin}{sign} {_clean(words)}" for sign, words in block.lines]
        elif isinstance(block, Excerpt):
            lines += [f"    {_keep(line)}" for line in block.lines]
        else:
            lines += ["", _join(block.words)]
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
    if isinstance(block, Heading):
        return f"\n{'#' * (block.level + 1)} {block.words}\n"
    if isinstance(block, Item):
        return f"{'  ' * block.depth}- {_join_code(block.words)}"
    if isinstance(block, Sides):
        return _fence(
            [f"{sign} {_clean(words)}" for sign, words in block.lines], "diff", block.depth
        )
    if isinstance(block, Excerpt):
        return _fence([_keep(line) for line in block.lines], "yaml", 0)
    return f"\n{_join_code(block.words)}\n"


def _fence(lines: list[str], language: str, depth: int) -> str:
    ticks = "`" * max(3, _longest_ticks("\n".join(lines)) + 1)
    margin = "  " * (depth + 1)
    return "\n".join(f"{margin}{line}" for line in ("", f"{ticks}{language}", *lines, ticks, ""))


def _join(words: Words) -> str:
    return "".join(_clean(word) if isinstance(word, Data) else word for word in words)


def _join_code(words: Words) -> str:
    return "".join(_code(word) if isinstance(word, Data) else word for word in words)


def _code(words: str) -> str:
    text = _clean(words) or " "
    ticks = "`" * (_longest_ticks(text) + 1)
    # A space beside a tick, which Markdown takes away.
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _longest_ticks(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


def _clean(words: str) -> str:
    """Put on one line, without what is invisible or commands a terminal."""
    return re.sub(r"[\t\r\n ]+", " ", _keep(words)).strip(" ")


def _keep(line: str) -> str:
    return replace_invisible(line, "\ufffd")
