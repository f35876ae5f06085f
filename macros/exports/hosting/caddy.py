"""What a Caddy imports."""

from collections.abc import Mapping, Sequence

from macros import urls
from macros.exports.hosting.definition import (
    A_DAY,
    ASK,
    DEFAULT_TYPE,
    FOR_GOOD,
    NAMELESS,
    SETTINGS,
    Hosting,
    join_lines,
    list_types,
)
from macros.versioned import VERSION


def write_caddy(hosting: Hosting) -> str:
    base, headers = hosting.base, hosting.headers
    cards = f"{base}/{urls.EMBEDS}*"
    lasting = [f"{base}/assets/fonts/*", f"{base}/assets/stylesheets/*.min.css"]
    slow = [f"{base}/assets/{name}" for name in ("cards/*", "icons/*", "images/*", "favicon.svg")]
    lines = [
        "# Caddy: import this file in the block of the site, after its « root ».",
        "header {",
        *(f'    {name} "{value}"' for name, value in headers.everywhere.items()),
        "    -Server",
        "}",
        *_headers("card", [f"path {cards}"], headers.card),
        *_headers("page", [f"not path {cards}", "path */ *.html"], headers.page),
        *_headers("file", [f"not path {cards} */ *.html"], headers.file),
        *_headers("open", [f"path {base}/{urls.API}*"], headers.output),
        *_headers("lasting", [f"path {' '.join(lasting)}"], {"Cache-Control": FOR_GOOD}),
        *_headers(
            "versioned",
            [f"path {base}/assets/*", f"query {VERSION}=*"],
            {"Cache-Control": FOR_GOOD},
        ),
        *_headers("slow", [f"path {' '.join(slow)}"], {"Cache-Control": A_DAY}),
        *_headers(
            "ask",
            [f"not path {' '.join([*lasting, *slow])}", f"not query {VERSION}=*"],
            {"Cache-Control": ASK},
        ),
        *(
            line
            for suffix, kind in list_types(charset=True)
            for line in _headers(
                f"type{suffix.replace('.', '-')}", _conditions(suffix), {"Content-Type": kind}
            )
        ),
        *_headers(
            "nameless",
            [f"path {' '.join(f'{base}/{name}' for name in NAMELESS)}"],
            {"Content-Type": f"{DEFAULT_TYPE}; charset=utf-8"},
        ),
        f"@settings path {' '.join(_path(base, path) for path in SETTINGS)}",
        "error @settings 404",
        *(f"redir {old} {new} 301" for old, new in hosting.moves.moved),
        *(
            f"handle {old} {{\n    rewrite * {old}index.html\n    file_server {{\n"
            "        status 410\n        precompressed br gzip\n    }\n}"
            for old in hosting.moves.gone_pages
        ),
        *(f"respond {old} 410" for old in hosting.moves.gone_files),
        "file_server {",
        "    precompressed br gzip",
        "}",
        "handle_errors {",
        "    @missing expression {http.error.status_code} == 404",
        f"    rewrite @missing {base}/404.html",
        f'    header Cache-Control "{ASK}"',
        *(f'    header {name} "{value}"' for name, value in headers.page.items()),
        '    header Content-Type "text/html; charset=utf-8"',
        "    file_server",
        "}",
    ]
    return join_lines(*lines)


def _headers(name: str, conditions: Sequence[str], headers: Mapping[str, str]) -> list[str]:
    return [
        f"@{name} {{",
        *(f"    {condition}" for condition in conditions),
        "}",
        f"header @{name} {{",
        *(f'    {header} "{value}"' for header, value in headers.items()),
        "}",
    ]


def _conditions(suffix: str) -> list[str]:
    """Match a suffix that is not the end of a longer one: `.json`, not `.csl.json`."""
    longer = [
        f"*{other}" for other, _ in list_types() if other != suffix and other.endswith(suffix)
    ]
    return [f"path *{suffix}", *([f"not path {' '.join(longer)}"] if longer else [])]


def _path(base: str, path: str) -> str:
    return f"{base}/{path}*" if path.endswith("/") else f"{base}/{path}"
