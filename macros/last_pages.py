"""The pages that the last build left in the folder of the site: those that are still right stay there.

The engine empties this folder. What holds pages is moved aside before, and back after. A page stays
if its file is the one that was noted and if what it would be filled with has not changed. What is
noted can be lost, damaged or old: the page is only written again then.
"""

import contextlib
import os
import pickle
from collections.abc import Collection, Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.writing import put_bytes

_NOTES = "pages.pickle"


@dataclass(frozen=True, slots=True)
class Note:
    """A file that was written: of what (`mark`; None: not known), how it can be told, and its hash."""

    mark: bytes | None
    size: int
    changed: int
    sum: str


@dataclass(frozen=True, slots=True)
class LastPages:
    """`aside` holds folders of the site for the time that this is emptied."""

    site: Path
    cache: Path
    aside: TemporaryDirectory[str]
    notes: dict[str, Note] = field(default_factory=dict)  # by address: of the pages that are there

    def put_back(self) -> None:
        """Put the folders back, with nothing in them but the pages that are as noted."""
        noted = _read_notes(self.cache)
        for folder in Path(self.aside.name).iterdir():
            folder.replace(self.site / folder.name)
            self._sift(f"{folder.name}/", noted)
        self.aside.cleanup()

    def _sift(self, url: str, noted: Mapping[str, Note]) -> bool:
        """Remove from a folder all but the pages that are as noted; tell whether something is left."""
        left = False
        folder = f"{self.site}/{url}"
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    left |= self._sift(f"{url}{entry.name}/", noted)
                elif entry.name == "index.html" and (note := noted.get(url)):
                    found = entry.stat(follow_symlinks=False)
                    if (found.st_size, found.st_mtime_ns) == (note.size, note.changed):
                        self.notes[url] = note
                        left = True
                    else:
                        os.unlink(entry)  # noqa: PTH108 (thousands)
                else:
                    os.unlink(entry)  # noqa: PTH108
        if not left:
            os.rmdir(folder)  # noqa: PTH106
        return left

    def is_right(self, url: str, mark: bytes | None) -> bool:
        """Tell whether the page is there, filled with this."""
        note = self.notes.get(url)
        return note is not None and mark is not None and note.mark == mark

    def keep(self, notes: Mapping[str, Note]) -> None:
        """Note the pages of this build, and remove those that are no more."""
        for url in self.notes.keys() - notes.keys():
            path = self.site / url
            (path / "index.html").unlink()
            with contextlib.suppress(OSError):  # it holds other pages
                path.rmdir()
        plain = {url: astuple(note) for url, note in notes.items()}
        put_bytes(self.cache / _NOTES, pickle.dumps(plain))


def move_aside(site: Path, folders: Collection[str], cache: Path) -> LastPages:
    """Move these folders of the site where the engine does not empty them."""
    cache.mkdir(exist_ok=True)
    aside = TemporaryDirectory(dir=cache, prefix="pages-", ignore_cleanup_errors=True)
    for name in folders:
        with contextlib.suppress(OSError):  # not there, or on another disk
            (site / name).rename(Path(aside.name, name))
    return LastPages(site, cache, aside)


def note_file(path: str, mark: bytes | None, sum_: str) -> Note:
    """Return the note of a file just written."""
    found = os.stat(path)  # noqa: PTH116 (thousands)
    return Note(mark, found.st_size, found.st_mtime_ns, sum_)


def _read_notes(cache: Path) -> Mapping[str, Note]:
    try:
        noted = pickle.loads((cache / _NOTES).read_bytes())  # noqa: S301 (written above)
        return {url: Note(*note) for url, note in noted.items()}
    except Exception:  # whatever is wrong with it, the pages can be written again
        return {}
