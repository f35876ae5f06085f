"""The JSON Schemas that editors use: valid, in French, up to date, true of the data."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.reading import read_document
from macros.schema import SCHEMAS, create_schema, write_schemas

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"


def schema_of(file: Path) -> str:
    return "measure" if file.parent.name == "measures" else file.stem


def read_value(file: Path) -> Any:
    document, problems = read_document(file, file.name)
    assert problems == []
    return document.value


def iter_properties(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    records = [schema, *schema.get("$defs", {}).values()]
    return [
        (f"{record.get('title')}.{name}", field)
        for record in records
        for name, field in record.get("properties", {}).items()
    ]


DATA_FILES = [
    file
    for folder in (DATA, ROOT / "tests" / "fixtures" / "small" / "data")
    for file in (*sorted(folder.glob("*.yml")), *sorted(folder.glob("measures/*.yml")))
    if file.name != "permalinks.yml"
]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_a_valid_schema(name: str) -> None:
    schema = create_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_in_french(name: str) -> None:
    descriptions = {
        path: field.get("description", "") for path, field in iter_properties(create_schema(name))
    }
    assert descriptions
    assert [
        path for path, text in descriptions.items() if not text.endswith((".", ").", "»)."))
    ] == []
    words = {
        path: set(text.lower().replace(",", " ").replace(".", " ").split())
        for path, text in descriptions.items()
    }
    english = {"the", "of", "is", "what", "where", "and", "to"}
    assert {path: found & english for path, found in words.items() if found & english} == {}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_up_to_date(name: str) -> None:
    committed = (DATA / "schema" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == create_schema(name), (
        "le modèle a changé : lancer « python -m macros schema »"
    )


def test_there_is_no_other_committed_schema(tmp_path: Path) -> None:
    write_schemas(tmp_path / "schema")
    written = {path.name for path in (tmp_path / "schema").iterdir()}
    assert written == {f"{name}.schema.json" for name in SCHEMAS}
    assert written == {path.name for path in (DATA / "schema").iterdir()}


def test_schemas_are_written_the_same_twice(tmp_path: Path) -> None:
    write_schemas(tmp_path / "a")
    write_schemas(tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        content = path.read_bytes()
        assert content == (tmp_path / "b" / path.name).read_bytes()
        assert content.endswith(b"}\n")
        assert b"\\u" not in content


@pytest.mark.parametrize(
    "file", DATA_FILES, ids=[str(file.relative_to(ROOT)) for file in DATA_FILES]
)
def test_a_data_file_satisfies_its_schema(file: Path) -> None:
    validator = Draft202012Validator(create_schema(schema_of(file)))
    errors = [
        f"{error.json_path}: {error.message}" for error in validator.iter_errors(read_value(file))
    ]
    assert errors == []


@pytest.mark.parametrize(
    "file", [file for file in DATA_FILES if file.is_relative_to(DATA)], ids=lambda file: file.name
)
def test_a_data_file_names_its_schema_on_its_first_line(file: Path) -> None:
    up = "../" if file.parent.name == "measures" else ""
    first = file.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first == f"# yaml-language-server: $schema={up}schema/{schema_of(file)}.schema.json"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_an_unknown_key(name: str) -> None:
    errors = Draft202012Validator(create_schema(name)).iter_errors({"inconnu": 1})
    assert any("'inconnu' was unexpected" in error.message for error in errors)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: due", "kind: dû"),
        ("number: 15", "number: 0"),
        ("number: 15", "number: quinze"),
        ("value: 30", "value: trente"),
        ("theme: transports", "theme: Les transports"),
        ("computed: true", "computed: oui"),
        ("related:", "relations:"),
        ("    factor: 2", "    facteur: 2"),
        ("title: ", "titre: "),
        ("follow_up: []", "follow_up:\n  - date: en 2011\n    summary: Fait.\n    source: a"),
        ("follow_up: []", "follow_up:\n  - date: 201\n    summary: Fait.\n    source: a"),
    ],
)  # fmt: skip
def test_the_schema_of_measures_refuses_a_wrong_value(tmp_path: Path, old: str, new: str) -> None:
    text = (ROOT / "tests" / "fixtures" / "measure-15.yml").read_text(encoding="utf-8")
    validator = Draft202012Validator(create_schema("measure"))
    (tmp_path / "15.yml").write_text(text, encoding="utf-8")
    assert validator.is_valid(read_value(tmp_path / "15.yml"))
    assert old in text
    (tmp_path / "15.yml").write_text(text.replace(old, new), encoding="utf-8")
    assert not validator.is_valid(read_value(tmp_path / "15.yml"))
