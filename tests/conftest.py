"""Fixtures that tests share: the built site, a built copy of the small project, a server, a browser.

A test that uses a built site, even through another fixture, is marked `site` and runs before the fast ones;
`browser` likewise, first. `make test-fast` runs the fast tests alone. What is marked `nightly` runs with
`-m nightly` alone (`make nightly`).
"""

import fcntl
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

import pytest
from hypothesis import settings
from playwright import sync_api

from macros.catalogue.views import Catalogue
from macros.site.build import Build
from macros.site.folder import write_outputs
from macros.site.prepare import prepare_build
from tests.browser.chromium import launch_chromium
from tests.markup import read_site
from tests.projects import (
    ROOT,
    SMALL,
    copy_compiled,
    copy_project,
    find_compiled,
    record_small_plan,
    run_python,
)
from tests.raw import read_file
from tests.serving import serve_folder

SLOW = {
    "site": "builds a site or needs the built one (SITE_DIR=… to use one already built), or a server",
    "browser": "needs Chromium",
    "nightly": "slow, and rarely fails: make nightly",
}
# The fixtures that make a test slow, by mark.
SLOW_FIXTURES = {"site": {"site", "built_project", "hostile", "host"}, "browser": {"browser"}}
EXPLORE = "EXPLORE" in os.environ
UNTHEMED = re.compile(r"embed/|editions/[^/]+/.")  # cards, and what is frozen
Pages = dict[str, Element]
Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
TempFolders = pytest.TempPathFactory

# How long an example takes says more of the machine than of the code. The same examples each time:
# what fails, fails again; EXPLORE=1 draws others, and many more.
settings.register_profile(
    "patient", deadline=None, derandomize=not EXPLORE, max_examples=500 if EXPLORE else 30
)
settings.load_profile("patient")
sync_api.expect.set_options(timeout=20_000)


def prepare_valid_build(data: Path) -> Build:
    """Return the build of a data set that must have no problem."""
    build, problems = prepare_build(data)
    assert build is not None, "\n".join(map(str, problems))
    return build


@pytest.fixture(scope="session", autouse=True)
def forget_compiled(tmp_path_factory: TempFolders) -> Iterator[None]:
    """Leave in .venv nothing of the copies of the project."""
    yield
    shutil.rmtree(find_compiled(tmp_path_factory.getbasetemp()), ignore_errors=True)


@pytest.fixture(scope="session")
def build() -> Build:
    """The build of the real data, without an engine."""
    return prepare_valid_build(ROOT / "data")


@pytest.fixture(scope="session")
def catalogue(build: Build) -> Catalogue:
    return build.catalogue


@pytest.fixture(scope="session")
def outputs(build: Build, tmp_path_factory: TempFolders) -> Path:
    """The machine outputs of the real data, in a folder."""
    folder = tmp_path_factory.mktemp("outputs")
    write_outputs(build.catalogue, build.address, folder)
    return folder


@pytest.fixture(scope="session")
def small() -> Build:
    """The build of the small plan of `fixtures/small`."""
    return prepare_valid_build(SMALL)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of the small plan, to change."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def pytest_configure(config: pytest.Config) -> None:
    # Shells have what they start in the background ignore it, and its commands too; tests interrupt some.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # What jsonschema would make of each import: 38 grammars, for a format that no schema here asks for.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    for name, meaning in SLOW.items():
        config.addinivalue_line("markers", f"{name}: {meaning}")


# Around the others: the marks are there when `-m` selects, and the order is the last word.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Iterator[None]:
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        for name, fixtures in SLOW_FIXTURES.items():
            if used & fixtures:
                item.add_marker(name)
    yield
    if "nightly" not in config.getoption("markexpr").replace("not nightly", ""):
        config.hook.pytest_deselected(items=[one for one in items if _is(one, "nightly")])
        items[:] = [one for one in items if not _is(one, "nightly")]
    # By file, what a file shares being made once; the slowest first, for all workers to end together.
    slowness: dict[Path, int] = {}
    for item in items:
        rank = 2 * _is(item, "browser") + _is(item, "site")
        slowness[item.path] = max(rank, slowness.get(item.path, 0))
    items.sort(key=lambda item: -slowness[item.path])


