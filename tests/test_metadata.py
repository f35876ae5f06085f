"""What search engines, social networks and browsers read of the pages."""

import dataclasses
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest
from PIL import Image

from macros.building import Build
from macros.exports import cards
from macros.exports.card_drawing import SIZE, Card, draw_card, lay_out, read_colours
from macros.exports.cards import card_path, create_cards
from macros.exports.keeping import Store
from macros.linked_data import embed_json, link_measure
from macros.urls import LOCAL_ADDRESS
from tests.markup import find_all, find_one, read_site, text_of

ROOT = Path(__file__).parent.parent
Pages = dict[str, Element]


@pytest.fixture
def every_card(build: Build) -> list[Card]:
    return list(build.cards.values())


@pytest.fixture(scope="session")
def pages(site: Path) -> Pages:
    """Every page that has an address of its own."""
    return {
        url: tree
        for url, tree in read_site(site).items()
        if url != "404.html" and not url.startswith("embed/")
    }


# -- Cards

# Pages that a search engine has nothing to find in.
NOT_INDEXED = {"recherche/"}


def test_every_page_of_a_family_has_its_card_and_the_others_have_one(build: Build) -> None:
    families = ("mesures", "axes", "themes", "acteurs", "echeances", "textes")
    leaves = {url for url in build.pages if re.fullmatch(rf"({'|'.join(families)})/[^/]+/", url)}
    assert set(build.cards) == {"", *leaves}
    assert card_path("") == "assets/cards/site.png"
    assert card_path("mesures/21/") == "assets/cards/mesures/21.png"
    assert len({card_path(url) for url in build.cards}) == len(build.cards)


def test_a_card_names_what_its_colour_says(build: Build) -> None:
    for url, card in build.cards.items():
        if card.colour.startswith("axis-"):
            number = card.colour.removeprefix("axis-")
            assert f"Axe {number}" in f"{card.label} {card.context}", url
        assert card.label, url
        assert "Les 50 mesures · plan 2010-2012 · site non officiel" in card.description
        assert len({card.description for card in build.cards.values()}) == len(build.cards)


def assert_legible(card: Card, smallest: int = 40) -> None:
    """All words are there, inside the picture, apart from each other, the title in large."""
    texts = lay_out(card)
    shown = " ".join(text.text for text in texts if text.part == "title")
    assert shown.replace("\u00a0", " ") == " ".join(card.title.replace("\u202f", " ").split())
    for text in texts:
        left, top, right, bottom = text.box
        assert left >= 40, text
        assert top >= 40, text
        assert right <= SIZE[0] - 40, text
        assert bottom <= SIZE[1] - 30, text
        assert text.font.size >= (smallest if text.part == "title" else 26), text
    for above, below in pairwise(texts):
        assert above.box[3] <= below.box[1], (above, below)


def test_every_card_is_legible(every_card: list[Card]) -> None:
    for card in every_card:
        assert_legible(card)


@pytest.mark.parametrize("length", [84, 120, 180, 250])
def test_a_long_title_is_written_whole(every_card: list[Card], length: int) -> None:
    words = "Étendre à chaque établissement scolaire la coordination départementale des référents "
    title = (words * 4)[:length].strip()
    assert_legible(dataclasses.replace(every_card[1], title=title))


def test_no_title_is_too_long_to_be_written_whole(every_card: list[Card]) -> None:
    assert_legible(dataclasses.replace(every_card[1], title="anticonstitutionnellement" * 3), 12)
    assert_legible(
        dataclasses.replace(every_card[1], title="Doubler le nombre" + " de communes" * 70), 12
    )


def test_the_fonts_have_every_character_of_the_cards(every_card: list[Card]) -> None:
    for card in every_card:
        for text in lay_out(card):
            nothing = bytes(text.font.getmask("\uffff"))
            for character in {*text.text} - {" ", "\u00a0"}:
                assert bytes(text.font.getmask(character)) != nothing, (character, card.title)


