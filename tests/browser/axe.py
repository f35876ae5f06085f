"""axe-core on pages of the site, in each state that changes what a reader sees."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.resources import files
from itertools import product
from typing import Literal, NamedTuple

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch_chromium

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (1280, 390)
HEIGHT = 900
QUERY = "maire"
WORKERS = 2

_SCRIPT = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# Every rule that axe runs by default, best practices included. Only the violations are described,
# which spares the time to describe what passes.
_RUN = """
(context) => axe.run(context, {resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, impact, help, nodes}) => [id, impact, help, nodes.map((node) => node.target.join(" "))]))
"""
_EVERYTHING: dict[str, list[str]] = {"include": ["html"]}
# Opening the search changes nothing in the body of a page.
_AROUND = _EVERYTHING | {"exclude": ["article"]}
_SCHEME = "(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)"


class State(NamedTuple):
    scheme: Literal["light", "dark"]
    width: int
    search: bool

    def __str__(self) -> str:
        scheme = "sombre" if self.scheme == "dark" else "clair"
        return f"{scheme}, {self.width} px, recherche {'ouverte' if self.search else 'fermée'}"


class Violation(NamedTuple):
    address: str
    state: State
    rule: str
    impact: str
    help: str
    targets: tuple[str, ...]

    def __str__(self) -> str:
        shown = ", ".join(self.targets[:3]) + (", …" if len(self.targets) > 3 else "")
        return (
            f"/{self.address} ({self.state}) : {self.rule} [{self.impact}] "
            f"{self.help} — {len(self.targets)} × {shown}"
        )


STATES = tuple(State(*state) for state in product(SCHEMES, WIDTHS, (False, True)))
ONCE = (State("light", 1280, search=False),)
# The pages with a field of search on a small screen: the others have a link to the second there.
SMALL_SEARCHES = ("", "recherche/")


def list_states(address: str, states: Iterable[State]) -> list[State]:
    """Return the states that a page can be in, with those of the search last: its results stay."""
    possible = (
        s for s in states if not (s.search and s.width == min(WIDTHS)) or address in SMALL_SEARCHES
    )
    return sorted(possible, key=lambda state: (state.search, state.width, state.scheme))


def check_pages(
    server: str, addresses: Iterable[str], states: Sequence[State], *, whole: bool = True
) -> list[Violation]:
    """Run axe on each page in each state, in two processes, each with a browser of its own.

    Not `whole`: where the search is open, the body of the page is left to the state without it.
    """
    addresses = list(addresses)
    shares = [addresses[start::WORKERS] for start in range(WORKERS)]
    # Fork is unsafe here: the server of the tests runs in a thread.
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        found = pool.map(partial(_check_share, server, tuple(states), whole), shares)
        return sorted(violation for share in found for violation in share)


def list_violations(violations: Iterable[Violation]) -> str:
    """Describe violations to whoever must mend them; one line for each rule, page and state."""
    lines = [str(violation) for violation in violations]
    return "\n".join([f"{len(lines)} violations :", *lines])


def _check_share(
    server: str, states: tuple[State, ...], whole: bool, addresses: Sequence[str]
) -> list[Violation]:
    with sync_playwright() as playwright, launch_chromium(playwright) as browser:
        context = browser.new_context(reduced_motion="reduce", locale="fr-FR")
        page = context.new_page()
        violations: list[Violation] = []
        for address in addresses:
            page.goto(f"{server}/{address}")
            page.evaluate(_SCRIPT)
            violations += _check_page(page, address, states, whole)
        context.close()
    return violations


def _check_page(
    page: Page, address: str, states: tuple[State, ...], whole: bool
) -> Iterator[Violation]:
    for state in list_states(address, states):
        _set_state(page, state)
        around = state.search and not whole and address not in SMALL_SEARCHES
        context = _AROUND if around else _EVERYTHING
        for rule, impact, help_, targets in page.evaluate(_RUN, context):
            yield Violation(address, state, rule, impact, help_, tuple(targets))


def _set_state(page: Page, state: State) -> None:
    page.set_viewport_size({"width": state.width, "height": HEIGHT})
    page.emulate_media(color_scheme=state.scheme)
    # As the button of the header does: the scheme of the system is only read when a page loads.
    page.evaluate(_SCHEME, {"light": "default", "dark": "slate"}[state.scheme])
    field = page.locator("[data-search] input")
    # Pages made for frames have none.
    if state.search and field.count() and not field.input_value():
        field.fill(QUERY)
        page.locator("[data-search] .search-panel a").first.wait_for()
