"""Cards for other sites."""

import gzip
import re
from xml.etree.ElementTree import Element

import pytest

from macros.pages.embeds import STYLES, create_embeds
from macros.site.build import Build
from tests.markup import find_one, list_measures, list_resources, read_tree, text_of
from tests.projects import ROOT
from tests.raw import items, read_measures, without_due

MOST = 15_000  # bytes on the wire, style sheet included


@pytest.fixture(scope="module")
def made(build: Build) -> dict[str, str]:
    return create_embeds(build.catalogue, build.address)


@pytest.fixture(scope="module")
def cards(made: dict[str, str]) -> dict[str, Element]:
    pages = {path: text for path, text in made.items() if path != STYLES}
    return {path.removesuffix("index.html"): read_tree(text) for path, text in pages.items()}


def test_a_card_says_what_its_page_says(cards: dict[str, Element], build: Build) -> None:
    for number, measure in read_measures().items():
        card = cards[f"embed/mesures/{number}/"]
        assert text_of(find_one(card, "h1")) == measure["title"]
        result = build.catalogue.measures[number].corrected.text
        assert text_of(find_one(card, "blockquote")) == result
        assert re.search(r"version du \d+\S* \w+ \d{4} · ", text_of(card))
        assert ("sans échéance" in text_of(card).lower()) == (number in without_due())
    dated = {
        number
        for number, measure in read_measures().items()
        if any(deadline.get("date") for deadline in items(measure, "deadlines"))
    }
    assert list_measures(cards["embed/chronologie/"], "embed/chronologie/") == dated


def test_a_card_leads_to_its_page_out_of_the_frame(cards: dict[str, Element], build: Build) -> None:
    for url, card in cards.items():
        head = find_one(card, "head")
        page = build.address + url.removeprefix("embed/")
        assert card.get("lang") == "fr"
        assert find_one(head, "link", rel="canonical").attrib["href"] == page
        assert find_one(head, "meta", name="robots").attrib["content"] == "noindex"
        assert find_one(head, "base").attrib == {"target": "_blank"}
        # Where a sandbox lets nothing open, the address is there to copy.
        assert text_of(find_one(card, "p", class_="address")) == page
        plan = "Plan de prévention de la délinquance 2010-2012"
        measured = url.startswith("embed/mesures/")
        named = f" – {plan}" if measured else " - Les 50 mesures"
        assert text_of(find_one(head, "title")).endswith(named)
        shown = text_of(card)
        assert shown.count("Document historique (plan 2010-2012), site non officiel") == 1
        assert "Licence Ouverte 2.0" in shown


def test_a_card_is_light_and_runs_nothing(made: dict[str, str], cards: dict[str, Element]) -> None:
    styles = made[STYLES].encode()
    fonts = re.findall(rb"url\(\"(.+?)\"", styles)
    assert fonts == [b"fonts/mesures-serif.woff2", b"fonts/mesures-sans.woff2"]
    assert b"@import" not in styles
    for url, card in cards.items():
        assert list(card.iter("script")) == []
        assert not any("style" in element.attrib for element in card.iter())
        loaded = [re.sub(r"^(\.\./)+", "", link) for link in list_resources(card)]
        assert loaded == [STYLES, "assets/favicon.svg"]  # the icon: by itself only, not in a frame
        page = made[f"{url}index.html"].encode()
        assert len(gzip.compress(page)) + len(gzip.compress(styles)) <= MOST


def test_the_colours_of_the_cards_are_those_of_the_site(made: dict[str, str]) -> None:
    styles = (ROOT / "docs/assets/site.css").read_text(encoding="utf-8")
    ours = made[STYLES]
    colours = re.findall(r"--[\w-]+: #\w+;", ours)
    assert len(colours) == 28
    assert [colour for colour in colours if colour not in styles] == []
    named = set(re.findall(r"var\(--([\w-]+)", ours)) - {"c"}
    assert sorted(re.findall(r"--([\w-]+): #", ours)) == sorted([*named] * 2)
