"""A new record put into the text of a data file: not a line of what is there changes."""

from typing import Any

from macros.adding.records import RefusedError
from macros.drafting.yaml_text import Noted, write_lines
from macros.formatting import format_text
from macros.reading import Document, parse_document
from macros.yaml_lines import find_items

# What is near: a new record goes after the last one that has the same.
_NEAR = ("parent", "family", "axis", "kind")


def find_file(list_name: str) -> str:
    """Return the name of the file that holds a list."""
    files = {"families": "actors", "terms": "glossary"}
    return f"{files.get(list_name, list_name)}.yml"


def add_record(document: Document, text: str, list_name: str, record: dict[str, Any]) -> str:
    """Return the text with a record more, read back before it is given."""
    lines = text.split("\n")
    margin, at, ends = find_items(text, list_name)
    if margin < 0:
        lines[at] = lines[at].replace(" []", "", 1)
        margin = 2
    elif (rank := _find_rank(document.value[list_name], record)) is not None:
        at = ends[rank]
    written = format_text("\n".join(["list:", *write_lines([record], "  ")]))
    added = [f"{' ' * margin}{line[2:]}" for line in written.rstrip("\n").split("\n")[1:]]
    after = "\n".join([*lines[: at + 1], *added, *lines[at + 1 :]])
    again, problems = parse_document(after.encode(), document.file)
    before = document.value[list_name]
    kept = [item for item in again.value[list_name] if item in before] if not problems else []
    if problems or kept != before or len(again.value[list_name]) != len(before) + 1:
        raise RefusedError(f"{document.file} : l’ajout ne se relirait pas, à faire à la main")
    return after


def _find_rank(items: list[Any], record: dict[str, Any]) -> int | None:
    """Return the rank of the item after which a new one goes; None when it goes first."""
    slugs = [item.get("slug") for item in items if isinstance(item, dict)]
    named = [slug for slug in slugs if isinstance(slug, str)]
    if len(named) == len(items) > 1 and named == sorted(named):
        before = sum(slug < record["slug"] for slug in named)
        return before - 1 if before else None
    for field in _NEAR:
        value = record.get(field)
        if value is None or isinstance(value, Noted):
            continue
        same = [rank for rank, item in enumerate(items) if _is_near(item, field, value)]
        if same:
            return same[-1]
    return len(items) - 1


def _is_near(item: Any, field: str, value: Any) -> bool:
    """Tell whether an item has the same parent, family… or is the parent itself."""
    return isinstance(item, dict) and (
        item.get(field) == value or (field == "parent" and item.get("slug") == value)
    )
