"""Commits → the records of the data that each changed in meaning. Nothing is in words yet."""

import typing
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from macros.commits import Commit, is_data
from macros.comparing import Difference, Mapped, compare_records
from macros.loading import LIST_FILES, MEASURES
from macros.model import Measure, Plan
from macros.plain import read_plain

# A list of the data set and a number, slug or name in it.
Key = tuple[str, int | str]
CLASSES: dict[str, type] = {
    MEASURES: Measure,
    **{
        name: typing.get_args(hint)[0]
        for holder in LIST_FILES.values()
        for name, hint in typing.get_type_hints(holder).items()
    },
    "plan": Plan,
}
_ORDER = {name: rank for rank, name in enumerate(CLASSES)}


class Event(StrEnum):
    ADDED = "mise en ligne"
    CHANGED = "modification"
    REMOVED = "retrait"


# What happened to a record, what differs, and its latest known version.
Traced = tuple[Event, tuple[Difference, ...], Mapped]


class Tracer:
    """Reads each version of a file once; oldest commits must come first."""

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents
        self.read: dict[tuple[str, str], dict[Key, Mapped] | None] = {}
        # What a version that nobody can read stands in for: the last one that could be.
        self.sound: dict[tuple[str, str], str | None] = {}

    def trace(self, commit: Commit) -> dict[Key, Traced]:
        """Return the records that a commit changed in meaning, in the order of the site."""
        files = [file for file in commit.files if is_data(file.path)]
        if not files:
            return {}
        after: dict[Key, Mapped] = {}
        for file in files:
            if file.new and self._parse(file.path, file.new) is None:
                last = file.old[0]
                known = (file.path, last or "")
                self.sound[file.path, file.new] = self.sound.get(known, last)
            after |= self._records(file.path, file.new)
        parents = []
        for parent in range(len(files[0].old)):
            before: dict[Key, Mapped] = {}
            for file in files:
                before |= self._records(file.path, file.old[parent])
            parents.append(dict(_compare(before, after)))
        found = _intersect(parents)
        return {key: found[key] for key in sorted(found, key=_rank)}

    def list_unreadable(self, commit: Commit) -> Iterator[tuple[str, str]]:
        """Yield the versions of data files in a commit that nobody can read."""
        for file in commit.files:
            if is_data(file.path) and file.new and self._parse(file.path, file.new) is None:
                yield file.path, file.new

    def _records(self, path: str, name: str | None) -> dict[Key, Mapped]:
        name = self.sound.get((path, name), name) if name else None
        return (self._parse(path, name) if name else None) or {}

    def _parse(self, path: str, name: str) -> dict[Key, Mapped] | None:
        key = (path, name)
        if key not in self.read:
            content = self.contents.get(name)
            value = None if content is None else read_plain(content)
            self.read[key] = _split(path, value) if isinstance(value, dict) else None
        return self.read[key]


def _split(path: str, value: dict[str, Any]) -> dict[Key, Mapped] | None:
    """Return the records that a file held; None where it is no file of data any more."""
    place = PurePosixPath(path).relative_to("data")
    if str(place.parent) == MEASURES:
        number = value.get("number")
        if type(number) is not int:
            number = int(place.stem) if place.stem.isdecimal() else None
        return None if number is None else {(MEASURES, number): value}
    if str(place) == "plan.yml":
        return {("plan", "plan"): value}
    if str(place.parent) != "." or place.stem not in LIST_FILES:
        return {}
    lists = {name: value.get(name) for name in typing.get_type_hints(LIST_FILES[place.stem])}
    if not any(isinstance(items, list) for items in lists.values()):
        return None
    return {
        (name, identifier): record
        for name, items in lists.items()
        for record in (items if isinstance(items, list) else ())
        if isinstance(record, dict) and (identifier := _identify(record))
    }


def _identify(record: Mapped) -> int | str | None:
    number = record.get("number")
    known = record.get("slug") or (number if type(number) is int else record.get("name"))
    return known if isinstance(known, int | str) else None


def _rank(key: Key) -> tuple[int, int, str]:
    list_name, identifier = key
    return _ORDER[list_name], identifier if isinstance(identifier, int) else 0, str(identifier)


def _compare(before: dict[Key, Mapped], after: dict[Key, Mapped]) -> Iterator[tuple[Key, Traced]]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old is None and new is not None:
            yield key, (Event.ADDED, (), new)
        elif old is not None and new is None:
            yield key, (Event.REMOVED, (), old)
        elif old and new and old != new and (found := compare_records(old, new)):
            yield key, (Event.CHANGED, found, new)


def _intersect(parents: list[dict[Key, Traced]]) -> dict[Key, Traced]:
    """Return what differs from every parent: the rest of a merge was told by its branches."""
    first, *others = parents
    found = {}
    for key, (event, differences, record) in first.items():
        told = [other[key] for other in others if key in other and other[key][0] == event]
        if len(told) < len(others):
            continue
        results = [set(map(_result, theirs)) for _, theirs, _ in told]
        kept = tuple(d for d in differences if all(_result(d) in known for known in results))
        if kept or event is not Event.CHANGED:
            found[key] = (event, kept, record)
    return found


def _result(difference: Difference) -> tuple[tuple[str, ...], str]:
    """Return what a difference leads to, wherever it comes from."""
    left = difference.before if difference.after is None else difference.after
    return difference.fields, repr(left)
