"""A folder made ready to be published, once the engine has written it."""

import gzip
import hashlib
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from macros.exports.hosting import JSON_TYPES, TEXT_TYPES
from macros.publishing.offline_copy import list_paths, write_copy
from macros.urls import CHECKSUMS, OFFLINE_COPY

# Pictures, fonts, documents and archives are compressed already.
_TEXTS = {*TEXT_TYPES, *JSON_TYPES}
# Below, the headers weigh more than what is saved.
_LEAST = 500  # bytes


def finish(site: Path, moment: datetime | None, former: Iterable[str] = ()) -> None:
    """Add the downloadable copy, of that moment, the compressed texts and the checksums of all files.

    The copy stays at its `former` paths too.
    """
    write_copy(site, moment)
    for path in former:
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / OFFLINE_COPY, site / path)
    compress_texts(site)  # after the copy, where nothing would read it
    write_checksums(site)
    # The same modes for all, whatever the umask: a host serves them.
    for file in (site, *site.rglob("*")):
        file.chmod(0o755 if file.is_dir() else 0o644)


def compress_texts(site: Path) -> None:
    """Write `x.gz` next to each text `x`, for hosts; the same content gives the same bytes."""
    for path in [*site.rglob("*")]:
        if path.suffix in _TEXTS and path.stat().st_size >= _LEAST:
            # Without the time, which would be that of this build.
            compressed = gzip.compress(path.read_bytes(), 9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(compressed)


def write_checksums(site: Path) -> None:
    """Write the checksum of every other file, in the order of their paths, for `sha256sum -c`."""
    (site / CHECKSUMS).unlink(missing_ok=True)
    lines = [
        f"{hashlib.sha256((site / path).read_bytes()).hexdigest()}  {path}\n"
        for path in list_paths(site)
    ]
    (site / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
