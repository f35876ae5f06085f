"""Hostile words in every text of the data, and what becomes of them in every output."""

import csv
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import icalendar
import pytest
import rdflib
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, BrowserContext, Dialog, Request, expect
from pypdf import PdfReader

from macros.data.checking import check_data
from macros.data.yaml_reader import read_document
from macros.exports.calendars import create_calendars
from macros.pages.editions import freeze_edition
from macros.publishing.finishing import write_checksums
from macros.site.build import Build
from macros.site.folder import write_files
from tests.browser.families import choose_by_family, list_addresses
from tests.cases import cases
from tests.conftest import TempFolders, prepare_valid_build
from tests.hostile import HOSTILE, MARK, Field, list_fields, list_files, poison, rewrite
from tests.markup import find_one, read_site, read_tree, text_of
from tests.projects import SMALL, copy_project, run_build
from tests.serving import serve_folder
from tests.test_book import read_chapters

SAFE = {"http", "https", "mailto", "tel", "urn", ""}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: TempFolders) -> Path:
    """The site of a small plan with hostile words in every free text and in the official one."""
    folder = copy_project(tmp_path_factory.mktemp("hostile"), small=True)
    poisoned = poison(folder / "data")
    free = {field.name for field in list_fields() if field.free}
    assert free <= poisoned, "write these fields in tests/hostile.py, `_complete`"
    # What is frozen was as hostile.
    catalogue = prepare_valid_build(folder / "data").catalogue
    write_files(folder / "editions/2026-12", freeze_edition("2026-12", catalogue))
    write_checksums(folder / "editions/2026-12")
    built = run_build(folder, strict=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


# -- What is refused, with the place


@cases("hostile")
def test_what_is_hostile_is_refused_in_every_field(
    tmp_path: Path, payload: str, form: str | None
) -> None:
    """In every free text, or every field of a given form; each must have a problem of its own."""
    data = tmp_path / "data"
    shutil.copytree(SMALL, data, ignore=shutil.ignore_patterns("schema"))
    written: set[Field] = set()

    def change(field: Field, text: str) -> str:
        if field.free == bool(form):
            return text
        written.add(field)
        return payload

    rewrite(data, change)
    assert len(written) > 20
    found = {(problem.place.file, problem.place.line) for problem in check_data(data).problems}
    for path, _ in list_files(data):
        name = path.relative_to(data.parent).as_posix()
        document, problems = read_document(path, name)
        found |= {(problem.place.file, problem.place.line) for problem in problems}
        for place in _places(document.value, payload, ()):
            assert (name, document.at(*place).line) in found, (name, place, payload)


def _places(
    value: object, payload: str, path: tuple[str | int, ...]
) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _places(item, payload, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, payload, (*path, index))
    elif value == payload:
        yield path


# -- What is kept as words


def check_inert(tree: Element, where: str) -> None:
    """Nothing of the hostile words is an element, an attribute, a script or a dangerous address."""
    for element in tree.iter():
        assert element.tag not in ("b", "i"), where
        if element.tag == "svg":
            assert "onload" not in element.attrib, where
        for name, value in element.attrib.items():
            assert not name.startswith("on"), (where, name)
            assert name != "autofocus", where
            if name in ("href", "src", "action", "data", "formaction", "srcdoc", "xlink:href"):
                scheme = re.match(r"[\s\x00-\x20]*([a-zA-Z][\w+.-]*):", value)
                assert scheme is None or scheme[1].lower() in SAFE, (where, value)
                assert value != "x", where
    for script in tree.iter("script"):
        assert "pwned" not in "".join(script.itertext()) or "json" in script.get("type", ""), where
        if "json" in script.get("type", ""):
            json.loads("".join(script.itertext()))


def test_no_page_nor_card_takes_words_for_markup(hostile: Path) -> None:
    pages = read_site(hostile)
    assert {
        "",
        "mesures/1/",
        "embed/mesures/1/",
        "editions/2026-12/mesures/1/",
        "glossaire/",
        "vieux/",
        "perdu/",
    } <= set(pages)
    shown = 0
    for url, tree in pages.items():
        check_inert(tree, url)
        text = "".join(tree.itertext())
        shown += text.count("{{ 7*7 }}") + text.count(MARK)
        assert "49" not in re.findall(r"\{\{7\*7\}\}|\b49\b", text), url
        for snippet in ("".join(pre.itertext()) for pre in tree.iter("pre")):
            check_inert(read_tree(snippet if snippet.startswith("<") else ""), url)
    assert shown > 500
    words = " ".join(HOSTILE.split())
    assert text_of(find_one(pages["mesures/1/"], "h1")) == f"Doubler les pistes {words}"
    # In a list, a table, a line and a heading of Markdown, too.
    home = find_one(pages[""], "article")
    assert f"Hébergeur {words}" in [text_of(item) for item in home.iter("li")]
    assert f"cyclistes {words}" in [text_of(cell) for cell in home.iter("td")]
    assert f"mesure 1, mairie {words} et " in text_of(home)
    assert text_of(find_one(home, "h1")) == f"Accueil Association des cyclistes {words}"


def test_json_gives_the_words_back(hostile: Path) -> None:
    held = 0
    for path in (*hostile.rglob("*.json"), *hostile.rglob("*.jsonld")):
        text = json.dumps(json.loads(path.read_text(encoding="utf-8")), ensure_ascii=False)
        held += text.count("globalThis.pwned=1")
    assert held > 200
    document = json.loads((hostile / "api/v1/measures.json").read_text(encoding="utf-8"))
    assert document["measures"][0]["title"] == f"Doubler les pistes {HOSTILE}"
    assert MARK in document["measures"][0]["text"]


def test_no_cell_is_a_formula(hostile: Path) -> None:
    cells = 0
    for path in hostile.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.reader(file, delimiter=";")]
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            cells += HOSTILE in cell
            assert not re.match(r"[=+\-@＝＋－＠\t\r]", cell) or re.fullmatch(r"-?[\d.]+", cell)
    assert cells > 3


