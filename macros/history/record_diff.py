"""Two versions of a record → what differs, field by field. Plain values in, nothing of the model.

How a value is laid out, the order of keys and lists, no-break spaces and whether an empty field is
written make no difference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.data.characters import clean_text

Mapped = Mapping[str, Any]

# By which fields an item of a list is known again in the next version.
IDENTITIES = {
    "actors": ("actor",),
    "articles": ("number",),
    "audiences": ("label",),
    "codifications": ("law", "article"),
    "corrections": ("original",),
    "deadlines": ("quote",),
    "facts": ("topic",),
    "figures": ("unit",),
    "follow_up": ("date",),
    "laws": ("law", "article"),
    "related": ("measure",),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """`fields` leads from the record to what differs; `items` are the items of lists on the way."""

    fields: tuple[str, ...]
    items: tuple[Mapped, ...]
    before: Any  # None: absent
    after: Any


def normalize(value: Any) -> Any:
    """Return a value without what makes no difference; None for an empty one."""
    if isinstance(value, str):
        # In this order: what is invisible may stand between spaces.
        return " ".join(clean_text(value).split()) or None
    if isinstance(value, list):
        return [item for item in map(normalize, value) if item is not None] or None
    if isinstance(value, dict):
        fields = {str(normalize(key)): normalize(item) for key, item in value.items()}
        return {key: item for key, item in fields.items() if item is not None} or None
    return value if value is not False else None


def compare_records(old: Mapped, new: Mapped) -> tuple[Difference, ...]:
    """Return what differs between two records, normalized."""
    return tuple(_compare_fields(normalize(old) or {}, normalize(new) or {}, (), ()))


def _compare_fields(
    old: Mapped, new: Mapped, fields: tuple[str, ...], items: tuple[Mapped, ...]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*new, *old)):
        before, after, path = old.get(name), new.get(name), (*fields, name)
        if _freeze(before) == _freeze(after):
            continue
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _compare_fields(before, after, path, items)
        elif isinstance(before or [], list) and isinstance(after or [], list):
            yield from _compare_lists(before or [], after or [], path, items)
        else:
            yield Difference(path, items, before, after)


def _compare_lists(
    old: Sequence[Any], new: Sequence[Any], fields: tuple[str, ...], items: tuple[Mapped, ...]
) -> Iterator[Difference]:
    """Pair first what is the same in both, then what has one identity; the rest came or went."""
    gone = [*old]
    come = [item for item in new if _take(gone, item, _freeze) is None]
    for item in come:
        before = _take(gone, item, lambda one: _identify(one, fields[-1]))
        if before is not None:
            yield from _compare_fields(before, item, fields, (*items, item))
        else:
            yield Difference(fields, items, None, item)
    yield from (Difference(fields, items, item, None) for item in gone)


def _take(items: list[Any], like: Any, key: Callable[[Any], Any]) -> Any:
    """Remove from a list the first item with the same key as another, and return it."""
    wanted = key(like)
    for index, item in enumerate(items):
        if wanted is not None and key(item) == wanted:
            return items.pop(index)
    return None


def _identify(item: Any, name: str) -> Any:
    if name not in IDENTITIES or not isinstance(item, dict):
        return None
    return [_freeze(item.get(field)) for field in IDENTITIES[name]]


def _freeze(value: Any) -> Any:
    """Return a value that can be compared; `2010` and `"2010"` are the same."""
    if isinstance(value, dict):
        return {key: _freeze(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return sorted(map(_freeze, value), key=repr)
    return None if value is None else str(value)
