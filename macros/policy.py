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
    "connect-src": "'self'",
    "frame-src": "'self'",  # the cards that /citer/ shows
    "form-action": "'self'",
    "base-uri": "'none'",
    _FRAMES: "'none'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
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


def _for_meta(directives: Mapping[str, str]) -> str:
    return _write({name: value for name, value in directives.items() if name != _FRAMES})


CARD_META = _for_meta(_CARD)
PAGE_META = _for_meta(_PAGE)
# The variables of the templates in overrides/, by their names in `config.extra`.
THEME_VARIABLES = {"policy": PAGE_META, "referrer": REFERRER, "first_paint": FIRST_PAINT}


@dataclass(frozen=True, slots=True)
class Headers:
    """What a host answers with, beside the file: always, with a page, a card, anything else."""

    everywhere: Mapping[str, str]
    page: Mapping[str, str]
    card: Mapping[str, str]
    file: Mapping[str, str]
    output: Mapping[str, str]  # with the machine outputs too, which programs of other sites read


# A framed card has an origin of its own: even its style sheet comes from elsewhere.
_ANYONE = {"Cross-Origin-Resource-Policy": "cross-origin"}
_PERMITTED = {"Permissions-Policy": _PERMISSIONS}
HEADERS = Headers(
    {"X-Content-Type-Options": "nosniff", "Referrer-Policy": REFERRER},
    {
        "Content-Security-Policy": _write(_PAGE),
        **_PERMITTED,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    },
    {"Content-Security-Policy": _write(_CARD), **_PERMITTED, **_ANYONE},
    _ANYONE,
    {"Access-Control-Allow-Origin": "*"},
)
