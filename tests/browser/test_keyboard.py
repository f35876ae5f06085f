"""The site by keyboard alone: where the focus goes, what shows it, what is announced."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from macros.catalogue.views import Catalogue
from tests.browser.families import choose_by_family, list_addresses
from tests.browser.test_reading import overflow
from tests.conftest import VisitPage
from tests.raw import read_measures

NARROW, WIDE = 390, 1280
# One page with few stops, one with links in a drawing, one with many: path, width, JavaScript.
WALKED = [
    ("/", NARROW, True),
    ("/", WIDE, False),
    ("/mesures/15/", WIDE, True),
    ("/acteurs/maire/", NARROW, False),
    ("/chronologie/", WIDE, True),
    ("/chronologie/", NARROW, False),
]
MOST_STOPS = 400

# What has the focus: its name, whether one can see it, and what shows that it has the focus.
# Offsets, not colours: an outline or a shadow that comes with the focus.
_FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const seen = ({left, right, top, bottom}) => {
    const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
    const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const found = document.elementFromPoint(x, y);
    return found !== null && (element.contains(found) || found.contains(element));
  };
  return {
    tag: element.localName,
    name: element.getAttribute("aria-label") || element.labels?.[0]?.textContent.trim() || element.textContent.trim().slice(0, 60),
    href: element.getAttribute("href"),
    onscreen: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    uncovered: [...element.getClientRects()].some(seen),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    path: [...document.querySelectorAll("*")].indexOf(element),
  };
}
"""
_AT_REST = "() => document.getAnimations().every(({playState}) => playState !== 'running')"


class Stop(NamedTuple):
    tag: str
    name: str
    href: str | None
    onscreen: bool
    uncovered: bool
    outlined: bool
    path: int


def focused(page: Page) -> Stop | None:
    """Return what has the focus, once what it set moving has stopped."""
    for _ in range(40):  # not wait_for_function, which needs the scripts of the page
        if page.evaluate(_AT_REST):
            break
        page.wait_for_timeout(50)
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return Stop(**found) if found else None


def tab_through(page: Page) -> Iterator[Stop]:
    """Press Tab from the top of the page to its last stop."""
    seen = set()
    for press in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None and press == 0:
            continue  # without scripts nothing says that the page is drawn and hears keys
        if stop is None or stop.path in seen:
            return
        seen.add(stop.path)
        yield stop
    raise AssertionError(f"more than {MOST_STOPS} stops: the focus is in a loop")


def tab_to(page: Page, name: str | re.Pattern[str], *, backwards: bool = False) -> None:
    """Press Tab until the focus is on what has this name."""
    pattern = re.compile(re.escape(name)) if isinstance(name, str) else name
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        stop = focused(page)
        stops.append(stop.name if stop else None)
        if stop and pattern.search(stop.name):
            return
    raise AssertionError(f"no stop named {pattern.pattern}: {stops[:30]}")


def tab_to_result(page: Page, name: str) -> None:
    """Press Tab until the focus is on the result of the open search that has this name."""
    tab_to(page, name)
    result = page.locator(".search-panel a:focus")
    expect(result).to_contain_text(name)
    expect(result).to_be_in_viewport()


def check_focus(page: Page) -> None:
    check_stop(focused(page) or pytest.fail("nothing has the focus"))


def check_stop(stop: Stop) -> None:
    assert stop.name, f"a stop without a name: {stop}"
    assert stop.onscreen, f"the focus is off the screen: {stop}"
    # A region that scrolls may be taller than the screen.
    assert stop.uncovered or stop.tag == "div", f"the focus is under something: {stop}"
    assert stop.outlined, f"the focus does not show: {stop}"


# -- Walks


@pytest.mark.parametrize(("path", "width", "javascript"), WALKED)
def test_each_stop_is_named_on_screen_and_shown(
    visit: VisitPage, path: str, width: int, javascript: bool
) -> None:
    page = visit(path, width=width, javascript=javascript).page
    stops = list(tab_through(page))
    for stop in stops:
        check_stop(stop)
    assert stops[0].name == "Aller au contenu"
    assert stops[-1].name == "Mentions légales"


