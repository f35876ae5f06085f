"""Links to a place of a page: beside its headings, and to each passage that proves something."""

import dataclasses
from itertools import pairwise
from pathlib import Path

from macros.catalogue.evidence import cut_segments, derive_marks, find_sentences
from macros.data.passages import correct_text
from macros.pages.rendering import link_headings
from macros.site.build import Build
from tests.browser.families import choose_by_family, list_addresses
from tests.cases import read_cases
from tests.conftest import UNTHEMED
from tests.markup import find_all, find_one, read_tree, text_of


def test_the_link_stands_beside_the_heading_and_says_where_it_leads() -> None:
    html = '<section><h2 id="qui" class="x">Qui <span>agit</span> &amp; "où"</h2><p>…</p></section>'
    tree = read_tree(link_headings(html))
    heading, link, _ = find_one(tree, "section")
    assert text_of(heading) == 'Qui agit & "où"'
    assert link.attrib == {
        "class": "anchor",
        "href": "#qui",
        "aria-label": 'Lien vers la section « Qui agit & "où" »',
    }
    assert text_of(link) == ""


def test_a_heading_without_anchor_is_left_alone() -> None:
    for html in ("<h2>Qui</h2>", '<h1 id="x">Qui</h1>', '<p id="x">Qui</p>'):
        assert link_headings(html) == html


def test_every_section_of_every_family_of_pages_has_its_link(site: Path) -> None:
    for url in choose_by_family(list_addresses(site)).values():
        if UNTHEMED.match(url):
            continue
        path = site / url / "index.html" if not url.endswith(".html") else site / url
        article = find_one(read_tree(path.read_text(encoding="utf-8")), "article")
        for parent in article.iter():
            for heading, after in pairwise([*parent, parent]):
                if heading.tag in ("h2", "h3") and heading.get("id"):
                    assert after.get("class") == "anchor", url
                    assert after.get("href") == f"#{heading.get('id')}", url


# -- Passages


def places(build: Build, number: int) -> dict[str, str]:
    segments = build.catalogue.measures[number].segments
    found = {passage.anchor: passage.text for x in segments for passage in x.passages}
    return {anchor: " ".join(text.split()) for anchor, text in found.items()}


def test_a_sentence_and_a_passage_are_named_by_the_rank_of_their_first_word(small: Build) -> None:
    passages = [words for _, words in read_cases("views")["proofs"]]
    ranks = ("mot-1", "mot-4", "mot-7", "mot-16", "mot-19")
    start = "Doubler les pistes (actuellement douze kilomètres) avant le 1er juillet 1999, "
    sentence = f"{start}en application de la loi sur l’air, avec les cyclistes."
    proofs = dict(zip(ranks, passages, strict=True))
    assert places(small, 1) == proofs | {"mot-1": sentence, "mot-22": "Les pistes sont gardées."}


def test_a_passage_keeps_its_anchor_whatever_is_added(small: Build) -> None:
    measure = small.catalogue.measures[1].measure
    before = set(places(small, 1))
    [correction], [deadline] = measure.corrections, measure.deadlines
    # Of the same date as another, and a correction before most passages, which moves them.
    added = dataclasses.replace(deadline, quote="pistes sont gardées")
    longer = dataclasses.replace(correction, original="douze", corrected="quelque douze petits")
    more = dataclasses.replace(measure, deadlines=(added, deadline))
    for changed, corrections, anchors in (
        (more, measure.corrections, before | {"mot-23"}),
        (measure, (longer,), before),
    ):
        result = correct_text(measure.text, corrections)
        sentences = find_sentences(changed, result)
        segments = cut_segments(result.text, derive_marks(changed, result), [], sentences)
        assert {passage.anchor for x in segments for passage in x.passages} == anchors


def test_every_mark_of_a_reading_can_be_linked_to(build: Build) -> None:
    for number in build.catalogue.measures:
        tree = read_tree(build.pages[f"mesures/{number}/"].render(build.catalogue))
        [section] = find_all(tree, "section", class_="cite")
        links = {
            link.attrib["href"].removeprefix("#"): text_of(link)
            for link in find_all(section, "a", class_="anchor-words")
        }
        assert set(links) == set(places(build, number))
