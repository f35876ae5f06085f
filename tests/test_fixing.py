"""`fix`: what it changes, what it leaves, and the files that it does not touch."""

import shutil
from pathlib import Path
from unicodedata import normalize

import pytest

from macros.commands.cli import main
from macros.data.checking import check_data
from macros.data.layout import list_files
from tests.conftest import Capture
from tests.projects import SMALL, edit


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A plan in form."""
    return Path(shutil.copytree(SMALL, tmp_path / "data"))


def run(data: Path, *words: str) -> int:
    return main(["--data", str(data), "fix", *words])


def test_nothing_changes_in_data_that_are_in_form(data: Path, capsys: Capture) -> None:
    assert run(data, "--check") == 0
    count = len(list_files(data))
    assert capsys.readouterr().out == f"Rien à changer dans {count}\u00a0fichiers.\n"


def test_editorial_words_are_respelt_and_official_ones_are_not(data: Path) -> None:
    measure = data / "measures" / "02.yml"
    edit(measure, "dès l’an 2000.", "dès l'an  2000.")  # the official text
    edit(measure, "title: Poser des arceaux", 'title: Poser l\'arceau "en U" (5\' 6")')
    edit(measure, "scope: pose", "scope: “pose” dite « du “U” »")
    assert run(data) == 0
    text = measure.read_text(encoding="utf-8")
    assert "dès l'an 2000." in text
    assert "title: Poser l’arceau « en U » (5' 6\")\n" in text
    assert "scope: « pose » dite « du “U” »\n" in text


def test_what_is_changed_is_copied_first(data: Path, capsys: Capture) -> None:
    axes = data / "axes.yml"
    edit(axes, "title: Suivi du plan", "title:   Suivi du plan")
    before = axes.read_text(encoding="utf-8")
    assert run(data) == 0
    assert "  title: Suivi du plan\n" in axes.read_text(encoding="utf-8")
    [kept] = sorted((data.parent / ".cache" / "fix").rglob("*.yml"))
    assert (kept.name, kept.read_text(encoding="utf-8")) == ("axes.yml", before)
    assert f"Copie de ce qu’il y avait avant : {kept.parent.parent}\n" in capsys.readouterr().out


def test_check_shows_what_would_change_and_writes_nothing(data: Path, capsys: Capture) -> None:
    plan = data / "plan.yml"
    plan.write_bytes(b"\xef\xbb\xbf" + plan.read_bytes().replace(b"\n", b"\r\n"))
    before = plan.read_bytes()
    assert run(data, "--check") == 1
    captured = capsys.readouterr()
    assert "-<BOM>title: Plan d’usage du vélo à Rivebourg 1998-2003␍\n" in captured.out
    assert "+title: Plan d’usage du vélo à Rivebourg 1998-2003\n" in captured.out
    assert captured.err == "1\u00a0fichier à mettre en forme : « make fix » le fait.\n"
    assert plan.read_bytes() == before


def test_a_file_that_cannot_be_read_is_named_with_the_line(data: Path, capsys: Capture) -> None:
    (data / "axes.yml").write_text("axes:\n\t- number: 1\n", encoding="utf-8")
    assert run(data, "--check") == 1
    assert capsys.readouterr().err.startswith("data/axes.yml:2:1: YAML illisible : ")


def test_what_cannot_be_seen_is_taken_away(data: Path) -> None:
    path, text = data / "measures" / "03.yml", data / "source" / "plan-velo.txt"
    before = [each.read_text(encoding="utf-8") for each in (path, text)]
    edit(path, "title: Suivre le plan", 'title: "Sui\u00advre\x0ble pl\\u200ban"')
    edit(path, "  - measure: 2", "\u200b  - measure: 2")
    edit(text, "arceaux", "ar\ufeffceaux")
    edit(data / "themes.yml", "Pistes cyclables", "Pistes\ufffd")
    assert run(data) == 1
    assert path.read_text(encoding="utf-8") == before[0].replace(
        "Suivre le plan", '"Suivre le plan"'
    )
    assert text.read_text(encoding="utf-8") == before[1]
    assert "Pistes\ufffd" in (data / "themes.yml").read_text(encoding="utf-8")  # a letter is lost


def test_decomposed_accents_are_composed(data: Path) -> None:
    paths = [data / "measures" / "01.yml", data / "source" / "plan-velo.txt", data / "site.yml"]
    before = [path.read_text(encoding="utf-8") for path in paths]
    for path, text in zip(paths, before, strict=True):
        path.write_text(normalize("NFD", text), encoding="utf-8")
    assert {problem.rule for problem in check_data(data).problems} == {"decomposed-accent"}
    assert run(data) == 0
    assert [path.read_text(encoding="utf-8") for path in paths] == before
    assert check_data(data).problems == ()
