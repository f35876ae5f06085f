"""Problems → what people read: lines, a terminal's excerpts, annotations."""

import contextlib
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from macros.characters import LINE_END
from macros.explaining import Explanation
from macros.reading import Place, Problem, limit_bytes, read_bytes, show_line

_CARET_ROOM = 30  # what an excerpt keeps before its caret


@dataclass(frozen=True, slots=True)
class Style:
    """How a terminal shows what matters."""

    width: int = 100
    colour: bool = False

    def paint(self, text: str, *codes: int) -> str:
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m" if self.colour else text


def format_lines(problems: Iterable[Problem]) -> str:
    """Return a line for each problem, and under it what to paste, if anything."""
    return "\n".join(map(str, problems))


def format_excerpts(
    problems: Iterable[Problem], read_line: Callable[[Place], str | None], style: Style
) -> str:
    """Return each problem with its line of the file, and a caret under the place."""
    return "\n\n".join(
        _format_excerpt(problem, read_line(problem.place), style) for problem in problems
    )


def _format_excerpt(problem: Problem, line: str | None, style: Style) -> str:
    place = style.paint(show_line(str(problem.place)), 1)
    rule = style.paint(f"[{problem.rule}]", 2)
    parts = [f"{place}: {style.paint(show_line(problem.message), 31)} {rule}"]
    if line is not None and line.strip():
        number = str(problem.place.line)
        shown, room = _crop(line, problem.place.column - 1, style.width - len(number) - 6)
        bar = style.paint("|", 2)
        parts += [
            f"  {style.paint(number, 2)} {bar} {shown}",
            f"  {' ' * len(number)} {bar} {' ' * room}{style.paint('^', 1, 31)}",
        ]
    if problem.paste:
        parts += ["", *(f"    {line}" for line in problem.paste.split("\n"))]
    return "\n".join(parts)


def _crop(line: str, column: int, width: int) -> tuple[str, int]:
    """Return what shows of a line around a column, and the room that it takes before it."""
    before, after = line[:column], show_line(line[column:].replace("\t", " "))
    before = show_line(before.replace("\t", " "))
    if len(before) + len(after) > width and len(before) > _CARET_ROOM:
        before = f"…{before[-_CARET_ROOM:]}"
    if len(after) > (most := max(1, width - len(before))):
        after = f"{after[: most - 1]}…"
    return before + after, sum(map(_measure, before))


def _measure(character: str) -> int:
    """Return how many columns of a terminal a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@dataclass(slots=True)
class LineReader:
    """Gives lines of the files of the data folder `root`; keeps the last file, the ledger being long."""

    root: Path
    file: str = ""
    lines: list[str] = field(default_factory=list)

    def read(self, place: Place) -> str | None:
        """Return the line of a place, if there is one."""
        if place.file != self.file:
            path = self.root.parent / place.file if self.root.name else self.root / place.file
            self.file, self.lines = place.file, []
            with contextlib.suppress(OSError):
                raw = read_bytes(path, most := limit_bytes(path))
                if len(raw) <= most:  # of a longer one nothing was read
                    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
                    self.lines = LINE_END.split(text)
        return self.lines[place.line - 1] if place.line <= len(self.lines) else None


def format_annotations(
    problems: Iterable[Problem], explain: Callable[[str], Explanation], address: str | None
) -> str:
    """Return GitHub's workflow commands, which show each problem beside its line."""
    return "\n".join(
        _format_annotation(problem, explain(problem.rule), address) for problem in problems
    )


def _format_annotation(problem: Problem, explanation: Explanation, address: str | None) -> str:
    place = problem.place
    properties = {
        "file": show_line(place.file),
        "line": place.line,
        "col": place.column,
        "title": f"{explanation.title} [{problem.rule}]",
    }
    # A log shows the message alone: the place is said there too.
    said = [str(problem)]
    if address is not None:
        said.append(f"Règle : {explanation.link(address)}")
    written = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in properties.items())
    message = _escape("\n".join(said))
    return f"::error {written}::{message}"


def _escape(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
