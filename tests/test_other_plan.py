"""The same code with other plans: the page « Un autre plan » word for word, and a plan of seven axes.

The first has nothing but two measures. The second has no theme, other actors, and years to come.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from frictionless import system, validate
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree
from playwright.sync_api import Browser
from rdflib import Graph

from tests import guide
from tests.audit.links import check_links
from tests.browser.axe import State, check_pages, list_violations
from tests.markup import find_all, find_one, read_site, text_of
from tests.projects import copy_project
from tests.serving import serve_folder

ROOT = Path(__file__).parent.parent
FORESTS = ROOT / "tests" / "fixtures" / "other" / "data"
# Words that only the real plan has; the style sheets and scripts are the same for all.
REAL = re.compile(
    r"délinquance|2010-2012|50[ \u00a0-]mesures|CIPD|vidéoprotection|parquet\b|FIPD", re.IGNORECASE
)
# Where the manuals name records of the real plan as examples of what one writes.
MANUALS = (
    "contribuer/", "autre-plan/", "search/", "assets/", "api/v1/schema/", "api/v1/openapi.json",
)  # fmt: skip
NARROW_DARK = State("dark", 390, search=False)

Plans = dict[str, Path]  # by name, a built project

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that the page « Un autre plan » leads to."""
    project = copy_project(tmp_path_factory.mktemp("garden") / "project", small=False)
    for done in guide.follow(project):
        assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def forests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the plan of seven axes, and the three pages that the guide gives."""
    project = copy_project(tmp_path_factory.mktemp("forests") / "project", small=False)
    shutil.rmtree(project / "data")
    shutil.copytree(FORESTS, project / "data")
    pages = {path: text for path, text in guide.list_files().items() if path.endswith(".md")}
    guide.write_files(project, pages)
    done = guide.run("make site", project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def plans(garden: Path, forests: Path) -> Plans:
    return {"garden": garden, "forests": forests}


@pytest.fixture(scope="module")
def read(plans: Plans) -> dict[str, dict[str, Element]]:
    return {name: read_site(project / "site") for name, project in plans.items()}


def content(tree: Element) -> str:
    return text_of(find_one(tree, "article"))


def test_the_guide_gives_every_file_that_it_removes() -> None:
    files = {path for path in guide.list_files() if path.startswith("data/")}
    removed = {f"data/{path.name}" for path in (ROOT / "data").glob("*.yml")}
    removed.remove("data/published.yml")  # a command writes it
    assert removed == {path for path in files if "measures" not in path}
    assert {path for path in guide.list_files() if path.endswith(".md")} == {
        "docs/index.md", "docs/plan.md", "docs/chiffres.md",
    }  # fmt: skip


def test_the_pages_that_every_plan_keeps_call_no_record_of_this_one() -> None:
    rewritten = {Path(path).name for path in guide.list_files()} | {guide.PAGE.name}
    for path in sorted((ROOT / "docs").glob("*.md")):
        if path.name not in rewritten:
            text = re.sub(r"{% raw %}.*?{% endraw %}", "", path.read_text(encoding="utf-8"))
            assert not re.findall(r"{{ *(?:measure|citation|actor|term|source)\([\d\"]", text), path


def test_nothing_of_the_real_plan_is_left(plans: Plans) -> None:
    for name, project in plans.items():
        site = project / "site"
        for path in sorted(site.rglob("*")):
            place = path.relative_to(site).as_posix()
            if path.suffix in {".pdf", ".png", ".woff2", ".zip", ".gz"} or place.startswith(
                MANUALS
            ):
                continue
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                assert not REAL.search(text), (name, place, REAL.findall(text)[:3])


def test_every_link_and_anchor_leads_somewhere(plans: Plans) -> None:
    for project in plans.values():
        links = check_links(project / "site")
        assert links.broken == []
        assert links.followed > 500


@pytest.mark.parametrize(
    ("plan", "title", "status"),
    [
        ("garden", "la charte du jardin", "Document historique (plan 2014)"),
        ("forests", "la stratégie des forêts 2024-2031", "Plan en cours (2024-2031)"),
    ],
)
def test_the_site_takes_its_names_from_the_data(
    read: dict[str, dict[str, Element]], plan: str, title: str, status: str
) -> None:
    home = read[plan][""]
    assert (find_one(find_one(home, "head"), "title").text or "").endswith(f" mesures de {title}")
    assert f"{status}, qui ne vaut" in text_of(find_one(home, "aside", class_="md-banner"))


ABSENT = {
    "echeances/": "Le plan ne fixe aucune échéance.",
    "echeances/sans-echeance/": "Le plan ne fixe aucune échéance.",
    "chronologie/": "Le plan ne fixe aucune échéance.",
    "": "Le plan ne donne aucune date : il n’y a pas de chronologie à dessiner.",
    "chiffres/": "Le plan ne fixe aucun objectif chiffré.",
    "textes/": "Le plan ne cite aucun texte de droit.",
    "glossaire/": "Aucun terme n’est encore expliqué.",
    "themes/": "Le plan n’a pas de thème : ses mesures sont rangées par axe.",
    "acteurs/": "Le plan ne nomme aucun acteur.",
}


def test_what_a_plan_lacks_is_said(read: dict[str, dict[str, Element]]) -> None:
    for page, message in ABSENT.items():
        text = content(read["garden"][page]).replace("\u00a0", " ")
        assert message in text
        assert "passée" not in text


def test_dates_to_come_are_not_said_to_be_past(read: dict[str, dict[str, Element]]) -> None:
    pages = read["forests"]
    for page in ("echeances/", "chronologie/", "donnees/", "echeances/2028-03-31/", "axes/1/"):
        assert "passée" not in content(pages[page]), page
    assert "Cette date est passée" in content(pages["echeances/2024-12-31/"])
    assert "porte sur les années 2024 à 2031" in content(pages["nouveautes/"])


def test_a_plan_without_themes_has_no_filter_for_them(
    read: dict[str, dict[str, Element]],
) -> None:
    filters = find_all(read["forests"]["mesures/"], "select")
    names = {select.get("name") for select in filters}
    assert "axis" in names
    assert "theme" not in names


def test_seven_axes_have_seven_colours(read: dict[str, dict[str, Element]]) -> None:
    shares = find_all(find_one(read["forests"]["axes/"], "ol", class_="share"), "li")
    assert [share.attrib["class"] for share in shares] == [f"axis-{n}" for n in range(1, 8)]
    styles = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
    for number in range(1, 9):
        assert f".axis-{number} {{ --c: var(--axis-{number}); }}" in styles


def test_help_is_on_the_pages_of_those_whom_the_data_say(
    read: dict[str, dict[str, Element]],
) -> None:
    pages = read["forests"].items()
    helping = {page for page, tree in pages if list(find_all(tree, "aside", class_="help"))}
    assert helping == {"acteurs/promeneurs/", "a-propos/"}


def test_the_examples_of_the_manuals_are_of_the_plan(read: dict[str, dict[str, Element]]) -> None:
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
        schemas = {path.stem: path for path in (api / "schema").iterdir()}
        documents = [path for path in api.glob("*.json") if path.stem in schemas]
        for path in (*documents, *api.glob("measures/*.json")):
            schema = schemas["measure" if path.parent.name == "measures" else path.stem]
            validator = Draft202012Validator(
                json.loads(schema.read_text(encoding="utf-8")), format_checker=FormatChecker()
            )
            value = json.loads(path.read_text(encoding="utf-8"))
            assert [error.message for error in validator.iter_errors(value)] == [], path
        assert len(documents) >= 8


def test_other_outputs_are_valid_and_may_be_empty(plans: Plans) -> None:
    atom = etree.RelaxNG(etree.parse(ROOT / "tests" / "fixtures" / "atom.rng"))
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


def test_calendars_name_the_plan(plans: Plans) -> None:
    calendar = (plans["forests"] / "site" / "api" / "v1" / "calendar.ics").read_bytes()
    assert [str(event["uid"]) for event in Calendar.from_ical(calendar).walk("VEVENT")] == [
        "les-11-mesures-forets-1-due", "les-11-mesures-forets-4-start",
        "les-11-mesures-forets-5-due", "les-11-mesures-forets-7-due",
        "les-11-mesures-forets-3-due",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def addresses(plans: Plans) -> Iterator[dict[str, str]]:
    """Serve each site; give the addresses by plan."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(serve_folder(project / "site"))
            for name, project in plans.items()
        }