def test_feeds_and_the_site_map_hold_only_their_own_elements(hostile: Path) -> None:
    paths = [*hostile.rglob("*.atom"), hostile / "sitemap.xml"]
    assert len(paths) > 3
    for path in paths:
        tree = ET.parse(path).getroot()  # noqa: S314 (our own file)
        for element in tree.iter():
            assert element.tag.startswith(
                ("{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}")
            )
            if element.get("type") in ("html", "xhtml"):
                check_inert(read_tree(element.text or ""), path.name)
            for value in (element.get("href", ""), element.get("uri", "")):
                assert not value or value.startswith(("http://", "https://"))


def test_linked_data_name_only_addresses(hostile: Path) -> None:
    graph = rdflib.Graph().parse(hostile / "api/v1/plan.jsonld")
    words = {str(node) for triple in graph for node in triple if isinstance(node, rdflib.Literal)}
    assert any(HOSTILE in word for word in words)
    for triple in graph:
        for node in triple:
            if isinstance(node, rdflib.URIRef):
                assert str(node).partition(":")[0] in SAFE, node
                assert not re.search(r"""[<>"'{}|\\^`\s]""", node), node


def test_calendars_hold_only_their_events(hostile: Path, small: Build) -> None:
    calendars = create_calendars(small.catalogue, small.address)
    assert calendars
    for name, content in calendars.items():
        calendar = icalendar.Calendar.from_ical((hostile / name).read_bytes())
        events = calendar.walk("VEVENT")
        assert len(events) == str(content).count("BEGIN:VEVENT")
        for event in events:
            assert str(event.get("URL", "https:")).startswith("https:")
            assert not event.walk("VALARM")
            assert "ATTACH" not in event


def test_plain_texts_are_no_markup_for_who_renders_them(hostile: Path) -> None:
    paths = [*(hostile / "api/v1/measures").glob("*.md")]
    assert len(paths) == 3
    for path in paths:
        html = MarkdownIt("commonmark", {"html": True}).render(path.read_text(encoding="utf-8"))
        tree = read_tree(html)
        check_inert(tree, path.name)
        assert not [*tree.iter("img"), *tree.iter("script")]
        assert "globalThis.pwned=1" in "".join(tree.itertext())


