"""The rules for nginx, to include in a block « server »."""

import re
from collections.abc import Iterator, Mapping

from macros import urls
from macros.data.ledger_model import Permalinks
from macros.exports.assets import VERSION
from macros.exports.hosting.media_types import DEFAULT_TYPE, MEDIA_TYPES, TEXT_TYPES
from macros.exports.hosting.rules import find_base, list_redirects, list_rules
from macros.exports.policy import COMMON_HEADERS, OUTPUT_HEADERS, PAGE_HEADERS

ASK = "no-cache"  # kept, and asked for again each time: an unchanged file is not sent twice


def write_nginx(ledger: Permalinks, address: str) -> str:
    """Return the directives; `address` is the site's."""
    base = find_base(address)
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
        "gzip_static on;",
        "gzip_vary on;",
        *("types {", *types, "}"),
        f"default_type {DEFAULT_TYPE};",
        "charset utf-8;",
        f"charset_types {' '.join(sorted({*TEXT_TYPES.values()} - {'text/html'}))};",
        *_add_headers({}),
        *_list_locations(base),
        *_list_moves(ledger, base),
    ]
    return "\n".join(lines) + "\n"


def _list_locations(base: str) -> Iterator[str]:
    """Yield where headers are more than those of all: one in a location drops those set above."""
    for rule in list_rules(base):
        yield f"location {rule.location} {{"
        if rule.versioned:
            [(name, value)] = rule.headers.items()
            yield from _choose(f"$arg_{VERSION}", value, ASK)
            yield from _add_headers({name: "$plan_chosen"})
        else:
            yield from _add_headers(rule.headers)
        if urls.API in rule.location:
            for end, kind in MEDIA_TYPES.items():
                if end.count(".") > 1:
                    pattern = re.escape(end)
                    yield f"    location ~ {pattern}$ {{ types {{ }} default_type {kind}; }}"
        yield "}"
    # Without this header, a program in a browser would see a failure of the network.
    name = "Access-Control-Allow-Origin"
    yield f"location = {base}/404.html {{"
    asked = f'$request_uri ~ "^{re.escape(base)}/{urls.API}"'
    yield from _choose(asked, OUTPUT_HEADERS[name], "")
    yield from _add_headers({**PAGE_HEADERS, name: "$plan_chosen"})
    yield "}"


def _choose(condition: str, value: str, default: str) -> Iterator[str]:
    yield f'    set $plan_chosen "{default}";'
    yield f'    if ({condition}) {{ set $plan_chosen "{value}"; }}'


def _add_headers(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in ({"Cache-Control": ASK} | COMMON_HEADERS | dict(headers)).items():
        yield f'    add_header {name} "{value}" always;'


def _list_moves(ledger: Permalinks, base: str) -> Iterator[str]:
    for old, new in list_redirects(ledger, base):
        # What was asked goes along, but where it would end in the fragment.
        yield f"location = {old} {{ return 301 {new}{'' if '#' in new else '$is_args$args'}; }}"
    for record in ledger.withdrawn:
        if "#" not in record.address:
            old = base + record.address
            # A page says why, at its old address.
            why = f"error_page 410 {old}index.html; " if old.endswith("/") else ""
            yield f"location = {old} {{ {why}return 410; }}"
