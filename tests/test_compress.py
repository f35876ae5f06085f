"""Texts compressed in files next to them."""

import gzip
import os
from pathlib import Path

from macros.publishing.compress import compress_texts

LONG = "Des mots assez nombreux. " * 60


def test_long_texts_are_compressed(tmp_path: Path) -> None:
    (tmp_path / "api").mkdir()
    for name in ("index.html", "api/plan.json", "picture.png", "SHA256SUMS"):
        (tmp_path / name).write_text(LONG, encoding="utf-8")
    (tmp_path / "short.txt").write_text("Court.", encoding="utf-8")
    compress_texts(tmp_path)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.gz")}
    assert made == {"index.html.gz", "api/plan.json.gz"}
    first = (tmp_path / "index.html.gz").read_bytes()
    assert gzip.decompress(first).decode() == LONG
    # A later build of the same text gives the same bytes.
    os.utime(tmp_path / "index.html", (0, 0))
    compress_texts(tmp_path)
    assert (tmp_path / "index.html.gz").read_bytes() == first
