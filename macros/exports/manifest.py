"""`/manifest.webmanifest`: how a telephone names the site on its first screen."""

import json

from macros.deriving import Catalogue
from macros.french import capitalize
from macros.presentation import UNOFFICIAL, describe_status, name_home, name_site

_ICONS = (
    ("favicon.svg", "any", "image/svg+xml"),
    *((f"icons/icon-{size}.png", f"{size}x{size}", "image/png") for size in (32, 180, 512)),
)


def create_manifest(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return the file, by path; its addresses are relative, since the site may be in a sub-folder."""
    data = catalogue.data
    manifest = {
        "name": name_home(data),
        "short_name": name_site(data),
        "description": f"{capitalize(describe_status(data))}, {UNOFFICIAL}.",
        "lang": "fr",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        # Of docs/assets/site.css: `--paper` and `--accent`.
        "background_color": "#fbfaf6",
        "theme_color": "#1d5c4d",
        "icons": [
            {"src": f"assets/{name}", "sizes": sizes, "type": media_type}
            for name, sizes, media_type in _ICONS
        ],
    }
    return {"manifest.webmanifest": json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"}
