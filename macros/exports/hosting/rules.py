"""What hosts answer: the headers of each kind of address, and the addresses that moved or are gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from macros import urls
from macros.model import Permalinks
from macros.policy import CARD_HEADERS, COMMON_HEADERS, OUTPUT_HEADERS, PAGE_HEADERS
from macros.versioned import VERSION

FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of some addresses, from the root of the site, said in two ways.

    `pattern` is of what was asked, or where `served` of the file that answers and its query: `/404.html?`.
    `paths` are the same addresses for hosts that know but a final `*`. Where two rules gave one header,
    one of these hosts would take the last and the other join them: no header stands in two rules that meet.
    """

    pattern: str
    paths: tuple[str, ...]
    headers: Mapping[str, str]
    served: bool = True


@dataclass(frozen=True, slots=True)
class Moves:
    """What the ledger says to hosts. Files that moved stay as copies: calendars rarely follow."""

    moved: tuple[tuple[str, str], ...]
    gone_pages: tuple[str, ...]  # a page says why, at its old address
    gone_files: tuple[str, ...]


def list_rules(folders: Iterable[str] = (), versioned: Iterable[str] = ()) -> Iterator[Rule]:
    """Yield the rules; `folders` at the top hold pages, `versioned` files are loaded by a version."""
    yield Rule("", ("/*",), COMMON_HEADERS)
    pages = ("/", "/index.html", "/404.html", *(f"/{folder}/*" for folder in sorted(folders)))
    yield Rule(rf"/(?!{urls.EMBEDS})([^?]*(/|\.html))?\?", pages, PAGE_HEADERS)
    yield Rule(f"/{urls.EMBEDS}", (f"/{urls.EMBEDS}*",), CARD_HEADERS)
    # What is not there too: without this header a program would see a failure of the network.
    yield Rule(f"/{urls.API}", (f"/{urls.API}*",), OUTPUT_HEADERS, served=False)
    # Their names or their addresses change with what they hold; the rest is asked for again each time.
    lasting = r"/assets/(fonts/|stylesheets/[^?]*\.[0-9a-f]{8}\.min\.css\?"
    yield Rule(
        rf"{lasting}|[^?]*\?{VERSION}=)",
        ("/assets/fonts/*", "/assets/stylesheets/*", *(f"/{path}" for path in sorted(versioned))),
        FOR_GOOD,
    )


def find_base(address: str) -> str:
    """Return the folder of the site on its host, without its last slash."""
    return urlsplit(address).path.rstrip("/")


def list_moves(ledger: Permalinks, base: str) -> Moves:
    gone = [base + record.address for record in ledger.withdrawn if "#" not in record.address]
    return Moves(
        tuple((base + m.address, base + m.to) for m in ledger.moved if m.address.endswith("/")),
        tuple(address for address in gone if address.endswith("/")),
        tuple(address for address in gone if not address.endswith("/")),
    )
