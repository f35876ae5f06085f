"""Reading the site in Chromium: pages, letters, with and without JavaScript."""

import re
from itertools import combinations, pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.cases import cases
from tests.conftest import VisitPage
from tests.raw import read_file, read_measures


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


@pytest.mark.parametrize(("width", "javascript"), [(390, False), (1280, True)])
def test_a_passage_leads_to_its_note_and_back(
    visit: VisitPage, width: int, javascript: bool
) -> None:
    page = visit("/mesures/30/", width=width, javascript=javascript).page
    passage = page.locator(".reading a.passage[href='#texte-1']").first
    box = passage.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    # Over two lines, the middle of its box may be outside it.
    passage.scroll_into_view_if_needed()
    line = passage.evaluate("(link) => link.getClientRects()[0].toJSON()")
    page.mouse.click(line["x"] + line["width"] / 2, line["y"] + line["height"] / 2)
    expect(page).to_have_url(re.compile(r"#texte-1$"))
    note = page.locator("#texte-1")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("L. 2211-3")
    # Told in place: the sentence does not leave the screen.
    expect(passage).to_be_in_viewport()
    note.locator("a.back").click()
    expect(page).to_have_url(re.compile(r"#preuve-texte-1$"))
    passage = page.locator("#preuve-texte-1")
    expect(passage).to_be_in_viewport()
    expect(passage).to_contain_text("l’article")


@pytest.mark.parametrize("way", ["Escape", "link", "beside"])
def test_a_note_closes_on_a_phone_and_the_sentence_stays_where_it_was(
    visit: VisitPage, way: str
) -> None:
    page = visit("/mesures/21/", width=390).page
    passage = page.locator(".reading a.passage").first
    passage.scroll_into_view_if_needed()
    passage.click()
    note = page.locator(".fact:target")
    expect(note).to_be_in_viewport()
    before = page.evaluate("scrollY")
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "link":
        note.get_by_role("link", name="retour au passage").click()
    else:
        page.mouse.click(5, 100)
    expect(note).to_have_count(0)
    assert page.evaluate("scrollY") == before
    assert "#" not in page.url
    expect(passage).to_be_focused()


@pytest.mark.parametrize("width", [1000, 1280])
def test_notes_stand_in_the_margin_and_cover_nothing(visit: VisitPage, width: int) -> None:
    page = visit("/mesures/1/", width=width).page
    beside = 0
    for number in read_measures():
        page.goto(f"/mesures/{number}/")
        boxes = page.evaluate(_BOXES)
        sentence, after, *notes = boxes
        tops = [note["top"] for note in notes]
        assert tops == sorted(tops), number
        for note, below in pairwise([*notes, after]):
            assert note["left"] >= sentence["right"], number
            assert note["bottom"] <= below["top"], number
        beside += page.locator(".facts.room").count()
    assert beside > 10


# The sentence, what follows it and its notes.
_BOXES = """
() => [".sentence", ".edition + section", ".fact"]
  .flatMap((selector) => [...document.querySelectorAll(selector)])
  .map((element) => element.getBoundingClientRect())
  .map(({left, right, top, bottom}) => ({left, right, top, bottom}))
"""


def test_the_letter_of_a_note_never_begins_a_line(visit: VisitPage) -> None:
    page = visit("/mesures/34/").page
    starts = "(all) => all.map((one) => one.getBoundingClientRect().left)"
    for width in range(320, 700, 7):
        page.set_viewport_size({"width": width, "height": 800})
        [text, *letters] = page.locator(".reading p, .reading .letter").evaluate_all(starts)
        assert min(letters) > text + 3, width


def test_who_and_when_are_told_on_top_of_a_narrow_screen_and_in_the_margin_of_a_wide_one(
    visit: VisitPage,
) -> None:
    page = visit("/mesures/15/", width=390).page
    page.locator(".strip").get_by_role("link", name="Quand").click()
    expect(page.locator("#echeance-2010-12-31")).to_be_in_viewport()
    page = visit("/mesures/15/").page
    expect(page.locator(".strip a:visible")).to_have_text([re.compile(r"^Ce qu’on en sait ")])


