"""Saying what a measure became in the form of the site: the file that it makes, and what it says."""

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from macros.data.checking import check_data
from macros.data.layout import propose_fixes
from macros.pages.report_form import list_inputs
from macros.site.build import Build
from tests.cases import cases, read_cases
from tests.conftest import VisitPage

DATA = Path(__file__).parents[2] / "data"
FIRST = read_cases("report_form")["test_the_file_passes_the_check_as_it_is"][0]
CONTROL = "select, textarea, input"


def control_of(page: Page, name: str) -> Locator:
    return page.locator(f"[data-name='{name}']").locator(CONTROL).first


def open_whole(visit: VisitPage, measure: str = "13", *, width: int = 1280) -> Page:
    page = visit(f"/signaler/?measure={measure}", width=width).page
    page.locator("#signaler summary").first.click()
    return page


def fill(page: Page, given: dict[str, Any]) -> None:
    for name, value in given.items():
        control = control_of(page, name)
        if isinstance(value, list):
            for one in value:
                page.locator(f"[data-name='{name}'] [value='{one}']").check()
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
            control.blur()


@cases("report_form")
def test_the_file_passes_the_check_as_it_is(
    visit: VisitPage,
    tmp_path: Path,
    measure: str,
    given: dict[str, Any],
    file: str,
    lines: list[str],
) -> None:
    page = open_whole(visit, measure)
    fill(page, given)
    expect(page.locator("#reste")).to_contain_text("Tout y est.")
    with page.expect_download() as download:
        page.get_by_text("Télécharger le fichier").click()
    assert download.value.suggested_filename == file
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    path = data / "follow_up" / file
    download.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    assert text == page.locator("[data-file]").text_content()
    assert set(lines) <= set(text.splitlines())
    assert check_data(data).problems == ()
    assert propose_fixes(data, [path]) == ([], [])


@cases("report_form")
def test_a_problem_is_told_beside_its_question(
    visit: VisitPage, name: str, typed: str, told: str
) -> None:
    page = open_whole(visit)
    field = page.locator(f"[data-name='{name}']")
    assert field.locator(".problem").text_content() == ""  # nothing was typed yet
    control = control_of(page, name)
    control.fill("x")
    control.blur()
    control.fill(typed)
    control.blur()
    expect(field.locator(".problem")).to_have_text(told)
    expect(control).to_have_attribute("aria-invalid", "true")


def test_what_other_answers_call_for_is_asked(visit: VisitPage) -> None:
    page = open_whole(visit)
    place = page.locator("[data-name='source.note'] label")
    expect(place).to_have_text("Où on le trouve (facultatif)")
    control_of(page, "source.access").select_option("paper")
    expect(place).to_have_text("Où on le trouve")
    control_of(page, "date").fill("1999")
    control_of(page, "date").blur()
    told = page.locator("[data-name='date'] .problem")
    expect(told).to_have_text("C’est avant le début du plan (2010) : vérifiez cette date.")
    expect(control_of(page, "date")).to_have_attribute("aria-invalid", "false")


def test_what_is_missing_is_led_to_and_said_beside_each_field(visit: VisitPage) -> None:
    page = visit("/signaler/?measure=99").page
    page.get_by_text("Télécharger le fichier").click()
    expect(page.locator("#f-measure")).to_be_focused()
    page.keyboard.type("13")
    page.get_by_text("Télécharger le fichier").click()
    expect(control_of(page, "source.title")).to_be_focused()
    required = {one.name for one in list_inputs().values() if one.required}
    for name in required - {"slug"}:  # it follows from the title
        expect(page.locator(f"[data-name='{name}'] .problem")).not_to_be_empty()
    expect(page.locator("#reste")).to_have_text(
        re.compile("^Reste à remplir.: titre du document, ")
    )
    expect(page.locator(".lead")).to_contain_text("Ce site n’a pas encore d’adresse où envoyer")
    expect(page.locator("#ensuite")).to_contain_text("Gardez le fichier")


def test_answers_are_there_when_the_page_is_loaded_anew(visit: VisitPage) -> None:
    page = open_whole(visit)
    fill(page, FIRST["given"])
    text = page.locator("[data-file]").text_content()
    page.reload()
    expect(page.locator("[data-file]")).to_have_text(text or "")
    page.goto("/signaler/?measure=13")
    expect(control_of(page, "source.title")).to_have_value("")


def test_each_measure_leads_to_its_form(visit: VisitPage) -> None:
    page = visit("/mesures/13/", width=390).page
    page.get_by_role("link", name="Signaler ce qu’elle est devenue").click()
    expect(page.locator("#f-measure option:checked")).to_contain_text("13. ")
    expect(page.locator("[data-path]")).to_have_text("data/follow_up/13-….yml")


def test_without_scripts_the_page_says_what_to_write(visit: VisitPage) -> None:
    page = visit("/signaler/", javascript=False).page
    expect(page.locator("form#signaler")).to_be_hidden()
    expect(page.locator(".page noscript p").first).to_contain_text("Voici ce qu’il demande")
    expect(page.locator(".page noscript li")).to_have_count(13)


def test_the_forge_and_a_mail_get_the_file_where_there_are_some(
    visit: VisitPage, small: Build
) -> None:
    """The form of the small plan, whose publisher is known, in the page of the real one."""

    def put(route: Route) -> None:
        answer = route.fetch()
        html = answer.text()
        start = html.index('<div class="page">')
        end = html.index("</div>", html.index("assets/report.js"))
        body = small.pages["signaler/"].render(small.catalogue).removesuffix("</div>")
        route.fulfill(response=answer, body=html[:start] + body + html[end:])

    page = visit("/a-propos/").page
    page.route("**/signaler/*", put)
    page.goto("/signaler/?measure=2")
    page.locator("#signaler summary").first.click()
    fill(page, FIRST["given"])
    page.evaluate("window.open = (address) => (window.opened = address)")
    page.get_by_text("Proposer ce fichier").click()
    address = urlsplit(page.evaluate("window.opened"))
    assert address.netloc + address.path == "git.example.org/velo/new/trunk/data/follow_up"
    text = page.locator("[data-file]").text_content()
    assert parse_qs(address.query) == {
        "filename": [FIRST["file"].replace("13-", "02-")],
        "value": [text],
        "message": ["Dire ce qu’est devenue la mesure 2"],
    }
    control_of(page, "quote").fill("Un mot. " * 300)
    with page.expect_download() as download:
        page.get_by_text("L’envoyer par courriel").click()
    [body] = parse_qs(urlsplit(page.evaluate("window.opened")).query)["body"]
    assert f"Je joins le fichier {download.value.suggested_filename}" in body  # too long for a mail
    control_of(page, "quote").fill("Un mot.")
    text = page.locator("[data-file]").text_content()
    page.get_by_text("L’envoyer par courriel").click()
    mail = urlsplit(page.evaluate("window.opened"))
    assert (mail.scheme, mail.path) == ("mailto", small.catalogue.data.site.contact)
    [body] = parse_qs(mail.query)["body"]
    assert text is not None
    assert body.replace("\r\n", "\n").endswith(text)
    # Without this script, the same questions are in a plain link.
    [plain] = parse_qs(urlsplit(page.locator("p.note a").get_attribute("href") or "").query)["body"]
    assert "Le passage (Recopié tel quel" in plain
