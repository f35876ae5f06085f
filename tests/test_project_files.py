"""Files that the project may not hold, refused before anything is read: links, pipes, caches, odd page names."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.data.checking import check_data

SMALL = Path(__file__).parent / "fixtures" / "small" / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder in ("docs/assets", "overrides"):
        (tmp_path / folder).mkdir(parents=True)
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def check(data: Path) -> list[str]:
    return [str(problem) for problem in check_data(data).problems]


def test_a_link_is_refused_alone_wherever_it_leads(data: Path) -> None:
    project = data.parent
    (project / "docs" / "assets" / "logo.txt").symlink_to("/etc/passwd")
    (project / "docs" / "loop").symlink_to(".")
    (project / "overrides" / "main.html").symlink_to("nowhere")
    (data / "measures" / "03.yml").unlink()
    (data / "measures" / "03.yml").symlink_to("03.yml")
    (data / "help.yml").unlink()
    lead = "mettre à sa place le fichier lui-même [special-file]"
    assert check(data) == [
        f"data/measures/03.yml:1:1: lien vers « 03.yml » : {lead}",
        f"docs/assets/logo.txt:1:1: lien vers « /etc/passwd » : {lead}",
        f"docs/loop:1:1: lien vers « . » : {lead}",
        f"overrides/main.html:1:1: lien vers « nowhere » : {lead}",
    ]


def test_a_folder_that_is_a_link_is_refused(data: Path) -> None:
    data.rename(data.parent / "elsewhere")
    data.symlink_to("elsewhere")
    assert check(data) == [
        "data:1:1: lien vers « elsewhere » : mettre à sa place le fichier lui-même [special-file]"
    ]


def test_the_lock_of_an_editor_is_no_problem(data: Path) -> None:
    (data / "measures" / ".#03.yml").symlink_to("somebody@here.1234")
    assert check(data) == []
    (data.parent / "docs" / ".#etc").symlink_to("/etc")
    assert [problem.rule for problem in check_data(data).problems] == ["special-file"]


@pytest.mark.parametrize("command", ["check", "fix", "new"])
def test_nothing_waits_for_a_pipe(
    data: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (data / "axes.yml").unlink()
    os.mkfifo(data / "axes.yml")
    more = ["actor", "conseil"] if command == "new" else []
    assert main(["--data", str(data), command, *more]) == 1
    message = "data/axes.yml:1:1: ce n’est ni un fichier ni un dossier : le retirer [special-file]"
    assert message in "".join(capsys.readouterr()).splitlines()


@pytest.mark.parametrize("folder", ["data", "data/measures"])
def test_a_folder_that_is_missing_or_empty_is_one_problem(data: Path, folder: str) -> None:
    shutil.rmtree(data.parent / folder)
    for _ in range(2):
        assert check(data) == [
            (
                f"{folder}:1:1: ce dossier manque, est vide ou ne peut pas être lu : lui rendre ses "
                "fichiers et ses droits [file-missing]"
            )
        ]
        (data.parent / folder).mkdir(exist_ok=True)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Ma page d’été.md", "ma-page-d-ete.md"),
        ("Autre_Page.v2.md", "autre-page-v2.md"),
        ("Guide du maire/Un.md", "guide-du-maire/un.md"),
        ("ﬁnancement.MD", "financement.md"),
    ],
)
def test_a_page_has_the_name_of_its_address(data: Path, name: str, right: str) -> None:
    docs = data.parent / "docs"
    for file in (name, right):
        (docs / file).parent.mkdir(exist_ok=True)
        shutil.copy(SMALL / "site.yml", docs / file)
        assert check(data) == (
            []
            if file == right
            else [
                (
                    f"docs/{name}:1:1: l’adresse d’une page est son nom, en minuscules sans accent, mots "
                    f"liés par des tirets : le renommer « docs/{right} » [page-name]"
                )
            ]
        )
        (docs / file).unlink()


def test_two_pages_do_not_share_an_address(data: Path) -> None:
    docs = data.parent / "docs"
    (docs / "guide").mkdir()
    for page in ("guide.md", "guide/index.md"):
        (docs / page).write_text("# Guide\n", encoding="utf-8")
    assert check(data) == [
        (
            "docs/guide/index.md:1:1: cette page aurait l’adresse de « docs/guide.md » : n’en garder "
            "qu’une [page-name]"
        )
    ]


def test_the_text_of_a_page_is_read_as_data_are_and_composed_by_fix(data: Path) -> None:
    page = data.parent / "docs" / "guide.md"
    page.write_text("# Guide\n\nL’e\u0301te\u0301\u200b\n", encoding="utf-8")
    assert check(data) == [
        "docs/guide.md:3:3: accents décomposés (lettre et accent à part) dès « L’été\u200b » : « make "
        "fix » les recompose [decomposed-accent]".replace("\u200b", "⟨U+200B⟩"),
        (
            "docs/guide.md:3:8: caractère invisible U+200B (espace sans largeur) : le supprimer "
            "[invisible-character]"
        ),
    ]
    page.write_text("# Guide\n\nL’e\u0301te\u0301\n", encoding="utf-8")
    assert main(["--data", str(data), "fix", "--force", str(page)]) == 0
    assert page.read_text(encoding="utf-8") == "# Guide\n\nL’été\n"
    page.write_bytes(b"l\xe9")
    assert check(data) == [
        (
            "docs/guide.md:1:2: ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8 "
            "[yaml-encoding]"
        )
    ]


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
