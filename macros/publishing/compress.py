"""The texts of a site, compressed in files next to them for hosts that send these as they are."""

import gzip
from pathlib import Path

from macros.exports.hosting.media_types import JSON_TYPES, TEXT_TYPES

# Pictures, fonts, documents and archives are compressed already.
TEXTS = {*TEXT_TYPES, *JSON_TYPES}
# Below, the headers weigh more than what is saved.
_LEAST = 500  # bytes


def compress_texts(site: Path) -> None:
    """Write `x.gz` next to each text `x`; the same content gives the same bytes."""
    for path in [*site.rglob("*")]:
        if path.suffix in TEXTS and path.stat().st_size >= _LEAST:
            # Without the time, which would be that of this build.
            compressed = gzip.compress(path.read_bytes(), 9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(compressed)
