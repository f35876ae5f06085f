"""The rules for hosts: the headers of each kind of address, and the addresses that moved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from macros import urls
from macros.data.ledger_model import Permalinks
from macros.exports.policy import CARD_HEADERS, OUTPUT_HEADERS, PAGE_HEADERS

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of some addresses, which are from the root of the site.

    `location` says them to nginx, which takes the longest that begins with « ^~ », else the pattern.
    `paths` say them to hosts that know but a final `*`; where two rules gave one header, one of these
    hosts would take the last and the other join them: no header stands in two rules that meet.
    """

    location: str
    paths: tuple[str, ...]
    headers: Mapping[str, str]
    versioned: bool = False  # only where the address carries a version


def list_rules(
    base: str, folders: Iterable[str] = (), versioned: Iterable[str] = ()
) -> Iterator[Rule]:
    """Yield the rules; `folders` at the top hold pages, `versioned` files are loaded by a version.

    The headers of what is neither are COMMON_HEADERS, which all have.
    """
    pages = ("/", "/index.html", "/404.html", *(f"/{folder}/*" for folder in sorted(folders)))
    yield Rule(r"~ (/|\.html)$", pages, PAGE_HEADERS)
    for folder, headers in {
        urls.EMBEDS: CARD_HEADERS,
        urls.API: OUTPUT_HEADERS,
        # Their names change with what they hold.
        "assets/fonts/": FOR_GOOD,
        "assets/stylesheets/": FOR_GOOD,
    }.items():
        yield Rule(f"^~ {base}/{folder}", (f"/{folder}*",), headers)
    files = tuple(f"/{path}" for path in sorted(versioned))
    yield Rule(f"^~ {base}/assets/", files, FOR_GOOD, versioned=True)


def find_base(address: str) -> str:
    """Return the folder of the site on its host, without its last slash."""
    return urlsplit(address).path.rstrip("/")


def list_redirects(ledger: Permalinks, base: str) -> list[tuple[str, str]]:
    """Return the pages that moved. Files that did stay as copies: calendars rarely follow."""
    return [(base + m.address, base + m.to) for m in ledger.moved if m.address.endswith("/")]
