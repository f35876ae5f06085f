"""Values → records: every refusal is explained in French, at the right place."""

import dataclasses
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.data.ledger_model import Published
from macros.data.loading import LIST_FILES, RECORD_FILES
from macros.data.model import Measure, Site
from macros.data.outcome_model import FollowUp
from macros.data.validation import build_record, find_parts, suggest
from macros.data.yaml_reader import read_document
from tests.cases import cases, read_cases
from tests.projects import FIXTURES


def shape(folder: Path, cls: type, content: str) -> list[str]:
    path = folder / "x.yml"
    path.write_text(content, encoding="utf-8")
    document, problems = read_document(path, "x.yml")
    record, found = build_record(document, cls, (), document.value)
    assert (record is None) == bool(found)
    return [str(problem) for problem in (*problems, *found)]


def iter_record_classes(cls: Any) -> Iterator[Any]:
    """Yield a record class and all those inside it."""
    yield cls
    for hint in typing.get_type_hints(cls).values():
        for part in filter(dataclasses.is_dataclass, find_parts(hint)):
            yield from iter_record_classes(part)


RECORD_CLASSES = sorted(
    {
        found
        for cls in (Measure, FollowUp, *RECORD_FILES.values(), *LIST_FILES.values())
        for found in iter_record_classes(cls)
    },
    key=lambda cls: str(cls.__name__),
)
FIELDS = [(cls, field.name) for cls in RECORD_CLASSES for field in dataclasses.fields(cls)]
WRONG_VALUES: list[Any] = [
    None, True, 0, -1, 5, 2.5, "", " ", "x", "É", "a" * 100, "2010-13-01", "2010-02-30", "no",
    [], [None], ["x"], [["x"]], [{}], {}, {"x": 1},
]  # fmt: skip


def test_every_refusal_of_a_field_has_its_own_words(tmp_path: Path) -> None:
    document, _ = read_document(tmp_path / "absent.yml", "x.yml")
    for cls, field in FIELDS:
        messages = [
            problem.message
            for value in WRONG_VALUES
            for problem in build_record(document, cls, (), {field: value})[1]
        ]
        assert messages, (cls, field)
        assert "une valeur de la forme attendue" not in "".join(messages), (cls, field)


@cases("validation")
def test_a_wrong_shape_is_explained_where_it_stands(
    tmp_path: Path, cls: str, content: str, messages: list[str]
) -> None:
    [found] = [record for record in RECORD_CLASSES if record.__name__ == cls]
    assert shape(tmp_path, found, content) == [f"x.yml:{message}" for message in messages]


def test_problems_deep_inside_a_record_stand_at_their_places(tmp_path: Path) -> None:
    content = (FIXTURES / "measure-15.yml").read_text(encoding="utf-8")
    assert shape(tmp_path, Measure, content) == []
    deep = read_cases("validation")["deep"]
    for old, new in deep["edits"]:
        content = content.replace(old, new)
    assert shape(tmp_path, Measure, content) == deep["messages"]


@cases("validation")
def test_a_wrong_value_gets_the_nearest_one(value: object, valid: list[object], words: str) -> None:
    assert suggest(value, valid) == words


@cases("validation")
def test_what_is_in_french_gets_its_word(tmp_path: Path, change: list[str], message: str) -> None:
    example = (FIXTURES / "measure-15.yml").read_text(encoding="utf-8")
    old, new = change
    content = example.replace(old, new, 1)
    assert content != example
    [said] = shape(tmp_path, Measure, content)
    assert said.endswith(f": {message}")


@pytest.mark.parametrize("key", ["int", "float", "[key]"])
def test_a_field_may_have_any_name_and_is_still_unknown(tmp_path: Path, key: str) -> None:
    # By these names pydantic tells what an error is about.
    [said] = shape(tmp_path, Site, f"updated: 2026-11-22\n'{key}': 3\n")
    assert said.startswith(f"x.yml:2:1: champ « {key} » inconnu ; ")
    [said] = shape(tmp_path, Published, f"addresses:\n  '{key}': 2026-11-22\n")
    assert said.startswith(f"x.yml:2:3: « {key} » : il faut une adresse du site")
