"""Problems as people read them: a terminal, a log, GitHub."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.data.reports import format_annotation, format_excerpt, read_line
from macros.data.yaml_reader import Place, Problem, Rule
from tests.cases import cases
from tests.conftest import Capture, Patch
from tests.projects import FIXTURES

SHAPE = FIXTURES / "broken-shape" / "data"
# What a hostile file could put in a message.
NASTY = "a\x1b[31mb\x9bc\r\n::error::d\u202ee%f,g:h {0} [i](http://j)"


def problem(
    message: str, rule: Rule = "type", file: str = "data/x.yml", paste: str = ""
) -> Problem:
    return Problem(Place(file, 3, 5), rule, message, paste)


# -- A terminal


@cases("reports")
def test_a_caret_is_under_the_place(line: str, column: int, width: int, shown: list[str]) -> None:
    found = Problem(Place("data/x.yml", 7, column), "type", "il faut un texte")
    first = f"data/x.yml:7:{column}: il faut un texte [type]"
    assert format_excerpt(found, line, width).split("\n") == [first, *shown]


@pytest.mark.parametrize("line", [None, "", "   "])
def test_without_a_line_there_is_no_excerpt(line: str | None) -> None:
    shown = format_excerpt(problem("ce fichier manque"), line)
    assert shown == "data/x.yml:3:5: ce fichier manque [type]"


def test_what_to_paste_is_shown_whole() -> None:
    found = problem("ajouter ceci :", "permalink", paste="moved:\n  - address: /a/")
    assert format_excerpt(found, "moved: []").split("\n")[3:] == [
        "",
        "    moved:",
        "      - address: /a/",
    ]


def test_no_character_of_the_data_drives_the_terminal() -> None:
    found = problem(NASTY, file="data/\x1b[2J\udcff.yml")
    for shown in (str(found), format_excerpt(found, NASTY), format_annotation(found, None)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", shown)
    assert str(found).count("\n") == 0


def test_a_place_finds_its_line_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.yml").write_bytes(b"\xef\xbb\xbfun\r\ndeux\rtro\xffis\n")
    lines = [read_line(tmp_path / "data", Place("data/x.yml", line)) for line in range(1, 6)]
    assert lines == ["un", "deux", "tro\ufffdis", "", None]
    assert read_line(tmp_path / "data", Place("data/absent.yml")) is None
    (tmp_path / "data" / "endless.yml").symlink_to("/dev/zero")
    assert read_line(tmp_path / "data", Place("data/endless.yml")) is None


def test_a_terminal_gets_excerpts(capsys: Capture, monkeypatch: Patch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert main(["--data", str(SHAPE), "check"]) == 1
    shown = "".join(capsys.readouterr())
    assert "Comprendre une règle : .venv/bin/python -m macros explain unknown-file" in shown
    assert "  9 | commitment: comitment\n    |             ^\n" in shown


# -- GitHub


def test_github_actions_get_annotations(capsys: Capture, monkeypatch: Patch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["--data", str(SHAPE), "check"]) == 1
    captured = capsys.readouterr()
    assert (
        "::error file=data/measures/08.yml,line=9,col=13,"
        "title=Valeur hors de la liste [value-unknown]"
        "::data/measures/08.yml:9:13: « comitment » n’est pas admis pour « commitment » (degré d’obligation) ; "
        "vouliez-vous dire « commitment » ? [value-unknown]"
    ) in captured.out.splitlines()
    assert all(line.startswith("::error file=data/") for line in captured.out.splitlines())
    assert captured.err.endswith(" problèmes.\n")


def test_an_annotation_cannot_be_broken_out_of() -> None:
    found = problem(NASTY, file="data/50 %, a:b\n::set-env::c.yml")
    line = format_annotation(found, "https://plan.example/")
    assert "\n" not in line
    properties, message = line.removeprefix("::error ").split("::", 1)
    assert properties == (
        "file=data/50 %25%2C a%3Ab⟨U+000A⟩%3A%3Aset-env%3A%3Ac.yml,line=3,col=5,"
        "title=Valeur d’une autre nature [type]"
    )
    assert message.endswith("[type]%0ARègle : https://plan.example/contribuer/regles/#type")
    assert "e%25f,g:h" in message


def test_the_excerpt_is_of_that_folder(tmp_path: Path, capsys: Capture, monkeypatch: Patch) -> None:
    shutil.copytree(SHAPE, tmp_path / "ailleurs")
    monkeypatch.chdir(tmp_path / "ailleurs")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for data, name in ((".", ""), (str(tmp_path / "ailleurs"), "ailleurs/")):
        assert main(["--data", data, "check"]) == 1
        out = capsys.readouterr().out
        assert f"{name}axes.yml:1:1: il faut ici « axes : » [type]\n" in out
        assert f"{name}site.yml:4:10: " in out
        assert "  4 | updated: 30/06/2005\n    |          ^\n" in out
