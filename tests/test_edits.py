"""Edits as editors make them: the right ones go through to the site, the wrong ones are told where and how."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from macros.data.checking import check_data
from macros.data.yaml_reader import Problem
from macros.history.revisions import History
from macros.site.prepare import prepare_build
from tests.cases import cases, read_cases
from tests.projects import ROOT, copy_project, edit, run_build, run_python
from tests.projects import run_command as run

RIGHT = read_cases("right_edits")["test_a_right_edit_goes_through"]
# What one command does alone is for tests/test_rename.py.
EDITS = [given for given in RIGHT if {"edits", "files"} & given.keys()]
REAL = read_cases("right_edits")["real"]
NAMES = [given["name"] for given in REAL]
ENGLISH = re.compile(r"\b(?:the|is not|undefined|expected|error|Traceback|invalid|None|True)\b")


def apply(project: Path, given: dict[str, Any]) -> None:
    for file, old, new in given.get("edits", ()):
        edit(project / "data" / file, old, new)
    for file, text in given.get("files", {}).items():
        if text is None:
            (project / file).unlink()
        else:
            (project / file).parent.mkdir(exist_ok=True)
            (project / file).write_text(text, encoding="utf-8")
    for words in given.get("run", ()):
        assert run(project, *words) == 0


def holds(project: Path, given: dict[str, Any]) -> bool:
    """Tell whether the data still say what a case changes: an editor may have, rightly."""
    needed = [(f"data/{file}", old) for file, old, _ in given.get("edits", ())]
    needed += [(file, "") for file, text in given.get("files", {}).items() if text is None]
    there = [(project / file, words) for file, words in needed]
    return all(path.is_file() and words in path.read_text("utf-8") for path, words in there)


@pytest.mark.parametrize("given", EDITS, ids=[given["name"] for given in EDITS])
def test_a_right_edit_goes_through(project: Path, given: dict[str, Any]) -> None:
    apply(project, given)
    assert run(project, "check") == run(project, "fix", "--check") == 0


@pytest.mark.site
def test_a_site_of_right_edits_is_built(recorded: Path, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project", small=True)
    shutil.copytree(recorded, project, dirs_exist_ok=True)
    # What is renamed goes last: the others name it as it was.
    for given in sorted(RIGHT, key=lambda given: "run" in given):
        if "alone" not in given:
            apply(project, given)
    assert run(project, "check") == run(project, "fix", "--check") == 0
    done = run_build(project)
    assert done.returncode == 0, done.stderr


@pytest.mark.nightly
@pytest.mark.parametrize("given", [REAL, *([one] for one in REAL)], ids=["all", *NAMES])
def test_the_tests_of_the_project_pass_after_right_edits_of_its_data(
    tmp_path: Path, given: list[dict[str, Any]]
) -> None:
    project = tmp_path / "project"
    subprocess.run(["git", "clone", "--quiet", ROOT, project], check=True)
    (project / ".venv").symlink_to(ROOT / ".venv")  # the hooks run from there
    assert run(project, "permalinks") == 0
    there = [one for one in given if holds(project, one)]
    if not there:
        pytest.skip("the data no longer say what this case changes")
    for one in there:
        apply(project, one)
    assert run(project, "fix") == run(project, "check") == 0
    done = run_python(project, "-m", "pytest", "-q", "-m", "not site and not browser")
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.fixture(scope="module")
def fields(recorded: Path) -> Counter[tuple[str, str]]:
    return check(recorded)[1]


@cases("wrong_edits")
def test_a_wrong_edit_is_told_where_it_is_with_its_remedy(
    project: Path,
    fields: Counter[tuple[str, str]],
    edits: list[str],
    message: str,
    mended_by: Any,
) -> None:
    """The cause comes first, alone but where two things are wrong; who follows the advice loses nothing."""
    file, old, new = edits
    edit(project / "data" / file, old, new)
    problems, _ = check(project)
    assert len(problems) in (1, 2)
    assert str(problems[0]).split("\n")[0] == message
    assert ENGLISH.search(message) is None
    apply(project, {"edits": [[file, *mended_by]]} if isinstance(mended_by, list) else mended_by)
    problems, left = check(project)
    assert problems == ()
    assert left >= fields


def check(project: Path) -> tuple[tuple[Problem, ...], Counter[tuple[str, str]]]:
    """Return the problems, and how often the data hold each field, by file."""
    checked = check_data(project / "data")
    found = Counter((entry.document.file, field) for entry, _, field, _, _ in checked.loaded.fields)
    return prepare_build(project / "data", History(), checked)[1], found
