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
    base, headers = hosting.base, hosting.headers
    cards, outputs = f"{base}/{urls.EMBEDS}", f"{base}/{urls.API}"
    names = {**headers.page, **headers.card, **headers.file}
    lines = ["# nginx: include this file in the block « http »."]
    # Once for each answer; the headers then follow from the kind.
    kinds = {f"~^text/html[^:]*:{re.escape(cards)}": "card", "~^text/html": "page"}
    lines += _map("$sent_http_content_type:$uri", "$plan_kind", {**kinds, "default": "file"})
    for name in names:
        card, page = headers.card.get(name, ""), headers.page.get(name, "")
        lines += _map(
            "$plan_kind",
            _variable(name),
            {"card": card, "page": page, "default": headers.file.get(name, "")},
        )
    for name, value in headers.output.items():
        key = f"~^{re.escape(outputs)}"
        lines += _map("$uri", _variable(name), {key: value, "default": ""})
    lines += _map(
        f"$arg_{VERSION}:$uri",
        _variable("Cache-Control"),
        {
            f"~^[0-9a-f]+:{re.escape(base)}/assets/": FOR_GOOD,
            **{f"~^[^:]*:{re.escape(base)}/{path}": FOR_GOOD for path in LASTING},
            **{f"~^[^:]*:{re.escape(base)}/{path}": A_DAY for path in SLOW},
            "default": ASK,
        },
    )
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
        *(
            f"location ~ {re.escape(suffix)}$ {{ types {{ }} default_type {kind}; }}"
            for suffix, kind in list_types()
            if suffix.count(".") > 1
        ),
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
