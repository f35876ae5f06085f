"""`.htaccess`, for Apache 2.4."""

import re
from collections.abc import Iterator, Mapping

from macros import urls
from macros.exports.hosting.definition import (
    A_DAY,
    ASK,
    DEFAULT_TYPE,
    FOR_GOOD,
    LASTING,
    NAMELESS,
    SETTINGS,
    SLOW,
    TEXT_TYPES,
    Hosting,
    join_lines,
    list_compressible,
    list_types,
)
from macros.versioned import VERSION


def write_apache(hosting: Hosting) -> str:
    base, headers = hosting.base, hosting.headers
    card = f"^{re.escape(base)}/{urls.EMBEDS}"
    lines = [
        "# Apache. Needs mod_headers, mod_mime, mod_alias; compresses with mod_filter and mod_brotli or mod_deflate.",
        f"ErrorDocument 404 {base}/404.html",
        "DirectoryIndex index.html",
        "AddDefaultCharset utf-8",
        *(f"AddType {kind} {suffix}" for suffix, kind in list_types()),
        f"AddCharset utf-8 {' '.join(TEXT_TYPES)}",
        *(
            line
            for pattern, kind in _list_forced()
            for line in (f'<FilesMatch "{pattern}$">', f"ForceType {kind}", "</FilesMatch>")
        ),
        *(f'Header always set {name} "{value}"' for name, value in headers.everywhere.items()),
        *_block('<FilesMatch "\\.html$">', "</FilesMatch>", headers.page),
        *_block(
            '<FilesMatch "(?<!\\.html)$">',
            "</FilesMatch>",
            headers.file,
        ),
        f'<If "%{{REQUEST_URI}} =~ m#{card}#">',
        "Header always unset Cross-Origin-Opener-Policy",
        *(f'Header always set {name} "{value}"' for name, value in headers.card.items()),
        "</If>",
        *_block(
            f'<If "%{{REQUEST_URI}} =~ m#^{re.escape(base)}/{urls.API}#">',
            "</If>",
            headers.output,
        ),
        f'Header set Cache-Control "{ASK}"',
        *(
            line
            for pattern, cache in (
                *(
                    (f"%{{REQUEST_URI}} =~ m#{re.escape(base)}/{path}#", FOR_GOOD)
                    for path in LASTING
                ),
                (f"%{{QUERY_STRING}} =~ /^{VERSION}=/", FOR_GOOD),
                *((f"%{{REQUEST_URI}} =~ m#{re.escape(base)}/{path}#", A_DAY) for path in SLOW),
            )
            for line in _block(f'<If "{pattern}">', "</If>", {"Cache-Control": cache}, "")
        ),
        # The first that a browser takes: what is compressed is not compressed again.
        "<IfModule mod_filter.c>",
        "<IfModule mod_brotli.c>",
        f"AddOutputFilterByType BROTLI_COMPRESS {' '.join(list_compressible())}",
        "</IfModule>",
        "<IfModule mod_deflate.c>",
        f"AddOutputFilterByType DEFLATE {' '.join(list_compressible())}",
        "</IfModule>",
        "</IfModule>",
        *(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"' for old, new in hosting.moves.moved),
        *(f'RedirectMatch 410 "^{re.escape(old)}$"' for old in hosting.moves.gone_files),
        # A page that is gone says why, with the code of a page that is there.
        *(f'RedirectMatch 404 "^{re.escape(base)}/{re.escape(path)}"' for path in SETTINGS),
    ]
    return join_lines(*lines)


def _list_forced() -> Iterator[tuple[str, str]]:
    """Yield what the last suffix of a name does not tell: the end of the name, and its type."""
    for suffix, kind in list_types():
        if suffix.count(".") > 1:
            yield re.escape(suffix), kind
    for name in NAMELESS:
        yield f"^{re.escape(name)}", DEFAULT_TYPE


def _block(
    opening: str, closing: str, headers: Mapping[str, str], always: str = "always "
) -> list[str]:
    return [
        opening,
        *(f'Header {always}set {name} "{value}"' for name, value in headers.items()),
        closing,
    ]