def _is(item: pytest.Item, mark: str) -> bool:
    return item.get_closest_marker(mark) is not None


@pytest.fixture(scope="session")
def site(tmp_path_factory: TempFolders) -> Path:
    """Build the real site once, for all workers, or take the one in $SITE_DIR."""
    built = os.environ.get("SITE_DIR")
    if built:
        return Path(built).resolve(strict=True)
    return _make_once(
        tmp_path_factory, "site", lambda folder: _build(ROOT, "--to", str(folder / "site"))
    ).joinpath("site")


@pytest.fixture(scope="session")
def built_project(tmp_path_factory: TempFolders) -> Path:
    """A copy of the project on the small plan, with its site: to be read, or copied and changed."""

    def make(folder: Path) -> None:
        copy_project(folder, small=True)
        _build(folder)

    return _make_once(tmp_path_factory, "small", make)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: TempFolders) -> Path:
    """The small plan and its pages, with every address in its ledger; tests change copies of it."""
    folder = tmp_path_factory.mktemp("recorded")
    record_small_plan(folder)
    return folder


@pytest.fixture
def project(recorded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(recorded, tmp_path / "project"))


@pytest.fixture
def built_copy(built_project: Path, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(built_project, tmp_path / "project", symlinks=True))
    copy_compiled(folder)
    return folder


def _make_once(factory: TempFolders, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that is made once, for all workers."""
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    folder = run / name
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            making = run / f"{name}.making"
            making.mkdir()
            make(making)
            making.rename(folder)
            shutil.rmtree(find_compiled(making), ignore_errors=True)
    return folder


def _build(project: Path, *options: str) -> None:
    build = run_python(project, "-m", "macros", "site", *options)
    assert build.returncode == 0, f"The build failed:\n{build.stdout}{build.stderr}"


@pytest.fixture(scope="session")
def every_page(site: Path) -> Pages:
    """Every page, by its address; `404.html` included. Tests leave them as they are."""
    return read_site(site)


@pytest.fixture(scope="session")
def pages(every_page: Pages) -> Pages:
    """Every page in the theme: neither cards, frozen pages nor what stands at a former address."""
    former = [record["address"][1:] for kind in read_file("permalinks").values() for record in kind]
    return {
        url: tree
        for url, tree in every_page.items()
        if url not in ("404.html", *former) and not UNTHEMED.match(url)
    }


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the built site; give its address, without a final slash."""
    with serve_folder(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright, launch_chromium(playwright) as browser:
        yield browser


@dataclass(frozen=True)
class Visit:
    """An open page and what went wrong in it so far."""

    page: sync_api.Page
    third_party: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


_DRAWN = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
# The `visit` fixture: open a path of the site in a fresh browser profile.
VisitPage = Callable[..., Visit]


@pytest.fixture
def visit(browser: sync_api.Browser, server: str) -> Iterator[VisitPage]:
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

        def on_request(request: sync_api.Request) -> None:
            if request.url.startswith("http") and not request.url.startswith(f"{server}/"):
                visit.third_party.append(request.url)

        def on_console(message: sync_api.ConsoleMessage) -> None:
            if message.type == "error":
                visit.errors.append(message.text)

        def on_error(error: sync_api.Error) -> None:
            visit.errors.append(error.message)

        context.on("request", on_request)
        visit.page.on("console", on_console)
        visit.page.on("pageerror", on_error)
        visit.page.goto(path)
        if javascript:  # a key pressed before the first frame may be lost
            visit.page.evaluate(_DRAWN)
        return visit

    yield open_page
    for context in contexts:
        context.close()
