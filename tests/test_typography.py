"""French spaces: in what templates write, and in what the site shows."""

import re

from jinja2 import Environment

from macros.pages.rendering import FrenchSpaces, set_spaces
from tests.cases import cases
from tests.conftest import Pages
from tests.markup import find_all
from tests.test_site import body_of


@cases("typography")
def test_the_spaces_of_punctuation_hold(written: str, shown: str | None) -> None:
    expected = (shown or written).replace("~", "\u00a0")
    assert set_spaces(written) == expected


def test_values_are_left_to_their_filter() -> None:
    template = Environment(extensions=[FrenchSpaces], autoescape=True).from_string("A : {{ b }} ;")
    assert template.render(b="x : y") == "A\u00a0: x : y\u00a0;"


def test_no_line_of_the_site_can_begin_with_a_sign(pages: Pages) -> None:
    loose = {}
    # As they are: what is to be copied, the official text, the messages of commits.
    for url in pages.keys() - {"texte/", "nouveautes/"}:
        body = body_of(pages[url])
        for kept in [
            *find_all(body, "pre"),
            *find_all(body, "code"),
            *find_all(body, "details", class_="verbatim"),
            *find_all(body, "section", class_="history"),
        ]:
            kept.clear()
        words = "".join(body.itertext())
        if found := re.findall(r"\S{1,20} [:;?!»](?=\s|$)", words):
            loose[url] = found
    assert loose == {}
