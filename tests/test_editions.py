"""Editions: what they hold, what they say has changed, and that they stay as they are."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.catalogue.citations import cite_measure
from macros.data.editions import HEAD, read_editions
from macros.pages.editions import freeze_edition
from macros.publishing.finishing import write_checksums
from macros.site.build import Build
from macros.site.folder import write_files
from tests.cases import cases
from tests.conftest import Capture, TempFolders, prepare_valid_build
from tests.markup import find_id, find_one, find_section, read_tree, resolve, text_of
from tests.projects import edit, run_command
from tests.raw import DATA, read_follow_up, read_measures
from tests.test_revisions import Repository

SITE = "https://velo.example.org/"
MEASURE = "data/measures/0{}.yml"


@pytest.fixture(scope="module")
def frozen(build: Build, tmp_path_factory: TempFolders) -> Path:
    """An edition of the real plan, as it is today."""
    folder = tmp_path_factory.mktemp("frozen")
    write_files(folder, freeze_edition("2026-12", build.catalogue))
    write_checksums(folder)
    return folder


def test_a_frozen_page_says_all_of_a_record_by_itself(frozen: Path, build: Build) -> None:
    listed = read_tree((frozen / "sources/index.html").read_text(encoding="utf-8"))
    told = [text_of(source) for source in listed.iter("dd")]
    references = dict(zip((str(name.get("id")) for name in listed.iter("dt")), told, strict=True))
    sources = build.catalogue.sources
    assert [slug for slug in references if (sources[slug].url or "") not in references[slug]] == []
    for number, measure in read_measures().items():
        url = f"editions/2026-12/mesures/{number}/"
        html = (frozen / f"mesures/{number}/index.html").read_text(encoding="utf-8")
        page = read_tree(html)
        assert html.startswith(HEAD)
        assert not re.search(r"<script| style=| on\w+=", html)
        assert find_one(page, "meta", name="robots").attrib["content"] == "noindex"
        # Phones make no link of a number that is dead.
        assert "telephone=no" in find_one(page, "meta", name="format-detection").attrib["content"]
        living = f"{build.address}mesures/{number}/"
        assert find_one(page, "link", rel="canonical").attrib["href"] == living
        title = find_one(page, "meta", name="citation_title").attrib["content"]
        assert title == text_of(find_one(page, "h1"))
        assert "Licence Ouverte" in find_one(page, "meta", name="DC.rights").attrib["content"]
        footer = rf"Pour citer : .+ mesure {number}, sur Les 50 mesures .+ {build.address}{url}"
        assert re.search(footer, text_of(find_one(page, "footer")))
        facts = [fact for fact in read_follow_up().values() if fact["measure"] == number]
        said = [measure["text"], measure["title"], *(fact["summary"] for fact in facts)]
        shown = " ".join(text_of(page).split())
        assert [words for words in said if " ".join(words.split()) not in shown] == []
        links = (link.get("href", "") for link in page.iter("a"))
        inside = {resolve(link, url) for link in links if link}
        cited = {f"editions/2026-12/sources/#{slug}" for slug in references}
        around = {f"editions/2026-12/{name}" for name in (f"#mesure-{number}", "SHA256SUMS")}
        around |= {f"mesures/{number}/", f"editions/2026-12/mesures/{number}.json"}
        around |= {"a-propos/#aide"} if build.catalogue.measures[number].for_victims else set()
        assert inside - cited == around
        assert len(inside & cited) >= len({str(fact["source"]) for fact in facts})


def test_an_edition_is_light_and_accounts_for_itself(frozen: Path) -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=frozen, check=True)
    sizes = {path: path.stat().st_size for path in frozen.rglob("*") if path.is_file()}
    files = [
        path for name in ("measures/*", "follow_up/*", "sources.yml") for path in DATA.glob(name)
    ]
    for number in read_measures():
        data, page = (sizes[frozen / f"mesures/{number}{end}"] for end in (".json", "/index.html"))
        own = [DATA / f"measures/{number:02}.yml", *DATA.glob(f"follow_up/{number:02}-*.yml")]
        words = 1.3 * sum(path.stat().st_size for path in own)
        assert data <= words
        assert page <= words + 1_500
    # Of today's plan 1 MB, and no more than the data grow.
    assert sum(sizes.values()) <= max(1_000_000, 2.2 * sum(path.stat().st_size for path in files))
    record = json.loads((frozen / "mesures/21.json").read_text(encoding="utf-8"))
    assert record["measure"]["text"] == " ".join(read_measures()[21]["text"].split())


@pytest.fixture(scope="module")
def project(recorded: Path, tmp_path_factory: TempFolders) -> Path:
    """The small plan with two editions: the measure 1 changes between them, the measure 2 after both."""
    folder = tmp_path_factory.mktemp("editions") / "project"
    repository = Repository(Path(shutil.copytree(recorded, folder)))
    repository.commit("Import", {})
    assert run_command(folder, "edition", "--name", "2005-07") == 0
    assert run_command(folder, "permalinks") == 0
    edit(folder / MEASURE.format(1), "Doubler les pistes", "Tripler les pistes")
    edit(folder / "data/follow_up/01-vingt-kilometres.yml", "summary: Vingt", "summary: Trente")
    repository.commit("Change the measure 1", {})
    assert run_command(folder, "edition", "--name", "2006-04") == 0
    edit(folder / MEASURE.format(2), "Poser des arceaux", "Poser des poteaux")
    repository.commit("Change the measure 2", {})
    return folder


def test_each_edition_says_what_has_changed(project: Path) -> None:
    edited = prepare_valid_build(project / "data")
    first, second = (
        read_tree(edited.pages[f"editions/{name}/"].render(edited.catalogue))
        for name in ("2005-07", "2006-04")
    )
    shown = text_of(find_id(first, "mesure-1"))
    assert shown.startswith("1. Doubler les pistes Modification : titre. Modification : fait")
    assert "Titre : Doubler les pistes devient Tripler les pistes" in shown
    assert "Vingt kilomètres étaient faits. devient Trente kilomètres étaient faits." in shown
    assert text_of(find_id(first, "mesure-3")) == "3. Suivre le plan rien n’a changé"
    assert text_of(find_id(second, "mesure-1")) == "1. Tripler les pistes rien n’a changé"
    assert "Poser des arceaux devient Poser des poteaux" in text_of(find_id(second, "mesure-2"))
    before = text_of(find_section(second, "avant"))
    assert "De l’édition de juillet 2005 à celle-ci : Mesure 1 Modification : titre" in before
    assert "Mesure 2" not in before
    catalogue = edited.catalogue
    cited = [cite_measure(view, catalogue) for view in catalogue.measures.values()]
    assert [(one.address.partition("?")[0], "figée" in one.caveat) for one in cited] == [
        (f"{SITE}editions/2006-04/mesures/1/", True),
        (f"{SITE}mesures/2/", False),
        (f"{SITE}editions/2005-07/mesures/3/", True),
    ]


@cases("editions")
def test_what_an_edition_never_was_is_refused(
    project: Path, tmp_path: Path, path: str, content: str | None, forged: bool | None, told: str
) -> None:
    shutil.copytree(project / "editions", tmp_path / "editions")
    file = tmp_path / "editions" / path
    file.parent.mkdir(exist_ok=True)
    if content is None:
        file.unlink()
    else:
        file.write_text(content.replace("SAME", file.read_text() if "SAME" in content else ""))
    if forged:
        write_checksums(tmp_path / "editions/2006-04")
    [problem] = read_editions(tmp_path)[1]
    assert f"{problem.place.file}: {problem.message.partition(' ; ')[0]}" == f"editions/{told}"


@cases("editions")
def test_an_edition_is_made_once_of_what_git_holds(
    project: Path, name: str, file: str, old: str, new: str, told: str, capsys: Capture
) -> None:
    valid = (project / file).read_text(encoding="utf-8") if file else ""
    try:
        if file:
            edit(project / file, old, new)
        assert run_command(project, "edition", "--name", name) == 1
    finally:
        if file:
            (project / file).write_text(valid, encoding="utf-8")
    assert told in capsys.readouterr().err
    assert sorted(path.name for path in (project / "editions").iterdir()) == ["2005-07", "2006-04"]


def test_an_edition_is_never_withdrawn_in_silence(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "project"))
    shutil.rmtree(copy / "editions/2005-07")
    assert run_command(copy, "check") == 1
    assert "« /editions/2005-07/ », « /editions/2005-07/SHA256SUMS »" in capsys.readouterr().out


def test_before_the_first_edition_nothing_speaks_of_one(small: Build) -> None:
    known = [*small.pages, *(address[1:] for address in small.ledger.addresses)]
    assert [url for url in known if url.startswith("editions/")] == []
