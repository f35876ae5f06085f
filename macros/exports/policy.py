"""The site's content security policy: one definition, for the pages themselves and for hosts.

Nothing runs, loads or frames but what the site itself serves; nobody frames it but its cards, and
others read its outputs. The one script that stands within pages is allowed by its hash.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path

# Before the first paint: scripts are there, light or dark is as the reader chose, and the fonts, all but
# arrived, are waited for (800 ms at most, or the page does without).
FIRST_PAINT = Path(__file__).with_name("first_paint.js").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(FIRST_PAINT.encode()).digest()).decode()

# Asked of a host, but never of a page by itself: `<meta>` cannot say it.
_FRAMES = "frame-ancestors"

_PAGE = {
    "default-src": "'none'",
    "script-src": f"'self' 'sha256-{_HASH}'",
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
    "img-src": "'self'",  # the icon, for one who opens the card by itself
    "font-src": "'self'",
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


CARD_META, PAGE_META = (
    _write({name: value for name, value in policy.items() if name != _FRAMES})
    for policy in (_CARD, _PAGE)
)
# The variables of the templates in overrides/, by their names in `config.extra`.
THEME_VARIABLES = {"policy": PAGE_META, "referrer": REFERRER, "first_paint": FIRST_PAINT}

# Of what a host answers, besides: of everything, of pages, of cards, of the machine outputs.
COMMON_HEADERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": REFERRER}
PAGE_HEADERS = {
    "Content-Security-Policy": _write(_PAGE),
    "Permissions-Policy": _PERMISSIONS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CARD_HEADERS = {
    "Content-Security-Policy": _write(_CARD),
    "Permissions-Policy": _PERMISSIONS,
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# A card in a sandbox that gives it no origin still asks for its fonts.
FONT_HEADERS = {"Access-Control-Allow-Origin": "*"}
OUTPUT_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
