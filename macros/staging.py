"""The machine outputs, made into a folder of their own, each kind in a process of its own.

None is held in memory; the folder is then moved into the site.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from macros.workers import share

Content = str | bytes | Iterable[str]  # whole, or in pieces where the whole would be too much
# What makes outputs: contents by path.
Make = Callable[[], Mapping[str, Content]]


class Staging(Mapping[str, bytes]):
    """What was made so far, by path from the root of the site."""

    def __init__(self, folder: Path, paths: Iterable[str] = ()) -> None:
        self.folder = folder
        self.paths = dict.fromkeys(paths)

    def add(self, *makers: Make) -> "Staging":
        """Make more outputs and write them; return what there is then, in the order given."""
        made = share(self._write, makers)
        return Staging(self.folder, (*self.paths, *chain.from_iterable(made)))

    def _write(self, make: Make) -> list[str]:
        made = make()
        for path, content in made.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as written:
                written.writelines(_encode(content))
        return list(made)

    def __getitem__(self, path: str) -> bytes:
        if path not in self.paths:
            raise KeyError(path)
        return (self.folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __contains__(self, path: object) -> bool:
        return path in self.paths

    def put(self, site: Path, *, keep: bool = False) -> None:
        """Put everything into the site; `keep`: it stays here too, for one more time."""
        if keep:
            shutil.copytree(self.folder, site, dirs_exist_ok=True, copy_function=_link)
        else:
            _merge(self.folder, site)


def hold(content: Content) -> str | bytes:
    """Return a content whole."""
    return content if isinstance(content, str | bytes) else "".join(content)


def _encode(content: Content) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
    else:
        yield from (
            piece.encode() for piece in ([content] if isinstance(content, str) else content)
        )


def _link(source: str, target: str) -> None:
    Path(target).unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:  # on another disk
        shutil.copy(source, target)


def _merge(folder: Path, target: Path) -> None:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, target)
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            _merge(path, target / path.name)
        else:
            shutil.move(path, target / path.name)
