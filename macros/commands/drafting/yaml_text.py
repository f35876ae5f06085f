"""Plain values → the text of a data file, with remarks beside what is to be filled or checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.data.layout import format_text, spell_value
from macros.data.validation import name_both
from macros.data.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a remark in French, written as a comment on its line."""

    value: Any
    remark: str


def fill(what: str) -> Noted:
    return Noted(None, f"à remplir : {what}")


def list_values(vocabulary: type[Vocabulary]) -> str:
    return ", ".join(name_both(item, item.label) for item in vocabulary)


def write_file(schema: str, head: list[str], record: Mapping[str, Any]) -> str:
    """Return the text of a file: the line of its schema, comments, values."""
    lines = [f"# yaml-language-server: $schema={schema}.schema.json", *(f"# {h}" for h in head)]
    for key, value in record.items():
        lines += write_value(f"{key}:", value, "  ")
    return format_text("\n".join(lines))


def write_value(lead: str, value: Any, margin: str) -> Iterator[str]:
    """Yield the lines of a value, to be laid out; `lead` is the key or the dash that opens it."""
    value, remark = (
        (value.value, f"  # {value.remark}") if isinstance(value, Noted) else (value, "")
    )
    if isinstance(value, Mapping) and value:
        inner = [(f"{margin}{key}:", item) for key, item in value.items()]
    elif isinstance(value, list) and value:
        inner = [(f"{margin}-", item) for item in value]
    else:
        yield f"{lead} {spell_value(value)}{remark}"
        return
    yield f"{lead}{remark}"
    for start, item in inner:
        yield from write_value(start, item, f"{margin}  ")
