"""What the engine builds: nothing from bad data, and no code from a proposal."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from macros.commands.cli import main
from tests.cases import cases
from tests.conftest import Capture
from tests.markup import find_one, read_tree, text_of
from tests.projects import copy_project, edit, fingerprint, run_build, run_python
from tests.test_ledger import say_moved


@contextmanager
def changed(path: Path, content: bytes) -> Iterator[None]:
    """Give a file another content, or make it with its folders, for a while."""
    before = path.read_bytes() if path.is_file() else None
    new = next((folder for folder in reversed(path.parents) if not folder.exists()), path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        yield
    finally:
        if before is not None:
            path.write_bytes(before)
        elif new == path:
            path.unlink()
        else:
            shutil.rmtree(new)


# -- Bad data never reach the site


def test_bad_data_stop_the_build_and_leave_the_site(project: Path) -> None:
    before = fingerprint(project / "site")
    assert "mesures/1/index.html" in before
    path = project / "data" / "measures" / "01.yml"
    text = path.read_bytes().replace(b"commitment: commitment", b"commitment: comitment")
    with changed(path, text.replace(b"role: lead", b"role: pilote")):
        broken = run_build(project)
    assert (
        "2 problèmes dans les données : le site n’a pas été touché."
        in broken.stderr + broken.stdout
    )
    with changed(project / "data" / "actors.yml", b"\t- \xff: {"):
        unreadable = run_build(project)
    assert "data/actors.yml:" in unreadable.stderr
    for build in (broken, unreadable):
        assert build.returncode != 0
        assert "Traceback" not in build.stdout + build.stderr
    assert fingerprint(project / "site") == before


# -- A proposal runs no code


def test_a_page_runs_no_code_and_says_so(project: Path) -> None:
    page = project / "docs" / "plan.md"
    valid = page.read_text(encoding="utf-8")
    reach = "{{ measure.__init__.__globals__['os'].system('touch pwned') }}"
    with changed(page, f"{valid}\n{reach}\n".encode()):
        refused = run_build(project)
    with changed(page, f'{valid}\n\n{{{{ actor("mairies") }}}}\n'.encode()):
        unknown = run_build(project)
    with changed(page, valid.replace("title: plan", f'title: "{reach}"').encode()):
        built = run_build(project, strict=False)
    assert refused.returncode == unknown.returncode == 1
    assert "docs/plan.md:6:1: " in refused.stderr
    assert "« mairies » n’existe pas (acteur) ; vouliez-vous dire « mairie » ?" in unknown.stderr
    assert "Traceback" not in refused.stdout + refused.stderr + unknown.stderr
    # A title is words.
    assert built.returncode == 0, built.stderr
    tree = read_tree(project.joinpath("site/plan/index.html").read_text(encoding="utf-8"))
    assert "measure.__init__" in text_of(find_one(tree, "title"))
    assert not (project / "pwned").exists()


def test_a_link_out_of_the_project_and_a_committed_cache_are_refused(project: Path) -> None:
    before = fingerprint(project / "site")
    link, cached = project / "docs" / "assets" / "logo.txt", project / ".cache" / "index.pickle"
    try:
        link.symlink_to("/etc/passwd")
        linked = run_build(project)
        link.unlink()
        cached.parent.mkdir()
        # Whoever loads it runs it.
        cached.write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
        for command in (["init", "--quiet"], ["add", "--force", ".cache"]):
            subprocess.run(["git", *command], cwd=project, check=True, capture_output=True)
        committed = run_build(project)
    finally:
        shutil.rmtree(project / ".cache")
        shutil.rmtree(project / ".git")
    assert linked.returncode == committed.returncode == 1
    assert "docs/assets/logo.txt:1:1: lien vers « /etc/passwd »" in linked.stderr
    assert ".cache:1:1: git suit ce que la machine fait elle-même" in committed.stderr
    assert not (project / "pwned").exists()
    assert fingerprint(project / "site") == before


# -- One way through the house

WATCH = """
import os, sys
log = os.open(sys.argv.pop(1), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        writes = bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))
        os.write(log, f"{writes:d} {arguments[0]}\\n".encode())
sys.addaudithook(note)
from mkdocs.__main__ import cli
cli()
"""


def test_a_measure_is_read_once_and_its_page_written_once(project: Path, tmp_path: Path) -> None:
    site = ("--site-dir", str(tmp_path / "site"))
    built = run_python(project, "-c", WATCH, str(tmp_path / "log"), "build", "--no-strict", *site)
    assert built.returncode == 0, built.stderr
    opened = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert opened.count(f"0 {project / 'data/measures/01.yml'}") == 1
    assert opened.count(f"1 {tmp_path / 'site/mesures/1/index.html'}") == 1


@cases("hooks")
def test_a_file_that_could_lead_the_engine_elsewhere_is_refused(
    project: Path, file: str, content: str, message: str, capsys: Capture
) -> None:
    with changed(project / "docs" / file, content.encode()):
        assert main(["--data", str(project / "data"), "check", "--format", "lines"]) == 1
    assert message in capsys.readouterr().out


def test_what_looks_like_metadata_is_words(project: Path) -> None:
    text = "Attention: ces pages sont anciennes.\n\n# Guide\n"
    with changed(project / "docs" / "guide.md", text.encode()):
        built = run_build(project, strict=False)
    assert built.returncode == 0, built.stderr
    html = (project / "site" / "guide" / "index.html").read_text(encoding="utf-8")
    assert "ces pages sont anciennes" in html
    assert "<title>Guide - " in html


def test_a_committed_staging_folder_empties_nothing(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    victim = tmp_path / "victim"
    victim.write_text("précieux", encoding="utf-8")
    (project / ".site.next").mkdir()
    (project / ".site.next" / "lock").symlink_to(victim)
    refused = run_python(project, "-m", "macros", "site")
    assert refused.returncode == 1
    assert "c’est un lien : le retirer" in refused.stderr
    assert victim.read_text(encoding="utf-8") == "précieux"


@pytest.mark.site
def test_the_copy_to_download_stays_at_its_former_address(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    say_moved(project, "/copie.zip", "/site-hors-ligne.zip")
    published = project / "data/published.yml"
    edit(published, "addresses: {}", "addresses:\n  /copie.zip: 2005-06-30")
    built = run_build(project, strict=False)
    assert built.returncode == 0, built.stdout
    site = project / "site"
    assert (site / "copie.zip").read_bytes() == (site / "site-hors-ligne.zip").read_bytes()
    assert "  copie.zip\n" in (site / "SHA256SUMS").read_text(encoding="utf-8")
