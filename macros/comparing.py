"""Two versions of a record → what differs, field by field. Plain values in, nothing of the model.

How a value is laid out, the order of keys and lists, no-break spaces and whether an empty field is
written make no difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from macros.characters import clean_text

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
    # Most fields are the same to the letter.
    was = {name: value for name, value in old.items() if new.get(name) != value}
    now = {name: value for name, value in new.items() if old.get(name) != value}
    return tuple(_compare_fields(normalize(was) or {}, normalize(now) or {}, (), ()))


def _compare_fields(
    old: Mapped, new: Mapped, fields: tuple[str, ...], items: tuple[Mapped, ...]
) -> Iterator[Difference]:
    for name in dict.fromkeys((*new, *old)):
        before, after, path = old.get(name), new.get(name), (*fields, name)
        if _same(before, after):
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
    # What is the same in both goes first: the rest is paired by identity, then in order.
    added = _subtract(new, old)
    removed: dict[Any, list[Any]] = defaultdict(list)
    for item in _subtract(old, new):
        removed[_identify(item, fields[-1])].append(item)
    for item in added:
        found = removed[_identify(item, fields[-1])]
        if found and isinstance(item, dict):
            yield from _compare_fields(found.pop(0), item, fields, (*items, item))
        else:
            yield Difference(fields, items, None, item)
    for left in removed.values():
        for item in left:
            yield Difference(fields, items, item, None)


def _subtract(some: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    left = Counter(map(_freeze, others))
    kept = []
    for item in some:
        frozen = _freeze(item)
        if left[frozen]:
            left[frozen] -= 1
        else:
            kept.append(item)
    return kept


def _identify(item: Any, name: str) -> Any:
    known = IDENTITIES.get(name)
    if known is None or not isinstance(item, dict):
        return _freeze(item)
    return tuple(_freeze(item.get(field)) for field in known)


def _same(one: Any, other: Any) -> bool:
    return bool(_freeze(one) == _freeze(other))


def _freeze(value: Any) -> Any:
    """Return a value that can be compared and hashed; `2010` and `"2010"` are the same."""
    if isinstance(value, dict):
        return tuple(sorted((key, _freeze(item)) for key, item in value.items()))
    if isinstance(value, list):
        return tuple(sorted(map(_freeze, value), key=repr))
    return None if value is None else str(value)
