"""The same code with other plans: the page « Un autre plan » word for word, and a plan of seven axes.

The first has nothing but two measures. The second has no theme, other actors, and years to come.
"""

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from frictionless import system, validate
from icalendar import Calendar
from lxml import etree
from playwright.sync_api import Browser
from rdflib import Graph

from tests.audit.links import check_links
from tests.browser.axe import State, check_pages, list_violations
from tests.cases import cases, read_cases
from tests.conftest import TempFolders
from tests.markup import find_all, find_one, read_site, text_of
from tests.projects import FIXTURES, ROOT, copy_project
from tests.serving import serve_folder
from tests.test_documents import find_errors

FORESTS = FIXTURES / "other" / "data"
# Words that only the real plan has; the style sheets and scripts are the same for all.
REAL = re.compile(
    r"délinquance|2010-2012|50[ \u00a0-]mesures|CIPD|vidéoprotection|parquet\b|FIPD", re.IGNORECASE
)
# Where the manuals name records of the real plan as examples of what one writes.
MANUALS = (
    "contribuer/", "search/", "assets/", "api/v1/schema/", "api/v1/openapi.json",
)  # fmt: skip
BINARY = {".epub", ".pdf", ".png", ".woff2", ".zip", ".gz"}
NARROW_DARK = State("dark", 390, search=False)