def test_printed_sheets_do_nothing_and_link_to_addresses(hostile: Path) -> None:
    paths = sorted(hostile.rglob("*.pdf"))
    assert paths
    for path in paths:
        reader = PdfReader(path)
        root = reader.root_object
        assert "/OpenAction" not in root, path
        assert "/AA" not in root, path
        for page in reader.pages:
            for one in page.get("/Annots") or ():
                action = one.get_object().get("/A", {})
                assert action.get("/S", "/URI") in ("/URI", "/GoTo"), path
                assert str(action.get("/URI", "https:")).partition(":")[0] in SAFE, path
    pages = PdfReader(hostile / "fiches/plan.pdf").pages
    words = "".join(page.extract_text() for page in pages)
    assert "globalThis.pwned=1" in "".join(words.split())


def test_the_book_takes_no_words_for_markup(hostile: Path) -> None:
    chapters = read_chapters((hostile / "fiches/plan.epub").read_bytes())
    for name, tree in chapters.items():
        for element in tree.iter():
            element.tag = element.tag.rpartition("}")[2]
        check_inert(tree, name)
        assert not [*tree.iter("img"), *tree.iter("script")], name
    assert " ".join(HOSTILE.split()) in text_of(chapters["axe-1.xhtml"])


def test_hosts_are_told_nothing_by_the_data(hostile: Path) -> None:
    for name in ("_redirects", "_headers", "robots.txt"):
        text = (hostile / name).read_text(encoding="utf-8")
        assert "pwned" not in text
        assert MARK not in text
    redirect = (hostile / "vieux/index.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;globalThis.pwned=1" in redirect


# -- In a browser, without the policy: it is the words that must be inert


@pytest.fixture
def context(browser: Browser, hostile: Path) -> Iterator[BrowserContext]:
    with serve_folder(hostile) as address:
        context = browser.new_context(bypass_csp=True, base_url=address)
        yield context
        context.close()


# What sticks out of a page that can be scrolled sideways.
_TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? "" :
  [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.tagName}.${one.className} in ${one.parentElement.className}`).slice(0, 3).join("; ")"""


def test_no_word_runs_nor_breaks_the_layout(context: BrowserContext, hostile: Path) -> None:
    page = context.new_page()
    wrong: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        wrong.append(f"{page.url} {dialog.message}")
        dialog.dismiss()

    def on_request(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:image/svg")):
            wrong.append(request.url)

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: wrong.append(f"{page.url} {error.message}"))
    page.on("request", on_request)
    for address in choose_by_family(list_addresses(hostile)).values():
        if address == "vieux/":
            continue  # it leads elsewhere at once
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            if width == 390:
                page.goto(f"/{address}")
            wide = page.evaluate(_TOO_WIDE)
            if wide:
                wrong.append(f"{address} {width} px: {wide}")
        if page.evaluate("globalThis.pwned !== undefined"):
            wrong.append(f"{address} ran")
    assert wrong == []


def test_no_word_runs_in_the_search_the_filters_nor_the_comparison(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/mesures/1/")
    page.locator("[data-search] input").fill("pistes")
    expect(page.locator(".search-results a").first).to_contain_text("<script>globalThis.pwned=1")
    page.locator("[data-search] input").fill("<img src=x onerror=globalThis.pwned=7> <b>pistes")
    expect(page.locator(".search-panel a").first).to_be_visible()
    assert page.locator(".search-panel :is(b, i, img, script)").count() == 0
    page.goto("/mesures/")
    page.locator("#filtres [name=q]").fill("<img src=x onerror=globalThis.pwned=8>")
    expect(page.locator("#filtres [role=status]")).to_contain_text("mesure")
    page.goto("/comparer/?m=1,2")
    expect(page.locator("#comparaison th[scope=col]")).to_have_count(3)
    page.goto("/mesures/1/?version=<img src=x onerror=globalThis.pwned=9>#<svg/onload=pwned=1>")
    page.mouse.move(100, 300)
    assert page.locator("article :is(b, i, [onload], [onerror], [onmouseover])").count() == 0
    assert page.evaluate("globalThis.pwned") is None
