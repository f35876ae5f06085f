"""Slow outputs kept on disk between builds, by what they are made of."""

import contextlib
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from macros.writing import put_bytes

CACHE = Path(__file__).resolve().parent.parent.parent / ".cache"
UNUSED = 30 * 24 * 3600  # seconds without use after which a file goes


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of the cache; files are named by the key that the caller computes."""

    folder: Path
    suffix: str

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the kept bytes of a key, or make and keep them."""
        kept = self.folder / f"{key}{self.suffix}"
        with contextlib.suppress(FileNotFoundError):
            content = kept.read_bytes()
            os.utime(kept)  # which makes no empty file, should another build have just removed it
            return content
        content = make()
        put_bytes(kept, content)
        return content

    def forget_unused(self) -> None:
        """Remove what no build has used for a while."""
        oldest = time.time() - UNUSED
        for path in self.folder.glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < oldest:
                    path.unlink()
