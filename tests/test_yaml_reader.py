"""YAML's traps: each reads right, or gets a located message that explains it."""

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.data.characters import find_faults
from macros.data.yaml_reader import parse_text, read_document
from tests.cases import cases, read_cases
from tests.conftest import TempFolders
from tests.projects import FIXTURES

FLOW = "une fiche ne s’écrit pas entre accolades : une virgule y couperait le texte ; écrire un champ par ligne [yaml-flow]"


def read(folder: Path, content: str | bytes) -> tuple[Any, list[str]]:
    path = folder / "x.yml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    document, problems = read_document(path, "x.yml")
    return document.value, [str(problem) for problem in problems]


def test_plain_scalars_keep_their_meanings(tmp_path: Path) -> None:
    for case in read_cases("yaml_reader")["scalars"]:
        plain, value = case["plain"], case.get("value", case["plain"])
        read_value, problems = read(tmp_path, f"a: {plain}")
        assert (read_value, problems) == ({"a": value}, [])
        assert type(read_value["a"]) is type(value)


@cases("yaml_reader")
def test_a_document_reads_right(tmp_path: Path, content: str, value: object) -> None:
    assert read(tmp_path, content) == (value, [])


@cases("yaml_reader")
def test_unreadable_documents_get_one_message(tmp_path: Path, content: str, message: str) -> None:
    assert read(tmp_path, content) == (None, [message])


@cases("yaml_reader")
def test_what_is_no_text_or_too_much_of_it_gets_one_message(
    tmp_path: Path, content: str | bytes, times: int | None, message: str
) -> None:
    assert read(tmp_path, content * (times or 1)) == (None, [message])


@cases("yaml_reader")
def test_a_trap_is_reported(tmp_path: Path, content: str, value: object, message: str) -> None:
    assert read(tmp_path, content) == (value, [message])


def test_problems_of_a_readable_document_are_all_reported(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: {b: 1}\na: 2\nc: !d e\n")
    assert problems == [
        f"x.yml:1:4: {FLOW}",
        "x.yml:2:1: champ « a » écrit deux fois (déjà ligne 1) : n’en garder qu’un [duplicate-key]",
        "x.yml:3:4: étiquette YAML « !d » refusée : la retirer [yaml-tag]",
    ]


def test_values_and_keys_remember_their_places(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("\ufeff# é\na: 1\nb:\n  - c: >-\n      été\n    d: 2\n  - []\ne:\n", "utf-8")
    document, problems = read_document(path, "data/x.yml")
    assert problems == []
    assert document.value == {"a": 1, "b": [{"c": "été", "d": 2}, []], "e": None}
    for case in read_cases("yaml_reader")["places"]:
        assert str(document.at(*case["path"])) == f"data/x.yml:{case['value']}"
        if "key" in case:
            assert str(document.at_key(*case["path"])) == f"data/x.yml:{case['key']}"


def test_what_is_absent_stands_where_it_would_be() -> None:
    document, _ = parse_text("a:\n  - 1\n  - b: 2\n", "x.yml")
    places = {
        ("a", 1, "b"): "x.yml:3:8",
        ("a", 1, "absent", "b"): "x.yml:3:5",
        ("a", 7): "x.yml:2:3",
        (): "x.yml:1:1",
    }
    assert {path: str(document.at(*path)) for path in places} == places
    assert str(parse_text("", "x.yml")[0].at("a", 0)) == "x.yml:1:1"


@cases("yaml_reader")
def test_a_large_odd_file_is_read_to_its_end(
    tmp_path: Path, start: str | None, again: str, times: int
) -> None:
    value, problems = read(tmp_path, (start or "") + again * times)
    assert problems or value is not None


FRAGMENTS = st.lists(
    st.sampled_from([*"\n\n\t :-?[]{},#&*!|>'\"%@`ab1é\0\ufeff\u202e", "---", "...", "\r\n", "<<"])
).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode), FRAGMENTS.map(str.encode)))
def test_any_bytes_give_a_document(tmp_path_factory: TempFolders, content: bytes) -> None:
    value, problems = read(tmp_path_factory.getbasetemp(), content)
    assert all(problem.startswith("x.yml:") for problem in problems)
    assert value is None or isinstance(value, (dict, list, str, int, float))


TEXT = st.text(max_size=200).filter(
    lambda text: "\n" not in text and "\r" not in text and not [*find_faults(text)]
)


@given(TEXT)
def test_any_text_in_double_quotes_reads_back(tmp_path_factory: TempFolders, text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    assert read(tmp_path_factory.getbasetemp(), f'a: "{quoted}"\n') == ({"a": text}, [])


@cases("yaml_reader")
def test_what_shows_is_no_fault(text: str) -> None:
    assert [*find_faults(text)] == []


@pytest.mark.parametrize("code", [0x34F, 0x115F, 0x1160, 0x180E, 0x2800, 0x3164, 0xFFA0, 0xE0100])
def test_letters_and_marks_that_show_nothing_are_faults(code: int) -> None:
    assert [fault.rule for fault in find_faults(f"a{chr(code)}b")] == ["invisible-character"]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "folder.yml").mkdir()
    for name in ("pipe.yml", "folder.yml"):
        assert [str(problem) for problem in read_document(tmp_path / name, "x.yml")[1]] == [
            "x.yml:1:1: ce fichier ne peut pas être lu : vérifier que c’est un fichier, et ses droits [file-missing]"
        ]


@cases("yaml_reader")
def test_a_slip_is_told_where_it_was_made(
    content: str | None, edits: list[tuple[str, str]] | None, message: str
) -> None:
    """A measure as a hand in a web editor leaves it: the line of the slip, the remedy."""
    measure = (FIXTURES / "slips.yml").read_text(encoding="utf-8")
    assert parse_text(measure, "x.yml")[1] == []
    for old, new in edits or ():
        assert old in measure
        measure = measure.replace(old, new, 1)
    line, column, words = message.split(":", 2)
    expected = f"x.yml:{line}:{column}: YAML illisible :{words} [yaml-syntax]"
    assert [str(problem) for problem in parse_text(content or measure, "x.yml")[1]] == [expected]
