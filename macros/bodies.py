"""The bodies of the generated pages: rendered on every core, kept on disk, read when they are written.

A body is kept under the fingerprint of all that it was made of, and not rendered again as long as
that stays the same. What is kept can be lost, damaged or old: it is only not used then.
"""

import contextlib
import hashlib
import pickle
import secrets
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

from macros.contract import list_anchors
from macros.workers import share
from macros.writing import put_bytes

TOGETHER = 50  # pages rendered by one process in one go
FEW = 3  # of those that list everything
UNUSED = 3600  # seconds after which a pack that the last build did not use goes
_INDEX = "index.pickle"
# Those that the data and a body go through.
LIBRARIES = (
    "pyyaml",
    "pydantic",
    "pydantic-core",
    "jinja2",
    "markupsafe",
    "segno",
    "bibtexparser",
    "rispy",
)

# What renders a page, by its address.
Render = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a body is, and its anchors, one a line."""

    fingerprint: bytes | None
    pack: str
    start: int
    size: int
    sum: int
    anchors: str


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies of one build. Without a folder they are not kept, but rendered when read."""

    render: Render
    folder: Path | None
    kept: Mapping[str, Kept] = field(default_factory=dict)

    def __getitem__(self, url: str) -> str:
        """Return the body of the page at this address."""
        found = self.kept.get(url)
        if found is not None and self.folder is not None:
            body = _read_pack(self.folder / found.pack, found)
            if body is not None:
                return body.decode()
        return self.render(url)

    def list_anchors(self, url: str) -> list[str]:
        return self.kept[url].anchors.split("\n") if self.kept[url].anchors else []


def prepare_bodies(
    render: Render, fingerprints: Mapping[str, bytes | None], folder: Path | None
) -> Bodies:
    """Render what is not kept yet; `fingerprints` are by address, in the order of the pages.

    A page without a fingerprint is always rendered.
    """
    old = _read_index(folder) if folder else {}
    kept = {url: old[url] for url, mark in fingerprints.items() if _is_current(old.get(url), mark)}
    missing = [url for url in fingerprints if url not in kept]
    # The pages that list everything take long: first, a few at a time.
    long = [url for url in missing if fingerprints[url] is None]
    short = [url for url in missing if fingerprints[url] is not None]
    build = secrets.token_hex(8)
    chunks = [
        (f"{build}-{number}.pack", chunk)
        for number, chunk in enumerate([*_cut(long, FEW), *_cut(short, TOGETHER)])
    ]
    if folder:
        folder.mkdir(parents=True, exist_ok=True)

    def render_chunk(chunk: tuple[str, Sequence[str]]) -> list[tuple[str, Kept]]:
        pack, addresses = chunk
        return [*_render_pack(render, folder, pack, addresses, fingerprints)]

    for made in share(render_chunk, chunks):
        kept.update(made)
    if folder and (missing or kept.keys() != old.keys()):
        _write_index(folder, kept)
    if folder:
        _forget_unused(folder, {found.pack for found in kept.values()})
    return Bodies(render, folder, kept)


def _cut(addresses: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (addresses[start : start + size] for start in range(0, len(addresses), size))


def hash_code() -> bytes:
    """Return a hash of what turns data into bodies: this package, Python, the libraries."""
    return _hash_package(hash_modules(), "*.html")


@cache  # what was imported stays what it is
def hash_modules() -> bytes:
    """Return a hash of Python, of the libraries and of the modules of this package."""
    used = [sys.version, *(f"{library} {version(library)}" for library in LIBRARIES)]
    return _hash_package("\n".join(used).encode(), "*.py")


def _hash_package(first: bytes, pattern: str) -> bytes:
    hashed = hashlib.sha256(first)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob(pattern)):
        content = path.read_bytes()
        hashed.update(f"\n{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return hashed.digest()


def _is_current(found: Kept | None, fingerprint: bytes | None) -> bool:
    return found is not None and fingerprint is not None and found.fingerprint == fingerprint


def _render_pack(
    render: Render,
    folder: Path | None,
    pack: str,
    addresses: Iterable[str],
    fingerprints: Mapping[str, bytes | None],
) -> Iterator[tuple[str, Kept]]:
    start = 0
    bodies = []
    for url in addresses:
        html = render(url)
        body = html.encode(errors="surrogatepass")
        anchors = "\n".join(list_anchors(html))
        yield url, Kept(fingerprints[url], pack, start, len(body), zlib.crc32(body), anchors)
        start += len(body)
        if folder:
            bodies.append(body)
    if folder:
        (folder / pack).write_bytes(b"".join(bodies))


def _read_pack(pack: Path, found: Kept) -> bytes | None:
    """Return a body from its pack; None if it is not there as it was."""
    with contextlib.suppress(OSError), pack.open("rb") as file:
        file.seek(found.start)
        body = file.read(found.size)
        if zlib.crc32(body) == found.sum:
            return body
    return None


def _read_index(folder: Path) -> Mapping[str, Kept]:
    try:
        index = pickle.loads((folder / _INDEX).read_bytes())  # noqa: S301 (written below)
        sizes = {path.name: path.stat().st_size for path in folder.glob("*.pack")}
    except Exception:  # whatever is wrong with it, it can be made again
        return {}
    return {
        url: Kept(*found)
        for url, found in index.items()
        if found[2] + found[3] <= sizes.get(found[1], -1)
    }


def _write_index(folder: Path, kept: Mapping[str, Kept]) -> None:
    plain = {
        url: (k.fingerprint, k.pack, k.start, k.size, k.sum, k.anchors) for url, k in kept.items()
    }
    put_bytes(folder / _INDEX, pickle.dumps(plain, protocol=5))


def _forget_unused(folder: Path, used: set[str]) -> None:
    # Another build may be reading what this one does not use.
    oldest = time.time() - UNUSED
    for path in folder.glob("*.pack"):
        with contextlib.suppress(FileNotFoundError):
            if path.name not in used and path.stat().st_mtime < oldest:
                path.unlink()
