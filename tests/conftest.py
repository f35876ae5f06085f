"""Fixtures that tests share: the built site, a server for it, a browser.

A test that uses `site`, even through another fixture, is marked `site` and runs after the fast ones;
`browser` likewise, last. `make test-fast` runs the fast tests alone.
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Error,
    Page,
    Request,
    expect,
    sync_playwright,
)

from macros.catalogue.views import Catalogue
from macros.site.build import Build, prepare_build
from macros.site.outputs import write_outputs
from tests.browser.chromium import launch_chromium
from tests.serving import serve_folder

ROOT = Path(__file__).parent.parent
SLOW = {
    "site": "builds a site or needs the built one (SITE_DIR=… to use one already built), or a server",
    "browser": "needs Chromium",
}
# The fixtures that make a test slow, by mark.
SLOW_FIXTURES = {"site": {"site", "hostile", "rebuilt", "host"}, "browser": {"browser"}}
EXPLORE = "EXPLORE" in os.environ

# It keeps every core busy for minutes: what other tests wait for beside it may come too late.
LAST = "test_accessibility.py"

# How long an example takes says more of the machine than of the code. The same examples each time:
# what fails, fails again; EXPLORE=1 draws others, and many more.
settings.register_profile(
    "patient", deadline=None, derandomize=not EXPLORE, max_examples=500 if EXPLORE else 30
)
settings.load_profile("patient")
expect.set_options(timeout=20_000)


def prepare_valid_build(data: Path) -> Build:
    """Return the build of a data set that must have no problem."""
    build, problems = prepare_build(data)
    assert build is not None, "\n".join(map(str, problems))
    return build


@pytest.fixture(scope="session")
def build() -> Build:
    """The build of the real data, without an engine."""
    return prepare_valid_build(ROOT / "data")


@pytest.fixture(scope="session")
def catalogue(build: Build) -> Catalogue:
    return build.catalogue


@pytest.fixture(scope="session")
def outputs(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The machine outputs of the real data, in a folder."""
    folder = tmp_path_factory.mktemp("outputs")
    write_outputs(build.catalogue, build.address, folder)
    return folder


@pytest.fixture(scope="session")
def small() -> Build:
    """The build of the small plan of `fixtures/small`."""
    return prepare_valid_build(ROOT / "tests" / "fixtures" / "small" / "data")


def pytest_configure(config: pytest.Config) -> None:
    # Shells have what they start in the background ignore it, and its commands too; tests interrupt some.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for name, meaning in SLOW.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


# Around the others: the marks are there when `-m` selects, and the order is the last word.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    slowness: dict[pytest.Item, int] = {}
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        marks = [name for name in SLOW if used & SLOW_FIXTURES[name]]
        for name in marks:
            item.add_marker(name)
        slowness[item] = len(marks)
    yield
    items.sort(key=lambda item: (item.path.name == LAST, slowness[item]))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the real site once, for all workers, or take the one in $SITE_DIR."""
    built = os.environ.get("SITE_DIR")
    if built:
        return Path(built).resolve(strict=True)
    run = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder = run / "site"
    with (run / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            _build(folder)
    return folder


def _build(folder: Path) -> None:
    build = subprocess.run(
        [sys.executable, "-m", "macros", "site", "--to", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, f"The build failed:\n{build.stdout}{build.stderr}"


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the built site; give its address, without a final slash."""
    with serve_folder(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, launch_chromium(playwright) as browser:
        yield browser


@dataclass(frozen=True)
class Visit:
    """An open page and what went wrong in it so far."""

    page: Page
    third_party: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class VisitPage(Protocol):
    """The `visit` fixture: open a path of the site in a fresh browser profile."""

    def __call__(
        self, path: str, *, width: int = 1280, dark: bool = False, javascript: bool = True
    ) -> Visit: ...


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[VisitPage]:
    """Open pages; each records requests that leave the server, and script and console errors.

    A visit ends at the load event: wait for "networkidle" to be sure of what comes after it.
    """
    contexts = []

    def open_page(
        path: str, *, width: int = 1280, dark: bool = False, javascript: bool = True
    ) -> Visit:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="fr-FR",
        )
        contexts.append(context)
        visit = Visit(context.new_page())

        def on_request(request: Request) -> None:
            if request.url.startswith("http") and not request.url.startswith(f"{server}/"):
                visit.third_party.append(request.url)

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                visit.errors.append(message.text)

        def on_error(error: Error) -> None:
            visit.errors.append(error.message)

        context.on("request", on_request)
        visit.page.on("console", on_console)
        visit.page.on("pageerror", on_error)
        visit.page.goto(path)
        return visit

    yield open_page
    for context in contexts:
        context.close()
