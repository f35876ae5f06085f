"""Edits as editors make them: the right ones go through to the site, the wrong ones are told where and how."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from macros.commands.cli import main
from macros.site.build import prepare_build
from tests.cases import cases, read_cases
from tests.projects import copy_project, edit, run_build

RIGHT = read_cases("right_edits")["test_a_right_edit_goes_through"]
PAGE = "---\ntitle: Aide\n---\n# Aide\n"
ENGLISH = re.compile(r"\b(?:the|is not|undefined|expected|error|Traceback|invalid|None|True)\b")


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project on the small plan, with every address in its ledger."""
    folder = copy_project(tmp_path_factory.mktemp("edits") / "project", small=True)
    (folder / "docs" / "aide.md").write_text(PAGE, encoding="utf-8")
    edit(folder / "docs" / "citer.md", "# citer", "# citer\n\n[Aide](aide.md)")
    assert run(folder, "permalinks", "--date", "2005-06-30") == 0
    return folder


@pytest.fixture
def project(recorded: Path, tmp_path: Path) -> Path:
    for name in ("data", "docs"):
        shutil.copytree(recorded / name, tmp_path / name)
    return tmp_path


def run(project: Path, *words: str) -> int:
    return main(["--data", str(project / "data"), *words])


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


@pytest.mark.parametrize("given", RIGHT, ids=[given["name"] for given in RIGHT])
def test_a_right_edit_goes_through(project: Path, given: dict[str, Any]) -> None:
    apply(project, given)
    assert run(project, "check", "--layout") == 0


@pytest.mark.site
def test_a_site_of_right_edits_is_built(recorded: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(recorded, tmp_path / "project"))
    # What is renamed goes last: the others name it as it was.
    for given in sorted(RIGHT, key=lambda given: "run" in given):
        if "alone" not in given:
            apply(project, given)
    assert run(project, "check", "--layout") == 0
    done = run_build(project)
    assert done.returncode == 0, done.stderr


@cases("wrong_edits")
def test_a_wrong_edit_is_told_where_it_is_with_its_remedy(
    project: Path, edits: list[str], message: str
) -> None:
    """The cause comes first, alone but where two things are wrong."""
    file, old, new = edits
    edit(project / "data" / file, old, new)
    _, problems = prepare_build(project / "data")
    assert len(problems) in (1, 2)
    assert str(problems[0]).split("\n")[0] == message
    assert ENGLISH.search(message) is None