def test_one_walks_from_home_to_an_actor_through_the_search(visit: VisitPage) -> None:
    page = visit("/").page
    page.keyboard.press("Tab")
    expect(page.get_by_text("Aller au contenu")).to_be_focused()
    tab_to(page, "Rechercher un mot")
    page.keyboard.type("CLS transports")
    expect(page.locator("[data-search] [role=status]")).to_contain_text(re.compile(r"\d"))
    tab_to_result(page, read_measures()[15]["title"][:30])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/mesures/15/"))
    expect(page.locator("h1")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the header
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)
    tab_to(page, re.compile("^Déduit par ce site"))
    page.keyboard.press("Enter")
    tab_to(page, re.compile("^Préfet"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/acteurs/[\w-]+/"))


# -- The menu and the search of narrow screens


def test_the_menu_is_a_button_that_opens_and_closes(visit: VisitPage) -> None:
    page = visit("/chronologie/", width=NARROW).page
    button = page.get_by_role("button", name="Menu", exact=True)
    menu = page.get_by_role("navigation", name="Menu")
    link = menu.get_by_role("link", name="Acteurs")
    expect(page.locator(f"#{button.get_attribute('aria-controls')}")).to_have_count(1)
    for closed_by in ("Escape", "Fermer"):
        expect(button).to_have_attribute("aria-expanded", "false")
        expect(link).not_to_be_in_viewport()
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(menu.get_by_role("link").first).to_be_focused()
        expect(link).to_be_in_viewport()
        expect(menu.get_by_text("Menu", exact=True)).to_be_in_viewport()
        if closed_by == "Fermer":
            tab_to(page, re.compile("^Fermer"), backwards=True)
            check_focus(page)
        page.keyboard.press("Escape" if closed_by == "Escape" else "Enter")
        expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_name_of_the_site_and_of_its_plan_leads_home(
    visit: VisitPage, catalogue: Catalogue, width: int, javascript: bool
) -> None:
    page = visit("/chronologie/", width=width, javascript=javascript).page
    brand = page.locator("header").get_by_role("link", name=catalogue.data.plan.short_title)
    expect(brand).to_be_in_viewport()
    expect(brand).to_contain_text("Les 50 mesures")
    box = brand.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    brand.click()
    page.wait_for_url(re.compile(r"://[^/]+/$"))
    expect(page.locator("header [aria-current=page]")).to_have_count(1)


@pytest.mark.parametrize("dark", [False, True])
def test_the_theme_is_automatic_light_dark_and_automatic_again(
    visit: VisitPage, dark: bool
) -> None:
    page = visit("/a-propos/", width=NARROW, dark=dark).page
    mine, other = ("sombre", "clair") if dark else ("clair", "sombre")
    schemes = {"clair": "default", "sombre": "slate"}
    body, button = page.locator("body"), page.locator("[data-theme-button]")
    expect(button).to_have_accessible_name(re.compile("^Affichage automatique"))
    ground = re.compile(r"rgb\(\d\d, \d\d, " if dark else r"rgb\(2\d\d, 2\d\d, ")
    expect(body).to_have_css("background-color", ground)
    tab_to(page, re.compile("^Affichage automatique"))
    for name in (other, mine):
        page.keyboard.press("Enter")
        expect(button).to_have_accessible_name(re.compile(f"^Affichage {name}"))
        expect(body).to_have_attribute("data-md-color-scheme", schemes[name])
        page.reload()
        expect(body).to_have_attribute("data-md-color-scheme", schemes[name])
        button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_accessible_name(re.compile("^Affichage automatique"))
    assert page.evaluate("localStorage.length") == 0
    # What the system says from now on is followed.
    page.emulate_media(color_scheme="light" if dark else "dark")
    expect(body).to_have_attribute("data-md-color-scheme", schemes[other])


def test_the_open_menu_keeps_the_focus_on_the_screen_and_leads(visit: VisitPage) -> None:
    page = visit("/", width=NARROW).page
    tab_to(page, re.compile("^Menu$"))
    page.keyboard.press("Space")
    expect(page.get_by_role("navigation", name="Menu").get_by_role("link").first).to_be_focused()
    for _ in range(25):
        page.keyboard.press("Tab")
        if stop := focused(page):
            assert stop.onscreen, stop
            assert stop.uncovered, f"the focus goes under the open menu: {stop}"
    tab_to(page, re.compile("^Acteurs$"), backwards=True)
    check_focus(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/acteurs/")


def test_the_focus_leaves_the_search_without_going_under_it(visit: VisitPage) -> None:
    page = visit("/").page
    tab_to(page, "Rechercher un mot")
    page.keyboard.type("zzzz")
    expect(page.locator("[data-search] [role=status]")).to_contain_text(
        re.compile("aucun", re.IGNORECASE)
    )
    for _ in range(6):
        page.keyboard.press("Tab")
        check_focus(page)


def test_the_search_of_a_narrow_screen_is_a_page(visit: VisitPage) -> None:
    page = visit("/", width=NARROW).page
    tab_to(page, re.compile("^Rechercher$"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/")
    expect(page.get_by_label("Rechercher un mot")).to_be_focused()


# -- What readers ask of their browser


def test_no_page_scrolls_sideways(browser: Browser, server: str, site: Path) -> None:
    """320 px is 1280 px zoomed four times (WCAG 1.4.10); letters alone are doubled (1.4.4)."""
    page = browser.new_page()
    wide = []
    for address in choose_by_family(list_addresses(site)).values():
        page.goto(f"{server}/{address}")
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 640})
            if overflow(page) > 0:
                wide.append((address, width))
        page.set_viewport_size({"width": 1280, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if overflow(page) > 0:
            wide.append((address, 200))
    page.close()
    assert wide == []


def test_nothing_moves_for_who_asked_for_less_motion(browser: Browser, server: str) -> None:
    size: ViewportSize = {"width": NARROW, "height": 900}
    page = browser.new_context(reduced_motion="reduce", viewport=size).new_page()
    page.goto(server)
    page.get_by_role("button", name="Menu", exact=True).click()
    moving = page.evaluate(
        "document.getAnimations().filter(({playState}) => playState === 'running').length"
    )
    scroll = page.evaluate("getComputedStyle(document.documentElement).scrollBehavior")
    page.context.close()
    assert moving == 0
    assert scroll == "auto"


_FAINT = """
() => {
  const ground = getComputedStyle(document.body).backgroundColor;
  const drawn = "article svg :is(rect, circle, path, polygon, line)";
  return [...document.querySelectorAll(drawn)].filter((shape) => {
    const {fill, stroke} = getComputedStyle(shape);
    return [fill, stroke].every((colour) => ["none", ground].includes(colour));
  }).map((shape) => shape.outerHTML.slice(0, 80));
}
"""


def test_forced_colours_hide_nothing(browser: Browser, server: str) -> None:
    """What is drawn keeps an outline or a filling of its own against the forced background."""
    page = browser.new_context(forced_colors="active").new_page()
    page.goto(server)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    for path in ("/", "/mesures/15/", "/chronologie/", "/chiffres/"):
        page.goto(f"{server}{path}")
        assert page.evaluate(_FAINT) == [], path
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop is not None, path
        assert stop.outlined, path
    page.context.close()
