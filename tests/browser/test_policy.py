"""The policy of the site, by header and in the page: nothing of ours is refused, what is not ours is."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.families import choose_by_family, list_addresses
from tests.browser.violations import list_violations, listen, read_violations
from tests.projects import FIXTURES
from tests.servers import ProgramMissingError, serve_as_published

# What someone who found a way in would try.
INJECTED = (FIXTURES / "injected.html").read_text("utf-8")


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The real site as nginx serves it, with every header."""
    try:
        with serve_as_published(site) as address:
            yield address
    except ProgramMissingError as missing:
        if "CI" in os.environ:
            raise
        pytest.skip(str(missing))


@pytest.fixture
def context(browser: Browser, host: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=host, locale="fr-FR")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    listen(context)
    return context.new_page()


def test_no_page_of_any_family_is_refused_anything(context: BrowserContext, site: Path) -> None:
    addresses = list(choose_by_family(list_addresses(site)).values())
    assert {"", "404.html", "mesures/15/", "axes/1/", "citer/"} <= {*addresses}
    assert "axes/2/" not in addresses
    assert list_violations(context, addresses) == []


def test_nothing_that_a_reader_does_is_refused(page: Page, context: BrowserContext) -> None:
    refused: list[str] = []
    page.on("pageerror", lambda error: refused.append(error.message))
    context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto("/mesures/?actor=maire")
    expect(page.locator("#filtres [role=status]")).to_contain_text("sur 50")
    with page.expect_download() as download:
        page.locator("[data-csv]").click()
    assert download.value.suggested_filename == "mesures-maire.csv"
    page.locator("[data-theme-button]").click()
    refused += read_violations(page)

    page.locator("[data-search] input").fill("vidéoprotection")
    expect(page.locator(".search-results a").first).to_be_visible()
    refused += read_violations(page)

    page.goto("/comparer/?m=37,45")
    expect(page.locator("#comparaison th[scope=col]")).to_have_count(3)
    refused += read_violations(page)

    page.goto("/mesures/21/")
    page.locator("button.copy:visible").first.click()
    expect(page.locator(".copied")).to_contain_text("Copié")
    refused += read_violations(page)

    page.goto("/citer/")
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        card = frame.content_frame.locator("body")
        # In a frame that forbids scripts, the card still has its style sheet and its letters.
        expect(card).to_have_css("max-width", "800px")
        assert card.evaluate(
            "document.fonts.ready.then((f) => [...f].every((face) => face.status === 'loaded'))"
        )
    refused += read_violations(page)
    assert refused == []


def test_nothing_is_kept_but_the_choices_of_the_reader(page: Page, context: BrowserContext) -> None:
    page.goto("/mesures/21/")
    page.locator("[data-theme-button]").click()
    page.goto("/recherche/?q=maire")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert context.cookies() == []
    kept = page.evaluate(
        """async () => ({
          local: Object.keys(localStorage),
          session: Object.keys(sessionStorage),
          databases: await indexedDB.databases(),
          caches: await caches.keys(),
          workers: (await navigator.serviceWorker.getRegistrations()).length,
        })"""
    )
    assert kept == {"local": ["theme"], "session": [], "databases": [], "caches": [], "workers": 0}


@pytest.mark.parametrize("by", ["header", "meta"])
def test_what_is_injected_does_nothing(browser: Browser, host: str, server: str, by: str) -> None:
    context = browser.new_context(base_url=host if by == "header" else server)
    listen(context)
    page = context.new_page()

    def inject(route: Route) -> None:
        answer = route.fetch()
        html = answer.text().replace("<article", f"{INJECTED}<article", 1)
        if by == "header":
            html = html.replace('http-equiv="Content-Security-Policy"', "")
        assert INJECTED in html
        route.fulfill(response=answer, body=html)

    page.route("**/a-propos/", inject)
    page.goto("/a-propos/")
    page.locator("#link").click()
    expect(page.locator("#styled")).not_to_have_css("color", "rgb(255, 0, 0)")
    assert page.evaluate("window.injected") is None
    assert page.evaluate("document.baseURI").endswith("/a-propos/")
    # Text that a script would turn into markup is refused too.
    assert page.evaluate(
        "(() => { try { document.body.innerHTML = '<b>x</b>'; return ''; } catch (e) { return e.name; } })()"
    )
    # Last: the browser's driver would wait for where it leads.
    page.evaluate("document.getElementById('sent').requestSubmit()")
    expected = {
        "script-src-elem", "script-src-attr", "style-src-attr", "form-action", "base-uri",
        "require-trusted-types-for",
    }  # fmt: skip
    limit = time.monotonic() + 20
    # The browser tells of each in its own time.
    while not expected <= (
        told := {one.split(" ")[1].rstrip(":") for one in read_violations(page)}
    ):
        assert time.monotonic() < limit, expected - told
        page.wait_for_timeout(50)
    context.close()
