"""schema.org in the pages: what search engines read of a measure and of where a page is."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from macros import urls
from macros.deriving import Catalogue, MeasureView
from macros.exports.linked_data import describe_measure, describe_plan

_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def link_measure(view: MeasureView, catalogue: Catalogue) -> Markup:
    """Return a measure as schema.org sees it: a work that is a part of the plan."""
    data = catalogue.data
    address = urls.site_address(data.site.url)
    measure, plan = describe_measure(view, address), describe_plan(data.plan, address)
    return embed_json({"@context": "https://schema.org", **measure, "isPartOf": plan})


def link_breadcrumb(steps: Iterable[tuple[str, str]], catalogue: Catalogue) -> Markup:
    """Return a breadcrumb as search engines read it, from the steps (address, label) shown."""
    address = urls.site_address(catalogue.data.site.url)
    items = [
        {"@type": "ListItem", "position": position, "name": label, "item": address + url}
        for position, (url, label) in enumerate(steps, start=1)
    ]
    return embed_json(
        {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    )


def embed_json(value: Any) -> Markup:
    """Return JSON that cannot end the script element which holds it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_UNSAFE))  # noqa: S704 (nothing that is markup is left)
