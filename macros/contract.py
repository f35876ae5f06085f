"""What the site publishes and keeps: pages, anchors, machine outputs, as the ledger writes them."""

import re
from collections.abc import Iterable, Iterator, Mapping

from macros.model import Address

_ID = re.compile(r'\sid="([^"]+)"')
# What has an `id` and is no place to link to: the title of the page, which is the page itself, what
# only serves a form, a drawing or a script, and what a template marks `data-passing` since it depends
# on more than the data (the history, which a copy of the project may lack).
_NO_PLACE = re.compile(
    r"<(?:h1|form|input|select|button|output|title|desc)\b|<.*\s(?:hidden|data-passing)\b",
    re.DOTALL,
)

# Files that nobody links to: pictures and the settings of hosts and robots.
_NOT_LINKED = re.compile(r"assets/|robots\.txt|_redirects")


def list_anchors(html: str) -> Iterator[str]:
    """Yield the anchors of a page's body that are part of the contract."""
    # In HTML that was escaped, « < » opens a tag and « > » closes it.
    for match in _ID.finditer(html):
        tag = html[html.rfind("<", 0, match.start()) : html.find(">", match.end())]
        if not _NO_PLACE.match(tag):
            yield match[1]


def list_published(anchors: Mapping[str, Iterable[str]], outputs: Iterable[str]) -> set[Address]:
    """Return every address to keep: anchors are by page, outputs are paths from the root."""
    published = {f"/{url}" for url in anchors}
    for url, names in anchors.items():
        published.update(f"/{url}#{name}" for name in names)
    for path in outputs:
        if not _NOT_LINKED.match(path):
            published.add(f"/{path.removesuffix('index.html')}")
    return published
