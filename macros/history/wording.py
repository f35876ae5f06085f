"""The words for what changed: fields and values as readers call them, today."""

import difflib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from macros.data.field_names import FIELDS
from macros.data.model import Dataset
from macros.data.validation import shorten
from macros.french import format_number, format_partial_date, quote_within, typeset
from macros.history.record_changes import IDENTITIES, KINDS, Difference, Key, describe_field

# What names an item of a list, the first one that it has.
_NAMES = ("label", "actor", "quote", "unit", "law", "measure", "original", "number", "statement", "date")  # fmt: skip
_AMOUNTS = ("value", "factor", "min", "max")
_LONGEST = 400  # characters of a value that are shown
_MOST_WORDS = 500  # beyond, two texts are shown in full rather than compared word by word
_AROUND = 4  # words kept on either side of a difference
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d){1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text that was changed: `del`, `ins` or, for what stays, an empty tag."""

    tag: str
    text: str


class Wording:
    """Words that depend on the data, if they are valid: a slug is shown as the name it stands for."""

    def __init__(self, data: Dataset | None) -> None:
        self.titles = dict(_list_titles(data)) if data else {}

    def describe(
        self, cls: type, difference: Difference
    ) -> tuple[str, str | None, str | None, tuple[Piece, ...]]:
        """Return the field, « dates (« fin 2010 »), précision », its two values, the text between.

        A very long value is cut, an absent one is None.
        """
        words: list[str] = []
        items = list(difference.items)
        owner: type | None = None
        record: type | None = cls
        for name in difference.fields:
            owner, record = record, describe_field(record, name).record
            words.append(name_part(name))
            if items and name in IDENTITIES:
                words[-1] += f" ({self._name_item(record, items.pop(0))})"
        old, new = difference.before, difference.after
        before, after = (
            None if value is None else typeset(shorten(self._word(owner, name, value), _LONGEST))
            for value in (old, new)
        )
        texts = isinstance(old, str) and isinstance(new, str)
        return typeset(", ".join(words)), before, after, mark_pieces(old, new) if texts else ()

    def _name_item(self, record: type | None, item: Mapping[str, Any]) -> str:
        name = next((name for name in _NAMES if name in item), None)
        if name is None:
            return "…"
        words = shorten(self._word(record, name, item[name]), 60)
        return f"« {quote_within(words)} »" if name in ("quote", "original", "statement") else words

    def _word(self, cls: type | None, name: str, value: Any) -> str:
        kind = describe_field(cls, name)
        if isinstance(value, list):
            return " ; ".join(self._word(cls, name, item) for item in value)
        if isinstance(value, dict):
            return " · ".join(self._word(kind.record, *field) for field in value.items())
        if isinstance(value, bool):
            return "oui" if value else "non"
        if value in kind.labels:
            return kind.labels[value]
        if kind.list_name and isinstance(value, int):
            return f"{KINDS[kind.list_name].noun} {value}"
        if kind.list_name:
            return str(self.titles.get((kind.list_name, value), value))
        if isinstance(value, int | float):
            return format_number(value) if name in _AMOUNTS else str(value)
        with suppress(ValueError):  # of a day that does not exist
            return format_partial_date(value) if _PARTIAL_DATE.fullmatch(value) else str(value)
        return str(value)


def _list_titles(data: Dataset) -> Iterator[tuple[Key, str]]:
    for name, kind in KINDS.items():
        records = getattr(data, name)
        if isinstance(records, tuple):
            for record in records:
                yield (name, getattr(record, kind.identifier)), getattr(record, kind.title)
        elif kind.title:
            yield (name, name), getattr(records, kind.title)


def name_part(name: str) -> str:
    """Return what readers call a field of the data files; one that is no more keeps its name."""
    return FIELDS.get(name, f"champ « {shorten(name, 60)} »")


def mark_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return what was changed in a text, with a few words around; nothing for short values."""
    old, new = before.split(" "), after.split(" ")
    if min(len(old), len(new)) < 2 * _AROUND or max(len(old), len(new)) > _MOST_WORDS:
        return ()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if 2 * same < min(len(old), len(new)):
        return ()
    pieces = []
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("", _elide(old[start:end], start == 0, end == len(old))))
        else:
            sides = (("del", old[start:end]), ("ins", new[first:last]))
            pieces += [Piece(tag, " ".join(words)) for tag, words in sides if words]
    return tuple(pieces)


def _elide(words: list[str], first: bool, last: bool) -> str:
    if len(words) <= 2 * _AROUND + 1:
        return " ".join(words)
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    return " ".join((*head, "…", *tail))
