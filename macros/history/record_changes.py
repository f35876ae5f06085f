"""Versions of the data files → the records that each changed in meaning. Nothing is in words yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple, get_type_hints

from macros import urls
from macros.data import model
from macros.data.loading import LIST_FILES, MEASURES
from macros.data.measure_model import Measure
from macros.data.yaml_reader import MAX_BYTES, read_leniently
from macros.french import format_count
from macros.history.git_log import Commit, Log, is_told
from macros.history.record_diff import Difference, Mapped, compare_records

Key = tuple[str, int | str]  # a list of the data set and a number, slug or name in it
Records = dict[Key, Mapped]


class ChangeKind(StrEnum):
    ADDED = "mise en ligne"
    CHANGED = "modification"
    REMOVED = "retrait"


class RecordKind(NamedTuple):
    """The records of a list: their class and name, and the fields that identify and title each."""

    cls: type
    noun: str  # « texte de droit », of which the first word takes the plural
    identifier: str  # empty: the file is the record
    title: str
    url: Callable[[Any], str]

    def count_records(self, number: int) -> str:
        first, *others = self.noun.split(" ")
        return " ".join((format_count(number, first), *others))


# In the order of the site.
KINDS = {
    MEASURES: RecordKind(Measure, "mesure", "number", "title", urls.measure_url),
    "axes": RecordKind(model.Axis, "axe", "number", "title", urls.axis_url),
    "themes": RecordKind(model.Theme, "thème", "slug", "title", urls.theme_url),
    "families": RecordKind(
        model.Family, "famille d’acteurs", "slug", "title", lambda _: urls.ACTORS
    ),
    "actors": RecordKind(model.Actor, "acteur", "slug", "name", urls.actor_url),
    "laws": RecordKind(model.Law, "texte de droit", "slug", "short_title", urls.law_url),
    "terms": RecordKind(model.Term, "terme du glossaire", "slug", "term", urls.term_url),
    "sources": RecordKind(model.Source, "source", "slug", "title", urls.source_url),
    "services": RecordKind(
        model.HelpService, "service d’aide", "name", "name", lambda _: urls.HELP
    ),
    "plan": RecordKind(model.Plan, "fiche du plan", "", "short_title", lambda _: urls.PLAN),
    "site": RecordKind(model.Site, "réglages du site", "", "", lambda _: ""),
}
_ORDER = [*KINDS]


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record made, changed or removed; `differences` are those of a record that stays."""

    key: Key
    kind: ChangeKind
    differences: tuple[Difference, ...]
    record: Mapped  # its latest known version


def read_records(path: str, content: bytes) -> Records | None:
    """Return the records of a data file; None where nobody can read it."""
    value = read_leniently(content) if len(content) <= MAX_BYTES else None
    if not isinstance(value, dict):
        return None
    name = path.removeprefix("data/").removesuffix(".yml")
    folder, _, stem = name.rpartition("/")
    if folder == MEASURES:
        number = value.get("number")
        if type(number) is not int:
            number = int(stem) if stem.isdecimal() else None
        return None if number is None else {(MEASURES, number): value}
    if name in ("plan", "site"):
        return {(name, name): value}
    names = get_type_hints(LIST_FILES[name]) if name in LIST_FILES else {}
    lists = {key: value[key] for key in names if isinstance(value.get(key), list)}
    if names and not lists:
        return None
    return {
        (key, identifier): record
        for key, items in lists.items()
        for record in items
        if isinstance(record, dict)
        and isinstance(identifier := record.get(KINDS[key].identifier), int | str)
    }


def compare_versions(old: Records, new: Records) -> list[RecordChange]:
    """Return what became of the records, in the order of the site."""
    return sorted(_compare(old, new), key=_rank)


def _compare(old: Records, new: Records) -> Iterator[RecordChange]:
    for key in old | new:
        if key not in old:
            yield RecordChange(key, ChangeKind.ADDED, (), new[key])
        elif key not in new:
            yield RecordChange(key, ChangeKind.REMOVED, (), old[key])
        elif old[key] != new[key] and (found := compare_records(old[key], new[key])):
            yield RecordChange(key, ChangeKind.CHANGED, found, new[key])


def _rank(change: RecordChange) -> tuple[int, int, str]:
    name, identifier = change.key
    return _ORDER.index(name), identifier if isinstance(identifier, int) else 0, str(identifier)


def trace_records(log: Log) -> Iterator[tuple[Commit, list[RecordChange], tuple[Commit, ...]]]:
    """Yield what each commit changed, oldest first, and the commits of the versions that it mends.

    A version that nobody can read counts as the last one before it that could be read.
    """
    records: dict[tuple[str, str | None], Records] = {}
    broken: dict[tuple[str, str | None], tuple[Commit, ...]] = {}
    for commit in reversed(log.commits):
        files = [file for file in commit.files if is_told(file.path)]
        if not files:
            continue
        mended = next(filter(None, (broken.get((file.path, file.old[0])) for file in files)), ())
        after: Records = {}
        for file in files:
            if file.new is None:
                continue
            read = read_records(file.path, log.contents[file.new])
            if read is None:
                read = records.get((file.path, file.old[0]), {})
                broken[file.path, file.new] = (*mended, commit)
            records[file.path, file.new] = read
            after |= read
        changes = None
        for parent in range(len(files[0].old)):
            before: Records = {}
            for file in files:
                before |= records.get((file.path, file.old[parent]), {})
            found = compare_versions(before, after)
            changes = found if changes is None else [*_keep_own(changes, found)]
        yield commit, changes or [], mended


def _keep_own(changes: list[RecordChange], others: list[RecordChange]) -> Iterator[RecordChange]:
    """Yield what differs from another parent of a merge too: the rest was told by its branches."""
    known = {(other.key, other.kind): other for other in others}
    for change in changes:
        if other := known.get((change.key, change.kind)):
            results = {*map(_result, other.differences)}
            own = tuple(found for found in change.differences if _result(found) in results)
            if own or change.kind is not ChangeKind.CHANGED:
                yield replace(change, differences=own)


def _result(difference: Difference) -> tuple[tuple[str, ...], str]:
    """Return what a difference leads to, wherever it comes from."""
    left = difference.before if difference.after is None else difference.after
    return difference.fields, repr(left)
