"""A card: the title of a page in large letters, 1200 × 630, on paper with one colour.

It has fifteen colours, from two layers of grey: one is shown in ink, the other in the card's colour.
"""

import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from macros.french import NARROW, NO_BREAK, typeset

ASSETS = Path(__file__).resolve().parent.parent.parent / "docs" / "assets"
FONTS = SERIF, SANS, BOLD = tuple(
    ASSETS / "fonts" / f"source-{name}-normal.woff2"
    for name in ("serif-4-latin-600", "sans-3-latin-400", "sans-3-latin-600")
)

SIZE = (1200, 630)
MARGIN = 72
WIDTH = SIZE[0] - 2 * MARGIN
TITLE = (196, 516)  # what the title may fill, from top to bottom
TITLE_SIZES = range(84, 10, -2)  # under 40: for a title longer than any sensible one
LEADING = 1.16
LEVELS = 7  # of each layer, from nearly paper to its full colour

_SCHEME = re.compile(r'\[data-md-color-scheme="default"\] \{(.*?)\}', re.DOTALL)
_SPACES = re.compile(r"[ \t\r\n]+")
_COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `label` names the kind of page, so that the colour never does it alone."""

    label: str
    context: str
    title: str
    site: str
    colour: str

    @property
    def description(self) -> str:
        """The words of the card, for those who do not see it."""
        context = f" ({self.context})" if self.context else ""
        return typeset(f"{self.label}{context} : « {self.title} ». {self.site}.")


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at its place; `box` holds all its ink."""

    part: str
    text: str
    font: FreeTypeFont
    position: tuple[float, float]

    @property
    def box(self) -> Box:
        left, top, right, bottom = self.font.getbbox(self.text, anchor="ls")
        x, y = self.position
        return left + x, top + y, right + x, bottom + y


@cache
def read_colours() -> dict[str, str]:
    """Return the colours of the light scheme, by name, from the site's style sheet."""
    styles = (ASSETS / "site.css").read_text(encoding="utf-8")
    schemes = _SCHEME.findall(styles)
    return dict(_COLOUR.findall(schemes[0]))


def draw_card(card: Card) -> bytes:
    """Return the PNG of a card."""
    ink, colour = Image.new("L", SIZE), Image.new("L", SIZE)
    on_ink, on_colour = ImageDraw.Draw(ink), ImageDraw.Draw(colour)
    on_colour.rectangle((0, 0, 23, SIZE[1]), fill=255)
    on_colour.rectangle((MARGIN, 536, SIZE[0] - MARGIN, 538), fill=255)
    for text in lay_out(card):
        if text.part == "label":
            left, _, right, _ = text.box
            on_colour.rounded_rectangle((MARGIN, 56, right + left - MARGIN, 120), 8, fill=255)
            on_colour.text(text.position, text.text, 0, text.font, anchor="ls")
        else:
            on_ink.text(text.position, text.text, 255, text.font, anchor="ls")
    indexes = ImageChops.lighter(_indexes(ink, 0), _indexes(colour, LEVELS))
    picture = Image.frombytes("P", SIZE, indexes.tobytes())
    picture.putpalette(_palette(card.colour))
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=6)  # 9 takes ten times as long for 8 % less
    return file.getvalue()


def _indexes(layer: Image.Image, offset: int) -> Image.Image:
    levels = (round(value * LEVELS / 255) for value in range(256))
    return layer.point([level + offset if level else 0 for level in levels])


def _palette(colour: str) -> list[int]:
    """Return paper, then the levels of ink, then those of the colour."""
    known = read_colours()
    paper, *full = (
        ImageColor.getrgb(value)
        for value in (known["paper"], known["ink"], known.get(colour, known["accent"]))
    )
    mixed = [
        round(start + (end - start) * level / LEVELS)
        for target in full
        for level in range(1, LEVELS + 1)
        for start, end in zip(paper, target, strict=True)
    ]
    return [*paper, *mixed]


def lay_out(card: Card) -> list[Text]:
    """Return the lines of a card at their places, the title as large as it can be.

    A text is cut only where the smallest letters are too large for it.
    """
    top, bottom = TITLE
    font, lines = _fit(_clean(card.title), SERIF, TITLE_SIZES, bottom - top)
    step = font.size * LEADING
    first = (top + bottom - step * len(lines)) / 2 + font.size * 0.9
    one_line = range(34, 10, -1)
    context, [words] = _fit(_clean(card.context), SANS, one_line, 1)
    site, [foot] = _fit(_clean(card.site), SANS, one_line, 1)
    return [
        Text("label", _clean(card.label), _font(BOLD, 38), (MARGIN + 20, 101)),
        *([Text("context", words, context, (MARGIN, 168))] if words else []),
        *(
            Text("title", line, font, (MARGIN, round(first + step * index)))
            for index, line in enumerate(lines)
        ),
        Text("site", foot, site, (MARGIN, 586)),
    ]


def _clean(text: str) -> str:
    # The fonts have no narrow space, a line has no end of line.
    return typeset(_SPACES.sub(" ", text)).replace(NARROW, NO_BREAK)


def _fit(text: str, file: Path, sizes: range, height: float) -> tuple[FreeTypeFont, list[str]]:
    """Return the largest font with which a text fits, and its lines; one line fits any height."""
    font, lines = _font(file, sizes[-1]), [text]
    for size in sizes:
        font = _font(file, size)
        lines = _wrap(text, font)
        fits = len(lines) == 1 or len(lines) * size * LEADING <= height
        if fits and all(font.getlength(line) <= WIDTH for line in lines):
            return font, lines
    most = max(1, int(height // (font.size * LEADING)))
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] += "…"
    return font, [_cut(line, font) for line in kept]


def _cut(line: str, font: FreeTypeFont) -> str:
    """Return the beginning of a line that is too long for the card."""
    while (length := font.getlength(line)) > WIDTH:
        most = min(len(line) - 2, int(len(line) * WIDTH / length))
        line = f"{line[:most]}…"
    return line


def _wrap(text: str, font: FreeTypeFont) -> list[str]:
    """Cut a text into as few lines as can be, of like lengths."""
    words = [(word, font.getlength(word)) for word in text.split(" ")]
    space = font.getlength(" ")
    lines = _fill(words, space, WIDTH)
    for width in range(WIDTH - 20, WIDTH // 2, -20):
        narrower = _fill(words, space, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _fill(words: list[tuple[str, float]], space: float, width: float) -> list[str]:
    lines: list[list[str]] = []
    used = width
    for word, length in words:
        if not lines or used + space + length > width:
            lines.append([word])
            used = length
        else:
            lines[-1].append(word)
            used += space + length
    return [" ".join(line) for line in lines]


@cache
def _font(file: Path, size: int) -> FreeTypeFont:
    # The basic layout gives the same picture whatever libraries the machine has.
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
