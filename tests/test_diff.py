"""`python -m macros diff`: what a proposal changes, read from real git repositories."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from macros.commands.cli import main
from macros.commands.diff import Data, Writer
from tests.cases import cases
from tests.conftest import Capture, Patch
from tests.projects import PAGES, edit, run_command
from tests.test_revisions import Repository

Diff = Callable[..., tuple[int, str, str]]
Edit = Callable[[str, str, str], None]


@pytest.fixture
def repository(data: Path) -> Repository:
    """A repository whose first commit holds the small plan."""
    created = Repository(data.parent)
    created.commit("Import", {})
    return created


@pytest.fixture
def change(repository: Repository) -> Edit:
    """Replace words of a data file."""
    return lambda path, old, new: edit(repository.folder / "data" / path, old, new)


@pytest.fixture
def diff(repository: Repository, capsys: Capture) -> Diff:
    """Run the command in the repository; return its code, its output with plain spaces, its errors."""

    def run(*arguments: str, data: Path = repository.folder / "data") -> tuple[int, str, str]:
        code = main(["--data", str(data), "diff", *arguments])
        printed = capsys.readouterr()
        return code, re.sub(r"[\u00a0\u202f]", " ", printed.out), printed.err

    return run


def test_nothing_is_said_when_nothing_changed(change: Edit, diff: Diff) -> None:
    assert diff("main") == (0, "", "Rien n’a changé depuis main.\n")
    # Nor for what is laid out otherwise.
    change("measures/02.yml", "number: 2\n", "# Relu.\nnumber: 2\n")
    change("measures/01.yml", "title: Doubler les pistes", 'title: "Doubler les pistes"')
    assert diff("main") == (0, "", "Rien n’a changé depuis main.\n")


@cases("diff")
def test_a_change_is_told(
    repository: Repository, change: Edit, diff: Diff, before: list[str], edit: list[str], told: str
) -> None:
    """`before` was changed before, and is not told."""
    if before:
        change(*before)
        repository.commit("Avant", {})
    change(*edit)
    _, out, _ = diff("HEAD")
    assert told in out


def test_a_rename_is_told_once_whatever_refers_to_it(
    repository: Repository, diff: Diff, capsys: Capture
) -> None:
    shutil.copytree(PAGES, repository.folder / "docs")
    renamed = {"actor": "mairie", "theme": "pistes", "law": "loi-96-1236", "term": "piste"}
    renamed |= {"source": "bulletin", "follow_up": "vingt-kilometres"}
    for kind, old in renamed.items():
        assert run_command(repository.folder, "rename", kind, old, f"{old}-2", "--write") == 0
    capsys.readouterr()
    _, out, _ = diff("HEAD")
    assert "Sur le fond" not in out
    changes = re.findall(r"- `(.+)`\n\n *```diff\n *- (.+)\n *\+ (.+)\n", out)
    assert {*changes} == {("identifiant", old, f"{old}-2") for old in renamed.values()}
    assert out.count("modification :") == len(renamed)


def test_what_the_branch_changed_is_told(repository: Repository, change: Edit, diff: Diff) -> None:
    repository.git("branch", "proposition")
    change("measures/03.yml", "title: Suivre", "title: Surveiller")
    repository.commit("Sur main", {})
    repository.git("checkout", "-q", "proposition")
    change("measures/02.yml", "title: Poser", "title: Installer")
    _, out, _ = diff("main")
    assert "Comparée au commit où elle a quitté `main` (" in out
    assert "mesure 2, `Installer des arceaux`" in out
    assert "Surveiller" not in out


def test_a_link_to_another_file_is_not_read(repository: Repository, diff: Diff) -> None:
    (repository.folder / "secret.yml").write_text("number: 3\ntitle: secret\n", encoding="utf-8")
    path = repository.folder / "data/measures/03.yml"
    path.unlink()
    path.symlink_to(repository.folder / "secret.yml")
    code, out, _ = diff("main")
    assert (code, "- retrait : mesure 3" in out, "title" in out) == (1, True, False)


# -- What cannot be compared


def test_broken_data_are_said_with_what_can_still_be_compared(
    repository: Repository, change: Edit, diff: Diff
) -> None:
    change("measures/01.yml", "title: Doubler les pistes", "title: a : b")
    change("measures/02.yml", "commitment: objective", "commitment: objectif")
    code, out, _ = diff("main")
    assert code == 1
    assert "À corriger d’abord" in out
    assert "- `data/measures/01.yml:4:" in out
    assert "`data/measures/01.yml` est illisible dans cette proposition" in out
    assert "  - `degré d’obligation`\n\n    ```diff\n    - objectif\n    + objectif\n" in out
    # The other way round: the base is the one that is broken.
    repository.commit("Casser", {})
    repository.git("checkout", "-q", "HEAD^", "--", "data")
    code, out, _ = diff("HEAD")
    assert code == 0
    assert "`data/measures/01.yml` est illisible dans la version de départ" in out


@pytest.mark.parametrize("name", ["inconnue", "--output=x", "", "main:data", "main..main"])
def test_an_unknown_revision_is_an_error_that_says_what_to_give(
    repository: Repository, diff: Diff, name: str
) -> None:
    code, out, error = diff("--", name)
    assert (code, out) == (2, "")
    assert "version inconnue de git : donner une branche (main)" in error
    assert sorted(path.name for path in repository.folder.iterdir()) == [".git", "data"]


def test_no_git_is_an_error(repository: Repository, diff: Diff, monkeypatch: Patch) -> None:
    shutil.rmtree(repository.folder / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(repository.folder.parent))
    message = "« main » : ce dossier n’est pas une copie git, ou git n’est pas installé.\n"
    assert diff("main") == (2, "", message)


def test_a_shallow_copy_says_what_to_do(repository: Repository, tmp_path: Path, diff: Diff) -> None:
    repository.commit("Suite", {"LISEZMOI": "Autre\n"})
    copy = tmp_path / "copy"
    repository.git("clone", "-q", "--depth=1", f"file://{repository.folder}", str(copy))
    code, _, error = diff("HEAD~1", data=copy / "data")
    assert code == 2
    assert "« git fetch --unshallow » la complète" in error
    # The branch that is there can be compared with.
    assert diff("main", data=copy / "data")[0] == 0


def test_the_branch_of_the_remote_stands_in_for_a_local_one(
    repository: Repository, tmp_path: Path, diff: Diff
) -> None:
    copy = tmp_path / "copy"
    repository.git("clone", "-q", str(repository.folder), str(copy))
    for command in (["checkout", "-q", "--detach"], ["branch", "-q", "-D", "main"]):
        repository.git("-C", str(copy), *command)
    assert diff("main", data=copy / "data") == (0, "", "Rien n’a changé depuis main.\n")


# -- Words that others wrote

HOSTILE = (
    "</code><script>alert(1)</script> @maire #12 `rm -rf` ```` ``` [x](javascript:a) "
    "![x](https://a.test/x) https://a.test :tada: <!-- --> | a | {{ 7 * 7 }}\r\n\r\n# Titre\x1b[31m\u202e"
)


def test_nothing_in_the_data_becomes_markup() -> None:
    out = Writer()
    out.add_heading("Titre", 2)
    out.add_item("dans ", Data(HOSTILE), " : ", Data("`"), " et ", Data(""))
    out.add_item(Data(HOSTILE), depth=1)
    out.add_code((f"- {HOSTILE}", "+ ```", "  ~~~"), "diff", 1)
    out.add_item("fin")
    written = out.write()
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(written)
    inline = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inline} == {"text", "code_inline"}
    said = "".join(child.content for child in inline if child.type == "text")
    assert said == "Titredans  :  et fin"
    starts = ("html", "fence", "table", "code")
    [fence] = [token for token in tokens if token.type.startswith(starts)]
    assert (fence.type, fence.content.count("\n")) == ("fence", 3)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", written)
