"""What an nginx includes: maps, which stand outside a server, and what stands in it."""

import re
from collections.abc import Mapping

from macros import urls
from macros.exports.hosting.definition import (
    A_DAY,
    ASK,
    DEFAULT_TYPE,
    FOR_GOOD,
    LASTING,
    SETTINGS,
    SLOW,
    TEXT_TYPES,
    Hosting,
    join_lines,
    list_types,
)
from macros.versioned import VERSION


def write_maps(hosting: Hosting) -> str:
    base, headers = re.escape(hosting.base), hosting.headers
    cards, outputs, assets = urls.EMBEDS[:-1], urls.API.partition("/")[0], "assets"
    places = f"~^{base}/(?<plan_place>{cards}|{outputs}|{assets})/"
    lines = [
        "# nginx: include this file in the block « http ».",
        "# One search in the address of a page: most of what follows compares short words.",
        *_map("$uri", "$plan_top", {places: "$plan_place", "default": ""}),
    ]
    kinds = {
        f"{place}:{kind}": name
        for place, name in (("", "page"), (cards, "card"))
        for kind in ("text/html", "text/html; charset=utf-8")
    }
    key = "$plan_top:$sent_http_content_type"
    lines += _map(key, "$plan_kind", {**kinds, "default": "file"})
    for name in {**headers.page, **headers.card, **headers.file}:
        card, page = headers.card.get(name, ""), headers.page.get(name, "")
        values = {"card": card, "page": page, "default": headers.file.get(name, "")}
        lines += _map("$plan_kind", _variable(name), values)
    for name, value in headers.output.items():
        lines += _map("$plan_top", _variable(name), {outputs: value, "default": ""})
    kept = {
        "~^[0-9a-f]+:": FOR_GOOD,
        **{f"~^[^:]*:{base}/{path}": FOR_GOOD for path in LASTING},
        **{f"~^[^:]*:{base}/{path}": A_DAY for path in SLOW},
        "default": ASK,
    }
    lines += _map(f"$arg_{VERSION}:$uri", "$plan_asset", kept)
    lines += _map("$plan_top", _variable("Cache-Control"), {assets: "$plan_asset", "default": ASK})
    return join_lines(*lines)


def _map(key: str, variable: str, values: Mapping[str, str]) -> list[str]:
    lines = [f'    "{match}" "{value}";' for match, value in values.items() if match != "default"]
    return [f'map "{key}" {variable} {{', *lines, f'    default "{values["default"]}";', "}"]


def _variable(header: str) -> str:
    return "$plan_" + header.lower().replace("-", "_")


def write_server(hosting: Hosting) -> str:
    base, headers = hosting.base, hosting.headers
    varying = {
        **headers.page,
        **headers.card,
        **headers.file,
        **headers.output,
        "Cache-Control": "",
    }
    lines = [
        "# nginx: include this file in the block « server », after its « root ».",
        "index index.html;",
        "absolute_redirect off;",
        "server_tokens off;",
        f"error_page 404 {base}/404.html;",
        # For one second: a publication is seen at once, and busy files are not looked up each time.
        "open_file_cache max=2000 inactive=10s;",
        "open_file_cache_valid 1s;",
        "open_file_cache_errors on;",
        "gzip_static on;",
        "gzip_vary on;",
        "types {",
        *(f"    {kind} {suffix[1:]};" for suffix, kind in list_types() if suffix.count(".") == 1),
        "}",
        f"default_type {DEFAULT_TYPE};",
        "charset utf-8;",
        f"charset_types {' '.join(sorted({*TEXT_TYPES.values()} - {'text/html'}))};",
        *(f'add_header {name} "{value}" always;' for name, value in headers.everywhere.items()),
        *(f"add_header {name} {_variable(name)} always;" for name in varying),
        # In its own place, so that no other address is searched for it.
        f"location {base}/{urls.API} {{",
        *(
            f"    location ~ {re.escape(suffix)}$ {{ types {{ }} default_type {kind}; }}"
            for suffix, kind in list_types()
            if suffix.count(".") > 1
        ),
        "}",
        *(
            f"location {'^~' if path.endswith('/') else '='} {base}/{path} {{ return 404; }}"
            for path in SETTINGS
        ),
        # What was asked goes along, but where it would end in the fragment.
        *(
            f"location = {old} {{ return 301 {new}{'' if '#' in new else '$is_args$args'}; }}"
            for old, new in hosting.moves.moved
        ),
        *(
            f"location = {old} {{ error_page 410 {old}index.html; return 410; }}"
            for old in hosting.moves.gone_pages
        ),
        *(f"location = {old} {{ return 410; }}" for old in hosting.moves.gone_files),
    ]
    return join_lines(*lines)