# The steps of the page « Un autre plan », as a person would follow them.
GUIDE = ROOT / "AUTRE-PLAN.md"
_FILE = re.compile(
    r"^`([\w/.-]+\.(?:yml|md))`[^\n]*\n+```(?:yaml|markdown)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What stands for the commands that would install what the tests have already.
_PYTHON = f"{shlex.quote(sys.executable)} -m macros"
_INSTEAD = {
    ".venv/bin/python -m macros": _PYTHON,
    "make check": f"{_PYTHON} --data data check",
    "make site": f"{_PYTHON} --data data site",
}

Plans = dict[str, Path]  # by name, a built project
Sites = dict[str, dict[str, Element]]  # by name, the pages

pytestmark = pytest.mark.site


def list_guide_files() -> dict[str, str]:
    """Return the files that the page says to write, by path."""
    text = GUIDE.read_text(encoding="utf-8")
    return dict(_FILE.findall(text))


def follow(project: Path) -> Iterator[subprocess.CompletedProcess[str]]:
    """Follow the page in a copy of the project; yield what each block of commands gave."""
    first, *others = _COMMANDS.findall(GUIDE.read_text(encoding="utf-8"))
    yield run_block(first, project)
    write_texts(project, list_guide_files())
    for block in others:
        yield run_block(block, project)


def write_texts(project: Path, files: dict[str, str]) -> None:
    for path, content in files.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def run_block(block: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run commands of the page in a copy of the project."""
    for command, ours in _INSTEAD.items():
        block = block.replace(command, ours)
    return subprocess.run(
        ["sh", "-e", "-c", block], cwd=project, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def garden(tmp_path_factory: TempFolders) -> Path:
    """The project that the page « Un autre plan » leads to."""
    project = copy_project(tmp_path_factory.mktemp("garden") / "project", small=False)
    for done in follow(project):
        assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def forests(tmp_path_factory: TempFolders) -> Path:
    """A project with the plan of seven axes, and the three pages that the guide gives."""
    project = copy_project(tmp_path_factory.mktemp("forests") / "project", small=False)
    shutil.rmtree(project / "data")
    shutil.copytree(FORESTS, project / "data")
    pages = {path: text for path, text in list_guide_files().items() if path.endswith(".md")}
    write_texts(project, pages)
    done = run_block("make site", project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def plans(garden: Path, forests: Path) -> Plans:
    return {"garden": garden, "forests": forests}


@pytest.fixture(scope="module")
def read(plans: Plans) -> Sites:
    return {name: read_site(project / "site") for name, project in plans.items()}


def content(tree: Element) -> str:
    return text_of(find_one(tree, "article"))


def test_the_guide_gives_every_file_that_it_removes() -> None:
    files = {path for path in list_guide_files() if path.startswith("data/")}
    removed = {f"data/{path.name}" for path in (ROOT / "data").glob("*.yml")}
    removed.remove("data/published.yml")  # a command writes it
    assert removed == {path for path in files if "measures" not in path}
    assert {path for path in list_guide_files() if path.endswith(".md")} == {
        "docs/index.md", "docs/plan.md", "docs/chiffres.md",
    }  # fmt: skip


def test_nothing_of_the_real_plan_is_left(plans: Plans) -> None:
    for name, project in plans.items():
        site = project / "site"
        for path in sorted(site.rglob("*")):
            place = path.relative_to(site).as_posix()
            if path.suffix in BINARY or place.startswith(MANUALS):
                continue
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                assert not REAL.search(text), (name, place, REAL.findall(text)[:3])


def test_every_link_and_anchor_leads_somewhere(plans: Plans) -> None:
    for project in plans.values():
        links = check_links(project / "site")
        assert links.broken == []
        assert links.followed > 500


@cases("other_plan")
def test_the_site_takes_its_names_from_the_data(
    read: Sites, plan: str, title: str, status: str, first: str
) -> None:
    home = read[plan][""]
    assert (find_one(find_one(home, "head"), "title").text or "").endswith(title)
    official = text_of(find_one(read[plan]["texte/"], "p", id="mesure-1"))
    assert official.replace("\u00a0", " ").startswith(first)
    assert f"{status} : ce n’est pas le droit" in text_of(
        find_one(home, "aside", class_="md-banner")
    )


ABSENT = read_cases("other_plan")["absent"]


def test_what_a_plan_lacks_is_said(read: Sites) -> None:
    for page, message in ABSENT.items():
        text = content(read["garden"][page]).replace("\u00a0", " ")
        assert message in text
        assert "passée" not in text


def test_dates_to_come_are_not_said_to_be_past(read: Sites) -> None:
    pages = read["forests"]
    for page in ("echeances/", "chronologie/", "donnees/", "echeances/2028-03-31/", "axes/1/"):
        assert "passée" not in content(pages[page]), page
    assert "Cette date est passée" in content(pages["echeances/2024-12-31/"])
    assert "porte sur les années 2024 à 2031" in content(pages["nouveautes/"])


def test_a_plan_without_themes_has_no_filter_for_them(read: Sites) -> None:
    filters = find_all(read["forests"]["mesures/"], "select")
    names = {select.get("name") for select in filters}
    assert "axis" in names
    assert "theme" not in names


def test_seven_axes_have_seven_colours(read: Sites) -> None:
    rows = find_all(find_one(find_one(read["forests"]["axes/"], "table"), "tbody"), "tr")
    assert [row.attrib["class"] for row in rows] == [f"axis-{n}" for n in range(1, 8)]
    styles = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
    for number in range(1, 9):
        assert f".axis-{number} {{ --c: var(--axis-{number}); }}" in styles


def test_help_is_on_the_pages_that_the_data_say(read: Sites) -> None:
    pages = read["forests"].items()
    helping = {page for page, tree in pages if list(find_all(tree, "section", class_="help"))}
    assert helping == {"acteurs/promeneurs/", "a-propos/"}


def test_the_examples_of_the_manuals_are_of_the_plan(read: Sites) -> None:
    cite = content(read["forests"]["citer/"])
    assert "Une mesure, par son numéro : mesures/4/." in cite.replace("\u00a0", " ")
    assert "echeances/2027-06-01/" in cite
    assert "textes/code-forestier/#l131-10" in cite
    bare = content(read["garden"]["citer/"])
    assert "mesures/1/" in bare
    assert "Un acteur" not in bare


def test_json_follows_its_schemas(plans: Plans) -> None:
    for project in plans.values():
        api = project / "site" / "api" / "v1"
        schemas = {path.stem: path.read_text("utf-8") for path in api.glob("schema/*.json")}
        documents = [path for path in api.glob("*.json") if path.stem in schemas]
        for path in (*documents, *api.glob("measures/*.json")):
            schema = schemas["measure" if path.parent.name == "measures" else path.stem]
            assert find_errors(schema, json.loads(path.read_text("utf-8"))) == [], path
        assert len(documents) >= 8


def test_other_outputs_are_valid_and_may_be_empty(plans: Plans) -> None:
    atom = etree.RelaxNG(etree.parse(FIXTURES / "atom.rng"))
    for project in plans.values():
        api = project / "site" / "api" / "v1"
        with system.use_context(trusted=True):
            report = validate(str(api / "datapackage.json"))
        assert report.valid, report.flatten(["type", "message"])
        for path in api.rglob("*.ics"):
            assert Calendar.from_ical(path.read_bytes()).subcomponents, path
        for feed in api.rglob("*.atom"):
            assert atom.validate(etree.parse(feed)), (feed, atom.error_log)
        assert len(Graph().parse(api / "plan.jsonld")) > 100
    empty = plans["garden"] / "site" / "api" / "v1" / "deadlines.csv"
    assert len(list(csv.reader(io.StringIO(empty.read_text(encoding="utf-8-sig"))))) == 1


@cases("other_plan")
def test_the_search_finds(
    browser: Browser, plans: Plans, plan: str, query: str, found: str
) -> None:
    with serve_folder(plans[plan] / "site") as address, browser.new_page() as page:
        page.goto(f"{address}/recherche/?q={query}")
        first = page.locator(".search-results a").first
        first.wait_for()
        assert found in first.inner_text().replace("\u00a0", " ").replace("\u202f", " ")


# Those that are not as in the real plan.
SEEN = {
    "garden": (*ABSENT, "mesures/", "mesures/1/", "axes/", "axes/1/", "comparer/"),
    "forests": ("axes/", "axes/7/", "chronologie/", "mesures/", "mesures/3/", "echeances/"),
}


@pytest.mark.parametrize("plan", SEEN)
def test_the_pages_that_differ_pass_axe(plans: Plans, plan: str) -> None:
    with serve_folder(plans[plan] / "site") as address:
        violations = check_pages(address, SEEN[plan], (NARROW_DARK,))
    assert not violations, list_violations(violations)
