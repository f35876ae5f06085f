"""`/api/v1/*.json`, a contract with those who use the data: forms, schemas, completeness."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from macros.exports.documents import create_documents, create_schemas
from macros.site.build import Build
from tests.raw import Record, read_file, read_measures

LISTS = [
    "plan", "axes", "themes", "actors", "deadlines", "laws", "glossary", "sources", "measures",
]  # fmt: skip


def write_all(build: Build) -> dict[str, str]:
    return create_documents(build.catalogue, build.address)


def export(build: Build, name: str = "measures") -> dict[str, Any]:
    document = json.loads(write_all(build)[f"api/v1/{name}.json"])
    assert isinstance(document, dict)
    return document


def read_schema(build: Build, name: str) -> dict[str, Any]:
    schemas = create_schemas(build.catalogue, build.address)
    schema: dict[str, Any] = json.loads(schemas[f"api/v1/schema/{name}.json"])
    return schema


def close(schema: Any) -> Any:
    """Return a schema that refuses the fields which it does not name."""
    if isinstance(schema, list):
        return [close(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items()}
    return closed | {"additionalProperties": False} if "properties" in schema else closed


def find_errors(schema: dict[str, Any], document: Any) -> list[str]:
    validator = Draft202012Validator(close(schema), format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def check_same(written: Any, exported: Any) -> None:
    """Check that a value of a data file was exported: nothing lost, nothing but defaults added."""
    if isinstance(written, dict):
        assert written.keys() <= exported.keys()
        for key, value in exported.items():
            if key in written:
                check_same(written[key], value)
            else:
                assert value in (None, [], False), key
    elif isinstance(written, list):
        assert len(written) == len(exported)
        for one, other in zip(written, exported, strict=True):
            check_same(one, other)
    elif isinstance(written, date):
        assert exported == written.isoformat()
    else:
        # YAML reads a bare year as a number; dates are strings in the export.
        assert exported == written or exported == str(written)


def test_a_measure_is_exported_as_its_file_says(build: Build) -> None:
    together, alone = export(build), write_all(build)
    for number, measure in read_measures().items():
        exported = together["measures"][number - 1]
        rest = {key: value for key, value in exported.items() if key not in ("url", "reading")}
        check_same(measure, rest)
        assert json.loads(alone[f"api/v1/measures/{number}.json"]) == {
            "schema_version": "1.1.0",
            "measure": exported,
        }


@pytest.mark.parametrize("name", LISTS)
def test_a_list_stands_under_the_name_of_its_file(build: Build, name: str) -> None:
    document = export(build, name)
    assert list(document)[:2] == ["schema_version", name]
    items = [document[name]] if name == "plan" else document[name]
    assert items
    assert [item for item in items if not item["url"].startswith("http://localhost:8000/")] == []


# Where the data file says it under another name.
@pytest.mark.parametrize(
    ("name", "file", "key", "derived"),
    [
        ("axes", "axes", "axes", {"url", "reading", "measures"}),
        ("themes", "themes", "themes", {"url", "reading", "measures"}),
        ("actors", "actors", "actors", {"url", "measures"}),
        ("laws", "laws", "laws", {"url", "external_url", "measures"}),
        ("glossary", "glossary", "terms", {"url"}),
        ("sources", "sources", "sources", {"url", "external_url"}),
    ],
)
def test_every_record_of_a_file_is_in_its_list_and_no_other(
    build: Build, name: str, file: str, key: str, derived: set[str]
) -> None:
    def identify(record: Record) -> Any:
        return record.get("slug") or record["number"]

    written = {identify(record): record for record in read_file(file)[key]}
    exported = {identify(record): record for record in export(build, name)[name]}
    assert written.keys() == exported.keys()
    for identifier, record in exported.items():
        source = dict(written[identifier])
        if "external_url" in derived:
            assert record["external_url"] == source.pop("url", None)
        check_same(source, {k: value for k, value in record.items() if k not in derived})


def test_every_date_of_the_measures_is_in_the_list_of_deadlines(build: Build) -> None:
    def compare(deadline: Record, measure: int) -> str:
        rest = {key: value for key, value in deadline.items() if key not in ("measure", "url")}
        return json.dumps([measure, rest], sort_keys=True)

    listed = [compare(item, item["measure"]) for item in export(build, "deadlines")["deadlines"]]
    written = [
        compare(item, measure["number"])
        for measure in export(build)["measures"]
        for item in measure["deadlines"]
    ]
    assert sorted(listed) == sorted(written)
    assert len(listed) == 24
    first = export(build, "deadlines")["deadlines"][0]
    assert first["measure"] == 36
    assert first["url"] == "http://localhost:8000/mesures/36/#echeance-2009-10-01"


def test_lists_name_the_measures_of_their_records(build: Build) -> None:
    measures = read_measures()
    for actor in export(build, "actors")["actors"]:
        named = {
            number
            for number, measure in measures.items()
            for part in measure.get("actors", [])
            if part["actor"] == actor["slug"]
        }
        assert actor["measures"] == sorted(named), actor["slug"]
    for theme in export(build, "themes")["themes"]:
        found = [n for n, measure in measures.items() if measure["theme"] == theme["slug"]]
        assert theme["measures"] == found


@pytest.mark.parametrize("name", [*LISTS, "measure"])
def test_a_schema_is_valid_and_says_where_it_is(build: Build, name: str) -> None:
    schema = read_schema(build, name)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"http://localhost:8000/api/v1/schema/{name}.json"


def test_every_document_is_valid_and_has_no_field_that_its_schema_does_not_name(
    build: Build,
) -> None:
    documents = write_all(build)
    assert len(documents) == len(LISTS) + 50
    for path, text in documents.items():
        alone = path.startswith("api/v1/measures/")
        name = "measure" if alone else path.removeprefix("api/v1/").removesuffix(".json")
        assert find_errors(read_schema(build, name), json.loads(text)) == [], path


def iter_damaged(document: Record) -> Iterator[tuple[str, Record]]:
    """Yield a document with one thing wrong, and what its schema says of it."""
    for change, message in (
        ({"number": "21"}, "$.measure.number: '21' is not of type 'integer'"),
        ({"axis": None}, "$.measure.axis: None is not of type 'integer'"),
        ({"titre": ""}, "$.measure: Additional properties are not allowed"),
        ({"commitment": "promise"}, "$.measure.commitment: 'promise' is not one of"),
    ):
        damaged = copy.deepcopy(document)
        damaged["measure"] |= change
        yield message, damaged
    incomplete = copy.deepcopy(document)
    del incomplete["measure"]["reading"]
    yield "$.measure: 'reading' is a required property", incomplete


def test_a_schema_finds_what_is_wrong(build: Build) -> None:
    schema = read_schema(build, "measure")
    for message, damaged in iter_damaged(export(build, "measures/21")):
        [error] = find_errors(schema, damaged)
        assert error.startswith(message)


def test_text_is_verbatim_and_reading_is_corrected(build: Build) -> None:
    eighth = export(build)["measures"][7]
    assert "une équipe mobile de sécurité (E.M.S.) par académie" in eighth["text"]
    assert "une équipe mobile de sécurité (EMS) par académie" in eighth["reading"]
    for measure in export(build)["measures"]:
        assert measure["text"] == " ".join(measure["text"].split())


def test_addresses_are_absolute(small: Build) -> None:
    assert [measure["url"] for measure in export(small)["measures"]] == [
        "https://velo.example.org/mesures/1/",
        "https://velo.example.org/mesures/2/",
        "https://velo.example.org/mesures/3/",
    ]
    text = create_documents(small.catalogue, "https://a.example/sous/")["api/v1/measures.json"]
    first, *_ = json.loads(text)["measures"]
    assert first["url"] == "https://a.example/sous/mesures/1/"


def test_a_measure_in_full(small: Build) -> None:
    third = export(small)["measures"][2]
    assert third == {
        "number": 3,
        "url": "https://velo.example.org/mesures/3/",
        "axis": 2,
        "theme": None,
        "title": "Suivre le plan",
        "text": "Chaque année, la mairie rend compte du plan de déplacements urbains.",
        "reading": "Chaque année, la mairie rend compte du plan de déplacements urbains.",
        "corrections": [],
        "commitment": "continuation",
        "commitment_quote": "Chaque année",
        "actors": [],
        "deadlines": [
            {
                "kind": "recurring",
                "date": None,
                "bound": None,
                "precision": "none",
                "quote": "Chaque année",
                "occurrence": None,
                "scope": "compte rendu",
                "bears_on": [],
                "source": None,
                "note": None,
            }
        ],
        "figures": [],
        "laws": [],
        "related": [{"measure": 2, "kind": "sequel", "reason": "Le compte rendu fait suite."}],
        "keywords": [],
        "follow_up": [],
    }
