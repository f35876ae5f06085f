"""`/api/v1/openapi.json`: valid, complete, true of what the site publishes."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from macros.exports.documents import create_documents
from macros.exports.openapi import create_openapi
from macros.site.build import Build


@pytest.fixture(scope="module")
def document(build: Build) -> dict[str, Any]:
    [(path, text)] = create_openapi(build.catalogue, build.address).items()
    assert path == "api/v1/openapi.json"
    made: dict[str, Any] = json.loads(text)
    return made


def test_it_is_a_valid_openapi_document(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_it_says_whose_where_and_under_which_licence(document: dict[str, Any]) -> None:
    assert document["info"]["version"] == "1.1.0"
    assert document["info"]["license"]["identifier"] == "etalab-2.0"
    assert document["servers"][0]["url"] == "http://localhost:8000/api/v1"


def test_every_address_of_the_interface_leads_to_a_file_and_every_file_has_its_address(
    outputs: Path, document: dict[str, Any]
) -> None:
    values = {"number": r"[1-9][0-9]*", "axis": "[1-9]", "actor": r"[a-z0-9-]+", "name": "[a-z]+"}
    patterns = {}
    for path, item in document["paths"].items():
        pattern = re.escape(path.lstrip("/"))
        for parameter in item["get"].get("parameters", []):
            name = parameter["name"]
            pattern = pattern.replace(rf"\{{{name}\}}", values[name])
            assert parameter["required"]
            assert parameter["description"]
        patterns[path] = re.compile(pattern)
    api = outputs / "api/v1"
    files = [path.relative_to(api).as_posix() for path in api.rglob("*") if path.is_file()]
    assert [f for f in files if not any(p.fullmatch(f) for p in patterns.values())] == []
    assert [path for path, p in patterns.items() if not any(p.fullmatch(f) for f in files)] == []


def test_a_file_comes_with_the_type_that_hosts_send(document: dict[str, Any]) -> None:
    types = {
        path: [*item["get"]["responses"]["200"]["content"]]
        for path, item in document["paths"].items()
    }
    assert types["/measures.json"] == ["application/json"]
    assert types["/plan.csl.json"] == ["application/vnd.citationstyles.csl+json"]
    assert types["/plan.jsonld"] == ["application/ld+json"]
    assert types["/schema/{name}.json"] == ["application/json"]
    assert types["/calendar.ics"] == ["text/calendar"]


def test_its_schemas_validate_the_documents(build: Build, document: dict[str, Any]) -> None:
    documents = create_documents(build.catalogue, build.address)
    for path, item in document["paths"].items():
        [content] = item["get"]["responses"]["200"]["content"].values()
        if "$ref" not in content.get("schema", {}):
            continue
        schema = content["schema"] | {"components": document["components"]}
        text = documents["api/v1" + path.replace("{number}", "21")]
        assert list(Draft202012Validator(schema).iter_errors(json.loads(text))) == [], path
