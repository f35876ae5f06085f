"""Problems → what people read: lines, a terminal's excerpts, annotations, the rules explained."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

import yaml

from macros import urls
from macros.data.characters import LINE_END
from macros.data.yaml_reader import Place, Problem, read_bytes, show_line

EXPLANATIONS = Path(__file__).parent / "explanations.yml"
_CARET_ROOM = 30  # what an excerpt keeps before its caret


def format_excerpt(problem: Problem, line: str | None, width: int = 100) -> str:
    """Return a problem with its line of the file, and a caret under the place."""
    parts = [show_line(f"{problem.place}: {problem.message} [{problem.rule}]")]
    if line is not None and line.strip():
        number = str(problem.place.line)
        shown, room = _crop(line, problem.place.column - 1, width - len(number) - 6)
        parts += [f"  {number} | {shown}", f"  {' ' * len(number)} | {' ' * room}^"]
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
    return before + after, len(before)


def read_line(root: Path, place: Place) -> str | None:
    """Return the line of a place in the files of the data folder `root`, if there is one."""
    path = root.parent / place.file if root.name else root / place.file
    try:
        lines = LINE_END.split(read_bytes(path).decode(errors="replace").removeprefix("\ufeff"))
    except OSError:
        return None
    return lines[place.line - 1] if place.line <= len(lines) else None


def format_annotation(problem: Problem, address: str | None) -> str:
    """Return GitHub's workflow command that shows a problem beside its line."""
    place = problem.place
    properties = {
        "file": show_line(place.file),
        "line": place.line,
        "col": place.column,
        "title": f"{read_explanations()[problem.rule].title} [{problem.rule}]",
    }
    # A log shows the message alone: the place is said there too.
    message = str(problem)
    if address is not None:
        message += f"\nRègle : {address}{urls.rule_url(problem.rule)}"
    written = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in properties.items())
    return f"::error {written}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rule explained. `bad` breaks it, `good` does not.

    The examples are lines of `file`; without a file they are told in words. They stand in place of
    `base`, or of `good` itself, in the small plan of the tests, which tries every one.
    """

    rule: str
    title: str
    what: str
    why: str
    mend: str
    bad: str
    good: str
    file: str = ""
    base: str = ""

    @property
    def shown_bad(self) -> str:
        return _show(self.bad)

    @property
    def shown_good(self) -> str:
        return _show(self.good)


@cache
def read_explanations() -> dict[str, Explanation]:
    """Return every explanation by the name of its rule, in the order of the checks."""
    content = yaml.load(EXPLANATIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {rule: Explanation(rule=rule, **texts) for rule, texts in content.items()}


def _show(example: str) -> str:
    return "\n".join(map(show_line, dedent(example).split("\n")))
