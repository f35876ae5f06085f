"""What the site publishes and keeps: pages, anchors, machine outputs, as the ledger writes them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from macros.model import Address

# An `id` in a body is an anchor one can link to, but for the title of the page, which is the page
# itself, and for what only serves a form, a drawing or a script.
_ANCHOR = re.compile(
    r"<(?!(?:h1|form|input|select|button|output|title|desc)\b)[a-z][a-z0-9]*\b([^<>]*)>"
)
_ID = re.compile(r'\sid="([^"]+)"')
_HIDDEN = re.compile(r"\shidden\b")

# Files that nobody links to: pictures and the settings of hosts and robots.
_NOT_LINKED = re.compile(r"assets/|deploy/|robots\.txt|_redirects|\.htaccess")


def list_anchors(html: str) -> Iterator[str]:
    """Yield the anchors of a page's body that are part of the contract."""
    for match in _ANCHOR.finditer(html):
        if (found := _ID.search(match[1])) and not _HIDDEN.search(match[1]):
            yield found[1]


def list_published(bodies: Mapping[str, str], outputs: Iterable[str]) -> set[Address]:
    """Return every address to keep: bodies are by page, outputs are paths from the root."""
    published = {f"/{url}" for url in bodies}
    for url, html in bodies.items():
        published.update(f"/{url}#{anchor}" for anchor in list_anchors(html))
    for path in outputs:
        if not _NOT_LINKED.match(path):
            published.add(f"/{path.removesuffix('index.html')}")
    return published
