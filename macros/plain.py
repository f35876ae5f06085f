"""The content of a data file as it was at any time → plain values, or None; never an error.

Older versions may break today's rules. They are read with the types of `reading.py`, straight from
libyaml's events: its composer recurses without a guard.
"""

from typing import Any

import yaml

from macros.reading import MAX_DEPTH, resolve_plain

_Collection = dict[str, Any] | list[Any]


def read_plain(raw: bytes) -> Any:
    """Return the value of a YAML file; what is not UTF-8 is read as Windows wrote it."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    try:
        return _build(text)
    except (yaml.YAMLError, _UnreadableError):
        return None


class _UnreadableError(Exception):
    """Nesting too deep, an alias, or a key that is no word."""


def _build(text: str) -> Any:
    document: list[Any] = []
    # The collections that are open, each with the key that waits for its value.
    opened: list[tuple[_Collection, list[str]]] = [(document, [])]
    event: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        kind = type(event)
        collection, key = opened[-1]
        if kind is yaml.ScalarEvent:
            if not key and type(collection) is dict:
                key.append(event.value)
            else:
                _put(collection, key, event.value if event.style else resolve_plain(event.value))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if len(opened) > MAX_DEPTH or (not key and type(collection) is dict):
                raise _UnreadableError
            value: _Collection = {} if kind is yaml.MappingStartEvent else []
            _put(collection, key, value)
            opened.append((value, []))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            opened.pop()
        elif kind is yaml.AliasEvent:
            raise _UnreadableError
        elif kind is yaml.DocumentEndEvent:
            break
    return document[0] if document else None


def _put(collection: _Collection, key: list[str], value: Any) -> None:
    if isinstance(collection, list):
        collection.append(value)
    else:
        collection[key.pop()] = value
