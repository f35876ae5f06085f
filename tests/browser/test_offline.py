"""Visited pages without a network; with one, always the page as it is now. In a sub-folder."""

import re
import shutil
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.serving import serve_folder

LEFT_OUT = shutil.ignore_patterns("api", "fiches", "cards", "sitemap.xml*")


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def end_headers(self) -> None:
        # As a host that lets browsers keep pages without asking again.
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@pytest.fixture
def folder(site: Path, tmp_path: Path) -> Path:
    """A copy of the site that a test may change, under /plan/ on its server."""
    return Path(shutil.copytree(site, tmp_path / "plan", ignore=LEFT_OUT))


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    with serve_folder(folder.parent, _Handler) as host:
        yield f"{host}/plan/"


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, locale="fr-FR")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that has visited the measure 21, once."""
    page = context.new_page()
    visit_first(page, "mesures/21/")
    return page


def visit_first(page: Page, path: str) -> None:
    page.goto(path)
    wait_until_kept(page, path)


def wait_until_kept(page: Page, *paths: str) -> None:
    """Wait for the worker, which does its work after the page's."""
    wait_until(
        page,
        """async (paths) => {
          const { scope } = await navigator.serviceWorker.ready;
          const assets = ["site.css", "site.js", "offline.js"].map((name) => `assets/${name}`);
          const kept = [...paths, ...assets].map((path) => caches.match(scope + path));
          return (await Promise.all(kept)).every(Boolean);
        }""",
        list(paths),
    )


def wait_until_kept_with(page: Page, path: str, words: str) -> None:
    """Wait until the worker keeps the page as it is now: it does so once it has answered."""
    wait_until(
        page,
        """async ([path, words]) => {
          const { scope } = await navigator.serviceWorker.ready;
          const kept = await caches.match(scope + path);
          return (await kept.text()).includes(words);
        }""",
        [path, words],
    )


def wait_until(page: Page, condition: str, argument: object) -> None:
    # Playwright's own wait takes a promise for the truth.
    limit = time.monotonic() + 60
    while not page.evaluate(condition, argument):
        assert time.monotonic() < limit, condition
        page.wait_for_timeout(50)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_visited_page_reads_without_a_network(
    page: Page, context: BrowserContext, address: str
) -> None:
    heading = page.locator("h1").inner_text()
    wait_until_kept(page, "assets/fonts/source-serif-4-latin-600-normal.woff2")
    context.set_offline(True)
    page.goto("mesures/21/#echeances")
    expect(page).to_have_url(f"{address}mesures/21/#echeances")
    expect(page.locator("h1")).to_have_text(heading)
    # With its looks and its fonts.
    family = "getComputedStyle(document.querySelector('h1')).fontFamily"
    assert "Source Serif 4" in page.evaluate(family)
    loaded = page.evaluate(
        """document.fonts.load('600 20px "Source Serif 4"').then((faces) => faces.map(({ status }) => status))"""
    )
    assert loaded == ["loaded"]


def test_a_page_not_visited_leads_to_those_that_are(
    page: Page, context: BrowserContext, address: str
) -> None:
    page.goto("acteurs/maire/")
    wait_until_kept(page, "acteurs/maire/")
    context.set_offline(True)
    page.goto("mesures/22/?depuis=ici")
    expect(page.locator("h1")).to_have_text("Hors ligne")
    expect(page.locator("#page-demandee a")).to_have_attribute(
        "href", f"{address}mesures/22/?depuis=ici"
    )
    listed = page.locator("#pages-gardees a")
    expect(listed).to_have_count(2)
    expect(listed.first).to_have_text("Maire")
    expect(listed.last).to_have_text(re.compile("^Mesure 21 : "))
    listed.last.click()
    expect(page).to_have_url(f"{address}mesures/21/")
    context.set_offline(False)
    page.goto("mesures/22/")
    expect(page.locator("h1")).not_to_have_text("Hors ligne")


def test_only_a_page_of_the_site_can_be_asked_again(page: Page) -> None:
    for other in ("javascript:alert(1)", "https://ailleurs.example/", "//ailleurs.example/"):
        page.goto(f"hors-ligne/?page={other}")
        expect(page.locator("#pages-gardees a")).not_to_have_count(0)
        expect(page.locator("#page-demandee")).to_be_hidden()


def test_with_a_network_a_page_is_always_as_it_is_now(
    page: Page, context: BrowserContext, folder: Path
) -> None:
    page.goto("mesures/21/")
    heading = page.locator("h1").inner_text()
    context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(heading)
    context.set_offline(False)
    replace(folder / "mesures" / "21" / "index.html", "<h1>", "<h1>Corrigé : ")
    page.goto("./")
    page.goto("mesures/21/")
    expect(page.locator("h1")).to_have_text(f"Corrigé : {heading}")
    wait_until_kept_with(page, "mesures/21/", "<h1>Corrigé : ")
    context.set_offline(True)
    page.goto("mesures/21/")
    expect(page.locator("h1")).to_have_text(f"Corrigé : {heading}")


def test_a_new_version_takes_the_visited_pages_along_as_they_are_now(
    page: Page, context: BrowserContext, folder: Path
) -> None:
    names = page.evaluate("caches.keys()")
    assert len(names) == 1
    replace(folder / "mesures" / "21" / "index.html", "<h1>", "<h1>Corrigé : ")
    worker = folder / "sw.js"
    version = re.findall(r'VERSION = "(\w+)"', worker.read_text(encoding="utf-8"))[0]
    replace(worker, version, "0123456789abcdef")
    page.goto("acteurs/maire/")
    wait_until(page, "async (old) => !(await caches.has(old))", names[0])
    assert page.evaluate("caches.keys()") == [names[0].replace(version, "0123456789abcdef")]
    wait_until_kept(page, "acteurs/maire/")
    context.set_offline(True)
    page.goto("mesures/21/")
    expect(page.locator("h1")).to_contain_text("Corrigé : ")
    page.goto("acteurs/maire/")
    expect(page.locator("h1")).to_contain_text("maire", ignore_case=True)


def test_nothing_is_kept_but_the_files_of_the_site(page: Page, address: str) -> None:
    page.goto("donnees/")
    assert page.evaluate("fetch('../manifest.webmanifest').then((response) => response.ok)")
    page.goto("./")
    wait_until_kept(page, "donnees/", "")
    kept = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
          (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"""
    )
    assert all(url.startswith(address) for url in kept)
    paths = {url.removeprefix(address) for url in kept}
    assert {"mesures/21/", "hors-ligne/", "donnees/", "assets/site.css"} <= paths
    assert all(re.match(r"(assets|search)/|$|.*/$", path) for path in paths), paths


def test_without_the_worker_pages_read_as_before(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, service_workers="block") as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(error.message))
        page.goto("mesures/21/")
        page.wait_for_load_state("networkidle")
        assert errors == []
