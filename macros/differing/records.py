"""Two versions of the data files → the records that changed, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from macros.commits import Commit, FileChange, is_data
from macros.comparing import compare_records
from macros.history import Change, Nature, Origin, Revision, Words
from macros.loading import LIST_FILES, MEASURES
from macros.model import Dataset, Site
from macros.plain import read_plain
from macros.tracing import Tracer

_NOW = datetime.fromtimestamp(0, UTC)  # of a change that is in no commit
_SITE = "data/site.yml"
_OFFICIAL = "data/source/"


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed in the data files, apart from how they are laid out."""

    revisions: tuple[Revision, ...] = ()
    settings: tuple[Change, ...] = ()  # of the publisher
    official: tuple[str, ...] = ()  # files of the official text that changed
    unread_before: tuple[str, ...] = ()  # files that are no YAML, in either version
    unread_now: tuple[str, ...] = ()

    def of_nature(self, nature: Nature) -> tuple[Revision, ...]:
        return tuple(revision for revision in self.revisions if revision.has(nature))


def compare_data(
    before: Mapping[str, bytes], now: Mapping[str, bytes], data: Dataset | None, *old: Dataset
) -> Compared:
    """Compare two versions of the files; `data` and `old` give the words, where they are sound."""
    changed = sorted(
        path
        for path in before.keys() | now.keys()
        if path.startswith("data/") and before.get(path) != now.get(path)
    )
    unread = [tuple(path for path in changed if _is_unread(path, files)) for files in (before, now)]
    readable = [path for path in changed if path not in unread[0] and path not in unread[1]]
    known = [*old, data] if data else [*old]
    words = Words(known[-1], *known[:-1]) if known else Words(None)
    origin = Origin("", _NOW, _NOW.date(), "", stated=False)
    traced = Tracer(
        {f"before {path}": before[path] for path in readable if path in before}
        | {f"now {path}": now[path] for path in readable if path in now}
    ).trace(Commit("", _NOW, "", tuple(_list_changes(readable, before, now))))
    return Compared(
        tuple(words.describe(origin, None, key, found) for key, found in traced.items()),
        tuple(_compare_settings(words, before, now)) if _SITE in readable else (),
        tuple(path for path in changed if path.startswith(_OFFICIAL)),
        unread[0],
        unread[1],
    )


def find_file(revision: Revision) -> str:
    """Return the file that holds a record."""
    if revision.list_name == MEASURES:
        return f"data/measures/{int(revision.key):02}.yml"
    for name, cls in LIST_FILES.items():
        if revision.list_name in cls.__annotations__:
            return f"data/{name}.yml"
    return f"data/{revision.list_name}.yml"


def _is_unread(path: str, files: Mapping[str, bytes]) -> bool:
    return is_data(path) and path in files and not isinstance(read_plain(files[path]), dict)


def _list_changes(
    paths: list[str], before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Iterator[FileChange]:
    for path in paths:
        old = f"before {path}" if path in before else None
        yield FileChange(path, (old,), f"now {path}" if path in now else None)


def _compare_settings(
    words: Words, before: Mapping[str, bytes], now: Mapping[str, bytes]
) -> Iterator[Change]:
    old, new = (_read_settings(files) for files in (before, now))
    for found in compare_records(old, new):
        yield words.describe_change(Site, Nature.CORRECTION, found)


def _read_settings(files: Mapping[str, bytes]) -> dict[str, Any]:
    value = read_plain(files.get(_SITE, b""))
    return value if isinstance(value, dict) else {}
