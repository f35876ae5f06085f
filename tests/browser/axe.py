"""axe-core on pages of the site, in each state that changes what a reader sees."""

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.resources import files
from itertools import groupby, product
from typing import Literal, NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

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
() => axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, impact, help, nodes}) => [id, impact, help, nodes.map((node) => node.target.join(" "))]))
"""


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


CLOSED = tuple(State(*state, search=False) for state in product(SCHEMES, WIDTHS))
# On a small screen the search is a page of its own, /recherche/.
STATES = (*CLOSED, *(State(scheme, max(WIDTHS), search=True) for scheme in SCHEMES))
ONCE = (State("light", 1280, search=False),)


def check_pages(server: str, addresses: Iterable[str], states: Sequence[State]) -> list[Violation]:
    """Run axe on each page in each state, in two processes, each with a browser of its own."""
    addresses = list(addresses)
    shares = [addresses[start::WORKERS] for start in range(WORKERS)]
    # Fork is unsafe here: the server of the tests runs in a thread.
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        found = pool.map(partial(_check_share, server, tuple(states)), shares)
        return sorted(violation for share in found for violation in share)


def list_violations(violations: Iterable[Violation]) -> str:
    """Describe violations to whoever must mend them; one line for each rule, page and state."""
    lines = [str(violation) for violation in violations]
    return "\n".join([f"{len(lines)} violations :", *lines])


def _check_share(
    server: str, states: tuple[State, ...], addresses: Sequence[str]
) -> list[Violation]:
    with sync_playwright() as playwright, launch_chromium(playwright) as browser:
        return [
            violation
            for scheme, of_scheme in groupby(sorted(states), key=lambda state: state.scheme)
            for violation in _check_scheme(browser, server, addresses, tuple(of_scheme))
        ]


def _check_scheme(
    browser: Browser, server: str, addresses: Sequence[str], states: tuple[State, ...]
) -> Iterator[Violation]:
    """Keep one window for all pages: the theme reads the scheme only once, when a page loads."""
    [scheme] = {state.scheme for state in states}
    context = browser.new_context(
        viewport={"width": states[0].width, "height": HEIGHT},
        color_scheme=scheme,
        reduced_motion="reduce",
        service_workers="block",
        locale="fr-FR",
    )
    page = context.new_page()
    for address in addresses:
        page.goto(f"{server}/{address}")
        page.evaluate(_SCRIPT)
        # Closed first: opening fills the results.
        for state in sorted(states, key=lambda state: (state.search, state.width)):
            _set_state(page, state)
            for rule, impact, help_, targets in page.evaluate(_RUN):
                yield Violation(address, state, rule, impact, help_, tuple(targets))
    context.close()


def _set_state(page: Page, state: State) -> None:
    expected = {"light": "default", "dark": "slate"}[state.scheme]
    shown = page.locator("body").get_attribute("data-md-color-scheme")
    assert shown == expected, f"{page.url}: {shown}"
    page.set_viewport_size({"width": state.width, "height": HEIGHT})
    if state.search:
        form = page.locator(".md-header [data-search]")
        form.locator("input").fill(QUERY)
        form.locator(".search-panel a").first.wait_for()
