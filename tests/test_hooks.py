"""What the engine builds: nothing from bad data, and no code from a proposal."""

import subprocess
from pathlib import Path

from tests.cases import cases
from tests.conftest import Capture
from tests.markup import find_one, read_tree, text_of
from tests.projects import copy_project, edit, fingerprint, run_build, run_command, run_python

# -- Bad data never reach the site


def test_bad_data_stop_the_build_and_leave_the_site(built_copy: Path) -> None:
    before = fingerprint(built_copy / "site")
    assert "mesures/1/index.html" in before
    measure = built_copy / "data" / "measures" / "01.yml"
    edit(measure, "commitment: commitment", "commitment: comitment")
    edit(measure, "role: lead", "role: pilote")
    broken = run_build(built_copy)
    said = broken.stderr + broken.stdout
    assert "2 problèmes dans les données : le site n’a pas été touché." in said
    (built_copy / "data" / "actors.yml").write_bytes(b"\t- \xff: {")
    unreadable = run_build(built_copy)
    assert "data/actors.yml:" in unreadable.stderr
    for build in (broken, unreadable):
        assert build.returncode != 0
        assert "Traceback" not in build.stdout + build.stderr
    assert fingerprint(built_copy / "site") == before


# -- A proposal runs no code

REACH = "{{ measure.__init__.__globals__['os'].system('touch pwned') }}"


def test_a_page_runs_no_code_and_says_so(built_copy: Path) -> None:
    edit(built_copy / "docs" / "plan.md", "# plan", f"# plan\n\n{REACH}")
    refused = run_build(built_copy)
    assert refused.returncode == 1
    assert "docs/plan.md:6:1: " in refused.stderr
    assert "Traceback" not in refused.stdout + refused.stderr
    assert not (built_copy / "pwned").exists()


def test_a_build_opens_no_committed_cache_and_leaves_the_site(built_copy: Path) -> None:
    before = fingerprint(built_copy / "site")
    cached = built_copy / ".cache/index.pickle"
    cached.parent.mkdir()
    # Whoever loads it runs it.
    cached.write_bytes(b"cos\nsystem\n(S'touch pwned'\ntR.")
    for command in (["init", "--quiet"], ["add", "--force", ".cache"]):
        subprocess.run(["git", *command], cwd=built_copy, check=True, capture_output=True)
    refused = run_build(built_copy)
    assert refused.returncode == 1
    assert ".cache:1:1: git suit ce que la machine fait elle-même" in refused.stderr
    assert not (built_copy / "pwned").exists()
    assert fingerprint(built_copy / "site") == before


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


def test_a_file_is_read_once_its_page_written_once_and_what_a_page_says_is_words(
    built_copy: Path, tmp_path: Path
) -> None:
    edit(built_copy / "docs" / "plan.md", "title: plan", f'title: "{REACH}"')
    guide = "Attention: ces pages sont anciennes.\n\n# Guide\n"  # not what engines read as metadata
    (built_copy / "docs" / "guide.md").write_text(guide, encoding="utf-8")
    site = tmp_path / "site"
    words = ("build", "--no-strict", "--site-dir", str(site))
    built = run_python(built_copy, "-c", WATCH, str(tmp_path / "log"), *words)
    assert built.returncode == 0, built.stderr
    opened = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert opened.count(f"0 {built_copy / 'data/measures/01.yml'}") == 1
    assert opened.count(f"1 {site / 'mesures/1/index.html'}") == 1
    tree = read_tree((site / "plan" / "index.html").read_text(encoding="utf-8"))
    assert "measure.__init__" in text_of(find_one(tree, "title"))
    assert not (built_copy / "pwned").exists()
    html = (site / "guide" / "index.html").read_text(encoding="utf-8")
    assert "ces pages sont anciennes" in html
    assert "<title>Guide - " in html


@cases("hooks")
def test_a_file_that_could_lead_the_engine_elsewhere_is_refused(
    project: Path, file: str, content: str, message: str, capsys: Capture
) -> None:
    (project / "docs" / file).parent.mkdir(parents=True, exist_ok=True)
    (project / "docs" / file).write_text(content, encoding="utf-8")
    assert run_command(project, "check") == 1
    assert message in capsys.readouterr().out


def test_a_committed_staging_folder_empties_nothing(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    victim = tmp_path / "victim"
    victim.write_text("précieux", encoding="utf-8")
    (project / ".site.next").mkdir()
    (project / ".site.next" / "lock").symlink_to(victim)
    refused = run_python(project, "-m", "macros", "site")
    assert refused.returncode == 1
    assert "c’est un lien, à retirer" in refused.stderr
    assert victim.read_text(encoding="utf-8") == "précieux"
