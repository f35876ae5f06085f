"""What readers do, in three browsers, on a phone and at a desk: `make nightly ARGS=browsers`."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.browser.families import choose_by_family, list_addresses
from tests.browser.webdriver import COMMANDS, Driver, open_browser
from tests.conftest import Pages
from tests.raw import list_quotes, read_file, read_measures
from tests.serving import StaticHandler, answer_with

pytestmark = pytest.mark.nightly

# Before anything else in a page, its policy included: not every driver tells what the console holds.
_LISTEN = b"""<head><script>
window.failures = [];
const note = (...said) => window.failures.push(said.join(" "));
console.error = note;
addEventListener("unhandledrejection", (event) => note(event.reason));
addEventListener("securitypolicyviolation", (event) => note(event.effectiveDirective, event.blockedURI));
addEventListener("error", ({message, target}) => note(message, target.src ?? target.href), true);
</script>"""
_ENTER = "\ue007"
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_SEEN = """((element) => {
  const {top, bottom, height} = element.getBoundingClientRect();
  return element.checkVisibility() && height > 0 && bottom > 0 && top < innerHeight;
})(document.querySelector(arguments[0]))"""


class _Watched(StaticHandler):
    """Serves the site, with what listens to failures in each page."""

    def send_header(self, keyword: str, value: str) -> None:
        if keyword != "Content-Length":
            super().send_header(keyword, value)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        outputfile.write(source.read().replace(b"<head>", _LISTEN, 1))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with answer_with(partial(_Watched, directory=str(site))) as address:
        yield address


@pytest.fixture(scope="module", params=COMMANDS)
def driver(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Driver]:
    with open_browser(request.param, tmp_path_factory.mktemp(request.param)) as driver:
        sys.stdout.write(f"{driver.version}\n")
        yield driver


@pytest.fixture(params=[390, 1280])
def page(driver: Driver, request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A page of that width, in which nothing may fail."""
    driver.open("about:blank")  # the same address again would load nothing
    driver.resize(request.param)
    yield driver
    assert driver.run("[innerWidth, window.failures]") == [request.param, []]


def test_a_page_of_each_family_opens_and_is_no_wider_than_the_window(
    page: Driver, address: str, site: Path
) -> None:
    for path in choose_by_family(list_addresses(site)).values():
        page.open(f"{address}/{path}")
        found = page.run(f"[window.failures, {_WIDER}, !!document.querySelector('h1')]")
        assert found == [[], False, True], path


def test_the_search_finds_an_actor_and_opens_it(page: Driver, address: str) -> None:
    actor = read_file("actors")["actors"][0]
    page.open(f"{address}/recherche/")
    page.type("[data-search] input", actor["name"])
    link = f".search-results a[href$='/acteurs/{actor['slug']}/']"
    page.wait("document.querySelector(arguments[0])", link)
    page.click(link)
    page.wait("location.pathname === arguments[0]", f"/acteurs/{actor['slug']}/")


def test_the_explorer_filters(page: Driver, address: str) -> None:
    measures = read_measures()
    axis = measures[max(measures)]["axis"]
    wanted = [number for number, measure in measures.items() if measure["axis"] == axis]
    shown = "[...document.querySelectorAll('#resultats tbody tr:not([hidden]) .n')].map((n) => Number(n.textContent))"
    page.open(f"{address}/mesures/?axis={axis}")
    page.wait(f"String({shown}) === String(arguments[0])", wanted)
    page.click("[data-chips] button")
    page.wait(f"{shown}.length === arguments[0]", len(measures))


def test_selected_words_can_be_linked_and_cited(page: Driver, address: str) -> None:
    measure = next(iter(read_measures()))
    page.open(f"{address}/mesures/{measure}/")
    page.run("getSelection().selectAllChildren(document.querySelector('.reading p'))")
    page.wait("document.querySelector('.selected').checkVisibility()")
    page.click(".selected button + button")
    page.wait("document.querySelector('.copied').textContent.length > 10")


def test_the_comparison_sets_measures_side_by_side(page: Driver, address: str) -> None:
    chosen = list(read_measures())[1:3]
    page.open(f"{address}/comparer/?m={','.join(map(str, chosen))}")
    heads = (
        "[...document.querySelectorAll('#comparaison th[scope=col] a')].map((a) => a.textContent)"
    )
    page.wait(f"{heads}.length === 2")
    for head, number in zip(page.run(heads), chosen, strict=True):
        assert str(number) in head
    assert not page.run(_WIDER)


def test_a_passage_leads_to_its_note(page: Driver, address: str) -> None:
    number, anchor = next(
        (number, quotes[0][0])
        for number, one in read_measures().items()
        if (quotes := list_quotes(one))
    )
    page.open(f"{address}/mesures/{number}/")
    passage = f".reading a.passage[href='#{anchor}']"
    line = "getComputedStyle(document.querySelector(arguments[0])).textDecorationLine"
    assert page.run(line, passage) == "underline"
    page.type(passage, _ENTER)  # over two lines, a click may go between them
    page.wait("location.hash === arguments[0]", f"#{anchor}")
    page.wait(_SEEN, f"#{anchor}")


def test_an_anchor_opens_what_is_folded_over_it(page: Driver, address: str, pages: Pages) -> None:
    path, anchor = next(
        (path, held.get("id"))
        for path, tree in pages.items()
        if path.startswith("mesures/")
        for folded in tree.iter("details")
        for held in folded.iter()
        if held is not folded and held.get("id")
    )
    page.open(f"{address}/{path}#{anchor}")
    page.wait(_SEEN, f"#{anchor}")
