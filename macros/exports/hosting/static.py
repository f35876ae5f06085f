"""`_headers` and `_redirects`, which Netlify and Cloudflare Pages read."""

from collections.abc import Iterable, Iterator

from macros.data.ledger_model import Permalinks
from macros.exports.hosting.rules import Rule, find_base, list_redirects, list_rules
from macros.exports.policy import COMMON_HEADERS


def create_host_files(
    ledger: Permalinks, address: str, pages: Iterable[str], versioned: Iterable[str]
) -> dict[str, str]:
    """Return the files, by path; `versioned` are the files that pages load by a version."""
    base = find_base(address)
    former = (move.address[1:] for move in ledger.moved)
    folders = {url.partition("/")[0] for url in (*pages, *former) if "/" in url}
    headers = _list_headers(base, folders, versioned)
    redirects = _list_redirects(ledger, base)
    return {"_headers": "\n".join(headers) + "\n", "_redirects": "\n".join(redirects) + "\n"}


def _list_headers(base: str, folders: Iterable[str], versioned: Iterable[str]) -> Iterator[str]:
    yield "# Netlify, Cloudflare Pages."
    everything = Rule("", ("/*",), COMMON_HEADERS)
    for rule in (everything, *list_rules(base, folders, versioned)):
        for path in rule.paths:
            yield base + path
            for name, value in rule.headers.items():
                yield f"  {name}: {value}"


def _list_redirects(ledger: Permalinks, base: str) -> Iterator[str]:
    yield "# Netlify (where « ! » goes before the page that is there), then Cloudflare Pages."
    for old, new in list_redirects(ledger, base):
        yield f"{old} {new} 301!"
        yield f"{old} {new} 301"
