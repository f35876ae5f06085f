"""QR codes, as SVG: from paper to the page."""

from functools import cache
from io import BytesIO

import segno
from markupsafe import Markup


@cache  # the page and the sheet show the same
def draw_qr_code(address: str) -> Markup:
    """Return a black and white SVG with its quiet zone; whoever shows it says where it leads."""
    drawing = BytesIO()
    # Any mask can be read; to look for the best one would take most of the time.
    segno.make(address, error="m", micro=False, mask=3).save(
        drawing,
        kind="svg",
        border=4,
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return Markup(drawing.getvalue().decode())  # noqa: S704 (drawn here: no text in it)
