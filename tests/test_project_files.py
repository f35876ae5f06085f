"""Files that the project may not hold, refused before anything is read: links, pipes, caches, odd page names."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.data.checking import check_data
from tests.cases import cases
from tests.conftest import Capture
from tests.projects import SMALL


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder in ("docs/assets", "overrides"):
        (tmp_path / folder).mkdir(parents=True)
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def check(data: Path) -> list[str]:
    return [str(problem) for problem in check_data(data).problems]


@cases("project_files")
def test_what_a_project_may_not_hold_is_told(
    data: Path, files: dict[str, str] | None, links: dict[str, str] | None, messages: list[str]
) -> None:
    for name, content in (files or {}).items():
        (data.parent / name).parent.mkdir(exist_ok=True)
        (data.parent / name).write_text(content, encoding="utf-8")
    for name, target in (links or {}).items():
        (data.parent / name).unlink(missing_ok=True)
        (data.parent / name).symlink_to(target)
    assert check(data) == messages


def test_a_folder_that_is_a_link_is_refused(data: Path) -> None:
    data.rename(data.parent / "elsewhere")
    data.symlink_to("elsewhere")
    assert check(data) == [
        "data:1:1: lien vers « elsewhere » : mettre à sa place le fichier lui-même [special-file]"
    ]


@pytest.mark.parametrize("command", ["check", "fix", "new"])
def test_nothing_waits_for_a_pipe(data: Path, capsys: Capture, command: str) -> None:
    (data / "axes.yml").unlink()
    os.mkfifo(data / "axes.yml")
    more = ["actor", "conseil"] if command == "new" else []
    assert main(["--data", str(data), command, *more]) == 1
    message = "data/axes.yml:1:1: ce n’est ni un fichier ni un dossier : le retirer [special-file]"
    assert message in "".join(capsys.readouterr()).splitlines()


@pytest.mark.parametrize("folder", ["data", "data/measures"])
def test_a_folder_that_is_missing_or_empty_is_one_problem(data: Path, folder: str) -> None:
    shutil.rmtree(data.parent / folder)
    message = f"{folder}:1:1: ce dossier manque, est vide ou ne peut pas être lu : lui rendre ses fichiers et ses droits [file-missing]"
    assert check(data) == [message]
    (data.parent / folder).mkdir()
    assert check(data) == [message]


def test_the_text_of_a_page_is_composed_by_fix(data: Path) -> None:
    page = data.parent / "docs" / "guide.md"
    page.write_text("# Guide\n\nL’e\u0301te\u0301\n", encoding="utf-8")
    assert main(["--data", str(data), "fix"]) == 0
    assert page.read_text(encoding="utf-8") == "# Guide\n\nL’été\n"


def test_what_the_machine_makes_is_not_tracked(data: Path) -> None:
    project = data.parent
    for file in (".cache/a/b", ".venv/x", "macros/__pycache__/a.pyc", "macros/__pycache__/b.pyc"):
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).touch()
    assert check(data) == []  # no repository
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    assert check(data) == []
    subprocess.run(["git", "add", "--force", "."], cwd=project, check=True)
    assert check(data) == [
        f"{folder}:1:1: git suit ce que la machine fait elle-même : « git rm -r --cached {folder} », "
        "puis enregistrer [tracked-file]"
        for folder in (".cache", ".venv", "macros/__pycache__")
    ]
