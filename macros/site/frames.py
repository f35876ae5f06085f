"""Frames: the theme around a page, rendered once with placeholders, then filled for each page.

The frame of a page depends on its folder alone, since links do: all that is the page's own is in the
parts that fill it.
"""

import re
import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageParts:
    """The parts of a page, as HTML: `title` in full, `head` for its metadata, `foot` below the body."""

    title: str
    head: str
    body: str
    foot: str


# No data can hold them, since nobody can guess them.
_TOKEN = f"part-{secrets.token_hex(16)}"
PLACEHOLDERS = PageParts(*(f"{_TOKEN}-{name}-" for name in ("title", "head", "body", "foot")))
_PLACEHOLDER = re.compile(rf"{_TOKEN}-([a-z]+)-")


@dataclass(frozen=True, slots=True)
class Frame:
    """`pieces` of HTML, with the name of a part between each and the next."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> "Frame":
        """Cut what the theme rendered at the placeholders."""
        return cls(tuple(_PLACEHOLDER.split(html)))

    def fill(self, parts: PageParts) -> str:
        """Return the whole page."""
        pieces = (
            getattr(parts, piece) if index % 2 else piece for index, piece in enumerate(self.pieces)
        )
        return "".join(pieces)
