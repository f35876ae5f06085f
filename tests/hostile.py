"""Every text of the data files, found by walking the model: where strangers could write."""

import dataclasses
import re
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import AfterValidator, BeforeValidator, StringConstraints

from macros.data.field_types import Verbatim
from macros.data.loading import FOLLOW_UP, LIST_FILES, MEASURES, RECORD_FILES
from macros.data.model import Measure
from macros.data.outcome_model import FollowUp
from macros.data.validation import find_parts, list_marks
from macros.data.yaml_reader import read_leniently
from tests.cases import read_cases
from tests.projects import FIXTURES
from tests.test_validation import RECORD_CLASSES

LACKING = FIXTURES / "hostile.yml"


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A text field of the model: free words, words of the official text, or of a given form."""

    name: str  # « Measure.title »
    free: bool
    verbatim: bool


def list_fields() -> set[Field]:
    """Return every text field that the files can hold, whether they hold it or not."""
    return {
        _field(cls, name)
        for cls in RECORD_CLASSES
        for name, hint in typing.get_type_hints(cls).items()
        if str in find_parts(hint)
    }


def _field(cls: type, name: str) -> Field:
    marks = list_marks(cls)[name]
    formed = any(
        isinstance(mark, AfterValidator | BeforeValidator)
        or (isinstance(mark, StringConstraints) and mark.pattern)
        for mark in marks
    )
    verbatim = any(isinstance(mark, Verbatim) for mark in marks)
    return Field(f"{cls.__name__}.{name}", not formed, verbatim)


def list_files(data: Path) -> Iterator[tuple[Path, type]]:
    """Yield each data file with the class of the model that it holds."""
    for name, cls in (RECORD_FILES | LIST_FILES).items():
        yield data / f"{name}.yml", cls
    for path in sorted((data / MEASURES).glob("*.yml")):
        yield path, Measure
    for path in sorted((data / FOLLOW_UP).glob("*.yml")):
        yield path, FollowUp


def rewrite(data: Path, change: Callable[[Field, str], str]) -> set[str]:
    """Change the texts of all the files; return the names of the fields that were there."""
    seen: set[str] = set()
    for path, cls in list_files(data):
        write_yaml(path, _rewrite(cls, change, seen, read_leniently(path.read_bytes())))
    return seen


def write_yaml(path: Path, value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")


def _rewrite(
    cls: type, change: Callable[[Field, str], str], seen: set[str], value: dict[str, Any]
) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    result = dict(value)
    for key, item in value.items():
        items = item if isinstance(item, list) else [item]
        for kind in find_parts(hints[key]):
            if item in (None, []):
                continue
            if dataclasses.is_dataclass(kind):
                inner = typing.cast("type", kind)
                changed: list[Any] = [_rewrite(inner, change, seen, one) for one in items]
            elif kind is str and not isinstance(item, dict):
                field = _field(cls, key)
                seen.add(field.name)
                changed = [change(field, str(one)) for one in items]
            else:
                continue
            result[key] = changed if isinstance(item, list) else changed[0]
    return result


# -- What they would write

# In the place of each space of the official text: what quotes it still does.
MARK = "<i>x</i>{{7*7}}"
# After each text that is free. None starts as a formula: those are refused.
HOSTILE = " ".join(read_cases("hostile")["words"])
# Rules tie them to a file or a branch of the forge.
NAMES = {"Plan.source_file"}


def poison(data: Path) -> set[str]:
    """Write hostile words in every free text and in the whole official text; return the fields."""
    _complete(data)
    official: list[str] = []

    def change(field: Field, text: str) -> str:
        if not field.free or field.name in NAMES:
            return text
        if field.verbatim:
            if field.name in {"Measure.text", "Axis.heading", "Theme.heading"}:
                official.append(text)
            return _mark(text)
        if field.name == "Measure.plain":  # short, and without capitals
            return f"{text} <img src=x onerror=globalThis.pwned=2> {MARK}"
        if field.name == "Correction.corrected":
            return f"{_mark(text)} {MARK}"
        return f"{text} {HOSTILE}"

    seen = rewrite(data, change)
    [source] = (data / "source").glob("*.txt")
    written = source.read_text(encoding="utf-8")
    for text in sorted(official, key=len, reverse=True):
        words = r"\s+".join(map(re.escape, text.split()))
        written = re.sub(words, _mark(text).replace("\\", r"\\"), written, count=1)
    source.write_text(written, encoding="utf-8")
    return seen


def _mark(text: str) -> str:
    # Not within a number, which a figure has to find.
    return re.sub(r"(?<!\d) | (?!\d)", f" {MARK} ", text)


def _complete(data: Path) -> None:
    """Give the small plan the records and the notes that it lacks."""
    lacking = yaml.safe_load(LACKING.read_text(encoding="utf-8"))
    for path, cls in list_files(data):
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        _add_notes(cls, value)
        for pattern, fields in lacking.items():
            for name, more in fields.items() if path.match(pattern) else ():
                there = value.get(name)
                value[name] = [*there, *more] if isinstance(there, list) else more
        write_yaml(path, value)


def _add_notes(cls: type, value: dict[str, Any]) -> None:
    hints = typing.get_type_hints(cls)
    for key, hint in hints.items():
        for kind in find_parts(hint):
            if dataclasses.is_dataclass(kind):
                given = value.get(key) or []
                for one in given if isinstance(given, list) else [given]:
                    _add_notes(typing.cast("type", kind), one)
    if "note" in hints:
        value.setdefault("note", "Remarque.")
