"""What is asked of every host: media types, how long to keep files, what moved and what is gone."""

from collections.abc import Iterable
from dataclasses import dataclass

from macros.model import Permalinks
from macros.policy import Headers

# Every kind of file that the site holds: hosts do not know them all. All texts are in UTF-8.
TEXT_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".atom": "application/atom+xml",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
}
OTHER_TYPES = {
    # JSON is always in UTF-8: it has no such parameter.
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".gz": "application/gzip",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
# Files without a suffix.
DEFAULT_TYPE = "text/plain"
NAMELESS = ("SHA256SUMS",)

FOR_GOOD = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
ASK = "no-cache"  # kept, and asked for again each time: an unchanged file is not sent twice
# Their names or their addresses change with what they hold.
LASTING = (r"assets/fonts/", r"assets/stylesheets/.*\.[0-9a-f]{8}\.min\.css$")
SLOW = (r"assets/(cards|icons|images)/", r"assets/favicon\.svg$")
# What is there for hosts is not for readers.
SETTINGS = ("_headers", "_redirects", ".htaccess", "deploy/")


@dataclass(frozen=True, slots=True)
class Moves:
    """What the ledger says to hosts; addresses are from the root of the host."""

    moved: tuple[tuple[str, str], ...]
    gone_pages: tuple[str, ...]  # a page says why, at its old address
    gone_files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hosting:
    """All that the files of the hosts say; `base` is the folder of the site, without its last slash."""

    base: str
    headers: Headers
    moves: Moves


def read_moves(ledger: Permalinks, base: str) -> Moves:
    gone = [base + record.address for record in ledger.withdrawn if "#" not in record.address]
    return Moves(
        tuple((base + m.address, base + m.to) for m in ledger.moved if m.address.endswith("/")),
        tuple(address for address in gone if address.endswith("/")),
        tuple(address for address in gone if not address.endswith("/")),
    )


def list_types(*, charset: bool = False) -> list[tuple[str, str]]:
    texts = {
        suffix: f"{kind}; charset=utf-8" if charset else kind for suffix, kind in TEXT_TYPES.items()
    }
    return [*texts.items(), *OTHER_TYPES.items()]


def find_type(path: str) -> str:
    """Return the media type with which hosts send a file."""
    return max((len(suffix), kind) for suffix, kind in list_types() if path.endswith(suffix))[1]


def list_compressible() -> list[str]:
    return sorted(
        {*TEXT_TYPES.values(), *(kind for kind in OTHER_TYPES.values() if "json" in kind)}
    )


def join_lines(*lines: str | Iterable[str]) -> str:
    flat = [line for part in lines for line in ([part] if isinstance(part, str) else part)]
    return "\n".join(flat) + "\n"