def test_two_screens_of_a_phone_tell_what_it_means_of_which_plan_and_what_became_of_it(
    visit: VisitPage,
) -> None:
    page = visit("/mesures/1/", width=390).page
    for number in read_measures():
        page.goto(f"/mesures/{number}/")
        wanted = {".kicker": 1, ".plain": 1, ".strip a:last-child": 2}
        if page.locator("#aide").count():
            wanted[".help-line a[href='tel:17']"] = 1
        for seen, screens in wanted.items():
            box = page.locator(seen).bounding_box()
            assert box, (number, seen)
            assert box["y"] + box["height"] <= 844 * screens, (number, seen)


def test_the_notes_of_the_official_text_are_there_when_asked_for(visit: VisitPage) -> None:
    page = visit("/texte/", width=390, javascript=False).page
    note = page.locator("#mesure-15").get_by_role("link", name="Note d")
    expect(note).to_be_hidden()
    page.get_by_label("Souligner ce que ce site en tire").check()
    expect(page.locator("#mesure-15 + p")).to_contain_text(
        "d Quand : au plus tard le 31 décembre 2010"
    )
    assert overflow(page) <= 0
    note.click()
    expect(page).to_have_url(re.compile(r"/mesures/15/#echeance-2010-12-31$"))


@pytest.mark.parametrize("path", ["/", "/chronologie/"])
def test_the_labels_of_the_timeline_do_not_overlap(visit: VisitPage, path: str) -> None:
    page = visit(path).page
    boxes = [box.bounding_box() for box in page.locator(".timeline svg text.labels").all()]
    assert len(boxes) == 16
    slack = 1  # pixel: the box of a line has room above its letters
    for one, other in combinations(boxes, 2):
        assert one is not None
        assert other is not None
        apart = (
            one["x"] + one["width"] <= other["x"]
            or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"] + slack
            or other["y"] + other["height"] <= one["y"] + slack
        )
        assert apart, (one, other)


def test_a_mark_of_the_timeline_leads_to_its_date(visit: VisitPage) -> None:
    page = visit("/chronologie/").page
    mark = page.locator("svg a[href*='mesures/36/#echeance']")
    mark.locator(".number").click(force=True)
    expect(page.locator("#echeance-2009-10-01")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/", "/chronologie/"])
def test_a_mark_with_the_focus_or_the_pointer_is_told_in_words(visit: VisitPage, path: str) -> None:
    page = visit(path, javascript=False).page
    told = page.locator(".timeline .tip:visible")
    expect(told).to_have_count(0)
    mark = page.locator(".timeline svg a[href*='mesures/8/#echeance']")
    mark.locator(".number").hover(force=True)
    expect(told).to_have_text(re.compile(r"^Mesure 8, échéance, fin 2009\s: Mettre en place une"))
    page.mouse.move(0, 0)
    # As the next of the links that one walks through with the keyboard.
    mark.focus()
    page.keyboard.press("Tab")
    expect(told).to_have_text(re.compile(r"^Mesure \d+, "))


@cases("reading")
def test_what_one_came_for_is_in_the_first_screen(
    visit: VisitPage, path: str, width: int, height: int, wanted: tuple[str, ...]
) -> None:
    page = visit(path, width=width).page
    for seen in wanted:
        box = page.locator(seen).first.bounding_box()
        assert box, seen
        assert box["y"] + box["height"] <= height, f"{seen} is below the first screen: {box}"


@pytest.mark.parametrize("javascript", [True, False])
def test_the_address_of_a_source_opens_its_group(visit: VisitPage, javascript: bool) -> None:
    last = read_file("sources")["sources"][-1]["slug"]
    page = visit(f"/sources/#{last}", javascript=javascript).page
    expect(page.locator(f"#{last}")).to_be_in_viewport()
    assert page.get_by_role("searchbox", name="Titre, auteur").is_visible() == javascript


def test_words_narrow_the_sources_and_are_kept_in_the_address(visit: VisitPage) -> None:
    source = read_file("sources")["sources"][-1]
    page = visit("/sources/").page
    words = page.get_by_role("searchbox", name="Titre, auteur")
    count = page.locator(".explorer-count")
    shown = page.locator(".sources > div:visible")
    expect(shown).to_have_count(0)
    words.fill(source["title"].upper())
    expect(page.locator(f"#{source['slug']}")).to_be_visible()
    expect(count).to_have_text(re.compile(r"^\d sources? sur \d+$"))
    page.reload()
    expect(page.locator(f"#{source['slug']}")).to_be_visible()
    words.fill("zzz")
    expect(count).to_have_text(re.compile("^0 source sur"))
    expect(page.locator("details:has(.sources):visible")).to_have_count(0)
