"""The search as one uses it: by keyboard, by screen reader, without a server, without trust."""

import gzip
import re
from pathlib import Path
from urllib.parse import quote_plus

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.cases import cases, read_cases
from tests.conftest import VisitPage
from tests.raw import DATA
from tests.serving import serve_folder

OPEN, CLOSE = "«\u00a0", "\u00a0»"
PARTS = ("assets/search/", "search/")


def open_search(page: Page) -> Locator:
    """Load the search of a page; return its field."""
    field = page.locator("[data-search] input")
    field.focus()
    page.locator("[data-search][data-ready]").wait_for()
    return field


def test_nothing_is_loaded_before_use(visit: VisitPage, site: Path) -> None:
    asked: list[str] = []
    page = visit("/").page
    page.on("request", lambda request: asked.append(request.url.split("?")[0].split("/", 3)[3]))
    page.reload(wait_until="networkidle")
    assert not [path for path in asked if path.startswith(PARTS)]
    open_search(page)
    loaded = [path for path in asked if path.startswith(PARTS)]
    assert "search/index.js" in loaded
    # 80 kB for the texts of December 2026; more words of an editor may weigh more, no code may.
    texts = [f"api/v1/{name}.json" for name in ("measures", "follow_up", "glossary")]
    texts.append(f"{DATA}/questions.yml")
    first, whole = (
        sum(len(gzip.compress((site / path).read_bytes(), 9)) for path in paths)
        for paths in (loaded, texts)
    )
    assert first <= 0.517 * whole, f"{first} bytes in {loaded}"


def test_the_keyboard_does_it_all(visit: VisitPage) -> None:
    opened = visit("/mesures/21/")
    page, field = opened.page, open_search(opened.page)
    page.keyboard.type("rappel à l'ordre")
    first = page.locator(".search-results a").first
    expect(first).to_have_text("Glossaire Rappel à l’ordre")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(page.locator(".search-panel > *")).to_have_count(0)
    expect(field).to_have_value("rappel à l'ordre")
    page.keyboard.press("Enter")
    page.wait_for_url("**/recherche/?q=rappel+%C3%A0+l%27ordre")
    expect(page.locator(".search-results a").first).to_be_visible()
    assert opened.errors == []
    assert opened.third_party == []


def test_leaving_the_search_closes_it(visit: VisitPage) -> None:
    page = visit("/").page
    open_search(page).fill("maire")
    expect(page.locator(".search-results")).to_be_visible()
    page.mouse.click(20, 600)
    expect(page.locator(".search-panel > *")).to_have_count(0)


def test_a_result_says_what_it_is_and_why_it_is_there(visit: VisitPage) -> None:
    page = visit("/").page
    open_search(page).fill("femmes battues")
    measure = page.locator(".result-measure", has_text="Mesure 48").first
    expect(measure).to_contain_text("Axe 4 · Sans échéance · parquet, magistrats référents")
    expect(measure.locator("mark")).to_have_text(["violences", "conjugales"])
    actor = page.locator(".result-actor").first
    expect(actor).to_contain_text("Acteur Femmes victimes de violences")
    page.locator("[data-search] input").fill("CCTV")
    measure = page.locator(".result-measure", has_text="Mesure 4").first
    expect(measure).to_contain_text("en d’autres mots : CCTV")
    page.locator("[data-search] input").fill("1881")
    line = page.locator(".result-measure", has_text="Mesure 7").locator(".result-line")
    expect(line.locator("mark")).to_have_text(re.compile(r"^1\s?881$"))
    page.locator("[data-search] input").fill("TIG")
    expect(page.locator(".result-term").first).to_contain_text("Travail non rémunéré")


def test_the_count_is_announced(visit: VisitPage) -> None:
    page = visit("/").page
    field = open_search(page)
    for typed, said in read_cases("search_panel")["announced"].items():
        field.fill(typed)
        expect(page.locator("[data-search] [role=status]")).to_contain_text(
            said.replace("« ", OPEN).replace(" »", CLOSE)
        )


def test_each_word_says_what_it_finds_where_no_page_has_them_all(visit: VisitPage) -> None:
    page = visit("/recherche/?q=piscine+et+caméras").page
    word = page.locator(".search-panel a", has_text=f"{OPEN}caméras{CLOSE}")
    expect(word).to_have_text(re.compile(r"\(\d+\u00a0pages?\)$"))
    count = int(re.findall(r"\d+", word.inner_text())[0])
    word.click()
    expect(page.locator("ol.search-results > li")).to_have_count(count)


def test_without_result_there_is_a_way_out(visit: VisitPage) -> None:
    page = visit("/").page
    field = open_search(page)
    field.fill("absentéisme scolaire")
    panel = page.locator(".search-panel")
    expect(panel.locator(".search-results")).to_have_count(0)
    expect(panel.get_by_role("link", name="glossaire")).to_be_visible()
    expect(panel.get_by_role("link", name="plan du site")).to_be_visible()
    panel.get_by_role("link", name="scolaire").click()
    page.wait_for_url("**/recherche/?q=scolaire")
    expect(page.locator(".result-measure").first).to_be_visible()


def test_who_to_call_comes_first(visit: VisitPage) -> None:
    page = visit("/").page
    field, panel = open_search(page), page.locator(".search-panel")
    for typed, (lead, call) in read_cases("search_panel")["help"].items():
        field.fill(typed)
        expect(panel.locator("> *").first).to_contain_text(lead)
        expect(panel.locator("a").first).to_have_attribute("href", call)
        expect(panel.get_by_role("link", name="Les numéros")).to_have_count(0)
    field.fill("aide aux victimes")
    expect(panel.locator(".result-measure").first).to_be_visible()
    expect(panel.locator("[href$='#aide']")).to_have_count(0)
    field.fill("xyzzyq")
    expect(panel.locator("> *").last).to_have_text("Besoin d’aide\u00a0? Les numéros")
    expect(panel.locator(".search-help")).to_have_count(0)
    expect(panel.locator("[href$='/a-propos/#aide']")).to_be_visible()


