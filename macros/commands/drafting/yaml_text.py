"""Plain values → the text of a data file, with remarks beside what is to be filled or checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from macros.data.layout import format_text, spell_value
from macros.data.validation import find_parts, name_both
from macros.data.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with a remark in French, written as a comment on its line."""

    value: Any
    remark: str


def fill(what: str) -> Noted:
    return Noted(None, f"à remplir : {what}")


def draft_record(cls: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return every field: those that are known, and what is to be written in the others."""
    record = {}
    for name, field in cls.__pydantic_fields__.items():
        parts = [part for part in find_parts(field.annotation) if isinstance(part, type)]
        lists = [list_values(part) for part in parts if issubclass(part, Vocabulary)]
        lists += [", ".join(f.name for f in fields(part)) for part in parts if is_dataclass(part)]
        remark = " : ".join([field.description.rstrip("."), *lists])
        default = [] if field.default == () else field.default
        missing = fill(remark) if field.is_required() else Noted(default, remark)
        record[name] = known.get(name, missing)
    return record


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
