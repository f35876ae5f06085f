"""The measures that were read and found sound, kept by the content of their files.

What is kept can be lost, damaged or of other code: it is then only not used. Nothing of a file with a
problem is kept, and whether a measure is sound depends on the lists too.
"""

import contextlib
import hashlib
import pickle
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from macros.model import Measure
from macros.reading import read_bytes
from macros.writing import put_bytes

_FILE = "records.pickle"


@dataclass(frozen=True, slots=True)
class Kept:
    """A measure, pickled, and the line and the column of its number."""

    measure: bytes
    line: int
    column: int


@dataclass(slots=True)
class KeptRecords:
    """Those of the last sound data, and those of these, by hashes of contents.

    `lists` is a hash of all that rules on one measure look at beside it, when these were sound.
    """

    folder: Path
    code: bytes
    lists: bytes = b""
    last: dict[bytes, Kept] = field(default_factory=dict)
    now: dict[bytes, Kept] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)  # hashes, by name of the file

    def find(self, path: Path) -> tuple[Measure, int, int] | None:
        """Return the measure that a file holds, and where its number stands."""
        content = hash_files([path])
        self.contents[path.name] = content
        if kept := self.last.get(content):
            self.now[content] = kept
            return pickle.loads(kept.measure), kept.line, kept.column  # noqa: S301 (written below)
        return None

    def add(self, path: Path, measure: Measure, line: int, column: int) -> None:
        """Keep the measure read from this file, if it still is what it was when it was looked for."""
        content = self.contents.get(path.name)
        if content and content == hash_files([path]):
            self.now[content] = Kept(pickle.dumps(measure, protocol=5), line, column)

    def was_sound(self, name: str, lists: bytes) -> bool:
        """Tell whether a file has the content that was sound beside these lists."""
        return lists == self.lists and self.contents.get(name) in self.last

    def write(self, lists: bytes) -> None:
        """Keep what was read: all of it is sound, beside these lists."""
        if lists == self.lists and self.now.keys() == self.last.keys():
            return
        plain = {content: (k.measure, k.line, k.column) for content, k in self.now.items()}
        put_bytes(self.folder / _FILE, pickle.dumps((self.code, lists, plain), protocol=5))


def read_kept(folder: Path, code: bytes) -> KeptRecords:
    """Return what is kept in a folder, by the code that has this hash."""
    kept = KeptRecords(folder, code)
    try:
        written: Any = pickle.loads((folder / _FILE).read_bytes())  # noqa: S301 (written above)
        by, lists, plain = written
        if by == code:
            kept.last = {content: Kept(*found) for content, found in plain.items()}
            kept.lists = lists
    except Exception:  # whatever is wrong with it, the files can be read again
        return KeptRecords(folder, code)
    return kept


def hash_files(files: Iterable[Path]) -> bytes:
    """Return a hash of files; whoever reads them says why one cannot be read."""
    hashed = hashlib.sha256()
    for file in files:
        with contextlib.suppress(OSError):
            content = read_bytes(file)
            hashed.update(f"{len(content)}\n".encode() + content)
        hashed.update(b"\n")
    return hashed.digest()


def hash_lists(files: bytes, numbers: Collection[int]) -> bytes:
    """Return a hash of the files of the lists, and of which measures there are."""
    return hashlib.sha256(repr(sorted(numbers)).encode() + files).digest()
