"""Zip files: the same contents and moment give the same bytes."""

import zipfile
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # that a zip can say


def write_zip(
    file: Path | IO[bytes],
    contents: Iterable[tuple[str, bytes]],
    moment: datetime | None,
    stored: Collection[str] = (),
) -> None:
    """Write the contents, by path and in their order; those to be `stored` are not compressed."""
    date = max(moment or _OLDEST, _OLDEST).astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(file, "w") as archive:
        for path, content in contents:
            entry = zipfile.ZipInfo(path, date)
            entry.compress_type = zipfile.ZIP_STORED if path in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