def test_an_answer_leads_to_its_proof(visit: VisitPage) -> None:
    page = visit("/").page
    open_search(page).fill("mesures pour fin 2010")
    answer = page.locator(".search-answer")
    expect(answer).to_contain_text("Échéance du 31\u00a0décembre 2010")
    answer.get_by_role("link").click()
    page.wait_for_url("**/echeances/2010-12-31/")


def test_the_one_record_that_is_named_opens_with_enter(visit: VisitPage) -> None:
    page = visit("/a-propos/").page
    page.keyboard.press("/")
    expect(page.locator("[data-search][data-ready] input")).to_be_focused()
    page.keyboard.type("mesure 12")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mesures/12/")
    page.go_back()
    expect(page.locator("[data-search] input")).to_have_value("mesure 12")
    expect(page.locator(".search-results a").first).to_contain_text("Mesure 12")
    for name in ("maire", "préfet"):
        page.locator("[data-search] input").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/acteurs/{name.replace('é', 'e')}/")
        open_search(page)
    for typed in ("victime", "je suis victime", "collège"):
        page.locator("[data-search] input").fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/recherche/?q={quote_plus(typed)}")


def test_the_key_of_the_search_can_be_refused(visit: VisitPage) -> None:
    page = visit("/recherche/").page
    page.get_by_label("La touche «\u00a0/\u00a0»").uncheck()
    page.goto(page.url.replace("recherche/", "a-propos/"))
    page.keyboard.press("/")
    expect(page.locator("[data-search] input")).not_to_be_focused()


def test_the_search_page_can_be_linked_to(visit: VisitPage) -> None:
    opened = visit("/recherche/?q=procureur")
    page = opened.page
    page.locator("[data-ready]").wait_for()
    expect(page.locator(".search-results a").first).to_contain_text("Parquet")
    expect(page.locator(".search-results > li").nth(7)).to_be_attached()
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    page.locator("[data-search] input").fill("préfet & maire")
    page.wait_for_url("**/recherche/?q=pr%C3%A9fet+%26+maire")
    page.reload()
    expect(page.locator("[data-search] input")).to_have_value("préfet & maire")
    assert opened.errors == []


def test_coming_back_from_a_result_finds_the_place_again(visit: VisitPage) -> None:
    page = visit("/recherche/?q=maire").page
    result = page.locator(".search-results a[href*='/mesures/']").nth(12)
    result.click()
    page.wait_for_url("**/mesures/*/**")
    page.go_back()
    expect(result).to_be_in_viewport()


def test_what_is_typed_before_the_index_came_is_searched_and_kept(visit: VisitPage) -> None:
    page = visit("/a-propos/").page
    index: list[Route] = []
    page.route("**/search/index.js", lambda route: index.append(route))
    with page.expect_request("**/search/index.js"):
        page.goto("/recherche/", wait_until="domcontentloaded")
        page.locator("[data-search] input").focus()
    page.keyboard.type("procureur")
    index[0].continue_()
    expect(page.locator(".search-results a").first).to_contain_text("Parquet")
    expect(page).to_have_url(re.compile(r"/recherche/\?q=procureur$"))


def test_without_javascript_the_search_page_says_so(visit: VisitPage) -> None:
    page = visit("/recherche/?q=maire", javascript=False).page
    expect(page.locator("main")).to_contain_text(
        "La recherche a besoin de JavaScript", use_inner_text=True
    )
    expect(page.locator("[data-search]")).to_be_hidden()
    for name in ("Le plan du site", "Le glossaire", "Toutes les mesures"):
        expect(page.locator("main").get_by_role("link", name=name)).to_be_visible()


def test_without_storage_nothing_breaks(visit: VisitPage) -> None:
    opened = visit("/a-propos/")
    for name in ("localStorage", "sessionStorage", "indexedDB", "caches"):
        refused = f"Object.defineProperty(window, '{name}', {{ get() {{ throw new Error() }} }})"
        opened.page.add_init_script(refused)
    opened.page.goto("/mesures/?axis=5")
    expect(opened.page.locator("#resultats tbody tr:not([hidden])")).to_have_count(2)
    open_search(opened.page).fill("maire")
    expect(opened.page.locator(".search-results")).to_be_visible()
    assert opened.errors == []


def test_a_lost_index_is_said(visit: VisitPage) -> None:
    page = visit("/").page
    page.route("**/search/index.js", lambda route: route.abort())
    page.locator("[data-search] input").focus()
    expect(page.locator("[data-search] [role=status]")).to_contain_text("n’a pas pu être chargée")


def test_it_works_in_a_folder_of_a_larger_site(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "plan").symlink_to(site)
    with serve_folder(tmp_path) as address, browser.new_page() as page:
        page.goto(f"{address}/plan/mesures/21/")
        open_search(page).fill("collège et lycée")
        link = page.locator(".search-results .result-measure a").first
        expect(link).to_have_attribute("href", re.compile(f"^{address}/plan/mesures/"))
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/plan/recherche/?q=coll%C3%A8ge+et+lyc%C3%A9e")


@cases("search_panel")
def test_no_barrier_with_results_open(
    visit: VisitPage, path: str, width: int, typed: str, dark: bool
) -> None:
    page = visit(path, width=width, dark=dark).page
    open_search(page).fill(typed)
    expect(page.locator(".search-count")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
