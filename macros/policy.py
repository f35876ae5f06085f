"""What browsers may do with the site: one definition, for the pages themselves and for hosts.

Nothing runs, loads or frames but what the site itself serves; nobody frames it but its cards, and
others read its outputs. The one script that stands within pages is allowed by its hash.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Before the first paint: scripts are there, and light or dark is as the reader chose.
FIRST_PAINT = (Path(__file__).parent / "templates" / "first_paint.js").read_text(encoding="utf-8")

# Asked of a host, but never of a page by itself: `<meta>` cannot say it.
_FRAMES = "frame-ancestors"

_PAGE = {
    "default-src": "'none'",
    "script-src": f"'self' 'sha256-{base64.b64encode(hashlib.sha256(FIRST_PAINT.encode()).digest()).decode()}'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the icons of the theme's style sheet
    "font-src": "'self'",
    "connect-src": "'self' blob:",  # blob: /hors-ligne/ reads the pages that were kept
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-src": "'self'",  # the cards that /citer/ shows
    "form-action": "'self'",
    "base-uri": "'none'",
    _FRAMES: "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "site",  # in site.js, for the address of the worker
}
# Engines of the search that run WebAssembly.
_WASM = ("pagefind",)
# A card is made to be framed, and runs nothing.
_CARD = {
    "default-src": "'none'",
    "style-src": "'self'",
    "form-action": "'none'",
    "base-uri": "'none'",
    _FRAMES: "*",
}

# A search is a question that the next site need not know.
REFERRER = "same-origin"
# What pages ask of the device: nothing but the clipboard, when the reader presses a button.
_REFUSED = (
    "accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_PERMISSIONS = ", ".join([*(f"{name}=()" for name in _REFUSED), "clipboard-write=(self)"])


def _write(directives: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _page(search: str) -> dict[str, str]:
    """Return the policy of the pages; the index in pieces is read by a program of its own."""
    wasm = {"script-src": f"{_PAGE['script-src']} 'wasm-unsafe-eval'"} if search in _WASM else {}
    return _PAGE | wasm


def _for_meta(directives: Mapping[str, str]) -> str:
    return _write({name: value for name, value in directives.items() if name != _FRAMES})


CARD_META = _for_meta(_CARD)
MOVED_META = _for_meta(_PAGE)


def describe_extra(search: str) -> dict[str, str]:
    """Return what the templates of overrides/ read, in `config.extra`; `search` is the engine's name."""
    return {"policy": _for_meta(_page(search)), "referrer": REFERRER, "first_paint": FIRST_PAINT}


@dataclass(frozen=True, slots=True)
class Headers:
    """What a host answers with, beside the file: always, with a page, a card, anything else."""

    everywhere: Mapping[str, str]
    page: Mapping[str, str]
    card: Mapping[str, str]
    file: Mapping[str, str]
    output: Mapping[str, str]  # with the machine outputs too, which programs of other sites read


def list_headers(search: str) -> Headers:
    """Return the headers of every kind of file, for this engine of the search."""
    # A framed card has an origin of its own: even its style sheet comes from elsewhere.
    anyone = {"Cross-Origin-Resource-Policy": "cross-origin"}
    permissions = {"Permissions-Policy": _PERMISSIONS}
    return Headers(
        {"X-Content-Type-Options": "nosniff", "Referrer-Policy": REFERRER},
        {
            "Content-Security-Policy": _write(_page(search)),
            **permissions,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
        {"Content-Security-Policy": _write(_CARD), **permissions, **anyone},
        anyone,
        {"Access-Control-Allow-Origin": "*"},
    )
