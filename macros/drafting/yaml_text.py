"""Plain values → the text of a data file, with remarks beside what is to be filled or checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.formatting import format_text, spell_text


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a remark in French, written as a comment on its line."""

    value: Any
    remark: str


def write_file(schema: str, head: list[str], value: Mapping[str, Any]) -> str:
    """Return the text of a file: the line of its schema, comments, values."""
    lines = [f"# yaml-language-server: $schema={schema}.schema.json", *(f"# {h}" for h in head)]
    return format_text("\n".join([*lines, *write_lines(value, "")]) + "\n")


def write_lines(value: Any, margin: str) -> list[str]:
    """Return the lines of a record or of a list; a field that is None and not noted is left out."""
    if isinstance(value, Mapping):
        return [
            line
            for key, item in value.items()
            if item is not None
            for line in _write_item(f"{margin}{key}:", item, f"{margin}  ")
        ]
    return [line for item in value for line in _write_entry(item, margin)]


def _write_item(lead: str, item: Any, margin: str) -> Iterator[str]:
    item, remark = (item.value, f"  # {item.remark}") if isinstance(item, Noted) else (item, "")
    if isinstance(item, Mapping | list) and item:
        yield f"{lead}{remark}"
        yield from write_lines(item, margin)
    else:
        yield f"{lead} {_spell(item)}{remark}"


def _write_entry(item: Any, margin: str) -> list[str]:
    if isinstance(item, Mapping):
        lines = write_lines(item, f"{margin}  ")
        return [f"{margin}- {lines[0].lstrip()}", *lines[1:]]
    return [*_write_item(f"{margin}-", item, f"{margin}  ")]


def _spell(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return spell_text(str(value))
