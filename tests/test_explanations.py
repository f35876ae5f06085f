"""Every rule is explained, and each example does what it says: the bad one breaks the rule."""

import shutil
import subprocess
import typing
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from macros.commands.cli import main
from macros.data.checking import check_data
from macros.data.reports import EXPLANATIONS, Explanation, read_explanations
from macros.data.yaml_reader import Rule, read_document

SMALL = Path(__file__).parent / "fixtures" / "small" / "data"
RULES = read_explanations()


def test_every_rule_is_explained_and_nothing_else() -> None:
    assert list(RULES) == list(typing.get_args(Rule))


def test_the_explanations_read_as_data_do() -> None:
    _, problems = read_document(EXPLANATIONS, "explanations.yml")
    # The bad examples of the rules themselves.
    assert {problem.rule for problem in problems} == {"invisible-character", "misread-text"}


@pytest.mark.parametrize("explanation", RULES.values(), ids=list(RULES))
def test_an_explanation_is_made_of_sentences(explanation: Explanation) -> None:
    assert explanation.title[0].isupper()
    assert not explanation.title.endswith(".")
    for text in (explanation.what, explanation.why):
        assert text[0].isupper() or text[0] == "«"
        assert text.endswith(".")
    assert explanation.mend[0].islower() or explanation.mend[0] == "«"
    assert explanation.mend.endswith(".")


def _remove_help(data: Path) -> None:
    (data / "help.yml").unlink()


def _empty_help(data: Path) -> None:
    (data / "help.yml").write_text("services: []\n", encoding="utf-8")


def _misname_measure(data: Path) -> None:
    (data / "measures" / "03.yml").rename(data / "measures" / "3.yml")


def _swell_measure(data: Path) -> None:
    path = data / "measures" / "03.yml"
    path.write_bytes(path.read_bytes().ljust(300_001, b"#"))


def _encode_axes(data: Path) -> None:
    path = data / "axes.yml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="latin-1", errors="replace")


def _leave(_: Path) -> None:
    """The small plan itself is the good example."""


def _decompose_accents(data: Path) -> None:
    path = data / "measures" / "01.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("é", "e\u0301"), encoding="utf-8")


def _name_page(data: Path, name: str) -> None:
    (data.parent / "docs").mkdir()
    (data.parent / "docs" / name).write_text("# Été\n", encoding="utf-8")


def _write_page(data: Path, text: str) -> None:
    (data.parent / "docs").mkdir()
    (data.parent / "docs" / "guide.md").write_text(text, encoding="utf-8")


def _link_page(data: Path) -> None:
    (data.parent / "docs").mkdir()
    (data.parent / "docs" / "logo.txt").symlink_to("/etc/passwd")


def _track_cache(data: Path) -> None:
    (data.parent / ".cache").mkdir()
    (data.parent / ".cache" / "x").touch()
    for command in ("init", "add"):
        subprocess.run(["git", command, "."], cwd=data.parent, check=True, capture_output=True)


# What is told in words: how to make it so.
TOLD: dict[str, tuple[Callable[[Path], None], Callable[[Path], None]]] = {
    "file-missing": (_remove_help, _empty_help),
    "unknown-file": (_misname_measure, _leave),
    "yaml-size": (_swell_measure, _leave),
    "yaml-encoding": (_encode_axes, _leave),
    "decomposed-accent": (_decompose_accents, _leave),
    "page-name": (
        partial(_name_page, name="Ma page d’été.md"),
        partial(_name_page, name="ma-page-d-ete.md"),
    ),
    "page-content": (
        partial(_write_page, text="---\ntemplate: autre.html\n---\n# Guide\n"),
        partial(_write_page, text="---\ntitle: Guide\n---\n# Guide\n"),
    ),
    "special-file": (_link_page, _leave),
    "tracked-file": (_track_cache, _leave),
}


def test_an_example_is_lines_of_a_file_or_told_in_words() -> None:
    assert {rule for rule, explanation in RULES.items() if not explanation.file} == set(TOLD)


@pytest.mark.parametrize("explanation", RULES.values(), ids=list(RULES))
def test_the_bad_example_breaks_the_rule_and_the_good_one_none(
    tmp_path: Path, explanation: Explanation
) -> None:
    found = {}
    for name, example in (("bad", explanation.bad), ("good", explanation.good)):
        data = tmp_path / name / "data"
        shutil.copytree(SMALL, data)
        if explanation.rule == "permalink":  # which looks at what was published
            published = "addresses:\n  /themes/voies/: 2004-01-01\n"
            (data / "published.yml").write_text(published, encoding="utf-8")
        if explanation.file:
            path = data / explanation.file
            text = path.read_text(encoding="utf-8")
            base = explanation.base or explanation.good
            assert text.count(base) == 1
            path.write_text(text.replace(base, example), encoding="utf-8")
        else:
            TOLD[explanation.rule][name == "good"](data)
        found[name] = {problem.rule for problem in check_data(data).problems}
    assert explanation.rule in found["bad"]
    assert found["good"] == set()


def test_explain_tells_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "value-unknown"]) == 0
    assert capsys.readouterr().out == (
        "Valeur hors de la liste [value-unknown]\n"
        "\n"
        "Un champ à liste fermée prend une des valeurs de cette liste.\n"
        "Les pages trient et comparent ces valeurs ; deux mots pour une chose les sépareraient.\n"
        "\n"
        "À éviter (dans measures/02.yml) :\n"
        "    role: pilote\n"
        "\n"
        "Bien :\n"
        "    role: lead\n"
        "\n"
        "Pour corriger : choisir la valeur que propose le message ; toutes sont expliquées sur la "
        "page « Contribuer ».\n"
    )


def test_explain_takes_a_name_as_messages_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "[Orphan]"]) == 0
    assert capsys.readouterr().out.startswith("Fiche que rien ne cite [orphan]\n")


def test_explain_alone_lists_the_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "file-missing         Fichier absent"
    assert [line.split()[0] for line in lines] == list(typing.get_args(Rule))


def test_explain_proposes_the_nearest_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "permalnk"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "Règle « permalnk » inconnue ; vouliez-vous dire « permalink » ?\n"
        "Liste des règles : .venv/bin/python -m macros explain\n"
    )


def test_explain_shows_what_cannot_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "invisible-character"]) == 0
    assert "    - V⟨U+200B⟩TT\n" in capsys.readouterr().out
