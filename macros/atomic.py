"""Where files are written completely or not at all; those of the data, never over what was not read."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile


def replace_text(path: Path, text: str) -> None:
    """Replace a file in one step; whatever happens, the old text or the new one is there."""
    # A link stays one: the file that it leads to is replaced.
    path = path.resolve(strict=True)
    _write(path, text.encode("utf-8"), path.stat().st_mode & 0o7777)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step, be it there or not: several builds may write and read it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, content, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    """Write a temporary file, which takes the place of another one if nothing is raised."""
    temporary: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        temporary.replace(path)  # closed: Windows replaces no open file
    except BaseException as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
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
