"""How hosts serve the site, and how long browsers keep a file.

One table of rules is written for nginx and for the hosts that read `_headers`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from macros import urls
from macros.catalogue.views import Catalogue
from macros.data.ledger_model import Permalinks
from macros.exports import policy

# -- Media types, since hosts do not know them all

# All texts are in UTF-8.
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
# JSON is always in UTF-8: it has no such parameter.
JSON_TYPES = {
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
}
MEDIA_TYPES = {
    **TEXT_TYPES,
    **JSON_TYPES,
    ".epub": "application/epub+zip",
    ".gz": "application/gzip",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}


def find_type(path: str) -> str:
    """Return the media type with which hosts send a file: that of its longest known suffix."""
    return MEDIA_TYPES[max((suffix for suffix in MEDIA_TYPES if path.endswith(suffix)), key=len)]


# -- Scripts and style sheets whose address changes with their content, so that browsers keep them long
#
# The file stays where it is and the address gains `?v=…`: a page kept open since the last version still
# finds the scripts that it loads late, and a copy of the site needs nothing of its host.

VERSION = "v"  # in the query
_SUFFIXES = (".css", ".js")
# Addresses are escaped: no « > » nor quote of the data stands in a tag.
_LOADED = re.compile(r'(<(?:script|link)\b[^>]*?\s(?:src|href)="[^":?]*?)(assets/[\w./-]+)(?=")')


@dataclass(frozen=True)
class Versioned:
    """The versions of scripts and style sheets, by path in the site; see `version_assets`."""

    versions: Mapping[str, str]
    loaded: set[str] = field(default_factory=set)  # by their versions, so far

    def stamp(self, html: str) -> str:
        def add_version(match: re.Match[str]) -> str:
            path = match[2]
            if path not in self.versions:
                return match[0]
            self.loaded.add(path)
            return f"{match[0]}?{VERSION}={self.versions[path]}"

        return _LOADED.sub(add_version, html)


def version_assets(folder: Path) -> Versioned:
    """Return the versions of the scripts and style sheets under `folder`, which is in the site as it is."""
    versions = {}
    for path in folder.rglob("*"):
        if path.suffix in _SUFFIXES:
            version = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            versions[path.relative_to(folder.parent).as_posix()] = version
    return Versioned(versions)


# -- Rules

IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}
# Cached, and asked for again each time: an unchanged file is not sent twice.
REVALIDATE = {"Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers of some addresses, which are from the root of the site.

    `location` is for nginx, which takes the longest that begins with « ^~ », else the pattern.
    `paths` are for hosts that know but a final `*`; where two rules gave one header, one of these
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
    yield Rule(r"~ (/|\.html)$", pages, policy.PAGE_HEADERS)
    for folder, headers in {
        urls.EMBEDS: policy.CARD_HEADERS,
        urls.API: policy.OUTPUT_HEADERS,
        # Their names change with what they hold.
        "assets/fonts/": IMMUTABLE | policy.FONT_HEADERS,
        "assets/stylesheets/": IMMUTABLE,
    }.items():
        yield Rule(f"^~ {base}/{folder}", (f"/{folder}*",), headers)
    files = tuple(f"/{path}" for path in sorted(versioned))
    yield Rule(f"^~ {base}/assets/", files, IMMUTABLE, versioned=True)


def _find_base(address: str) -> str:
    """Return the folder of the site on its host, without its last slash."""
    return urlsplit(address).path.rstrip("/")


def _list_redirects(ledger: Permalinks, base: str) -> list[tuple[str, str]]:
    """Return the pages that moved. Files that did stay as copies: calendars rarely follow."""
    return [(base + m.address, base + m.to) for m in ledger.moved if m.address.endswith("/")]


# -- Files of the site: `_headers` and `_redirects` for Netlify and Cloudflare Pages, `robots.txt`


def create_host_files(
    ledger: Permalinks, address: str, pages: Iterable[str], versioned: Iterable[str]
) -> dict[str, str]:
    """Return the files, by path; `versioned` are the files that pages load by a version."""
    base = _find_base(address)
    former = (move.address[1:] for move in ledger.moved)
    folders = {url.partition("/")[0] for url in (*pages, *former) if "/" in url}
    headers = ["# Netlify, Cloudflare Pages."]
    everything = Rule("", ("/*",), policy.COMMON_HEADERS)
    for rule in (everything, *list_rules(base, folders, versioned)):
        for path in rule.paths:
            headers.append(base + path)
            headers += [f"  {name}: {value}" for name, value in rule.headers.items()]
    redirects = [
        "# Netlify (where « ! » goes before the page that is there), then Cloudflare Pages."
    ]
    for old, new in _list_redirects(ledger, base):
        redirects += [f"{old} {new} 301!", f"{old} {new} 301"]
    return {"_headers": "\n".join(headers) + "\n", "_redirects": "\n".join(redirects) + "\n"}


def create_robots(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return the file for crawlers; it counts only where the site is not in a sub-folder."""
    return {"robots.txt": f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n"}


# -- nginx


def write_nginx(ledger: Permalinks, address: str) -> str:
    """Return the directives to include in a block « server »; `address` is the site's."""
    base = _find_base(address)
    types = [f"    {kind} {end[1:]};" for end, kind in MEDIA_TYPES.items() if end.count(".") == 1]
    lines = [
        f"# Of the site {address}, by « python -m macros nginx ».",
        "index index.html;",
        "absolute_redirect off;",
        "server_tokens off;",
        f"error_page 404 {base}/404.html;",
        f"error_page 403 =404 {base}/404.html;",  # a folder that is no page
        # For one second: a publication is seen at once, and busy files are not looked up each time.
        "open_file_cache max=2000 inactive=10s;",
        "open_file_cache_valid 1s;",
        "open_file_cache_errors on;",
        # What mails take into a link with the words around it: « (…/mesures/21/). ».
        'rewrite "^(.*[0-9A-Za-z/])[^0-9A-Za-z/]+$" $1 permanent;',
        "gzip_static on;",
        "gzip_vary on;",
        *("types {", *types, "}"),
        "default_type text/plain;",  # of files without a suffix
        "charset utf-8;",
        f"charset_types {' '.join(sorted({*TEXT_TYPES.values()} - {'text/html'}))};",
        *_add_headers({}),
        *_list_locations(base),
        *_list_former_locations(ledger, base),
    ]
    return "\n".join(lines) + "\n"


def _list_locations(base: str) -> Iterator[str]:
    """Yield where headers are more than those of all: one in a location drops those set above."""
    for rule in list_rules(base):
        yield f"location {rule.location} {{"
        if rule.versioned:
            [(name, value)] = rule.headers.items()
            yield from _choose_value(f"$arg_{VERSION}", value, REVALIDATE[name])
            yield from _add_headers({name: "$plan_chosen"})
        else:
            yield from _add_headers(rule.headers)
        if urls.API in rule.location:
            # What a browser asks first, where a program sends a header of its own.
            yield "    if ($request_method = OPTIONS) { return 204; }"
            for end, kind in MEDIA_TYPES.items():
                if end.count(".") > 1:
                    pattern = re.escape(end)
                    yield f"    location ~ {pattern}$ {{ types {{ }} default_type {kind}; }}"
        yield "}"
    # Without this header, a program in a browser would see a failure of the network.
    name = "Access-Control-Allow-Origin"
    yield f"location = {base}/404.html {{"
    asked = f'$request_uri ~ "^{re.escape(base)}/{urls.API}"'
    yield from _choose_value(asked, policy.OUTPUT_HEADERS[name], "")
    yield from _add_headers({**policy.PAGE_HEADERS, name: "$plan_chosen"})
    yield "}"


def _choose_value(condition: str, value: str, default: str) -> Iterator[str]:
    yield f'    set $plan_chosen "{default}";'
    yield f'    if ({condition}) {{ set $plan_chosen "{value}"; }}'


def _add_headers(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in (REVALIDATE | policy.COMMON_HEADERS | dict(headers)).items():
        yield f'    add_header {name} "{value}" always;'


def _list_former_locations(ledger: Permalinks, base: str) -> Iterator[str]:
    for old, new in _list_redirects(ledger, base):
        # What was asked goes along, but where it would end in the fragment.
        yield f"location = {old} {{ return 301 {new}{'' if '#' in new else '$is_args$args'}; }}"
    for record in ledger.withdrawn:
        if "#" not in record.address:
            old = base + record.address
            # A page says why, at its old address.
            why = f"error_page 410 {old}index.html; " if old.endswith("/") else ""
            yield f"location = {old} {{ {why}return 410; }}"
