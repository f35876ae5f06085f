"""The look of each family of pages, compared with the pictures of `references/`."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from playwright.sync_api import Browser

from tests.browser.pictures import (
    CELL,
    FEW,
    REFERENCES,
    SHOTS,
    Shot,
    compare,
    measure_letters,
    shrink,
    take,
)


@pytest.fixture(scope="module")
def letters(browser: Browser) -> None:
    """Skip where Chromium sets the site's fonts in another width than where the pictures were taken."""
    made_with = json.loads(REFERENCES.joinpath("made-with.json").read_text(encoding="utf-8"))
    here = measure_letters(browser)
    apart = {
        font: (width, here[font])
        for font, width in made_with["letters"].items()
        if font in here and abs(width - here[font]) > 0.5
    }
    if apart:
        pytest.skip(
            f"letters are set otherwise here (Chromium {browser.version}) than in the references "
            f"(Chromium {made_with['chromium']}): {apart}"
        )


@pytest.mark.nightly
@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.reference.stem)
def test_a_page_looks_as_it_did(browser: Browser, server: str, shot: Shot, tmp_path: Path) -> None:
    picture = shrink(take(browser, server, shot))
    cells = compare(Image.open(shot.reference), picture)
    if len(cells) <= FEW:
        return
    shown = tmp_path / shot.reference.name
    mark(picture, cells).save(shown)
    pytest.fail(
        f"{shot.reference.stem} : {len(cells)} cellules diffèrent.\n"
        f"  avant : {shot.reference}\n  maintenant, différences encadrées : {shown}\n"
        "Si c’est voulu : .venv/bin/python -m tests.browser.pictures, regardez les images, puis validez-les.",
        pytrace=False,
    )


def mark(picture: Image.Image, cells: list[tuple[int, int]]) -> Image.Image:
    marked = picture.convert("RGB")
    draw = ImageDraw.Draw(marked)
    for column, row in cells:
        corner = (column * CELL, row * CELL)
        draw.rectangle((corner, (corner[0] + CELL, corner[1] + CELL)), outline="red")
    return marked


def test_every_reference_is_compared() -> None:
    assert {path.name for path in REFERENCES.glob("*.png")} == {
        shot.reference.name for shot in SHOTS
    }


def test_a_moved_or_missing_block_is_seen() -> None:
    reference = Image.open(Shot("mesure", 1280).reference).convert("RGB")
    assert compare(reference, reference) == []
    moved = ImageChops.offset(reference, 0, 3)  # 9 CSS pixels down
    assert len(compare(reference, moved)) > FEW
    missing = reference.copy()
    missing.paste("white", (60, 160, 180, 180))
    assert len(compare(reference, missing)) > FEW
    taller = reference.crop((0, 0, reference.width, reference.height + CELL))
    assert len(compare(reference, taller)) > FEW
