"""After an edit the site is, file by file, what a build from nothing makes of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.last_pages import LastPages, Note, move_aside, note_file
from tests.test_hooks import copy_project

SUM = "0" * 64


def write_page(site: Path, url: str, text: str, mark: bytes = b"1") -> Note:
    file = site / url / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return note_file(str(file), mark, SUM)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Two pages that a build noted, a third that was changed since, and what others left."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    notes = {url: write_page(site, url, url) for url in ("a/1/", "a/2/", "a/3/")}
    first = move_aside(site, (), cache)
    first.put_back()
    first.keep(notes)
    write_page(site, "a/2/", "changed by hand")
    write_page(site, "a/4/", "of nobody")
    (site / "a" / "1" / "index.html.gz").write_bytes(b"")
    (site / "a" / "index.html").write_bytes(b"")
    return site


def put_back(site: Path) -> LastPages:
    last = move_aside(site, ("a", "b"), site.parent / "cache")
    assert not (site / "a").exists()
    last.put_back()
    return last


def list_files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_only_the_pages_that_are_as_noted_come_back(site: Path) -> None:
    last = put_back(site)
    assert sorted(list_files(site)) == ["a/1/index.html", "a/3/index.html"]
    assert not (site / "a" / "2").exists()
    assert last.is_right("a/1/", b"1")
    assert not last.is_right("a/1/", b"2")
    assert not last.is_right("a/1/", None)
    assert not last.is_right("a/2/", b"1")


def test_a_page_that_is_no_more_goes(site: Path) -> None:
    last = put_back(site)
    last.keep({"a/1/": last.notes["a/1/"]})
    assert [*list_files(site)] == ["a/1/index.html"]
    assert not (site / "a" / "3").exists()


@pytest.mark.parametrize("notes", [b"", b"damaged", None])
def test_without_notes_no_page_comes_back(site: Path, notes: bytes | None) -> None:
    file = site.parent / "cache" / "pages.pickle"
    if notes is None:
        file.unlink()
    else:
        file.write_bytes(notes)
    assert put_back(site).notes == {}
    assert list_files(site) == {}


def run_build(project: Path) -> dict[str, bytes]:
    """Build the site; return its files."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1262304000"},
        check=True,
    )
    return list_files(project / "site")


@pytest.mark.site
def test_an_edit_gives_the_same_site_as_a_build_from_nothing(tmp_path: Path) -> None:
    project = copy_project(tmp_path, small=True)
    before = run_build(project)
    page = project / "site" / "themes" / "stationnement" / "index.html"
    written = page.stat().st_mtime_ns
    measure = project / "data" / "measures" / "01.yml"
    text = measure.read_text(encoding="utf-8")
    measure.write_text(re.sub("(?m)^title: .*$", "title: Un titre neuf", text), encoding="utf-8")
    (project / "site" / "acteurs" / "mairie" / "index.html").write_bytes(b"damaged")
    edited = run_build(project)
    assert page.stat().st_mtime_ns == written
    assert edited["mesures/1/index.html"] != before["mesures/1/index.html"]
    for name in ("bodies/index.pickle", "pages.pickle"):
        (project / ".cache" / name).write_bytes(b"damaged")
    damaged = run_build(project)
    assert [name for name in edited if edited[name] != damaged.get(name)] == []
    shutil.rmtree(project / ".cache")
    shutil.rmtree(project / "site")
    clean = run_build(project)
    assert edited.keys() == clean.keys() == damaged.keys()
    assert [name for name in clean if edited[name] != clean[name]] == []
