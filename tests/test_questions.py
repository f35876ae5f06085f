"""Questions that people bring to the plan, each answered by a page two clicks from home at most.

The pages are those that a person would open, and the measures those that an answer must name.
"""

import re
from xml.etree.ElementTree import Element

from tests.cases import cases
from tests.conftest import Pages
from tests.markup import MEASURE, find_one, list_links, list_measures, resolve, text_of


def list_numbered(body: Element, address: str) -> set[int]:
    """Return the measures that a link, a line or a row leads to and numbers; a page, its own."""
    numbered = {int(number) for number in re.findall(r"^mesures/(\d+)/", address)}
    for tag in ("a", "li", "tr"):
        for place in body.iter(tag):
            own = [resolve(place.attrib["href"], address) or ""] if "href" in place.attrib else []
            matches = map(MEASURE.fullmatch, own + list_links(place, address))
            linked = {match[1] for match in matches if match}
            words = text_of(place)
            numbered |= {int(number) for number in linked if re.search(rf"\b{number}\b", words)}
    return numbered


@cases("questions")
def test_two_clicks_lead_from_home_to_an_answer_that_names_its_measures(
    pages: Pages, asked: str, path: list[str], measures: list[int]
) -> None:
    assert len(path) <= 2
    for here, there in zip(("", *path), path, strict=False):
        links = {link.partition("#")[0] for link in list_links(pages[here], here)}
        assert there in links, f"{asked} no link from /{here} to /{there}"
    address = path[-1]
    page = pages[address]
    assert "ce n’est pas le droit d’aujourd’hui" in text_of(page)
    body = find_one(page, "article")
    numbered = list_numbered(body, address)
    assert set(measures) <= numbered, f"{asked} /{address} numbers {sorted(numbered)}"
    others = set(measures) - {int(number) for number in re.findall(r"^mesures/(\d+)/", address)}
    assert others <= list_measures(body, address), asked


@cases("questions")
def test_the_answer_is_in_these_words(pages: Pages, address: str, words: str) -> None:
    # Only the spaces of French typography are told apart from plain ones.
    body = find_one(pages[address], "article")
    assert words in text_of(body).replace("\u202f", " ").replace("\xa0", " ")
