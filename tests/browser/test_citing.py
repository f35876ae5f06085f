"""Copying citations and links, cited versions, and cards framed by another site."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.pages.embeds import frame, list_embeds
from macros.site.build import Build
from tests.browser.test_reading import overflow
from tests.cases import read_cases
from tests.conftest import VisitPage
from tests.serving import serve_folder

LAW = re.compile(
    r"Plan national de prévention de la délinquance et d’aide aux victimes 2010-2012, mesure 21, sur "
    r"Les 50 mesures \(site non officiel\s; [^()]*\), version du \S+\s\S+ \d{4} \([0-9a-f]{8}\), "
    r"http\S+/mesures/21/(\?version=\d{4}-\d\d-\d\d-[0-9a-f]{8})?"
)


def copied(page: Page) -> str:
    """Return what was last copied, as the reader would paste it."""
    text: str = page.evaluate(
        """async () => {
            const field = document.body.appendChild(document.createElement("textarea"));
            field.focus();
            document.execCommand("paste");
            return field.value || navigator.clipboard.readText();
        }"""
    )
    return text


# -- Copying


def test_a_citation_is_copied_and_said_to_be(visit: VisitPage) -> None:
    page = visit("/mesures/21/").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier : Dans un texte").click()
    expect(page.locator(".copied")).to_have_text("Copié.")
    assert LAW.fullmatch(copied(page))
    # The page is dated by its reader's clock; the focus does not move.
    page.get_by_text("Autres formes").click()
    button = page.get_by_role("button", name="Copier : Wikipédia")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".copied")).to_have_text("Copié.")
    today = page.evaluate(
        "new Date().toLocaleDateString('fr', {day: 'numeric', month: 'long', year: 'numeric'})"
    ).replace("1 ", "1er ", 1 if page.evaluate("new Date().getDate()") == 1 else 0)
    expect(button).to_be_focused()
    assert copied(page).endswith(f" |consulté le={today}}}}}")


def test_a_citation_is_copied_or_selected_when_the_clipboard_is_refused(visit: VisitPage) -> None:
    page = visit("/mesures/21/").page
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    button = page.get_by_role("button", name="Copier : Dans un texte")
    button.click()
    expect(page.locator(".copied")).to_have_text("Copié.")
    page.evaluate("() => { document.execCommand = () => false }")
    button.click()
    expect(page.locator(".copied")).to_contain_text("Le texte est sélectionné")
    assert LAW.fullmatch(page.evaluate("getSelection().toString().trim()"))


def test_the_link_of_a_section_and_of_a_passage_is_copied(visit: VisitPage, build: Build) -> None:
    page = visit("/mesures/15/?version=abc").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    link = page.get_by_role("link", name="Lien vers la section « Ce qu’elle est devenue »")
    link.focus()
    page.keyboard.press("Enter")
    place = f"{build.address}mesures/15/#suivi"
    expect(page.locator(".copied")).to_have_text(f"Lien copié : {place}")
    expect(page).to_have_url(re.compile(r"#suivi$"))
    assert copied(page) == place
    page.get_by_text("Lien vers une phrase ou un passage").click()
    page.get_by_role("link", name="« doubler le nombre »").click()
    expect(page.locator(".copied")).to_contain_text("mesures/15/#mot-15")
    expect(page.locator(".passage:has(#mot-15)")).to_be_in_viewport()


SELECT = Path(__file__).with_name("select.js").read_text("utf-8")


def test_selected_words_are_linked_and_cited(visit: VisitPage, build: Build) -> None:
    page = visit("/mesures/15/").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(SELECT, ["doubler", "territoriales"])
    page.get_by_role("button", name="Lien", exact=True).click()
    expect(page.locator(".copied")).to_have_text("Lien vers ces mots copié.")
    link = copied(page)
    # The title has the same first words, where a browser would stop: the place says more.
    assert link == f"{build.address}mesures/15/#mot-15"
    page.evaluate(SELECT, ["u de", "territ"])  # the words in whole
    page.get_by_role("button", name="Lien", exact=True).click()
    link = f"{build.address}mesures/15/#mot-15:~:text=de%20CLS-,ou%20de%20strat%C3%A9gies%20territoriales"
    expect(page.locator(".copied")).to_have_text("Lien vers ces mots copié.")
    assert copied(page) == link
    page.evaluate(SELECT, ["oubler", "territorial"])  # pasting has chosen something else
    page.get_by_role("button", name="Citer ce passage").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".copied")).to_have_text("Passage copié, avec sa référence.")
    reference = copied(page).replace("\u00a0", " ")
    assert reference.startswith("« doubler le nombre de CLS ou de stratégies territoriales » (Plan")
    assert re.search(
        r"mesure 15, sur Les 50 mesures \(site non officiel ; .*\), version du .* \([0-9a-f]{8}\), "
        r"http\S+/mesures/15/(\?version=\S+)?#mot-15\)$",
        reference,
    )
    # The link leads to these words, and where a browser does not know such links, to their place.
    page.goto("about:blank")
    page.goto(f"/mesures/15/{link[link.index('#') :]}")
    expect(page.locator("#mot-15").locator("xpath=..")).to_be_in_viewport()
    # Nothing is offered where nothing is chosen, or what is chosen has a button of its own.
    page.evaluate("getSelection().removeAllRanges()")
    expect(page.locator(".selected")).to_be_hidden()
    # Nor where a browser has translated: these are not the words of the text.
    page.evaluate("document.documentElement.lang = 'en'")
    page.evaluate(SELECT, ["ou de", "territoriales"])
    page.wait_for_timeout(200)
    expect(page.locator(".selected")).to_be_hidden()
    page.goto("/acteurs/maire/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    expect(page.locator(".selected")).to_be_visible()
    for key in ("Tab", "Tab", "Enter"):  # before the links that these words hold
        page.keyboard.press(key)
    expect(page.locator(".copied")).to_have_text("Passage copié, avec sa référence.")
    assert ", Les 50 mesures (site non officiel), page du " in copied(page)


def test_without_javascript_everything_is_there_to_select(visit: VisitPage) -> None:
    page = visit("/mesures/21/", width=390, javascript=False).page
    law = page.locator("#citer ~ dl pre").first
    assert LAW.fullmatch(law.inner_text())
    page.get_by_text("Autres formes").click()
    expect(page.get_by_text("@online{mesure-21-")).to_be_visible()
    assert page.get_by_text("{{Lien web").inner_text().endswith("|consulté le=}}")
    assert "consulté" not in page.get_by_text("In : Les 50 mesures").inner_text()
    expect(page.get_by_role("button", name=re.compile("Copier"))).to_have_count(0)
    assert overflow(page) <= 0
    page.get_by_text("Lien vers une phrase ou un passage").click()
    sentence = page.get_by_role("link", name=re.compile(r"^«.*[.]\s*»$"))
    sentence.first.click()
    expect(page).to_have_url(re.compile(r"#mot-1$"))
    page.get_by_role("link", name="Lien vers la section « Ce qui est écrit »").click()
    expect(page).to_have_url(re.compile(r"#texte$"))


def test_the_code_of_this_measure_is_copied_from_the_top(visit: VisitPage) -> None:
    page = visit("/mesures/38/").page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    menu = page.get_by_text("Intégrer", exact=True)
    menu.click()
    page.get_by_role("button", name="Copier : Code du cadre").click()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Code du cadre")).to_be_hidden()
    expect(menu).to_be_focused()
    assert "/embed/mesures/38/" in copied(page)


# -- Cited versions


def test_a_cited_version_says_whether_the_record_has_changed(visit: VisitPage) -> None:
    visited = visit("/mesures/21/")
    page = visited.page
    notice = page.locator(".version-notice")
    expect(notice).to_be_empty()
    current = page.locator("[data-version]").get_attribute("data-version") or ""
    for version, words in read_cases("citing")["versions"].items():
        asked = version.format(day=current[:10], hash=current[11:])
        page.goto(f"/mesures/21/?version={asked}")
        expect(notice).to_have_text(re.compile(words))
        assert notice.locator("img").count() == 0
    expect(notice).not_to_contain_text("img")
    assert visited.errors == []


# -- Cards in another site


@pytest.mark.parametrize("width", [280, 800])
def test_the_copied_frame_works_on_another_site(
    browser: Browser, server: str, build: Build, tmp_path: Path, width: int
) -> None:
    embeds = {embed.page: embed for embed in list_embeds(build.catalogue)}
    pages = ("mesures/21/", "chronologie/")
    html = "".join(frame(embeds[page], f"{server}/") for page in pages)
    html = html.replace('width="600"', f'width="{width}"').replace(' loading="lazy"', "")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Autre</title>{html}")
    with (
        serve_folder(tmp_path) as elsewhere,
        browser.new_page(viewport={"width": 900, "height": 900}) as page,
    ):
        page.goto(elsewhere)
        for inner in page.frames[1:]:
            inner.wait_for_load_state()
            expect(inner.locator("h1")).to_be_visible()
            size = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert inner.evaluate(size) <= 0
        with page.expect_popup() as opened:
            page.frames[1].get_by_role("link", name="Lire la page entière").click()
        expect(opened.value).to_have_url(f"{server}/mesures/21/")
        expect(opened.value.locator("html")).to_have_class(re.compile(r"\bjs\b"))


def test_a_card_is_announced_as_high_as_it_is(browser: Browser, server: str, build: Build) -> None:
    with browser.new_context(viewport={"width": 600, "height": 300}) as context:
        page = context.new_page()
        for embed in list_embeds(build.catalogue):
            if embed.view:
                page.goto(f"{server}/{embed.url}")
                height = page.evaluate(
                    "document.fonts.ready.then(() => document.body.offsetHeight)"
                )
                assert height <= embed.height <= height + 80, embed.url
