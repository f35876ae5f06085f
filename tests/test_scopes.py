"""An edit renders again what it touches, and gives the same bytes as a build from nothing."""

import random
import re
import shutil
from pathlib import Path

import pytest

from macros.building import Build, prepare_build
from macros.deriving import Catalogue
from macros.pages import Page, list_pages
from macros.scopes import Scopes

ROOT = Path(__file__).parent.parent
# Free words of the data; what is quoted is tied to the official text.
FREE = re.compile(
    r"^(\s*-?\s*(?:title|reason|scope|summary|note|publisher|subject)): (.{12,})$", re.MULTILINE
)
SEED = 37


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real data, outside of any history; nothing was published."""
    folder = tmp_path_factory.mktemp("project") / "data"
    shutil.copytree(ROOT / "data", folder)
    (folder / "permalinks.yml").write_text("published: {}\n", encoding="utf-8")
    return folder


def prepare(data: Path) -> Build:
    build, problems = prepare_build(data, bare=True, bodies=data.parent / "bodies")
    assert build is not None, problems[0]
    return build


def find_stale(build: Build) -> list[str]:
    """Return the pages whose kept body is not what they would be rendered as now."""
    return [
        url
        for url, page in build.pages.items()
        if build.bodies[url] != page.render(build.catalogue)
    ]


def rendered(before: Build, after: Build) -> set[str]:
    """Return the pages that the second build rendered, among those that know what they show."""
    return {
        url
        for url, kept in after.bodies.kept.items()
        if kept.fingerprint and kept != before.bodies.kept.get(url)
    }


def edit(file: Path, chance: random.Random) -> None:
    """Change the words of one field."""
    text = file.read_text(encoding="utf-8")
    match = chance.choice([*FREE.finditer(text)])
    changed = f"{match[1]}: Mot neuf {chance.randrange(1000)} et rien de plus"
    file.write_text(text[: match.start()] + changed + text[match.end() :], encoding="utf-8")


def test_random_edits_give_the_same_as_a_build_from_nothing(data: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 (the same edits each time)
    measures = sorted((data / "measures").glob("*.yml"))
    files = [*chance.sample(measures, 4), data / "sources.yml", data / "axes.yml"]
    prepare(data)
    for file in files:
        kept = file.read_text(encoding="utf-8")
        edit(file, chance)
        assert find_stale(prepare(data)) == [], file.name
        file.write_text(kept, encoding="utf-8")


def test_a_title_is_rendered_again_where_it_is_shown(data: Path) -> None:
    before = prepare(data)
    file = data / "measures" / "15.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub("^title: .*$", "title: Autre titre", text, flags=re.MULTILINE), encoding="utf-8"
    )
    after = prepare(data)
    pages = rendered(before, after)
    assert {"mesures/14/", "mesures/15/", "mesures/16/", "themes/transports/"} <= pages
    assert len(pages) < 30
    assert find_stale(after) == []
    assert rendered(after, prepare(data)) == set()


def test_what_is_kept_can_be_lost_or_damaged(data: Path) -> None:
    build = prepare(data)
    folder = data.parent / "bodies"
    for pack in folder.glob("*.pack"):
        pack.write_bytes(b"x" * pack.stat().st_size)
    assert find_stale(build) == []
    (folder / "index.pickle").write_bytes(b"damaged")
    assert find_stale(prepare(data)) == []


def test_a_page_of_one_measure_may_not_read_the_whole_plan(catalogue: Catalogue) -> None:
    page = next(page for page in list_pages(catalogue) if page.url == "mesures/21/")
    scope = Scopes(catalogue).enter(page.context)
    assert 21 in scope.measures
    assert 1 not in scope.measures
    assert not hasattr(scope, "moments")
    assert not hasattr(scope.data, "measures")
    assert not hasattr(scope.actors["maire"], "parts")


def test_fingerprints_tell_pages_apart(catalogue: Catalogue) -> None:
    scopes = Scopes(catalogue)
    marks = [
        mark
        for page in list_pages(catalogue)
        if (mark := Page.fingerprint(page, scopes)) is not None
    ]
    assert len(marks) > 130
    assert len(set(marks)) == len(marks)
