"""The first page of a first visit: in the site's own letters, nothing moves, little to fetch."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import VisitPage

PAGES = ["/", "/mesures/15/", "/mesures/31/", "/mesures/42/", "/acteurs/maire/"]
OURS = {"Mesures Serif", "Mesures Sans"}
MOST = 130_000  # bytes on the wire
_SHIFT = Path(__file__).with_name("shift.js").read_text("utf-8")


def list_faces(page: Page, selector: str) -> set[str]:
    """Return the fonts that the first element of this selector is drawn in."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    fonts = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in fonts}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_it_has_the_letters_of_the_site_and_is_still(
    visit: VisitPage, path: str, width: int
) -> None:
    # On a machine so busy that letters take 0.8 s, the page rightly does without: another first visit.
    for _ in range(5):
        page = visit(path, width=width).page
        page.wait_for_load_state("networkidle")
        if page.locator("html.late").count() == 0:
            break
    else:
        pytest.fail("late each time")
    shift = page.evaluate(_SHIFT)
    for selector in ("h1", ".md-banner__inner", ".brand strong", ".brand-plan", ".site-footer a"):
        assert set() < list_faces(page, selector) <= OURS, selector
    assert list_faces(page, "h1") == {"Mesures Serif"}
    assert shift <= 0.01


@pytest.mark.parametrize("number", [15, 21, 42])
def test_fonts_that_come_late_move_nothing_and_draw_the_next_page(
    browser: Browser, server: str, number: int
) -> None:
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    late: list[Route] = []
    page.route("**/*.woff2", lambda route: late.append(route))
    page.goto(f"{server}/mesures/{number}/", wait_until="domcontentloaded")
    # One reads without them, after an instant.
    expect(page.locator("h1")).to_be_visible()
    assert not list_faces(page, "h1") & OURS
    for route in late:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate(_SHIFT) <= 0.01
    page.unroute_all()
    page.goto(f"{server}/mesures/30/", wait_until="networkidle")
    assert list_faces(page, "h1") == {"Mesures Serif"}
    page.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_it_is_light_with_its_fonts(visit: VisitPage, site: Path, path: str) -> None:
    page = visit(path).page
    page.wait_for_load_state("networkidle")
    addresses = page.evaluate(
        "performance.getEntries().filter(({responseEnd}) => responseEnd).map(({name}) => name)"
    )
    assert sum(address.endswith(".woff2") for address in addresses) == len(OURS)
    total = 0
    for address in addresses:
        file = site / urlsplit(address).path.removeprefix("/")
        file = file / "index.html" if file.is_dir() else file
        compressed = file.with_name(f"{file.name}.gz")
        total += (compressed if compressed.exists() else file).stat().st_size
    assert total <= MOST


# What the browsers of telephones that are no longer updated lack.
_LATER = """
const later = [[Element.prototype, "checkVisibility togglePopover"], [Array.prototype, "toSorted toReversed findLast"],
  [Set.prototype, "union isSubsetOf"], [Object, "groupBy hasOwn"], [URL, "canParse"], [window, "structuredClone"]];
for (const [owner, names] of later) for (const name of names.split(" ")) delete owner[name];
"""


@pytest.mark.parametrize(
    "path", [*PAGES[:2], "/comparer/?m=37,45", "/glossaire/", "/recherche/?q=maire"]
)
def test_scripts_run_in_browsers_of_2022(visit: VisitPage, path: str) -> None:
    opened = visit("/404.html", width=390)
    opened.page.add_init_script(_LATER)
    opened.page.goto(path, wait_until="networkidle")
    opened.page.locator("[data-opens]").click()
    expect(opened.page.locator("#__drawer")).to_be_checked()
    assert opened.errors == []


def test_coming_back_finds_the_menu_closed_and_the_colours_chosen_since(visit: VisitPage) -> None:
    page = visit("/mesures/15/", width=390).page
    page.locator("[data-opens]").click()
    page.evaluate("localStorage.setItem('theme', 'slate')")  # on the page where the menu led
    for name in ("pagehide", "pageshow"):  # as browsers do that keep a page for « back »
        page.evaluate(f"dispatchEvent(new PageTransitionEvent('{name}', {{persisted: true}}))")
    expect(page.locator("#__drawer")).not_to_be_checked()
    assert not page.locator(".md-content").evaluate("(content) => content.inert")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
