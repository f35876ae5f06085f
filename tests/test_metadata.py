"""Metadata of the pages for search engines, social networks and browsers."""

import dataclasses
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import yaml
from PIL import Image, ImageColor

from macros.exports.cards import SIZE, Card, describe
from macros.exports.interface import LICENCE
from macros.exports.typesetting import typeset_all
from macros.french import typeset
from macros.site.build import Build
from tests.cases import cases
from tests.conftest import Pages
from tests.markup import find_all, find_one, list_links, text_of
from tests.projects import ROOT

# Pages that a search engine has nothing to find in.
NOT_INDEXED = {"recherche/"}


# -- Cards


def test_a_card_says_in_words_what_it_shows(small: Build) -> None:
    words = "Mesure 3 (Axe 2 · Suivi du plan) : « Suivre le plan ». Les 3 mesures · plan 1998-2003"
    assert small.cards["mesures/3/"].description == typeset(f"{words} · site non officiel.")


def draw(card: Card) -> Image.Image:
    [png] = typeset_all("card.typ", {"card": describe(card)}, format="png", ppi=72.0).values()
    with Image.open(io.BytesIO(png)) as picture:
        assert (picture.format, picture.size) == ("PNG", SIZE)
        return picture.convert("RGB")


def has_ink(picture: Image.Image, *box: int) -> bool:
    part = picture.crop((box[0], box[1], box[2], box[3]))
    return len(part.getcolors(part.width * part.height) or []) > 1


def assert_legible(card: Card) -> None:
    """The title is between the other words and inside the margins."""
    picture = draw(card)
    assert has_ink(picture, 72, 204, 1128, 504)
    for band in ((24, 180, 1200, 190), (24, 518, 1200, 530), (1130, 0, 1200, 630)):
        assert not has_ink(picture, *band), (card, band)


def test_every_card_is_legible(build: Build) -> None:
    for card in build.cards.values():
        assert_legible(card)


@cases("metadata")
def test_any_title_stays_in_its_place(small: Build, words: str, times: int) -> None:
    assert_legible(dataclasses.replace(small.cards["mesures/1/"], title=words * times))


def test_a_title_is_cut_only_where_it_could_not_be_read(small: Build) -> None:
    for length, title in ((300, "a" * 300), (301, "a" * 300 + "…")):
        card = dataclasses.replace(small.cards["mesures/1/"], title="a" * length)
        assert describe(card)["title"] == title


def test_a_card_has_the_colours_of_the_site(build: Build) -> None:
    picture = draw(build.cards["mesures/21/"])
    assert picture.getpixel((600, 20)) == ImageColor.getrgb("#fbfaf6")
    assert picture.getpixel((5, 300)) == ImageColor.getrgb("#0b6475")


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
    alike: dict[str, str] = {}
    for url, tree in pages.items():
        metas = read_metas(tree)
        title = text_of(find_one(find_one(tree, "head"), "title"))
        assert alike.setdefault(title, url) == alike.setdefault(metas["description"], url) == url
        assert 20 <= len(metas["description"]) <= 300, url
        plan = r" (- Les 50 mesures|– Plan de prévention de la délinquance 2010-2012)$"
        assert re.sub(plan, "", title) == " ".join(metas["og:title"].split())
        assert ("–" in title.removeprefix(metas["og:title"])) == (
            url.startswith("mesures/") and url != "mesures/"
        )
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


def test_every_page_is_cited_as_zotero_reads_it(pages: Pages, build: Build) -> None:
    """Its translator takes these names first, and « webpage » where it would guess an article."""
    for url, tree in pages.items():
        metas = read_metas(tree)
        assert metas["citation_title"] == metas["DC.title"] == metas["og:title"]
        assert (metas["DC.type"], metas["DC.language"]) == ("webpage", "fr")
        assert metas["DC.date"] == metas["citation_publication_date"]
        assert metas["DC.rights"] == "Licence Ouverte 2.0 (Etalab)"
        assert not {"citation_author", "DC.creator", "author"} & metas.keys()
        address, abstract = metas["citation_public_url"], metas["citation_abstract"]
        assert abstract.startswith(metas["description"])
        if re.fullmatch(r"mesures/\d+/", url):
            cited = address.removeprefix(build.address)  # a version, or the edition that holds it
            assert cited in set(list_links(tree, url)) - {url}
            assert cited.partition("?")[0].endswith(url)
            assert f", mesure {url.split('/')[1]}. Site non officiel ; source du plan" in abstract
        else:
            assert address == build.address + url
            assert abstract.endswith(" Site non officiel.")


def test_the_site_and_its_data_are_told_to_search_engines(pages: Pages, build: Build) -> None:
    kinds = {"WebSite": "", "Dataset": "donnees/"}
    found = {
        data["@type"]: (url, data)
        for url, tree in pages.items()
        for data in read_linked_data(tree)
        if data["@type"] in kinds
    }
    assert {kind: url for kind, (url, _) in found.items()} == kinds
    search = found["WebSite"][1]["potentialAction"]["target"]
    assert search == f"{build.address}recherche/?q={{words}}"
    data_set = found["Dataset"][1]
    assert 50 <= len(data_set["description"]) <= 5000
    assert data_set["license"].startswith("https://www.etalab.gouv.fr/licence-ouverte")
    assert data_set["version"] == str(build.catalogue.versions.dataset)
    files = {file["contentUrl"].removeprefix(build.address) for file in data_set["distribution"]}
    assert {"api/v1/measures.csv", "api/v1/plan.jsonld"} < files
    assert {f"/{file}" for file in files} < build.ledger.addresses


def test_the_repository_says_how_to_cite_it(build: Build) -> None:
    """The keys of the Citation File Format 1.2, and what the site says of itself."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    required = {"cff-version", "message", "title", "authors"}
    assert required < citation.keys() <= required | {"type", "abstract", "keywords", "license"}
    plan = build.catalogue.data.plan
    assert citation["title"] == f"{plan.title} : données"
    assert citation["keywords"] == [*plan.keywords]
    assert citation["license"] == LICENCE["name"]


def test_every_page_has_its_card(pages: Pages, build: Build, site: Path) -> None:
    for url, tree in pages.items():
        metas = read_metas(tree)
        name = url.strip("/") if re.fullmatch(r"mesures/\d+/", url) else "site"
        path = f"assets/cards/{name}.png"
        assert metas["og:image"] == build.address + path
        assert metas["og:image:alt"]
        with Image.open(site / path) as picture:
            size = metas["og:image:width"], metas["og:image:height"]
            assert size == tuple(str(length) for length in picture.size) == ("1200", "630")
            assert picture.format == "PNG"
        assert (site / path).stat().st_size <= 150_000, path


def test_the_breadcrumb_is_the_same_for_machines(pages: Pages, build: Build) -> None:
    for url in (url for url, page in build.pages.items() if page.listed):
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


def test_the_site_map_lists_pages_with_their_day(pages: Pages, build: Build, site: Path) -> None:
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314 (ours)
    [namespace] = {element.tag.partition("}")[0] + "}" for element in root.iter()}
    listed = {
        element.findtext(f"{namespace}loc"): element.findtext(f"{namespace}lastmod")
        for element in root
    }
    assert set(listed) == {build.address + url for url in pages if url not in NOT_INDEXED}
    for url, page in build.pages.items():
        if page.listed:
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
        assert len(colours) == 2
        assert set(colours) <= set(re.findall(r"--card: (#\w+);", styles))
