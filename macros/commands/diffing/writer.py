"""A report, as text for a terminal or as Markdown for a forge.

What comes from the data or from git is `Data`. In Markdown it stands in code only, where neither
Markdown, HTML, mentions nor links are read; in text without what would command a terminal.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from macros.data.characters import replace_invisible

_TICKS = re.compile(r"`+")
_BLANKS = re.compile(r"\n([ ]*\n)+")
_MOST = 60_000  # characters: forges refuse longer comments
_CUT = "\n\n*La suite est trop longue pour un commentaire : `make diff` la donne en entier.*"


class Data(str):
    """Words that others wrote."""

    __slots__ = ()


@dataclass
class Writer:
    """Takes the parts of a report one by one."""

    markdown: bool
    parts: list[str] = field(default_factory=list)

    def add_heading(self, words: str, level: int) -> None:
        if self.markdown:
            self.parts.append(f"\n{'#' * (level + 1)} {words}\n")
        else:
            self.parts += ["", words, ("=" if level == 2 else "-") * len(words)]

    def add_line(self, *words: str) -> None:
        self.parts.append(f"\n{self._join(words)}" + ("\n" if self.markdown else ""))

    def add_item(self, *words: str, depth: int = 0) -> None:
        """Add a line of a list, `depth` levels deep."""
        sign = "-" if self.markdown else "•·"[depth]
        self.parts.append(f"{'  ' * depth}{sign} {self._join(words)}")

    def add_code(self, lines: Iterable[str], language: str, depth: int = 0) -> None:
        """Add lines to show as they are, under a line of a list."""
        shown = [*map(_clean, lines)]
        if self.markdown:
            ticks = "`" * max(3, _longest_ticks("\n".join(shown)) + 1)
            shown = ["", f"{ticks}{language}", *shown, ticks, ""]
        self.parts.append("\n".join(f"{'  ' * (depth + 1)}{line}" for line in shown))

    def write(self) -> str:
        """Return the report; for a forge it is cut between two parts where it is too long."""
        parts = self.parts
        if not self.markdown:
            return "\n".join(parts).strip("\n") + "\n"
        count = sum(size <= _MOST for size in accumulate(len(part) + 1 for part in parts))
        cut = _CUT if count < len(parts) else ""
        # Nothing in code has a blank line of its own.
        return _BLANKS.sub("\n\n", "\n".join(parts[:count]) + cut).strip() + "\n"

    def _join(self, words: Iterable[str]) -> str:
        show = _code if self.markdown else _clean
        return "".join(show(word) if isinstance(word, Data) else word for word in words)


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
