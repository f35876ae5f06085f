"""A cache of slow files (PDF, pictures), by the content they are made of.

In the user's cache folder, never in the project: a proposal could commit there what others would then
publish. Each file begins with the checksum of the rest, so that a damaged one is made again.
"""

import contextlib
import hashlib
import os
import time
from pathlib import Path

from macros.atomic import write_bytes

ROOT = Path(__file__).resolve().parent.parent
UNUSED = 30 * 24 * 3600  # seconds without use after which a file goes
_CHECKSUM = hashlib.sha256().digest_size


def find_folder() -> Path | None:
    """Return the folder of the cache, there or not; None if the user has none outside the project."""
    try:
        # The XDG specification wants a relative path ignored.
        base = Path(os.environ.get("XDG_CACHE_HOME", ""))
        folder = (base if base.is_absolute() else Path.home() / ".cache") / "plan-50-mesures"
        return None if folder.resolve().is_relative_to(ROOT) else folder
    except (OSError, RuntimeError):  # no home, a loop of links
        return None


def get(key: str) -> bytes | None:
    """Return the content cached under a key, None if it is not there or damaged."""
    if not (folder := find_folder()):
        return None
    try:
        cached = (folder / key).read_bytes()
        os.utime(folder / key)
    except OSError:
        return None
    checksum, content = cached[:_CHECKSUM], cached[_CHECKSUM:]
    return content if hashlib.sha256(content).digest() == checksum else None


def put(key: str, content: bytes) -> None:
    """Cache a content, if the folder can be written."""
    if folder := find_folder():
        with contextlib.suppress(OSError):
            write_bytes(folder / key, hashlib.sha256(content).digest() + content)


def prune() -> None:
    """Remove what no build has used for a while."""
    folder, oldest = find_folder(), time.time() - UNUSED
    for path in folder.glob("*") if folder else ():
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()
