"""The JSON Schemas that editors use: valid, in French, up to date, true of the data."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import check_jsonschema
import pytest
from jsonschema import Draft202012Validator

from macros.data import json_schema, vocabulary
from macros.data.json_schema import SCHEMAS, write_schemas
from macros.data.yaml_reader import read_document
from tests.cases import cases
from tests.conftest import Capture
from tests.projects import FIXTURES, ROOT, SMALL, edit

DATA = ROOT / "data"
create_schema = cache(json_schema.create_schema)


def schema_of(file: Path) -> str:
    folders = {"measures": "measure", "follow_up": "follow_up"}
    return folders.get(file.parent.name, file.stem)


def read_value(file: Path) -> Any:
    document, problems = read_document(file, file.name)
    assert problems == []
    return document.value


def parts_of(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the file itself, under the name « », and every record and closed list in it."""
    return {"": schema, **schema.get("$defs", {})}


def iter_described(schema: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, part in parts_of(schema).items():
        yield kind, part.get("description", "")
        for name, field in part.get("properties", {}).items():
            yield f"{kind}.{name}", field.get("description", "")


DATA_FILES = [
    file
    for folder in (DATA, SMALL)
    for file in (*sorted(folder.glob("*.yml")), *sorted(folder.glob("[mf]*/*.yml")))
]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_valid_schema(name: str) -> None:
    schema = create_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", SCHEMAS)
def test_everything_is_described_in_french(name: str) -> None:
    descriptions = dict(iter_described(create_schema(name)))
    assert descriptions
    assert [
        path for path, text in descriptions.items() if not text.endswith((".", ").", "»)."))
    ] == []
    words = {
        path: set(text.lower().replace(",", " ").replace(".", " ").split())
        for path, text in descriptions.items()
    }
    english = {"the", "of", "is", "what", "where", "and", "to", "file"}
    assert {path: found & english for path, found in words.items() if found & english} == {}


def test_each_value_of_a_closed_list_is_explained() -> None:
    explained = set()
    for name in SCHEMAS:
        for kind, part in parts_of(create_schema(name)).items():
            if "enum" in part:
                explained.add(kind)
                values = list(getattr(vocabulary, kind))
                assert part["enum"] == values
                assert part["enumDescriptions"] == [f"{v.label} — {v.definition}" for v in values]
    assert explained == {cls.__name__ for cls in vocabulary.TITLES}


def is_valid(kind: str, value: dict[str, Any]) -> bool:
    """Tell whether the conditions of a record hold, its missing fields aside."""
    for name in SCHEMAS:
        schema = create_schema(name)
        part = schema if SCHEMAS[name].__name__ == kind else schema.get("$defs", {}).get(kind)
        if part is not None:
            conditions = {"$schema": schema["$schema"], "allOf": part["allOf"]}
            return bool(Draft202012Validator(conditions).is_valid(value))
    raise KeyError(kind)


@cases("json_schema")
def test_a_field_that_calls_for_another_is_known_to_the_schema(
    kind: str, good: dict[str, Any], bad: dict[str, Any]
) -> None:
    assert is_valid(kind, good)
    assert not is_valid(kind, bad)


def test_the_committed_schemas_are_up_to_date(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    written, committed = (
        {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
        for folder in (tmp_path, DATA / "schema")
    )
    assert written == committed, "le modèle a changé : lancer « python -m macros schema »"


def test_a_data_file_that_names_a_schema_names_its_own() -> None:
    for file in DATA_FILES:
        if file.is_relative_to(DATA):
            up = "" if file.parent == DATA else "../"
            first = file.read_text(encoding="utf-8").split("\n", 1)[0]
            name = f"{up}schema/{schema_of(file)}.schema.json"
            if first.startswith("# yaml-language-server"):  # an editor may leave it out
                assert first == f"# yaml-language-server: $schema={name}", file


@cases("json_schema")
def test_the_schema_of_measures_refuses_a_wrong_value(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "15.yml"
    shutil.copy(FIXTURES / "measure-15.yml", path)
    validator = Draft202012Validator(create_schema("measure"))
    assert validator.is_valid(read_value(path))
    edit(path, old, new)
    assert not validator.is_valid(read_value(path))


@pytest.mark.parametrize("name", SCHEMAS)
def test_another_validator_that_reads_yaml_itself_agrees(name: str, capsys: Capture) -> None:
    """As a pre-commit hook or another editor would: neither our reader nor our schema in memory."""
    files = [file for file in DATA_FILES if schema_of(file) == name]
    assert files
    schema = DATA / "schema" / f"{name}.schema.json"
    check_jsonschema.main(["--schemafile", str(schema), *map(str, files)], standalone_mode=False)
    assert capsys.readouterr().out == "ok -- validation done\n"
