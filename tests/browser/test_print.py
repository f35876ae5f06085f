"""Printed pages."""

import io
import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.cases import cases, read_cases
from tests.conftest import VisitPage

# A4 between the margins of our sheet, in CSS pixels.
PAPER = 680


def print_page(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


_CUT = """width => [...document.querySelectorAll(".md-content *")]
    .filter(element => element.checkVisibility() && !element.closest("svg, .sr"))
    .filter(element => element.getBoundingClientRect().right > width + 1
        || (getComputedStyle(element).overflowX !== "visible"
            && element.scrollWidth > element.clientWidth + 1))
    .map(element => element.outerHTML.slice(0, 200))"""


def test_nothing_is_cut_at_the_edge_of_the_paper(visit: VisitPage) -> None:
    page = visit("/a-propos/", width=PAPER).page
    page.emulate_media(media="print")
    for path in read_cases("print")["pages"]:
        page.goto(path)
        assert page.evaluate(_CUT, PAPER) == [], path


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_paper_is_black_on_white_without_menus(visit: VisitPage, dark: bool) -> None:
    page = visit("/acteurs/maire/", width=PAPER, dark=dark).page
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    expect(page.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    for selector in ("h1", ".md-content p", ".asks dd", ".asks h3 a"):
        # The theme fades the colour of links.
        expect(page.locator(selector).first).to_have_css("color", "rgb(0, 0, 0)")
        # Of a ligature, Firefox leaves nothing to find nor to copy in a printed file.
        for name, value in (
            ("font-variant-ligatures", "none"),
            ("font-feature-settings", "normal"),
        ):
            expect(page.locator(selector).first).to_have_css(name, value)
    for selector in (".md-header", ".md-footer", ".print-line", ".edit-link"):
        expect(page.locator(selector).first, selector).to_be_hidden()
    expect(page.locator(".permalink")).to_be_visible()
    # What is deduced is told apart without colour.
    for kind, border in (("quote", "solid"), ("deduced", "dashed")):
        expect(page.locator(f".asks > .{kind}").first).to_have_css("border-top-style", border)


@cases("print")
def test_what_is_deduced_is_folded_on_a_phone_alone(
    visit: VisitPage, width: int, media: Literal["screen", "print"], folded: bool
) -> None:
    page = visit("/acteurs/maire/", width=width, javascript=False).page
    page.emulate_media(media=media)
    measure = page.locator(".fold .asks > li").first
    expect(measure).to_be_visible(visible=not folded)
    if folded:
        page.get_by_text("Voir les").click()
        expect(measure).to_be_visible()


def test_the_code_to_the_page_is_on_paper_alone(visit: VisitPage) -> None:
    page = visit("/acteurs/maire/", width=PAPER).page
    code = page.get_by_role("img", name="QR code")
    expect(code).to_be_hidden()
    page.emulate_media(media="print")
    drawing = page.locator(".print-mark svg").bounding_box()
    assert drawing is not None
    assert drawing["width"] == pytest.approx(25 / 25.4 * 96, abs=1)
    expect(code).to_be_visible()


@cases("print")
def test_the_header_row_comes_back_on_each_sheet(
    visit: VisitPage, path: str, heading: str, javascript: bool
) -> None:
    page = visit(path, javascript=javascript).page
    texts = [" ".join(sheet.extract_text().split()) for sheet in print_page(page).pages]
    assert len(texts) > 1
    for text in texts[1:]:
        # A sheet may hold what follows the table alone.
        assert heading in text or not re.search(r"sans échéance|« ", text)


def test_addresses_are_written_out(visit: VisitPage) -> None:
    page = visit("/sources/", width=PAPER).page
    page.emulate_media(media="print")
    links = page.locator(".sources dt a[href^=http]")
    assert links.count() > 0
    written = links.evaluate_all(
        "links => links.map(link => getComputedStyle(link, '::after').content)"
    )
    addresses = links.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    for text, address in zip(written, addresses, strict=True):
        assert address in text


def test_the_page_has_a_button_to_print_where_it_does_something(visit: VisitPage) -> None:
    page = visit("/acteurs/maire/").page
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Imprimer cette page").click()
    assert page.evaluate("window.printed")
    page = visit("/acteurs/maire/", javascript=False).page
    expect(page.get_by_role("button", name="Imprimer")).to_have_count(0)


def test_paper_shows_no_box_to_tick_and_no_address_of_this_site(visit: VisitPage) -> None:
    page = visit("/mesures/", width=PAPER).page
    page.emulate_media(media="print")
    expect(page.locator(".measures")).to_be_visible()
    expect(page.get_by_role("checkbox").first).to_be_hidden()
    page = visit("/comparer/?m=37,45", width=PAPER).page
    page.emulate_media(media="print")
    link = page.locator(".comparison tbody a").first
    expect(link).to_be_visible()
    assert link.evaluate("link => getComputedStyle(link, '::after').content") == "none"


@pytest.mark.parametrize(("path", "told"), [("/mesures/6/", True), ("/mesures/15/", False)])
def test_paper_shows_the_text_that_was_corrected(visit: VisitPage, path: str, told: bool) -> None:
    text = " ".join(
        " ".join(sheet.extract_text().split()) for sheet in print_page(visit(path).page).pages
    )
    assert ("Le texte officiel, à la lettre" in text) == told
    assert ("de systèmes de vidéo-protection" in text) == told  # corrected in the reading


def test_a_measure_fills_its_first_sheet(visit: VisitPage) -> None:
    """Its dates and figures stay whole, but do not hold on to one another."""
    first = print_page(visit("/mesures/15/").page).pages[0].extract_text()
    assert "Avant le 31 décembre 2012" in " ".join(first.split())


def test_the_home_page_takes_one_sheet(visit: VisitPage) -> None:
    [sheet] = print_page(visit("/").page).pages
    assert "Nouveautés" not in sheet.extract_text()
