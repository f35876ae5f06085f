"""What the block « server » of an nginx includes."""

import re
from collections.abc import Iterator

from macros.exports.hosting.media_types import DEFAULT_TYPE, MEDIA_TYPES, TEXT_TYPES
from macros.exports.hosting.rules import find_base, list_moves, list_rules
from macros.model import Permalinks


def write_nginx(ledger: Permalinks, address: str) -> str:
    """Return the directives; `address` is the site's."""
    base = find_base(address)
    types, longer = [], []
    for suffix, kind in MEDIA_TYPES.items():
        if suffix.count(".") == 1:
            types.append(f"    {kind} {suffix[1:]};")
        else:
            pattern = re.escape(suffix)
            longer.append(f"location ~ {pattern}$ {{ types {{ }} default_type {kind}; }}")
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
        "gzip_static on;",
        "gzip_vary on;",
        *("types {", *types, "}"),
        f"default_type {DEFAULT_TYPE};",
        "charset utf-8;",
        f"charset_types {' '.join(sorted({*TEXT_TYPES.values()} - {'text/html'}))};",
        *longer,
        *_list_headers(base),
        *_list_moves(ledger, base),
    ]
    return "\n".join(lines) + "\n"


def _list_headers(base: str) -> Iterator[str]:
    """Yield what gives the headers: by variables, since one in a `location` drops those set above."""
    common, *rules = list_rules()
    for name, value in common.headers.items():
        yield f'add_header {name} "{value}" always;'
    for name in {name: None for rule in rules for name in rule.headers}:
        default = "no-cache" if name == "Cache-Control" else ""
        yield f'set {_variable(name)} "{default}";'
        yield f"add_header {name} {_variable(name)} always;"
    yield 'set $plan_served "$uri?$args";'
    for rule in rules:
        asked = "$plan_served" if rule.served else "$request_uri"
        yield f'if ({asked} ~ "^{re.escape(base)}{rule.pattern}") {{'
        for name, value in rule.headers.items():
            yield f'    set {_variable(name)} "{value}";'
        yield "}"


def _variable(header: str) -> str:
    return "$plan_" + header.lower().replace("-", "_")


def _list_moves(ledger: Permalinks, base: str) -> Iterator[str]:
    moves = list_moves(ledger, base)
    for old, new in moves.moved:
        # What was asked goes along, but where it would end in the fragment.
        yield f"location = {old} {{ return 301 {new}{'' if '#' in new else '$is_args$args'}; }}"
    for old in moves.gone_pages:
        yield f"location = {old} {{ error_page 410 {old}index.html; return 410; }}"
    for old in moves.gone_files:
        yield f"location = {old} {{ return 410; }}"
