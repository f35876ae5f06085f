"""`_headers` and `_redirects`, which Netlify and Cloudflare Pages read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from macros import urls
from macros.exports.hosting.rules import Rule, find_base, list_moves, list_rules
from macros.model import Permalinks
from macros.policy import COMMON_HEADERS


def write_host_files(
    ledger: Permalinks, address: str, versioned: Iterable[str], site: Path
) -> None:
    """Write both into a site whose pages are all there; `versioned` are loaded by a version."""
    folders = [
        path.name
        for path in site.iterdir()
        if path.is_dir() and f"{path.name}/" != urls.EMBEDS and any(path.rglob("index.html"))
    ]
    for name, text in create_host_files(ledger, address, folders, versioned).items():
        (site / name).write_text(text, encoding="utf-8")


def create_host_files(
    ledger: Permalinks, address: str, folders: Iterable[str], versioned: Iterable[str]
) -> dict[str, str]:
    """Return the files, by path; `folders` at the top of the site hold its pages."""
    base = find_base(address)
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
    for old, new in list_moves(ledger, base).moved:
        yield f"{old} {new} 301!"
        yield f"{old} {new} 301"
