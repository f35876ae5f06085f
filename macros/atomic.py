"""Where files are written whole or not at all; those of the data, never over what was not read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO


def replace_text(path: Path, text: str) -> None:
    """Replace a file in one step; whatever happens, the old text or the new one is there."""
    # A link stays one: the file that it leads to is replaced.
    path = path.resolve(strict=True)
    mode = path.stat().st_mode & 0o7777
    with _beside(path) as file:
        file.write(text.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), mode)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step, be it there or not: several builds may write and read it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path) as file:
        file.write(content)
        file.flush()


@contextmanager
def _beside(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write, which takes the place of another one if nothing is raised."""
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            try:
                yield file
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
    except OSError as error:
        error.filename = str(path)  # that the caller knows
        raise


def create_text(path: Path, text: str) -> None:
    """Write a file that is not there; raise FileExistsError when it is."""
    content = text.encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except BaseException:
            path.unlink(missing_ok=True)
            raise