@pytest.mark.parametrize(
    ("plan", "query", "found"),
    [
        ("forests", "forestiers", "Garde forestière"),
        ("forests", "fin 2024", "Échéance du 31 décembre 2024"),
        ("garden", "outils", "Mesure 2 : Partager les outils"),
    ],
)
def test_the_search_finds(
    browser: Browser, addresses: dict[str, str], plan: str, query: str, found: str
) -> None:
    page = browser.new_page()
    page.goto(f"{addresses[plan]}/recherche/?q={query}")
    first = page.locator(".search-results a").first
    first.wait_for()
    assert found in first.inner_text().replace("\u00a0", " ").replace("\u202f", " ")
    page.close()


# Those that are not as in the real plan.
SEEN = {
    "garden": (*ABSENT, "mesures/", "mesures/1/", "axes/", "axes/1/", "comparer/", "autre-plan/"),
    "forests": ("axes/", "axes/7/", "chronologie/", "mesures/", "mesures/3/", "echeances/"),
}


@pytest.mark.parametrize("plan", SEEN)
def test_the_pages_that_differ_pass_axe(addresses: dict[str, str], plan: str) -> None:
    violations = check_pages(addresses[plan], SEEN[plan], (NARROW_DARK,))
    assert not violations, list_violations(violations)
