"""Every rule is explained, and each example does what it says: the bad one breaks the rule."""

import re
import shutil
import subprocess
import typing
from pathlib import Path
from typing import Any

import pytest

from macros.commands.cli import main
from macros.data.reports import EXPLANATIONS, Explanation, read_explanations
from macros.data.yaml_reader import Rule, read_document
from macros.site.prepare import prepare_build
from tests.cases import cases, read_cases
from tests.conftest import Capture
from tests.projects import SMALL

RULES = read_explanations()


def test_every_rule_is_explained_and_nothing_else() -> None:
    assert list(RULES) == list(typing.get_args(Rule))


def test_the_explanations_read_as_data_do() -> None:
    _, problems = read_document(EXPLANATIONS, "explanations.yml")
    # The bad examples of the rules themselves.
    assert {problem.rule for problem in problems} == {"invisible-character", "misread-text"}


def test_an_explanation_is_made_of_sentences() -> None:
    for rule, explanation in RULES.items():
        assert re.fullmatch(r"[A-ZÀ-Ý].*[^.]", explanation.title), rule
        for text in (explanation.what, explanation.why):
            assert re.fullmatch(r"(?s)[A-ZÀ-Ý«].*\.", text), rule
        assert re.fullmatch(r"(?s)[a-zà-ÿ«].*\.", explanation.mend), rule


# What is told in words: the files that make it so, in the bad example and in the good one.
TOLD = read_cases("explanations")["told"]


def write(project: Path, files: dict[str, Any]) -> None:
    """Write files: a text, its bytes, the path that a link leads to, or None for what goes."""
    for name, content in files.items():
        path = project / name
        path.parent.mkdir(exist_ok=True)
        if content is None:
            path.unlink()
        elif isinstance(content, dict):
            path.symlink_to(content["link"])
        else:
            text = content.replace("LONG", "#" * 300_001) if isinstance(content, str) else content
            path.write_bytes(text.encode() if isinstance(text, str) else text)


def test_an_example_is_lines_of_a_file_or_told_in_words() -> None:
    assert {rule for rule, explanation in RULES.items() if not explanation.file} == set(TOLD)


@pytest.mark.parametrize("explanation", RULES.values(), ids=list(RULES))
def test_only_the_bad_example_breaks_the_rule(tmp_path: Path, explanation: Explanation) -> None:
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
            write(data.parent, TOLD[explanation.rule].get(name, {}))
        if explanation.rule == "tracked-file":
            for command in ("init", "add"):
                subprocess.run(
                    ["git", command, "."], cwd=data.parent, check=True, capture_output=True
                )
        found[name] = {problem.rule for problem in prepare_build(data)[1]}
    assert explanation.rule in found["bad"]
    assert found["good"] == set()


def test_explain_tells_a_rule(capsys: Capture) -> None:
    assert main(["explain", "value-unknown"]) == 0
    assert capsys.readouterr().out == read_cases("explanations")["value-unknown"]


@cases("explanations")
def test_explain_shows_what_cannot_be_seen(name: str, shown: str, capsys: Capture) -> None:
    assert main(["explain", name]) == 0
    assert shown in capsys.readouterr().out


def test_explain_alone_lists_the_rules(capsys: Capture) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "file-missing         Fichier absent"
    assert [line.split()[0] for line in lines] == list(typing.get_args(Rule))


def test_explain_proposes_the_nearest_rule(capsys: Capture) -> None:
    assert main(["explain", "permalnk"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "Règle « permalnk » inconnue ; vouliez-vous dire « permalink » ?\n"
        "Liste des règles : .venv/bin/python -m macros explain\n"
    )
