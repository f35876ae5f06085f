"""Versions of the data files → the records that each changed in meaning, field by field.

Nothing is in words yet. How a value is laid out, the order of keys and lists, no-break spaces and whether
an empty field is written make no difference.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from macros import urls
from macros.data import model
from macros.data.characters import clean_text
from macros.data.field_types import Reference
from macros.data.help_model import HelpService
from macros.data.loading import FOLLOW_UP, FOLLOW_UP_FILE, LIST_FILES, MEASURES
from macros.data.model import Measure
from macros.data.outcome_model import FollowUp
from macros.data.validation import find_parts, list_marks
from macros.data.vocabulary import Vocabulary
from macros.data.yaml_reader import MAX_BYTES, read_leniently
from macros.history.git_log import Commit, Log, holds_records

Mapped = Mapping[str, Any]
Key = tuple[str, int | str]  # a list of the data set and a number, slug or name in it
Records = dict[Key, Mapped]

# By which fields an item of a list is known again in the next version.
IDENTITIES = {
    "actors": ("actor",),
    "amounts": ("about", "subject", "kind", "source"),
    "articles": ("number",),
    "audiences": ("label",),
    "codifications": ("law", "article"),
    "corrections": ("original",),
    "deadlines": ("quote",),
    "facts": ("topic",),
    "figures": ("unit",),
    "laws": ("law", "article"),
    "related": ("measure",),
    "searches": ("date",),
    "succession": ("to", "quote"),
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


class ChangeKind(StrEnum):
    ADDED = "ajout"
    CHANGED = "modification"
    REMOVED = "retrait"


class RecordKind(NamedTuple):
    """The records of a list: their class and name, and the fields that identify and title each."""

    cls: type
    noun: str  # « texte de droit », of which the first word takes the plural
    identifier: str  # empty: the file is the record
    title: str
    url: Callable[[Any], str]
    untold: tuple[str, ...] = ()  # fields of which the news say nothing


# In the order of the site.
KINDS = {
    MEASURES: RecordKind(Measure, "mesure", "number", "title", urls.measure_url),
    # Named by its file, « 13-arrete-cap-gardien », which says the measure too.
    FOLLOW_UP: RecordKind(
        FollowUp,
        "fait",
        "file_name",
        "summary",
        lambda name: urls.follow_up_url(*split_follow_up(name)),
    ),
    "axes": RecordKind(model.Axis, "axe", "number", "title", urls.axis_url),
    "themes": RecordKind(model.Theme, "thème", "slug", "title", urls.theme_url),
    "families": RecordKind(
        model.Family, "famille d’acteurs", "slug", "title", lambda _: urls.ACTORS
    ),
    "actors": RecordKind(model.Actor, "acteur", "slug", "name", urls.actor_url),
    "laws": RecordKind(model.Law, "texte de droit", "slug", "short_title", urls.law_url),
    "terms": RecordKind(model.Term, "terme du glossaire", "slug", "term", urls.term_url),
    "sources": RecordKind(model.Source, "source", "slug", "title", urls.source_url),
    # The words of the search say nothing of a service, and may be a dead number.
    "services": RecordKind(
        HelpService, "service d’aide", "name", "name", lambda _: urls.HELP, ("words", "replaces")
    ),
    "plan": RecordKind(model.Plan, "fiche du plan", "", "short_title", lambda _: urls.PLAN),
    "site": RecordKind(model.Site, "réglages du site", "", "", lambda _: ""),
}


@dataclass(frozen=True, slots=True)
class FieldKind:
    """The type of a field, as far as its wording depends on it."""

    record: type | None
    labels: dict[str, str]  # of the values of a closed list
    list_name: str | None  # the list that it refers to


@cache
def describe_field(cls: type | None, name: str) -> FieldKind:
    """Return what a field of a record holds; one that is no more, nothing."""
    hints = get_type_hints(cls) if cls else {}
    classes = [part for part in find_parts(hints.get(name)) if isinstance(part, type)]
    members = (one for part in classes if issubclass(part, Vocabulary) for one in part)
    marks = list_marks(cls).get(name, ()) if cls else ()
    return FieldKind(
        next(filter(is_dataclass, classes), None),
        {member.value: member.label for member in members},
        next((mark.to for mark in marks if isinstance(mark, Reference)), None),
    )


def split_follow_up(name: str) -> tuple[int, str]:
    """Return the measure and the identifier that the name of a follow-up's file says."""
    number, _, slug = name.partition("-")
    return int(number), slug


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
        return {(MEASURES, int(stem)): value} if stem.isdecimal() else None
    if folder == FOLLOW_UP:
        if not FOLLOW_UP_FILE.fullmatch(f"{stem}.yml"):
            return None
        named = zip(("measure", "slug"), split_follow_up(stem), strict=True)
        return {(FOLLOW_UP, stem): value | dict(named)}
    if name in ("plan", "site"):
        return {(name, name): value}
    names = get_type_hints(LIST_FILES[name]) if name in LIST_FILES else {}
    # The words of the search say nothing of the plan.
    lists = {key: value[key] for key in names if key in KINDS and isinstance(value.get(key), list)}
    if names and not lists:
        return None
    return {
        (key, identifier): record
        for key, items in lists.items()
        for record in items
        if isinstance(record, dict)
        and isinstance(identifier := record.get(KINDS[key].identifier), int | str)
    }


