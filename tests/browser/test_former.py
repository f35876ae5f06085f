"""Old addresses in Chromium, with and without JavaScript, on a small plan whose records changed."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ONCE, check_pages, list_violations
from tests.conftest import TempFolders
from tests.markup import find_one, read_search, read_tree, text_of
from tests.projects import copy_project, edit, run_build, run_python
from tests.serving import serve_folder
from tests.test_ledger import change, list_messages

pytestmark = pytest.mark.browser

RENAMED = (
    ("pistes", "voies"),
    ("mairie", "commune"),
    ("loi-96-1236", "loi-air"),
    ("pdu", "deplacements"),
)
SPLIT = """\
split:
  - address: /accessibilite/
    to:
      - /a-propos/
      - /glossaire/
    date: 2005-07-01
    reason: Deux pages en traitent."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: TempFolders) -> Path:
    """A project whose ledger is full, then whose records were renamed and removed."""
    folder = copy_project(tmp_path_factory.mktemp("former"), small=True)
    run_python(folder, "-m", "macros", "permalinks", "--date", "2005-06-30")
    for name in ("theme", "actor", "law", "term", "page"):
        change(folder, name)
    (folder / "docs/accessibilite.md").unlink()
    return folder


def record_moves(project: Path, *slugs: tuple[str, str]) -> None:
    """Say of each vanished address that holds a slug where it moved, and paste what is said of others."""
    proposed = next(m for m in list_messages(project) if "withdrawn:\n" in m)
    withdrawn, moved = [], []
    for item in re.split(r"(?m)^(?=  - address)", proposed.partition("withdrawn:\n")[2]):
        address = item.split()[2] if item else ""
        for old, new in slugs:
            if old in address:
                to = f"  - address: {address}\n    to: {address.replace(old, new)}\n"
                moved.append(f"{to}    date: 2005-06-30\n    reason: L’identifiant a changé.\n")
                break
        else:
            withdrawn.append(item)
    ledger = project / "data" / "permalinks.yml"
    edit(ledger, "moved: []\n", f"moved:\n{''.join(moved)}")
    edit(ledger, "withdrawn: []\n", f"withdrawn:\n{''.join(withdrawn)}\n")


@pytest.fixture(scope="module")
def built(project: Path) -> Path:
    """The site, once the ledger says what the messages told to write, and one page is split."""
    edit(project / "data/permalinks.yml", "split: []", SPLIT)
    record_moves(project, *RENAMED)
    mended = run_build(project, strict=False)
    assert mended.returncode == 0, mended.stderr
    return project / "site"


@pytest.fixture(scope="module")
def plain(built: Path) -> Iterator[str]:
    with serve_folder(built) as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str, *, javascript: bool) -> Iterator[Page]:
    context = browser.new_context(base_url=address, java_script_enabled=javascript)
    yield context.new_page()
    context.close()


BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])


@BOTH
def test_a_moved_page_leads_to_the_new_one(browser: Browser, plain: str, javascript: bool) -> None:
    with opened(browser, plain, javascript=javascript) as page:
        for old, new in (
            ("/themes/pistes/", "/themes/voies/"),
            ("/acteurs/mairie/", "/acteurs/commune/"),
            ("/textes/loi-96-1236/", "/textes/loi-air/"),
        ):
            page.goto(old, wait_until="commit")  # it leads on, maybe before it is whole
            page.wait_for_url(f"**{new}")
            expect(page.locator("h1")).to_have_count(1)
        # Meta refresh drops the rest of an address; the script keeps it.
        rest = "?imprimer=1#article-20"
        page.goto(f"/textes/loi-96-1236/{rest}", wait_until="commit")
        page.wait_for_url(f"**/textes/loi-air/{rest if javascript else ''}")


@BOTH
def test_a_moved_anchor_leads_to_its_place(browser: Browser, plain: str, javascript: bool) -> None:
    with opened(browser, plain, javascript=javascript) as page:
        for old, new in (
            ("glossaire/#pdu", "deplacements"),
            ("texte/#pistes", "voies"),
            ("mesures/2/#acteur-mairie", "acteur-commune"),
            ("mesures/2/#preuve-acteur-mairie", "preuve-acteur-commune"),
        ):
            page.goto(f"/{old}")
            anchor = old.partition("#")[2]
            place = page.locator(f"[id='{new}']")
            expect(place.locator(f"[id='{anchor}']"), old).to_have_count(1)
            expect(place, old).to_be_in_viewport()


@BOTH
def test_a_page_that_is_gone_says_where_to_go(
    browser: Browser, plain: str, javascript: bool
) -> None:
    with opened(browser, plain, javascript=javascript) as page:
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


def test_one_page_lists_every_old_address(built: Path) -> None:
    tree = read_tree((built / "anciennes-adresses/index.html").read_text(encoding="utf-8"))
    rows = [text_of(row) for row in find_one(tree, "tbody").iter("tr")]
    assert "/fiches/mairie.pdf 30 juin 2005 /fiches/commune.pdf L’identifiant a changé." in rows
    assert any(row.startswith("/chiffres/ 30 juin 2005 retirée ; voir /") for row in rows)


def test_pages_of_old_addresses_pass_axe(plain: str) -> None:
    urls = ["anciennes-adresses/", "chiffres/", "accessibilite/", "glossaire/", "mesures/2/"]
    violations = check_pages(plain, urls, ONCE)
    assert not violations, list_violations(violations)
