"""Each text of a site beside itself, compressed, for hosts that send such files as they are."""

import gzip
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

from macros.workers import follow_parent

# Pictures, fonts, documents and archives are compressed already.
TEXTS = frozenset(
    {
        ".atom", ".bib", ".css", ".csv", ".html", ".ics", ".js", ".json", ".jsonld", ".map", ".md",
        ".ris", ".svg", ".ttl", ".txt", ".webmanifest", ".xml",
    }
)  # fmt: skip
COMPRESSED = frozenset({".br", ".gz"})
# Below, the headers weigh more than what is spared.
_LEAST = 500  # bytes
# Level 11 spares a tenth more and takes sixty times as long.
_BROTLI = 6
_CHUNK = 50


def compress(site: Path, processes: int | None = None) -> int:
    """Write `x.gz` and `x.br` beside each text; return how many. The same bytes give the same."""
    texts = list(_list_texts(site))
    if len(texts) <= _CHUNK or processes == 1:
        return sum(map(_compress, texts))
    with ProcessPoolExecutor(processes or os.cpu_count(), initializer=follow_parent) as pool:
        return sum(pool.map(_compress, texts, chunksize=_CHUNK))


def _list_texts(site: Path) -> Iterator[Path]:
    for path in sorted(site.rglob("*")):
        if path.suffix in TEXTS and path.is_file() and path.stat().st_size >= _LEAST:
            yield path


def _compress(path: Path) -> int:
    content = path.read_bytes()
    made = {
        # Without a name nor a time: they would be those of this build.
        ".gz": gzip.compress(content, 9, mtime=0),
        ".br": brotli.compress(content, mode=brotli.MODE_TEXT, quality=_BROTLI),
    }
    for suffix, compressed in made.items():
        path.with_name(path.name + suffix).write_bytes(compressed)
    return len(made)
