"""`python -m macros diff`: what a proposal changes, read from real git repositories."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from macros.cli import main
from macros.differing.blocks import Code, Data, Heading, Item, write_markdown, write_text
from tests.test_history import Repository

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "fixtures" / "small"

Diff = Callable[..., tuple[int, str, str]]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository whose first commit holds the small plan."""
    made = Repository(tmp_path)
    shutil.copytree(SMALL / "data", tmp_path / "data")
    made.commit("Import", {})
    return made


@pytest.fixture
def diff(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Diff:
    """Run the command in the repository; return its code, what it says and its errors, in one space."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--data", str(repository.folder / "data"), "diff", *arguments])
        said = capsys.readouterr()
        return code, re.sub(r"[\u00a0\u202f]", " ", said.out), said.err

    return run


def edit(repository: Repository, path: str, old: str, new: str) -> None:
    file = repository.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_is_said_when_nothing_changed(repository: Repository, diff: Diff) -> None:
    assert diff("main") == (0, "", "Rien n’a changé depuis main.\n")
    # Nor for what is laid out otherwise.
    edit(repository, "data/measures/02.yml", "number: 2\n", "# Relu.\nnumber: 2\n")
    edit(
        repository,
        "data/measures/01.yml",
        "title: Doubler les pistes",
        'title: "Doubler les pistes"',
    )
    assert diff("main", "--format", "markdown") == (0, "", "Rien n’a changé depuis main.\n")


def test_the_substance_is_told_apart_from_corrections(repository: Repository, diff: Diff) -> None:
    edit(repository, "data/measures/02.yml", "date: 2003-02-28", "date: 2003-02-27")
    edit(repository, "data/measures/01.yml", "  - VTT", "  - tandem")
    code, out, _ = diff("main")
    assert code == 0
    assert (
        "Sur le fond\n-----------\n\nCe que le site affirme change.\n"
        "• modification : mesure 2, Poser des arceaux (data/measures/02.yml)\n"
        "  · dates (« vise »), date\n"
        "    - 28 février 2003\n"
        "    + 27 février 2003\n"
    ) in out
    assert (
        "Corrections\n-----------\n\nCe que le site affirme ne change pas.\n"
        "• modification : mesure 1, Doubler les pistes (data/measures/01.yml)\n"
        "  · mots pour la recherche\n"
        "    + tandem\n"
        "  · mots pour la recherche\n"
        "    - VTT\n"
    ) in out


def test_a_text_is_compared_word_by_word(repository: Repository, diff: Diff) -> None:
    edit(
        repository,
        "data/actors.yml",
        "description: Il entretient la chaussée.",
        "description: Il entretient la chaussée et les pistes de la ville, toute l’année, jour et nuit.",
    )
    repository.commit("A", {})
    edit(repository, "data/actors.yml", "toute l’année", "l’été")
    _, out, _ = diff("HEAD")
    assert (
        "• modification : acteur service des routes (data/actors.yml)\n"
        "  · description\n"
        "      … pistes de la ville,\n"
        "    - toute l’année,\n"
        "    + l’été,\n"
        "      jour et nuit.\n"
    ) in out  # fmt: skip


def test_only_what_the_branch_changed_is_told(repository: Repository, diff: Diff) -> None:
    repository.git("branch", "proposition")
    edit(repository, "data/measures/03.yml", "title: Suivre", "title: Surveiller")
    repository.commit("Sur main", {})
    repository.git("checkout", "-q", "proposition")
    edit(repository, "data/measures/02.yml", "title: Poser", "title: Installer")
    _, out, _ = diff("main")
    assert "Comparée au commit où elle a quitté main (" in out
    assert "mesure 2, Installer des arceaux" in out
    assert "Surveiller" not in out


def test_a_month_that_does_not_exist_is_told_as_it_was_written(
    repository: Repository, diff: Diff
) -> None:
    edit(repository, "data/measures/01.yml", "date: 2001-04", "date: 2001-00")
    repository.commit("Un mois faux", {})
    edit(repository, "data/measures/01.yml", "date: 2001-00", "date: 2001-05")
    _, out, _ = diff("HEAD")
    assert "    - 2001-00 · Vingt kilomètres" in out
    assert "    + mai 2001 · Vingt kilomètres" in out


def test_settings_and_the_official_text_are_told(repository: Repository, diff: Diff) -> None:
    edit(repository, "data/site.yml", "branch: trunk", "branch: principale")
    edit(repository, "data/source/plan-velo.txt", "cyclistes", "cyclistes ")
    _, out, _ = diff("main")
    assert "Le texte officiel lui-même change (data/source/plan-velo.txt)" in out
    assert "    - trunk\n    + principale\n" in out


def test_added_and_removed_records_are_told(repository: Repository, diff: Diff) -> None:
    text = (repository.folder / "data/actors.yml").read_text(encoding="utf-8")
    added = (
        "  - slug: tramways\n    name: tramways\n    definite: les tramways\n    family: usagers\n"
    )
    (repository.folder / "data/actors.yml").write_text(text + added, encoding="utf-8")
    _, out, _ = diff("main")
    assert "• ajout : acteur tramways (data/actors.yml)\n" in out
    repository.commit("Ajouter", {})
    repository.git("checkout", "-q", "HEAD^", "--", "data/actors.yml")
    _, out, _ = diff("HEAD")
    assert "• retrait : acteur tramways (data/actors.yml)\n" in out


# -- What cannot be compared


def test_broken_data_are_said_with_what_can_still_be_compared(
    repository: Repository, diff: Diff
) -> None:
    edit(repository, "data/measures/01.yml", "title: Doubler les pistes", "title: a : b")
    edit(repository, "data/measures/02.yml", "commitment: objective", "commitment: objectif")
    code, out, _ = diff("main")
    assert code == 1
    assert "À corriger d’abord" in out
    assert "• data/measures/01.yml:4:" in out
    assert "data/measures/01.yml est illisible dans cette proposition" in out
    assert "  · force de l’engagement\n    - objectif\n    + objectif\n" in out
    # The other way round: the base is the one that is broken.
    repository.commit("Casser", {})
    repository.git("checkout", "-q", "HEAD^", "--", "data")
    code, out, _ = diff("HEAD")
    assert (code, "data/measures/01.yml est illisible dans la version de départ" in out) == (
        0,
        True,
    )


@pytest.mark.parametrize(
    "name", ["inconnue", "--output=x", "", "main:data", "main..main", "\n", "é"]
)
def test_an_unknown_revision_is_an_error_that_says_what_to_give(
    repository: Repository, diff: Diff, name: str
) -> None:
    code, out, error = diff("--", name)
    assert (code, out) == (2, "")
    assert "version inconnue de git : donner une branche (main)" in error
    assert sorted(path.name for path in repository.folder.iterdir()) == [".git", "data"]


def test_a_folder_outside_git_is_an_error(
    repository: Repository, diff: Diff, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(repository.folder / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.folder.parent))
    assert diff("main") == (
        2,
        "",
        "« main » : ce dossier n’est pas une copie git, ou git n’est pas installé.\n",
    )


def test_a_shallow_copy_says_how_to_complete_it(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit("Suite", {"LISEZMOI": "Autre\n"})
    copy = tmp_path / "copy"
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", f"file://{repository.folder}", str(copy)], check=True
    )
    assert main(["--data", str(copy / "data"), "diff", "HEAD~1"]) == 2
    assert "« git fetch --unshallow » la complète" in capsys.readouterr().err
    # The branch that is there can be compared with.
    assert main(["--data", str(copy / "data"), "diff", "main"]) == 0


def test_the_branch_of_the_remote_stands_in_for_a_local_one(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "-q", str(repository.folder), str(copy)], check=True)
    for command in (["checkout", "-q", "--detach"], ["branch", "-q", "-D", "main"]):
        subprocess.run(["git", *command], cwd=copy, check=True)
    assert main(["--data", str(copy / "data"), "diff", "main"]) == 0
    assert capsys.readouterr().err == "Rien n’a changé depuis main.\n"


# -- Words that others wrote

HOSTILE = (
    "</code><script>alert(1)</script> @maire #12 `rm -rf` ```` ``` [x](javascript:a) "
    "![x](https://a.test/x) https://a.test :tada: <!-- --> | a | {{ 7 * 7 }}\r\n\r\n# Titre\x1b[31m\u202e"
)


def test_nothing_in_the_data_becomes_markup() -> None:
    written = write_markdown(
        [
            Heading("Titre"),
            Item(("dans ", Data(HOSTILE), " : ", Data("`"), " et ", Data(""))),
            Item((Data(HOSTILE),), 1),
            Code((f"- {HOSTILE}", "+ ```", "  ~~~"), "diff", 1),
            Item(("fin",)),
        ],
        "",
    )
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written)
    inline = [child.type for token in tokens for child in token.children or []]
    assert set(inline) == {"text", "code_inline"}
    assert {
        token.type for token in tokens if token.type.startswith(("html", "fence", "table", "code"))
    } == {"fence"}
    said = "".join(
        child.content for token in tokens for child in token.children or [] if child.type == "text"
    )
    assert said == "Titredans  :  et fin"
    [fence] = [token for token in tokens if token.type == "fence"]
    assert fence.content.count("\n") == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", written)


def test_nothing_in_the_data_commands_a_terminal() -> None:
    written = write_text([Item((Data(HOSTILE),)), Code((f"- {HOSTILE}",), "diff")])
    assert len(written.splitlines()) == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", written)


def test_a_long_report_is_cut_between_two_of_its_parts() -> None:
    written = write_markdown([Item((Data("mot " * 20),)) for _ in range(5000)], "*Coupé.*")
    assert len(written) < 65_000
    assert written.endswith("`\n\n*Coupé.*\n")
