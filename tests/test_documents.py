"""`/api/v1/*.json`, a contract with those who use the data: forms, schemas, completeness."""

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from macros.exports.documents import create_documents, create_schemas
from macros.exports.interface import SCHEMA_VERSION
from macros.site.build import Build
from tests.cases import cases
from tests.raw import HERE, Record, follow_up_of, named_in, read_file, read_measures, read_sources

LISTS = [
    "plan", "axes", "themes", "actors", "deadlines", "laws", "glossary", "sources",
    "follow_up", "measures",
]  # fmt: skip


Documents = dict[str, Any]


@pytest.fixture(scope="module")
def documents(build: Build) -> Documents:
    """What each document says, by its name: « measures », « measures/21 »."""
    written = create_documents(build.catalogue, build.address)
    return {
        path[len("api/v1/") : -len(".json")]: json.loads(text) for path, text in written.items()
    }


def close(schema: Any) -> Any:
    """Return a schema that refuses the fields which it does not name."""
    if isinstance(schema, list):
        return [close(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items()}
    return closed | {"additionalProperties": False} if "properties" in schema else closed


@cache
def read_schema(text: str) -> Draft202012Validator:
    """Return what refuses documents of another form, or with a field that the schema does not name."""
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(close(schema), format_checker=FormatChecker())


def find_errors(schema: str, document: Any) -> list[str]:
    errors = read_schema(schema).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in errors]


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


def test_a_measure_is_exported_as_its_file_says(build: Build, documents: Documents) -> None:
    for number, measure in read_measures().items():
        exported = documents["measures"]["measures"][number - 1]
        derived = ("url", "reading", "follow_up")
        rest = {key: value for key, value in exported.items() if key not in derived}
        check_same(measure, rest)
        assert exported["reading"] == build.catalogue.measures[number].corrected.text
        slugs = {record["slug"] for record in follow_up_of(number)}
        assert {record["slug"] for record in exported["follow_up"]} == slugs
        assert documents[f"measures/{number}"] == {
            "schema_version": SCHEMA_VERSION,
            "measure": exported,
        }


@cases("documents")
def test_every_record_of_a_file_is_in_its_list_and_no_other(
    documents: Documents, name: str, key: str, derived: list[str]
) -> None:
    def identify(record: Record) -> Any:
        return record.get("slug") or record["number"]

    records = read_sources() if name == "sources" else read_file(name)[key]
    written = {identify(record): record for record in records}
    exported = {identify(record): record for record in documents[name][name]}
    assert written.keys() == exported.keys()
    for identifier, record in exported.items():
        source = dict(written[identifier])
        if "external_url" in derived:
            assert record["external_url"] == source.pop("url", None)
        check_same(source, {k: value for k, value in record.items() if k not in derived})


def test_every_date_of_the_measures_is_in_the_list_of_deadlines(documents: Documents) -> None:
    def compare(deadline: Record, measure: int) -> str:
        rest = {key: value for key, value in deadline.items() if key not in ("measure", "url")}
        return json.dumps([measure, rest], sort_keys=True)

    deadlines = documents["deadlines"]["deadlines"]
    listed = [compare(item, item["measure"]) for item in deadlines]
    written = [
        compare(item, measure["number"])
        for measure in documents["measures"]["measures"]
        for item in measure["deadlines"]
    ]
    assert sorted(listed) == sorted(written)


def test_lists_name_the_measures_of_their_records(documents: Documents) -> None:
    measures = read_measures()
    for actor in documents["actors"]["actors"]:
        assert actor["measures"] == sorted(named_in(actor["slug"])), actor["slug"]
    for theme in documents["themes"]["themes"]:
        found = [n for n, measure in measures.items() if measure["theme"] == theme["slug"]]
        assert theme["measures"] == found


def test_every_document_is_valid_and_has_no_field_beyond_its_schema(
    build: Build, documents: Documents
) -> None:
    schemas = create_schemas(build.catalogue, build.address)
    assert len(documents) == len(LISTS) + len(read_measures())
    for path, document in documents.items():
        name = "measure" if path.startswith("measures/") else path
        schema = schemas[f"api/v1/schema/{name}.json"]
        assert f'"$id": "{HERE}api/v1/schema/{name}.json"' in schema
        assert find_errors(schema, document) == [], path


def test_addresses_are_absolute(small: Build) -> None:
    documents = create_documents(small.catalogue, "https://a.example/sous/")
    deadlines = json.loads(documents["api/v1/deadlines.json"])["deadlines"]
    assert [deadline["url"] for deadline in deadlines if deadline["measure"] == 2] == [
        "https://a.example/sous/mesures/2/#echeance-2000-01-01",
        "https://a.example/sous/mesures/2/#echeance-2003-02-28",
    ]
