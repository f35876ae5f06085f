"""Plain values → the text of a data file, with remarks beside what is to be filled or checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.formatting import format_text, spell_text
from macros.shaping import name_both
from macros.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a remark in French, written as a comment on its line."""

    value: Any
    remark: str


def fill(what: str) -> Noted:
    """Return a value that is missing, with what to write."""
    return Noted(None, f"à remplir : {what}")


def list_values(vocabulary: type[Vocabulary]) -> str:
    return ", ".join(name_both(item, item.label) for item in vocabulary)


def write_file(schema: str, head: list[str], value: Mapping[str, Any]) -> str:
    """Return the text of a file: the line of its schema, comments, values."""
    lines = [f"# yaml-language-server: $schema={schema}.schema.json", *(f"# {h}" for h in head)]
    return format_text("\n".join([*lines, *write_lines(value, "")]) + "\n")


def write_lines(value: Mapping[str, Any] | list[Any], margin: str) -> Iterator[str]:
    """Yield the lines of a record or of a list; a field that is None and not noted is left out."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if item is not None:
                yield from _write_item(f"{margin}{key}:", item, f"{margin}  ")
        return
    for item in value:
        if isinstance(item, Mapping):
            first, *others = write_lines(item, f"{margin}  ")
            yield f"{margin}- {first.lstrip()}"
            yield from others
        else:
            yield from _write_item(f"{margin}-", item, f"{margin}  ")


def _write_item(lead: str, item: Any, margin: str) -> Iterator[str]:
    item, remark = (item.value, f"  # {item.remark}") if isinstance(item, Noted) else (item, "")
    if isinstance(item, Mapping | list) and item:
        yield f"{lead}{remark}"
        yield from write_lines(item, margin)
    else:
        written = spell_text(item) if isinstance(item, str) else "null" if item is None else item
        yield f"{lead} {written}{remark}"
