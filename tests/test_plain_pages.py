"""The site as plain files: another engine builds from them what MkDocs builds from the project."""

import hashlib
import re
import shutil
from pathlib import Path

import pytest
import yaml

from macros.commands.cli import main
from macros.commands.plain_pages import write_plain_pages
from tests.cases import cases, read_cases
from tests.conftest import Capture, Patch, TempFolders, prepare_valid_build
from tests.engines.comparing import FILES, compare_sites, list_unexplained
from tests.projects import ROOT, SMALL, edit, run_build


@pytest.fixture(scope="module")
def pages(built_project: Path, tmp_path_factory: TempFolders) -> Path:
    """The site of the small plan as plain files."""
    folder = tmp_path_factory.mktemp("portable") / "pages"
    write_plain_pages(prepare_valid_build(built_project / "data"), built_project, folder)
    return folder


@pytest.fixture(scope="module")
def rebuilt(pages: Path, tmp_path_factory: TempFolders) -> Path:
    """The site that MkDocs makes of the plain files, without any of our code."""
    source = tmp_path_factory.mktemp("rebuilt") / "source"
    shutil.copytree(pages, source)
    built = run_build(source)
    assert built.returncode == 0, built.stderr
    assert main(["finish", str(source)]) == 0
    return source / "site"


def test_a_page_is_a_front_matter_and_one_block(pages: Path) -> None:
    for path in (pages / "docs").rglob("*.md"):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        assert yaml.safe_load(head)["title"], path
        assert re.match(r"<div\b", body), path
        assert "\n\n" not in body.rstrip("\n"), path


def test_nothing_of_ours_is_needed(pages: Path) -> None:
    settings = yaml.safe_load((pages / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" not in settings
    assert settings["plugins"] == []
    assert settings["site_name"] == "Les 3 mesures"
    assert [entry for entry in settings["nav"] if "Le plan" in entry] == [
        {"Le plan": "plan/index.md"}
    ]


def test_the_templates_ask_nothing_that_zensical_does_not_know() -> None:
    for path in (ROOT / "overrides").rglob("*.html"):
        code = " ".join(re.findall(r"{[%{].*?[%}]}", path.read_text(encoding="utf-8")))
        assert not re.search(r"is_homepage|\.items\(", code), path.name


def test_the_site_is_the_same_as_from_the_project(built_project: Path, rebuilt: Path) -> None:
    found = compare_sites(built_project / "site", rebuilt)
    assert found.content == [*FILES]
    assert found.pages > 30
    assert list_unexplained(found.frame) == []


PAGE = """<!DOCTYPE html>
<html><head><title>Titre</title></head><body><nav>menu</nav>
<article><div id="contenu"></div><h1 id="un">Un</h1><p>Des mots, <a href="../x/">un lien</a>.</p></article>
</body></html>"""


def test_the_comparison_sees_each_difference(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    (ours / "a").mkdir(parents=True)
    (ours / "a" / "index.html").write_text(PAGE, encoding="utf-8")
    (ours / "b.json").write_text("1", encoding="utf-8")
    shutil.copytree(ours, theirs)
    assert compare_sites(ours, theirs).content == []
    for file, old, new, difference in read_cases("plain_pages")["damages"]:
        edit(theirs / file, old, new)
        assert compare_sites(ours, theirs).content == [difference]
        edit(theirs / file, new, old)
    (theirs / "b.json").unlink()
    edit(theirs / "a/index.html", "menu", "autre menu")
    found = compare_sites(ours, theirs)
    assert found.content == ["b.json : absent"]
    assert list_unexplained(found.frame) == [("- <nav> menu", 1), ("+ <nav> autre menu", 1)]


def test_what_accounts_for_the_site_is_made_anew(rebuilt: Path) -> None:
    sums = (rebuilt / "SHA256SUMS").read_text(encoding="utf-8")
    assert hashlib.sha256((rebuilt / "index.html").read_bytes()).hexdigest() in sums
    assert (rebuilt / "site-hors-ligne.zip").is_file()


@cases("plain_pages")
def test_a_folder_that_is_something_else_is_left_alone(
    tmp_path: Path, command: str, place: str, said: str, capsys: Capture
) -> None:
    (tmp_path / "docs").mkdir()
    assert main(["--data", str(tmp_path / "data"), command, str(tmp_path / place)]) == 1
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*")] == ["docs"]


@pytest.mark.parametrize("command", [["site"], ["pages", "plat"]])
def test_data_from_elsewhere_make_no_site(
    command: list[str], tmp_path: Path, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--data", str(SMALL), *command]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{SMALL} : le site ne se fait qu’avec {ROOT / 'data'} ; ")
    assert list(tmp_path.iterdir()) == []
