"""Every text of the data files, found by walking the model: where strangers could write."""

import dataclasses
import functools
import re
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import AfterValidator, StringConstraints

from macros.data.field_types import Verbatim
from macros.data.loading import LIST_FILES, MEASURES, RECORD_FILES
from macros.data.measure_model import Measure

Path_ = tuple[str | int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A text field of the model: free words, words of the official text, or of a given form."""

    name: str  # « Measure.title »
    free: bool
    verbatim: bool


def list_fields() -> set[Field]:
    """Return every text field that the files can hold, whether they hold it or not."""
    found: set[Field] = set()
    for cls in (*RECORD_FILES.values(), *LIST_FILES.values(), Measure):
        found |= set(_fields_of(cls, set()))
    return found


def _fields_of(cls: type, seen: set[type]) -> Iterator[Field]:
    if cls in seen:
        return
    seen.add(cls)
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        for kind, marks in _unwrap(hint, ()):
            if dataclasses.is_dataclass(kind):
                yield from _fields_of(typing.cast("type", kind), seen)
            elif kind is str:
                yield _field(cls, name, marks)


def _field(cls: type, name: str, marks: tuple[Any, ...]) -> Field:
    formed = any(
        isinstance(mark, AfterValidator) or (isinstance(mark, StringConstraints) and mark.pattern)
        for mark in marks
    )
    verbatim = any(isinstance(mark, Verbatim) for mark in marks)
    return Field(f"{cls.__name__}.{name}", not formed, verbatim)


def _unwrap(hint: Any, marks: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the plain types in a hint, with the marks on each."""
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        inner, *more = typing.get_args(hint)
        yield from _unwrap(inner, (*marks, *more))
    elif origin in (typing.Union, types.UnionType, tuple, dict):
        for inner in typing.get_args(hint):
            if inner is not Ellipsis:
                yield from _unwrap(inner, marks)
    else:
        yield hint, marks


def list_files(data: Path) -> Iterator[tuple[Path, type]]:
    """Yield each data file with the class of the model that it holds."""
    for name, cls in (RECORD_FILES | LIST_FILES).items():
        yield data / f"{name}.yml", cls
    for path in sorted((data / MEASURES).glob("*.yml")):
        yield path, Measure


def rewrite(data: Path, change: Callable[[Field, str], str]) -> set[str]:
    """Change the texts of all the files; return the names of the fields that were there."""
    seen: set[str] = set()
    for path, cls in list_files(data):
        value = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 (texts alone)
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        made = _rewrite(cls, value, raw, change, seen)
        text = yaml.safe_dump(made, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(text, encoding="utf-8")
    return seen


def _rewrite(
    cls: type, value: Any, raw: Any, change: Callable[[Field, str], str], seen: set[str]
) -> Any:
    hints = typing.get_type_hints(cls, include_extras=True)
    made = dict(raw)
    for key, item in value.items():
        for kind, marks in _unwrap(hints[key], ()):
            if dataclasses.is_dataclass(kind):
                inner = functools.partial(
                    _rewrite, typing.cast("type", kind), change=change, seen=seen
                )
                made[key] = _apply(item, raw[key], inner)
            elif kind is str and not isinstance(item, dict) and raw[key] not in (None, []):
                field = _field(cls, key, marks)
                seen.add(field.name)
                made[key] = _apply(item, raw[key], functools.partial(_change, change, field))
    return made


def _change(change: Callable[[Field, str], str], field: Field, text: str, _: Any) -> str:
    return change(field, str(text))


def _apply(value: Any, raw: Any, change: Callable[[Any, Any], Any]) -> Any:
    if raw is None:
        return None
    if isinstance(raw, list):
        return [change(one, was) for one, was in zip(value, raw, strict=True)]
    return change(value, raw)


# -- What they would write

# In the place of each space of the official text: what quotes it still does.
MARK = "<i>x</i>{{7*7}}"
# After each text that is free. None starts as a formula: those are refused.
HOSTILE = " ".join(  # no straight quote beside a letter: those are refused
    [
        "<script>globalThis.pwned=1</script>",
        "<img src=x onerror=globalThis.pwned=2>",
        "</title></textarea></script></template></svg><svg onload=globalThis.pwned=3>",
        '" onmouseover=globalThis.pwned=4 autofocus onfocus=globalThis.pwned=5 x=',
        "' onmouseover=globalThis.pwned=6 autofocus onfocus=globalThis.pwned=7 x=",
        "{{ 7*7 }} {% raw %} **x** [y](javascript:globalThis.pwned=1) ![z](data:text/html,x)",
        "[w](&#106;avascript:globalThis.pwned=1) <javascript:globalThis.pwned=1> `x` <!-- ]]>",
        "&lt;b&gt; &#60;b&#62; javascript:globalThis.pwned=1 data:text/html,<b>x</b> vbscript:x",
        "\\end{x} \\input{/etc/passwd} $x$ #eval(1) @misc{x, } %0d%0aURL:javascript:x \\nEND:VEVENT",
        "W" * 300,
    ]
)
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
    for path, cls in list_files(data):
        value = yaml.safe_load(path.read_text(encoding="utf-8"))
        _add_notes(cls, value)
        if path.name == "plan.yml":
            value["audiences"] = [{"label": "cycliste", "actor": "cyclistes"}]
            value["keywords"] = ["bicyclette"]
        elif path.name == "glossary.yml":
            value["terms"].append(
                {"slug": "arceau", "term": "arceau", "definition": "Un support.",
                 "evidence": "deduced", "reason": "Le mot est courant."}
            )  # fmt: skip
        elif path.name == "01.yml":
            value["laws"].append(
                {"law": "code-environnement", "evidence": "deduced", "reason": "La loi y est."}
            )
        elif path.name == "permalinks.yml":
            given = {"date": "2005-06-01", "reason": "Rangé."}
            published = dict.fromkeys(("/vieux/", "/double/", "/perdu/"), "2005-01-01")
            text = yaml.safe_dump({"addresses": published})
            path.with_name("published.yml").write_text(text, encoding="utf-8")
            value["moved"] = [{"address": "/vieux/", "to": "/glossaire/", **given}]
            value["split"] = [{"address": "/double/", "to": ["/plan/", "/sources/"], **given}]
            value["withdrawn"] = [{"address": "/perdu/", "see": "/mesures/", **given}]
        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(text, encoding="utf-8")


def _add_notes(cls: type, value: dict[str, Any]) -> None:
    hints = typing.get_type_hints(cls, include_extras=True)
    for key, hint in hints.items():
        for kind, _ in _unwrap(hint, ()):
            if dataclasses.is_dataclass(kind):
                given = value.get(key) or []
                for one in given if isinstance(given, list) else [given]:
                    _add_notes(typing.cast("type", kind), one)
    if "note" in hints:
        value.setdefault("note", "Remarque.")
