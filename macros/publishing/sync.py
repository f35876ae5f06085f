"""A folder made what another one is, file by file, while it is served."""

import filecmp
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from macros.data.project_files import walk


def list_files(place: Path) -> Iterator[Path]:
    """Yield the files under a folder, or a file itself; nothing where there is none."""
    if not place.is_dir():
        yield place
        return
    for entry in walk(place):
        path = Path(entry.path)
        if "__pycache__" not in path.parts and not path.is_dir():
            yield path


def sync_directory(made: Path, shown: Path) -> bool:
    """Move what is new or changed to `shown`, remove what is gone; tell whether a page is another.

    Each file is replaced at once: what a browser asks for meanwhile is whole.
    """
    new = {path.relative_to(made) for path in list_files(made)}
    gone = (
        {path.relative_to(shown) for path in list_files(shown)} - new if shown.is_dir() else set()
    )
    changed = {path for path in new if not _is_same(made / path, shown / path)}
    for path in gone:
        (shown / path).unlink()
        with suppress(OSError):  # it holds other files
            (shown / path).parent.rmdir()
    for path in changed:
        (shown / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(made / path, shown / path)
    return any(path.suffix == ".html" for path in gone | changed)


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)
