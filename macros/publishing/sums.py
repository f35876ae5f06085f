"""`SHA256SUMS`: the sum of every file, as `sha256sum -c` reads them."""

import hashlib
from pathlib import Path

from macros.urls import SUMS


def write_sums(site: Path) -> None:
    """Write the sums of all the files of a folder but itself, in the order of their paths."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    lines = [f"{_sum(site / path)}  {path}\n" for path in paths if path != SUMS]
    (site / SUMS).write_text("".join(lines), encoding="utf-8")


def _sum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
