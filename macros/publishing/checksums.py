"""`SHA256SUMS`: the checksum of every file, as `sha256sum -c` reads them."""

import hashlib
from pathlib import Path

from macros.urls import CHECKSUMS


def write_checksums(site: Path) -> None:
    """Write the checksums of all the files of a folder but itself, in the order of their paths."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256((site / path).read_bytes()).hexdigest()}  {path}\n"
        for path in paths
        if path != CHECKSUMS
    ]
    (site / CHECKSUMS).write_text("".join(lines), encoding="utf-8")
