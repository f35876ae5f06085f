"""`site-hors-ligne.zip`: the whole site in one file, to read without a network nor a server."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from macros.publishing.local_pages import Copy
from macros.urls import LOCAL_ADDRESS, OFFLINE_COPY

FOLDER = PurePosixPath(OFFLINE_COPY).stem
# What only a host, a robot or a browser that is served the site reads.
_LEFT_OUT = re.compile(
    r"assets/cards/|404\.html$|.*\.(?:gz|map)$"
    r"|_redirects$|_headers$|robots\.txt$|sitemap\.xml$|.*\.zip$"
)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_OLDEST = datetime(1980, 1, 1, tzinfo=UTC)  # that a zip can say
_READ_ME = """Pour lire le site, ouvrez le fichier index.html de ce dossier avec un navigateur.

C’est une copie : elle ne se met pas à jour.{where}
"""


def write_copy(site: Path, moment: datetime | None) -> None:
    """Write the copy of a built site into it; the same site and moment give the same bytes."""
    date = max(moment or _OLDEST, _OLDEST).astimezone(UTC).timetuple()[:6]
    with zipfile.ZipFile(site / OFFLINE_COPY, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in list_files(site):
            entry = zipfile.ZipInfo(f"{FOLDER}/{path}", date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)


def list_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what the copy holds, by path, in the order of the paths but for the first to read."""
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    paths = [path for path in paths if not _LEFT_OUT.match(path)]
    copy = Copy(frozenset(paths), _find_address(site))
    where = f" La version en ligne : {copy.address}" if copy.address else ""
    yield "LISEZ-MOI.txt", _READ_ME.format(where=where).encode()
    for path in paths:
        content = (site / path).read_bytes()
        yield (
            path,
            copy.localize(path, content.decode()).encode() if path.endswith(".html") else content,
        )


def _find_address(site: Path) -> str | None:
    found = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    return found[1] if found and found[1] != LOCAL_ADDRESS else None
