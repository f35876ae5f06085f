"""The copy of the site in one file, opened from a disk: no server, no network, the same pages."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect

from tests.audit.links import check_links
from tests.conftest import TempFolders

# A folder is no page on a disk; worse than broken: what asks the reader's own machine.
ODD = re.compile(
    r'\s(?:href|src|action)="(?:/|https?://localhost|(?!\w+:)[^"?#]*(?:/|\.\.?)["?#])[^"]*'
)
LARGEST = 10_000_000  # bytes: what the page of the data says


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: TempFolders) -> Path:
    """The folder that one gets."""
    folder = tmp_path_factory.mktemp("copie")
    with zipfile.ZipFile(site / "site-hors-ligne.zip") as archive:
        archive.extractall(folder)
    return folder / "site-hors-ligne"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test for a script error or a request beyond the disk."""
    wrong: list[str] = []

    def note_message(said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            wrong.append(said.text)

    def note_request(sent: Request) -> None:
        if urlsplit(sent.url).scheme not in {"file", "data"}:
            wrong.append(sent.url)

    with browser.new_context(locale="fr-FR") as context:
        page = context.new_page()
        page.on("console", note_message)
        page.on("pageerror", lambda error: wrong.append(error.message))
        context.on("request", note_request)
        yield page
    assert wrong == []


def test_it_is_one_folder_that_says_where_to_start(site: Path, copy: Path) -> None:
    archive = site / "site-hors-ligne.zip"
    assert archive.stat().st_size < LARGEST
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
    assert {name.partition("/")[0] for name in names} == {"site-hors-ligne"}
    assert names[0] == "site-hors-ligne/LISEZ-MOI.txt"
    assert "ouvrez le fichier index.html" in (copy / "LISEZ-MOI.txt").read_text(encoding="utf-8")
    # Nothing that only a server reads; every page but the one that is only served.
    assert not [name for name in names if name.endswith(".gz")]
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    there = {path.relative_to(copy).as_posix() for path in copy.rglob("*.html")}
    assert pages - there == {"404.html"}


def test_every_link_leads_to_a_file_and_a_place_that_are_there(copy: Path) -> None:
    assert check_links(copy).broken == []
    for page in copy.rglob("*.html"):
        assert not ODD.findall(page.read_text(encoding="utf-8")), page


def test_the_search_finds_and_leads(copy: Path, page: Page) -> None:
    page.goto((copy / "index.html").as_uri())
    field = page.get_by_role("searchbox").first
    field.fill("videoprotection")
    page.locator(".result-theme a").first.click()
    expect(page).to_have_url((copy / "themes/videoprotection/index.html").as_uri())
    expect(page.locator("h1")).to_contain_text("Vidéoprotection")
    # And on its own page, with the address that a form makes.
    page.goto(f"{(copy / 'recherche/index.html').as_uri()}?q=mesure+21")
    expect(page.locator(".search-results a").first).to_contain_text("Mesure 21")


def test_the_table_is_filtered(copy: Path, page: Page) -> None:
    page.goto((copy / "mesures/index.html").as_uri())
    rows = page.locator("#resultats tbody tr:visible")
    expect(rows).to_have_count(50)
    page.locator("#filtres select[name=axis]").select_option("5")
    expect(rows).to_have_count(2)
    # And by an address, as a reader would keep it.
    page.goto(f"{(copy / 'mesures/index.html').as_uri()}?axis=3&sort=-number")
    expect(page.locator("#filtres [role=status]")).to_have_text("6 mesures sur 50")
    expect(rows).to_have_count(6)


def test_what_needs_the_site_online_says_so(copy: Path, page: Page) -> None:
    page.goto((copy / "comparer/index.html").as_uri())
    expect(page.get_by_text("demande le site en ligne")).to_be_visible()
    expect(page.locator("#comparer")).to_be_hidden()
    page.goto((copy / "donnees/index.html").as_uri())
    expect(page.get_by_text("la copie hors ligne")).to_be_hidden()


def test_other_pages_are_as_online(copy: Path, page: Page) -> None:
    for path in ("mesures/21", "acteurs/maire", "chronologie", "citer", "embed/mesures/21"):
        page.goto((copy / path / "index.html").as_uri())
        expect(page.locator("h1").first).to_be_visible()
    page.goto((copy / "mesures/21/index.html").as_uri())
    page.locator("[data-theme-button]").click()
    family = "getComputedStyle(document.querySelector('h1')).fontFamily"
    assert "Mesures Serif" in page.evaluate(family)
