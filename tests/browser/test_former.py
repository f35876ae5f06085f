"""Old addresses in Chromium, with and without JavaScript, on a small plan whose records changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import ONCE, check_pages, list_violations
from tests.cases import read_cases
from tests.conftest import TempFolders
from tests.markup import find_one, read_search, read_tree, text_of
from tests.projects import copy_project, edit, run_build, run_command
from tests.serving import serve_folder
from tests.test_ledger import change, say_moved

pytestmark = pytest.mark.browser

FORMER = read_cases("former_addresses")["former"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: TempFolders) -> Path:
    """The site of a plan whose records were renamed, and pages removed and split, by the commands."""
    folder = copy_project(tmp_path_factory.mktemp("former"), small=True)
    assert run_command(folder, "permalinks", "--date", "2005-06-30") == 0
    edit(folder / "data/published.yml", "addresses:", "addresses:\n  /copie.zip: 2005-06-30")
    say_moved(folder, "/copie.zip", "/site-hors-ligne.zip")
    for words in FORMER["renamed"]:
        assert run_command(folder, "rename", *words.split(), "--write") == 0
    change(folder, "page")
    (folder / "docs/accessibilite.md").unlink()
    edit(folder / "data/permalinks.yml", "split: []", FORMER["split"])
    assert run_command(folder, "withdraw", "--write") == 0
    mended = run_build(folder, strict=False)
    assert mended.returncode == 0, mended.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def plain(built: Path) -> Iterator[str]:
    with serve_folder(built) as address:
        yield address


BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])


@BOTH
def test_a_moved_page_leads_to_the_new_one(browser: Browser, plain: str, javascript: bool) -> None:
    with browser.new_page(base_url=plain, java_script_enabled=javascript) as page:
        for old, new in FORMER["pages"].items():
            page.goto(old, wait_until="commit")  # it leads on, maybe before it is whole
            page.wait_for_url(f"**{new}")
            expect(page.locator("h1")).to_have_count(1)
        # Meta refresh drops the rest of an address; the script keeps it.
        rest = "?imprimer=1#article-20"
        page.goto(f"/textes/loi-96-1236/{rest}", wait_until="commit")
        page.wait_for_url(f"**/textes/loi-air/{rest if javascript else ''}")


@BOTH
def test_a_moved_anchor_leads_to_its_place(browser: Browser, plain: str, javascript: bool) -> None:
    with browser.new_page(base_url=plain, java_script_enabled=javascript) as page:
        for old, new in FORMER["anchors"].items():
            page.goto(f"/{old}")
            anchor = old.partition("#")[2]
            place = page.locator(f"[id='{new}']")
            expect(place.locator(f"[id='{anchor}']"), old).to_have_count(1)
            expect(place, old).to_be_in_viewport()


@BOTH
def test_a_page_that_is_gone_says_where_to_go(
    browser: Browser, plain: str, javascript: bool
) -> None:
    with browser.new_page(base_url=plain, java_script_enabled=javascript) as page:
        page.goto("/chiffres/")
        article = page.locator("article")
        assert article.locator("h1").inner_text() == "Cette page a été retirée"
        words = " ".join(article.inner_text().split())
        assert "Depuis le 30 juin 2005 : Ce contenu a été retiré du site." in words
        page.goto("/accessibilite/")
        assert article.locator("h1").inner_text() == "Cette page est devenue plusieurs"
        assert "Depuis le 1er juillet 2005 : Deux pages en traitent." in " ".join(
            article.inner_text().split()
        )
        article.get_by_role("link", name="Glossaire").click()
        page.wait_for_url("**/glossaire/")


def test_old_addresses_are_not_offered_to_anyone(built: Path) -> None:
    sitemap = (built / "sitemap.xml").read_text(encoding="utf-8")
    found = {document["url"] for document in read_search(built)}
    for url in ("themes/pistes/", "acteurs/mairie/", "chiffres/", "accessibilite/"):
        assert f"/{url}<" not in sitemap
        assert url not in found
        tree = read_tree((built / url / "index.html").read_text(encoding="utf-8"))
        assert find_one(tree, "meta", name="robots").attrib["content"] == "noindex"
    moved = read_tree((built / "themes/pistes/index.html").read_text(encoding="utf-8"))
    canonical = find_one(moved, "link", rel="canonical").attrib["href"]
    assert canonical == "https://velo.example.org/themes/voies/"
    assert all(script.get("src") for script in moved.iter("script"))


def test_the_copy_to_download_stays_at_its_former_address(built: Path) -> None:
    assert (built / "copie.zip").read_bytes() == (built / "site-hors-ligne.zip").read_bytes()
    assert "  copie.zip\n" in (built / "SHA256SUMS").read_text(encoding="utf-8")


def test_one_page_lists_every_old_address(built: Path) -> None:
    tree = read_tree((built / "anciennes-adresses/index.html").read_text(encoding="utf-8"))
    rows = [text_of(row) for row in find_one(tree, "tbody").iter("tr")]
    assert "/fiches/mairie.pdf 30 juin 2005 /fiches/commune.pdf L’identifiant a changé." in rows
    assert any(row.startswith("/chiffres/ 30 juin 2005 retirée ; voir /") for row in rows)


def test_pages_of_old_addresses_pass_axe(plain: str) -> None:
    urls = ["anciennes-adresses/", "chiffres/", "accessibilite/", "glossaire/", "mesures/2/"]
    violations = check_pages(plain, urls, ONCE)
    assert not violations, list_violations(violations)
