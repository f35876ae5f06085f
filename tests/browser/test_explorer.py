"""The explorer and the comparison as one uses them: filters, addresses to share, paper, keyboard."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.cases import cases, read_cases
from tests.conftest import VisitPage
from tests.raw import named_in, read_measures, without_due


def find(query: str) -> list[int]:
    """Return the measures that the choices of an address leave, by the data files."""
    chosen, measures = dict(parse_qsl(query)), read_measures()
    found = set(measures) - (without_due() if "date" in chosen else set())
    if "actor" in chosen:
        found &= named_in(chosen["actor"], *filter(None, [chosen.get("evidence")]))
    kinds = {"axis", "theme"} & chosen.keys()
    return sorted(n for n in found if all(str(measures[n][k]) == chosen[k] for k in kinds))


def say_count(query: str) -> str:
    count = len(find(query))
    return f"{count} mesure{'s' if count > 1 else ''} sur 50"


def numbers_of(page: Page) -> Locator:
    return page.locator("#resultats tbody tr:not([hidden]) .n")


def shown(page: Page) -> list[int]:
    """Return the numbers of the measures shown, in their order: what a test does not know before."""
    page.wait_for_load_state()
    return [int(number) for number in numbers_of(page).all_inner_texts()]


def expect_shown(page: Page, numbers: Iterable[int]) -> None:
    """Wait until these measures are shown, in this order."""
    expect(numbers_of(page)).to_have_text([str(number) for number in numbers])


def expect_count(page: Page, words: str) -> None:
    expect(page.locator(".explorer-count")).to_have_text(words)


@cases("explorer")
def test_an_address_shows_its_measures(
    visit: VisitPage, query: str, words: list[int] | None
) -> None:
    opened = visit(f"/mesures/{query}")
    page = opened.page
    expect(page.locator(".explorer")).to_be_visible()
    expect(page, "the address keeps the view").to_have_url(
        re.compile(re.escape(query.replace("%20", "+")) + "$")
    )
    found = shown(page)
    if words is None:
        assert found == find(query[1:])
    else:
        assert set(words) <= set(found) if words else found == []
    said = {0: "Aucune mesure ne répond à ces choix.", 1: "1 mesure sur 50"}
    expect_count(page, said.get(len(found), f"{len(found)} mesures sur 50"))
    assert opened.errors == []
    assert opened.third_party == []


def test_choices_add_up_and_are_counted(visit: VisitPage) -> None:
    page = visit("/mesures/").page
    expect_count(page, "50 mesures sur 50")
    page.get_by_role("combobox", name="Axe", exact=True).select_option("2")
    expect_shown(page, list(range(21, 31)))
    page.get_by_role("combobox", name="Acteur", exact=True).select_option("parquet")
    page.get_by_text("Plus de filtres").click()
    page.get_by_role("combobox", name="D’où le sait-on ?").select_option("quote")
    expect_shown(page, find("axis=2&actor=parquet&evidence=quote"))
    # Each choice says how many measures it would leave; those that leave none cannot be made.
    axes = page.get_by_role("combobox", name="Axe", exact=True).locator("option")
    fourth = len(find("axis=4&actor=parquet&evidence=quote"))
    expect(axes.nth(4)).to_have_text(re.compile(rf"\({fourth}\)$"))
    expect(axes.nth(1)).to_be_disabled()
    expect(page).to_have_url(re.compile(r"/mesures/\?axis=2&actor=parquet&evidence=quote$"))
    page.get_by_role("button", name="Tout effacer").click()
    expect_count(page, "50 mesures sur 50")
    expect(page).to_have_url(re.compile("/mesures/$"))


@pytest.mark.parametrize(
    ("query", "expected"), [("", "?q=cambriolages"), ("?axis=1&q=x", "?q=cambriolages&axis=1")]
)
def test_what_is_typed_before_the_filters_are_there_counts(
    visit: VisitPage, query: str, expected: str
) -> None:
    """As on a slow network: the form shows before its script."""
    page = visit("/a-propos/").page
    script: list[Route] = []
    page.route("**/assets/explorer.js*", lambda route: script.append(route))
    with page.expect_request("**/assets/explorer.js*"):
        page.goto(f"/mesures/{query}", wait_until="commit")
    page.get_by_label("Mots ou numéro").fill("cambriolages")
    script[0].continue_()
    expect(page).to_have_url(re.compile(re.escape(expected) + "$"))
    expect(page.get_by_label("Mots ou numéro")).to_have_value("cambriolages")
    expect(numbers_of(page)).to_contain_text(["18"])


def test_the_order_is_kept_in_the_address(visit: VisitPage) -> None:
    page = visit("/mesures/?date=due").page
    header = page.locator("th .sort", has_text="Échéance")
    header.click()
    header.click()
    page.wait_for_url("**/mesures/?date=due&sort=-due")
    in_order = shown(page)
    assert sorted(in_order) == find("date=due")
    page.reload()
    expect_shown(page, in_order)
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")


def test_a_wrong_address_shows_everything(visit: VisitPage, server: str) -> None:
    opened = visit("/mesures/")
    for query in read_cases("explorer")["wrong"]:
        opened.page.goto(f"/mesures/?{query}")
        expect_count(opened.page, "50 mesures sur 50")
        expect(numbers_of(opened.page), query).to_have_count(50)
        expect(opened.page.locator("[data-order]")).to_have_value("number")
    # A host that folds slashes shows the same page.
    opened.page.route("**//mesures/", lambda route: route.continue_(url=f"{server}/mesures/"))
    opened.page.goto(f"{server}//mesures/")
    opened.page.get_by_label("Mots ou numéro").fill("21")
    expect(opened.page).to_have_url(f"{server}//mesures/?q=21")
    assert opened.errors == []


def download_rows(page: Page) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger (CSV)").click()
    raw = Path(download.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_what_was_promised_downloads_in_a_column_each(visit: VisitPage) -> None:
    head, *rows = download_rows(visit("/bilan/").page)
    assert head[:5] == [
        "N°",
        "Mesure",
        "Échéance",
        "Objectif chiffré",
        "Ce qu’en dit l’administration",
    ]
    assert [row[1] for row in rows] == [measure["title"] for measure in read_measures().values()]
    assert {len(row) for row in rows} == {len(head)}


def test_the_view_downloads_as_a_spreadsheet_reads_it(visit: VisitPage) -> None:
    rows = download_rows(visit("/mesures/?actor=parquet&evidence=quote").page)
    more = ["Échéance (AAAA-MM-JJ)", "Ce qu’on en sait", "Adresse"]
    assert rows[0] == ["N°", "Mesure", "Axe", "Rôle du parquet", "Échéance", *more]
    assert [int(row[0]) for row in rows[1:]] == find("actor=parquet&evidence=quote")
    assert all(re.search(r"^\w.* ; « .+ »", row[3]) for row in rows[1:]), "the role and its proof"
    assert all(row[6] and row[7].endswith(f"/mesures/{row[0]}/") for row in rows[1:])


def test_paper_carries_the_choices_and_the_rows_alone(visit: VisitPage) -> None:
    page = visit("/mesures/?actor=prefet&evidence=quote").page
    page.emulate_media(media="print")
    paper = page.locator("article").inner_text()
    chosen = "Acteur : Préfet ; D’où le sait-on ? Nommé dans la mesure"
    assert chosen in paper.replace("\u00a0", " ")
    assert say_count("actor=prefet&evidence=quote") in paper
    assert "Rôle du préfet" in paper
    assert "Tout effacer" not in paper
    assert "cochez" not in paper
    count = len(find("actor=prefet&evidence=quote"))
    expect(page.locator("#resultats tbody tr:visible")).to_have_count(count)


def test_a_door_leads_to_the_filtered_table(visit: VisitPage) -> None:
    page = visit("/mesures/").page
    page.locator(".audiences").get_by_role("link", name="procureur").click()
    page.wait_for_url("**/mesures/?actor=parquet")
    expect_shown(page, find("actor=parquet"))


def test_on_a_phone_what_is_not_needed_at_once_is_folded(visit: VisitPage) -> None:
    page = visit("/mesures/?actor=maire", width=390).page
    expect_count(page, say_count("actor=maire"))
    expect(page.get_by_role("combobox", name="Thème")).to_be_hidden()
    expect(page.get_by_role("button", name="Télécharger (CSV)")).to_be_hidden()
    page.get_by_text("Plus de filtres et d’actions").click()
    expect(page.get_by_role("button", name="Télécharger (CSV)")).to_be_visible()
    page.get_by_role("combobox", name="Ordre").select_option("title")
    page.wait_for_url("**/mesures/?actor=maire&sort=title")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_chosen_actor_has_its_role_and_its_proof_in_each_row(visit: VisitPage) -> None:
    page = visit("/mesures/?actor=maire").page
    column = page.locator("#resultats thead th").nth(3)
    expect(column).to_have_text("Rôle du maire")
    row = page.locator("#resultats tbody tr", has=page.get_by_text("30", exact=True))
    expect(row).to_contain_text("informé « une information des maires »")
    row = page.locator("#resultats tbody tr", has=page.get_by_text("23", exact=True))
    expect(row).to_contain_text("Nommé dans l’intitulé")  # not in the measure itself
    page.get_by_role("button", name="Retirer le choix Acteur : Maire").click()
    expect(column).to_have_text("Acteurs nommés")
    expect(page.get_by_role("button", name="Tout effacer")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Acteur", exact=True)).to_be_focused()


def test_words_find_what_the_search_of_the_site_finds(visit: VisitPage) -> None:
    page = visit("/a-propos/").page
    for words in ("34", "mairie", "vidéo-protection", "convoqué par le maire"):
        page.goto(f"/recherche/?q={words}")
        results = page.locator(".result-measure a")
        expect(results).not_to_have_count(0)
        sought = {int(re.findall(r"Mesure (\d+)", text)[0]) for text in results.all_inner_texts()}
        page.goto(f"/mesures/?q={words}")
        expect(page.locator(".explorer-count")).to_contain_text("sur 50")
        assert set(shown(page)) == sought, words


def test_where_nothing_is_left_it_says_what_to_give_up(visit: VisitPage) -> None:
    page = visit("/mesures/?q=rappel+%C3%A0+l%27ordre&axis=5").page
    expect_count(page, "Aucune mesure ne répond à ces choix.")
    expect(page.locator(".explorer-hint")).to_contain_text("dans tout le site")
    page.get_by_role("button", name="Sans « Axe »").click()
    expect(numbers_of(page)).to_contain_text(["27"])


def test_an_address_keeps_its_place_and_copying_it_the_count(visit: VisitPage) -> None:
    page, count = visit("/mesures/?actor=maire#resultats").page, say_count("actor=maire")
    expect_count(page, count)
    expect(page).to_have_url(re.compile(r"\?actor=maire#resultats$"))
    assert page.evaluate("scrollY") > 100
    page.get_by_role("button", name="Copier l’adresse").click()
    expect(page.locator(".copied")).to_have_text("Adresse copiée.")
    expect_count(page, count)
    # And back from a measure.
    page.locator("#resultats tbody tr:visible a").first.click()
    page.wait_for_url(f"**/mesures/{find('actor=maire')[0]}/")
    page.go_back()
    expect_count(page, count)


def test_everything_is_done_by_keyboard(visit: VisitPage) -> None:
    page = visit("/mesures/").page
    page.get_by_label("Mots ou numéro").focus()
    page.keyboard.type("cambriolages")
    expect(numbers_of(page)).not_to_have_count(50)
    assert 18 in shown(page)
    axis = page.get_by_role("combobox", name="Axe", exact=True)
    while not axis.evaluate("(field) => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(axis).to_have_value("1")
    clear = page.get_by_role("button", name="Tout effacer")
    while not clear.evaluate("(button) => button === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(numbers_of(page)).to_have_count(50)


def test_measures_are_chosen_and_compared(visit: VisitPage) -> None:
    page = visit("/mesures/").page
    page.get_by_label("Comparer la mesure 37", exact=True).check()
    expect(page.locator(".compare-bar")).to_have_text(re.compile("^Mesure 37 choisie"))
    page.get_by_label("Comparer la mesure 45", exact=True).check()
    page.get_by_role("link", name="Comparer les mesures 37 et 45").click()
    page.wait_for_url("**/comparer/?m=37,45")
    page.go_back()
    expect(page.locator(".compare-bar")).to_have_text("Comparer les mesures 37 et 45")
    page.go_forward()
    table = page.locator("#comparaison table")
    expect(table.locator("thead")).to_contain_text(f"45. {read_measures()[45]['title']}")
    expect(table.locator("a.anchor")).to_have_count(0)  # they lead to places of other pages
    expect(table).not_to_contain_text("différent")
    expect(page.locator(".explorer-count")).to_have_text("Mesures 37 et 45 comparées.")
    page.get_by_label("Mesure 3 (facultative)").select_option("1")
    page.wait_for_url("**/comparer/?m=37,45,1")
    expect(table.locator("thead th")).to_have_count(4)
    expect(table.locator(".follow-up").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(table.locator(".follow-up").first).to_be_visible()
    page.emulate_media(media="screen")
    table.get_by_text("Les faits et leurs sources").first.click()
    expect(table.locator(".follow-up").first).to_be_visible()


def test_a_late_page_does_not_take_the_place_of_a_later_choice(visit: VisitPage) -> None:
    page = visit("/comparer/?m=37,45").page
    expect(page.locator(".explorer-count")).to_have_text("Mesures 37 et 45 comparées.")
    late: list[Route] = []
    page.route("**/mesures/1/", lambda route: late.append(route))
    first = page.locator("#comparer select").first
    with page.expect_request("**/mesures/1/"):
        first.select_option("1")
    first.select_option("2")
    expect(page.locator(".explorer-count")).to_have_text("Mesures 2 et 45 comparées.")
    with page.expect_event("requestfinished"):
        late[0].continue_()
    # By now the page has had it.
    page.evaluate("() => new Promise((resolve) => setTimeout(resolve))")
    expect(page.locator("#comparaison thead th").nth(1)).to_have_text(re.compile(r"^2\. "))
    expect(page.locator(".explorer-count")).to_have_text("Mesures 2 et 45 comparées.")


def test_measures_chosen_before_the_comparison_is_there_count(visit: VisitPage) -> None:
    page = visit("/a-propos/").page
    script: list[Route] = []
    page.route("**/assets/compare.js*", lambda route: script.append(route))
    with page.expect_request("**/assets/compare.js*"):
        page.goto("/comparer/", wait_until="commit")
    page.locator("#comparer select").first.select_option("37")
    page.locator("#comparer select").nth(1).select_option("45")
    script[0].continue_()
    expect(page.locator(".explorer-count")).to_have_text("Mesures 37 et 45 comparées.")


def test_a_comparison_of_nothing_says_what_to_choose(visit: VisitPage) -> None:
    opened = visit("/comparer/")
    for query, said in read_cases("explorer")["compared"].items():
        opened.page.goto(f"/comparer/?m={query}")
        expect_count(opened.page, said)
    assert opened.errors == []


def test_four_measures_fit_a_desk(visit: VisitPage) -> None:
    page = visit("/comparer/?m=2,11,45,48").page
    expect_count(page, "Mesures 2, 11, 45 et 48 comparées.")
    assert page.locator("#comparaison .table-scroll").evaluate(
        "(e) => e.scrollWidth <= e.clientWidth"
    )
    # What some of them share is marked too.
    shared = page.locator("#comparaison tr:not(.same) .badge").first
    expect(shared).to_have_text(re.compile("^identique\\s: (2|11|45)(, (11|45|48))+$"))


def test_a_comparison_without_javascript_says_so(visit: VisitPage) -> None:
    page = visit("/comparer/?m=2,11", javascript=False).page
    expect(page.locator("#comparer")).to_be_hidden()
    expect(page.locator("article noscript p")).to_contain_text("demande JavaScript")


def test_the_static_pages_of_pairs_say_the_same(visit: VisitPage) -> None:
    """What is identical is marked, alike by the templates and by the script; nothing else is."""
    live = visit("/comparer/").page
    pairs = live.locator("h2 + ul a, h2 + .anchor + ul a").evaluate_all(
        "(all) => all.map((a) => a.href)"
    )
    assert pairs
    heads = ".comparison tbody th"
    for address in pairs:
        static = visit(f"/comparer/{address.split('/')[-2]}/", javascript=False).page
        said = static.locator(heads).all_inner_texts()
        live.goto(f"/comparer/?m={address.split('/')[-2].replace('-', ',')}")
        expect(live.locator(heads), address).to_have_count(len(said))
        assert live.locator(heads).all_inner_texts() == said, address


def test_without_javascript_the_table_and_the_facets_remain(visit: VisitPage) -> None:
    page = visit("/mesures/?actor=maire", javascript=False).page
    expect(numbers_of(page)).to_have_count(50)
    expect(page.locator(".explorer")).to_be_hidden()
    for name in ("axe", "thème", "acteur", "échéance"):
        expect(page.locator("article").get_by_role("link", name=name, exact=True)).to_be_visible()


def test_the_table_of_outcomes_filters_by_who_speaks(visit: VisitPage) -> None:
    page = visit("/bilan/?speaker=audit-court").page
    expect(page.locator(".explorer-count")).to_contain_text("sur 50")
    rows = page.locator("#resultats tbody tr:not([hidden])")
    assert 0 < rows.count() < 50
    for row in rows.all():
        expect(row).to_contain_text("Cour des comptes")
    page.get_by_role("link", name="vues par d’autres que l’administration").click()
    expect(page).to_have_url(re.compile(r"bilan/\?outcome=others$"))
    expect(page.locator("[name=outcome]")).to_have_value("others")