def test_a_card_is_a_small_picture_with_the_colours_of_the_site(build: Build) -> None:
    drawn = draw_card(build.cards["mesures/21/"])
    assert drawn == draw_card(build.cards["mesures/21/"])
    with Image.open(io.BytesIO(drawn)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("PNG", "P", SIZE)
        shown = picture.convert("RGB")
    colours = read_colours()
    assert name_colour(shown, 600, 20) == colours["paper"]
    assert name_colour(shown, 5, 300) == colours["axis-2"]
    assert len(shown.getcolors() or []) <= 16


def name_colour(picture: Image.Image, x: int, y: int) -> str:
    return "#" + picture.crop((x, y, x + 1, y + 1)).tobytes().hex()


def test_an_unchanged_card_is_not_drawn_again(
    small: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Card] = []

    def draw(card: Card) -> bytes:
        drawn.append(card)
        return card.title.encode()

    monkeypatch.setattr(cards, "STORE", Store(tmp_path / "cards", ".png"))
    monkeypatch.setattr(cards, "draw_card", draw)
    first = create_cards(small.catalogue, small.address)
    assert drawn == list(small.cards.values())
    assert create_cards(small.catalogue, small.address) == first
    assert len(drawn) == len(first)
    kept = list((tmp_path / "cards").iterdir())
    assert {path.suffix for path in kept} == {".png"}
    kept[0].unlink()
    assert create_cards(small.catalogue, small.address) == first
    assert len(drawn) == len(first) + 1


# -- Linked data


def test_json_in_a_page_cannot_end_its_element() -> None:
    value = {"a": "</script><!-- & \u2028 « é »"}
    text = embed_json(value)
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == value


def test_a_measure_is_a_part_of_the_plan(build: Build) -> None:
    view = build.catalogue.measures[21]
    work = json.loads(link_measure(view, build.catalogue))
    assert work["@type"] == "CreativeWork"
    assert work["name"] == view.measure.title
    assert work["text"] == view.reading.text
    assert work["url"] == f"{LOCAL_ADDRESS}mesures/21/"
    assert work["isPartOf"]["name"] == build.catalogue.data.plan.title


# -- The built site


def read_metas(tree: Element) -> dict[str, str]:
    """Return the meta elements of a page by name or property; none is there twice."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name")
        if name and name != "theme-color":
            assert name not in metas, name
            metas[name] = meta.attrib["content"]
    return metas


def test_every_page_says_what_it_is(pages: Pages, build: Build) -> None:
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    for url, tree in pages.items():
        metas = read_metas(tree)
        title = text_of(find_one(find_one(tree, "head"), "title"))
        assert titles.setdefault(title, url) == url
        assert descriptions.setdefault(metas["description"], url) == url
        assert metas["description"].strip(), url
        assert title.removesuffix(" - Les 50 mesures") == " ".join(metas["og:title"].split())
        assert metas["og:description"] == metas["description"]
        canonical = find_one(tree, "link", rel="canonical").attrib["href"]
        assert canonical == metas["og:url"] == build.address + url
        assert metas["og:type"] == ("article" if url else "website")
        assert metas["og:locale"] == "fr_FR"
        assert metas["og:site_name"] == "Les 50 mesures"
        assert metas["twitter:card"] == "summary_large_image"
        assert ("robots" in metas) == (url in NOT_INDEXED)
        page = build.pages.get(url)
        if page is not None:
            assert metas["og:title"] == page.title
            assert metas["description"] == page.description


def test_every_page_has_its_card(pages: Pages, build: Build, site: Path) -> None:
    for url, tree in pages.items():
        metas = read_metas(tree)
        path = card_path(url if url in build.cards else "")
        assert metas["og:image"] == build.address + path
        assert metas["og:image:alt"]
        with Image.open(site / path) as picture:
            size = metas["og:image:width"], metas["og:image:height"]
            assert size == tuple(str(length) for length in picture.size) == ("1200", "630")
            assert picture.format == "PNG"
        assert (site / path).stat().st_size <= 25_000, path


def test_the_breadcrumb_is_the_same_for_machines(pages: Pages, build: Build) -> None:
    for url in build.pages:
        shown = find_one(pages[url], "nav", class_="breadcrumb")
        steps = []
        for item in shown.iter("li"):
            link = next(item.iter("a"), None)
            href = "" if link is None else link.attrib["href"]
            steps.append((text_of(item), urljoin(build.address + url, href)))
        [told] = [
            data for data in read_linked_data(pages[url]) if data["@type"] == "BreadcrumbList"
        ]
        told_steps = [
            (" ".join(item["name"].split()), item["item"]) for item in told["itemListElement"]
        ]
        assert told_steps == steps, url
        positions = [item["position"] for item in told["itemListElement"]]
        assert positions == list(range(1, len(steps) + 1))


def read_linked_data(tree: Element) -> list[dict[str, Any]]:
    scripts = find_all(tree, "script", type="application/ld+json")
    found = [json.loads(script.text or "") for script in scripts]
    assert all(data["@context"] == "https://schema.org" for data in found)
    return found


def test_a_measure_is_told_to_machines(pages: Pages, build: Build) -> None:
    for url, tree in pages.items():
        works = [data for data in read_linked_data(tree) if data["@type"] == "CreativeWork"]
        assert len(works) == bool(re.fullmatch(r"mesures/\d+/", url)), url
        for work in works:
            assert work["url"] == build.address + url


def test_the_site_map_lists_the_pages_with_their_day(
    pages: Pages, build: Build, site: Path
) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 (ours)
    [namespace] = {element.tag.partition("}")[0] + "}" for element in root.iter()}
    listed = {
        element.findtext(f"{namespace}loc"): element.findtext(f"{namespace}lastmod")
        for element in root
    }
    assert set(listed) == {build.address + url for url in pages if url not in NOT_INDEXED}
    for url, page in build.pages.items():
        day = build.catalogue.history.days.get(page.source, build.catalogue.data.site.updated)
        assert listed[build.address + url] == day.isoformat()
    robots = (site / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {build.address}sitemap.xml" in robots.splitlines()
    assert "Disallow" not in robots


def test_every_page_has_its_icon_and_its_colours(pages: Pages, site: Path) -> None:
    styles = (site / "assets" / "site.css").read_text(encoding="utf-8")
    for tree in pages.values():
        assert find_one(tree, "link", rel="apple-touch-icon") is not None
        colours = [meta.attrib["content"] for meta in find_all(tree, "meta", name="theme-color")]
        assert [colour in re.findall(r"--card: (#\w+);", styles) for colour in colours] == [
            True
        ] * 2


def test_every_alternate_is_a_file_of_the_site(site: Path, pages: Pages, build: Build) -> None:
    announced = {
        (
            urljoin(f"/{address}", link.attrib["href"].removeprefix(build.address[:-1])),
            link.attrib["type"],
        )
        for address, tree in pages.items()
        for link in find_all(tree, "link")
        if link.attrib["rel"] == "alternate"
    }
    assert ("/api/v1/measures.json", "application/json") in announced
    assert [path for path, _ in announced if not (site / path.lstrip("/")).is_file()] == []
