"""Pictures of the site: references for the visual tests, and the one of the README.

`python -m tests.browser.pictures` takes them anew. Look at them before committing.

A reference is the page at a third of its size in a few colours. Two pictures are compared by the
mean colour of cells of 24 × 24 CSS pixels; `FEW` may differ: all of it moved by one pixel changes
no cell, another colour of one label 6, a hidden breadcrumb 20.
"""

import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image, ImageChops
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch_chromium
from tests.cases import read_cases
from tests.projects import open_site
from tests.serving import serve_folder

ROOT = Path(__file__).parent.parent.parent
REFERENCES = Path(__file__).parent / "references"
README_PICTURE = ROOT / "pictures" / "mesure.png"
FONTS = ROOT / "docs" / "assets" / "fonts"

HEIGHT = 900
TALLEST = 2700  # CSS pixels; the rest of a longer page repeats what is above
SHRINK = 3
COLOURS = 64
CELL = 8  # pixels of a reference
CHANGED = 16  # of 255, in one channel
FEW = 3
PAGES = read_cases("pictures")["pages"]
# What each commit changes.
CHANGING = ".history { display: none !important }"
IN_THE_DARK = ("accueil", "mesure", "chronologie")
WIDTHS = (390, 1280)


class Shot(NamedTuple):
    page: str
    width: int
    scheme: Literal["light", "dark"] = "light"

    @property
    def reference(self) -> Path:
        dark = "-sombre" if self.scheme == "dark" else ""
        return REFERENCES / f"{self.page}-{self.width}{dark}.png"


SHOTS = [
    *(Shot(page, width) for page in PAGES for width in WIDTHS),
    *(Shot(page, width, "dark") for page in IN_THE_DARK for width in WIDTHS),
]


def take(browser: Browser, server: str, shot: Shot) -> Image.Image:
    """Return a page as a reader first sees it, down to `TALLEST`."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": HEIGHT},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        bypass_csp=True,
        locale="fr-FR",
    )
    page = context.new_page()
    page.goto(f"{server}/{PAGES[shot.page]}")
    page.add_style_tag(content=CHANGING)
    page.evaluate("document.fonts.ready")
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": shot.width, "height": min(height, TALLEST)}
    png = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    context.close()
    return Image.open(BytesIO(png)).convert("RGB")


def shrink(picture: Image.Image) -> Image.Image:
    return picture.reduce(SHRINK)


def reduce_colours(picture: Image.Image, colours: int = COLOURS) -> Image.Image:
    """Return a picture that compresses well. The octree keeps small areas of another colour."""
    return picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def compare(reference: Image.Image, picture: Image.Image) -> list[tuple[int, int]]:
    """Return the cells (column, row) that differ between two shrunken pictures."""
    size = (max(reference.width, picture.width), max(reference.height, picture.height))
    one, other = (_cells(image, size) for image in (reference, picture))
    channels = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(channels[0], channels[1]), channels[2])
    cells = most.point(lambda value: 255 * (value > CHANGED)).tobytes()
    return [(place % most.width, place // most.width) for place, cell in enumerate(cells) if cell]


def measure_letters(browser: Browser) -> dict[str, float]:
    """Return how wide this Chromium sets a line in each font file of the site.

    The pictures can only be compared where letters take the same room: elsewhere lines break
    otherwise, through no fault of the site.
    """
    page = browser.new_page()
    widths = {}
    for font in sorted(FONTS.glob("*.woff2")):
        name = f"{font.stem} {hashlib.sha256(font.read_bytes()).hexdigest()[:8]}"
        widths[name] = page.evaluate(_MEASURE, list(font.read_bytes()))
    page.close()
    return widths


_MEASURE = Path(__file__).with_name("letters.js").read_text("utf-8")


def _cells(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    page = Image.new("RGB", size, "magenta")
    page.paste(image.convert("RGB"))
    return page.reduce(CELL)


def renew(browser: Browser, site: Path) -> None:
    """Write the references, what they depend on, and the picture of the README."""
    REFERENCES.mkdir(exist_ok=True)
    kept = {shot.reference for shot in SHOTS}
    for old in set(REFERENCES.glob("*.png")) - kept:
        old.unlink()
    with serve_folder(site) as server:
        for shot in SHOTS:
            picture = shrink(take(browser, server, shot))
            reduce_colours(picture).save(shot.reference, optimize=True)
        picture = take(browser, server, Shot("mesure", 1280))
    first_screen = picture.crop((0, 0, picture.width, min(picture.height, HEIGHT)))
    reduce_colours(first_screen).save(README_PICTURE, optimize=True)
    made_with = {"chromium": browser.version, "letters": measure_letters(browser)}
    text = json.dumps(made_with, indent=2, ensure_ascii=False)
    REFERENCES.joinpath("made-with.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    with (
        open_site() as built,
        sync_playwright() as playwright,
        launch_chromium(playwright) as chromium,
    ):
        renew(chromium, built)