def compare_versions(old: Records, new: Records) -> Iterator[RecordChange]:
    """Yield what became of the records, in the order of the site."""
    while renamed := _find_renamed(old, new):
        named = {key: (key[0], renamed.get(key, key[1])) for key in old}
        whole = {name: FieldKind(kind.cls, {}, None) for name, kind in KINDS.items()}
        old = {named[key]: _rename(whole[key[0]], old[key], renamed) for key in old}
    for key in sorted(old | new, key=_rank):
        if key not in old:
            yield RecordChange(key, ChangeKind.ADDED, (), new[key])
        elif key not in new:
            yield RecordChange(key, ChangeKind.REMOVED, (), old[key])
        elif old[key] != new[key]:
            found = _compare_fields(normalize(old[key]) or {}, normalize(new[key]) or {}, (), ())
            told = tuple(one for one in found if one.fields[0] not in KINDS[key[0]].untold)
            if told:
                yield RecordChange(key, ChangeKind.CHANGED, told, new[key])


def _find_renamed(old: Records, new: Records) -> dict[tuple[str | None, Any], str]:
    """Return the identifiers that records gave up for others, all else being as it was."""
    gone, come = (
        {_describe_content(key, one[key]): key for key in one if key not in other}
        for one, other in ((old, new), (new, old))
    )
    renamed: dict[tuple[str | None, Any], str] = {}
    for content in gone.keys() & come.keys():
        (name, one), other = gone[content], str(come[content][1])
        renamed[name, one] = other
        if name == FOLLOW_UP:  # and the source that it holds
            renamed["sources", split_follow_up(str(one))[1]] = split_follow_up(other)[1]
    return renamed


def _describe_content(key: Key, record: Mapped) -> str:
    """Return what a record says besides its identifier; a number is not just a name."""
    own = {**record, "slug": None} if "slug" in record else {"": key[1]}
    return f"{key[0]} {_freeze(normalize(own))}"


def _rename(kind: FieldKind, value: Any, renamed: Mapping[Any, str]) -> Any:
    """Return a value with the identifiers that it refers to as they are called now."""
    if isinstance(value, dict):
        fields = ((name, describe_field(kind.record, name)) for name in value)
        return {name: _rename(field, value[name], renamed) for name, field in fields}
    if isinstance(value, list):
        return [_rename(kind, item, renamed) for item in value]
    return renamed.get((kind.list_name, value), value)


def _rank(key: Key) -> tuple[int, int, str]:
    name, identifier = key
    return [*KINDS].index(name), identifier if isinstance(identifier, int) else 0, str(identifier)


def trace_records(log: Log) -> Iterator[tuple[Commit, list[RecordChange]]]:
    """Yield what each commit changed, oldest first.

    A version that nobody can read counts as the last one before it that could be read.
    """
    records: dict[tuple[str, str | None], Records] = {}
    for commit in reversed(log.commits):
        files = [file for file in commit.files if holds_records(file.path)]
        if not files:
            continue
        for path, (old, *_), new in files:
            if new is not None:
                version = read_records(path, log.contents[new])
                records[path, new] = records.get((path, old), {}) if version is None else version
        versions = [
            [records.get((file.path, name), {}) for name in (*file.old, file.new)] for file in files
        ]
        *parents, after = map(_join, zip(*versions, strict=True))
        changes, *others = ([*compare_versions(before, after)] for before in parents)
        for other in others:
            changes = [*_keep_own(changes, other)]
        yield commit, changes


def _join(versions: Iterable[Records]) -> Records:
    return {key: record for version in versions for key, record in version.items()}


def _keep_own(changes: list[RecordChange], others: list[RecordChange]) -> Iterator[RecordChange]:
    """Yield what differs from another parent of a merge too: its branches have the rest."""
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
