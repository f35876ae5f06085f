"""The files that hosts read: `_headers`, `_redirects`, `.htaccess`, and `deploy/` for servers.

`_headers` and `_redirects` are read by Netlify and Cloudflare Pages, `.htaccess` by Apache; an nginx or a
Caddy includes what is in `deploy/`. Files that moved are not redirected: they stay as copies, since
calendars rarely follow a redirect.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from macros import urls
from macros.building import Build
from macros.exports.hosting.apache import write_apache
from macros.exports.hosting.caddy import write_caddy
from macros.exports.hosting.definition import A_DAY, FOR_GOOD, Hosting, join_lines, read_moves
from macros.exports.hosting.nginx import write_maps, write_server
from macros.model import Permalinks
from macros.policy import HEADERS


def write_host_files(build: Build, versioned: Iterable[str], site: Path) -> None:
    """Write into the site, once all its pages are there, what its host reads.

    `versioned` are the files that pages load by a version.
    """
    hosting = describe_hosting(build.catalogue.data.permalinks, build.address)
    for name, text in create_host_files(hosting, _list_folders(site), versioned).items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def describe_hosting(ledger: Permalinks, address: str) -> Hosting:
    """Return what hosts are told; `address` is the site's, with a final slash."""
    base = urlsplit(address).path.rstrip("/")
    return Hosting(base, HEADERS, read_moves(ledger, base))


def create_host_files(
    hosting: Hosting, folders: Iterable[str], versioned: Iterable[str]
) -> dict[str, str]:
    """Return the files, by path; `folders` are the first parts of the addresses of pages."""
    return {
        "_headers": _write_headers(hosting, sorted(folders), sorted(versioned)),
        "_redirects": join_lines(
            "# Netlify (where « ! » goes before the page that is there), then Cloudflare Pages.",
            (f"{old} {new} {code}" for old, new in hosting.moves.moved for code in ("301!", "301")),
        ),
        ".htaccess": write_apache(hosting),
        "deploy/nginx-http.conf": write_maps(hosting),
        "deploy/nginx-server.conf": write_server(hosting),
        "deploy/Caddyfile": write_caddy(hosting),
    }


def _list_folders(site: Path) -> list[str]:
    """Return the folders at the top that hold pages, those of the cards aside."""
    return [
        path.name
        for path in site.iterdir()
        if path.is_dir() and f"{path.name}/" != urls.EMBEDS and any(path.rglob("index.html"))
    ]


def _write_headers(hosting: Hosting, folders: Sequence[str], versioned: Sequence[str]) -> str:
    # Where two rules give one header, one of these hosts takes the last and the other joins them:
    # no header stands in two rules that meet.
    pages = ["/", "/index.html", "/404.html", *(f"/{folder}/*" for folder in folders)]
    cards, outputs = f"/{urls.EMBEDS}*", f"/{urls.API}*"
    caches = {
        "/assets/fonts/*": FOR_GOOD,
        "/assets/stylesheets/*": FOR_GOOD,
        **{f"/{path}": FOR_GOOD for path in versioned},
        "/assets/cards/*": A_DAY,
        "/assets/icons/*": A_DAY,
    }
    rules: dict[str, Mapping[str, str]] = {
        "/*": hosting.headers.everywhere,
        **dict.fromkeys(pages, hosting.headers.page),
        cards: hosting.headers.card,
        outputs: {**hosting.headers.output, **hosting.headers.file},
        **{path: {"Cache-Control": cache} for path, cache in caches.items()},
    }
    lines = ["# Netlify, Cloudflare Pages."]
    for path, headers in rules.items():
        lines += [
            f"{hosting.base}{path}",
            *(f"  {name}: {value}" for name, value in headers.items()),
        ]
    return join_lines(*lines)
