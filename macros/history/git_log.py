"""git → commits, the files that each changed, and the old contents of the data files.

Three processes, however many files and commits there are.
"""

import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zoneinfo import ZoneInfo

from macros.git import run_git

PARIS = ZoneInfo("Europe/Paris")

# One record per commit: three fields, then what `--raw` says. A message cannot hold a NUL.
_LOG = [
    *("log", "--topo-order", "--format=%H%x00%ct%x00%B%x00", "--encoding=UTF-8", "--no-color"),
    *("-z", "--raw", "--no-abbrev", "-c", "--relative", "--no-renames", "-O/dev/null"),
]
_LATEST = 250_000_000_000  # seconds: a year of four digits
# What the site is made of; the tests and the notes of the project change nothing in it.
_SOURCES = ("data", "docs", "editions", "macros", "overrides", "mkdocs.yml", "requirements.txt")
_REGULAR = ("100644", "100755")
# Of the publisher, and the ledger.
_NO_RECORDS = {"data/site.yml", "data/permalinks.yml", "data/published.yml"}


class FileChange(NamedTuple):
    """One file in one commit: its contents (by name) in each parent and after; None: no such file."""

    path: str
    old: tuple[str | None, ...]
    new: str | None


@dataclass(frozen=True, slots=True)
class Commit:
    """`moment` is when it was committed, which a rebase or a patch accepted later moves."""

    id: str
    moment: datetime
    message: str
    files: Sequence[FileChange]

    @property
    def day(self) -> date:
        """The day in Paris, where the readers are."""
        return self.moment.astimezone(PARIS).date()


@dataclass(frozen=True, slots=True)
class Head:
    """The commit that is checked out. `modified`: what the site is made of is not all in it."""

    id: str
    moment: datetime
    modified: bool


@dataclass(frozen=True, slots=True)
class Log:
    """The complete history of a folder, children before parents."""

    commits: list[Commit]
    contents: dict[str, bytes]  # of the data files, by name of the content


def read_log(root: Path) -> Log | None:
    """Return the history of the folder `root`, or None without git or without all of it."""
    try:
        # A shallow clone would show its first commit as the creation of everything.
        if run_git(root, ["rev-parse", "--is-shallow-repository"]).strip() != b"false":
            return None
        commits = _parse_log(run_git(root, _LOG))
        return Log(commits, _read_contents(root, commits))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None


def read_head(root: Path) -> Head | None:
    """Return the commit that the folder `root` is at, or None without git."""
    try:
        if not run_git(root, ["ls-files", "--", *_SOURCES]):
            return None  # unpacked inside the repository of another
        commit, moment = run_git(root, ["log", "-1", "--format=%H %ct"]).split()
        changed = run_git(root, ["status", "--porcelain", "--", *_SOURCES])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    return Head(commit.decode(), _read_moment(moment.decode()), bool(changed))


def holds_records(path: str) -> bool:
    """Whether the history says what changed in a file."""
    return path.startswith("data/") and path.endswith(".yml") and path not in _NO_RECORDS


def date_files(commits: Iterable[Commit]) -> dict[str, date]:
    """Return the day of the last commit of each file and folder, by path."""
    days: dict[str, date] = {}
    for commit in commits:
        day = commit.day
        for file in commit.files:
            for path in (file.path, *map(str, PurePosixPath(file.path).parents)):
                days[path] = max(day, days.get(path, day))
    return days


def _parse_log(log: bytes) -> list[Commit]:
    commits: list[Commit] = []
    files: list[FileChange] = []
    words = iter(log.split(b"\0"))
    for word in (word.lstrip(b"\n").decode() for word in words):
        if word.startswith(":"):
            files.append(_parse_file(word, next(words).decode(errors="replace")))
        elif word:
            files = []
            moment = _read_moment(next(words).decode())
            commits.append(Commit(word, moment, next(words).decode(errors="replace"), files))
    return commits


def _read_moment(seconds: str) -> datetime:
    # A clock may have been very wrong.
    return datetime.fromtimestamp(min(max(int(seconds), 0), _LATEST), UTC)


def _parse_file(raw: str, path: str) -> FileChange:
    """Read `:100644 100644 <old> <new> M`; a merge has one more colon, mode and name per parent."""
    *words, _ = raw.lstrip(":").split(" ")
    modes, names = words[: len(words) // 2], words[len(words) // 2 :]
    *old, new = (one if mode in _REGULAR else None for mode, one in zip(modes, names, strict=True))
    return FileChange(path, tuple(old), new)


def _read_contents(root: Path, commits: Iterable[Commit]) -> dict[str, bytes]:
    """Return the contents of the data files by their names; ValueError where git lacks one."""
    files = (file for commit in commits for file in commit.files if holds_records(file.path))
    names = {file.new for file in files if file.new}
    answer = run_git(root, ["cat-file", "--batch"], "".join(f"{n}\n" for n in names).encode())
    contents: dict[str, bytes] = {}
    stream = BytesIO(answer)
    while header := stream.readline():
        name, _, size = header.decode().split()
        contents[name] = stream.read(int(size))
        stream.readline()
    return contents
