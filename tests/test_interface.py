"""The form of the machine outputs changes only when somebody means it, and says so to their readers.

`python -m tests.test_interface` records the form of today in `api/interface.json`.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from macros.exports.documents import create_openapi
from macros.exports.interface import SCHEMA_VERSION, VERSIONS
from macros.exports.tables import create_tables
from macros.site.build import Build
from macros.site.prepare import prepare_build
from tests.projects import ROOT
from tests.raw import HERE

GOLDEN = ROOT / "tests" / "api" / "interface.json"
# They explain the form, and are not of it.
WORDS = {"description", "enumDescriptions", "title"}
CHANGED = """The published form of the outputs has changed (see the difference above). If it is meant:
1. add a version to VERSIONS in macros/exports/interface.py, major if a program that reads them must adapt (a
   field less, a promise less, another type), minor for additions, with its line in French;
2. run .venv/bin/python -m tests.test_interface, and commit tests/api/interface.json."""


def describe(build: Build) -> dict[str, Any]:
    """Return the addresses, the schemas and the tables that are published, without the words."""
    openapi, package = (
        json.loads(create(build.catalogue, build.address)[f"api/v1/{name}.json"])
        for name, create in (("openapi", create_openapi), ("datapackage", create_tables))
    )
    return {
        "version": openapi["info"]["version"],
        "addresses": {
            path: [*item["get"]["responses"]["200"]["content"]]
            for path, item in openapi["paths"].items()
        },
        "schemas": _drop_words(openapi["components"]["schemas"], names=True),
        "tables": {
            table["path"]: _drop_words(table["schema"]["fields"]) for table in package["resources"]
        },
    }


def _drop_words(node: Any, *, names: bool = False) -> Any:
    """Where keys are `names` of fields, none of them is a word of the schema."""
    if isinstance(node, list):
        return [_drop_words(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _drop_words(value, names=key == "properties" and not names)
        for key, value in node.items()
        if names or key not in WORDS
    }


def test_the_published_form_is_the_one_that_was_recorded(build: Build) -> None:
    assert describe(build) == json.loads(GOLDEN.read_text(encoding="utf-8")), CHANGED


def test_versions_go_down_the_page() -> None:
    numbers = [tuple(map(int, version.number.split("."))) for version in VERSIONS]
    assert numbers == sorted(numbers, reverse=True)
    assert all(version.change.endswith(".") for version in VERSIONS)


def test_no_two_names_meet_in_a_generated_client(document: dict[str, Any]) -> None:
    """Generators of clients write the names of one kind in their own case."""
    schemas = document["components"]["schemas"]
    operations = [item["get"]["operationId"] for item in document["paths"].values()]
    for names in (schemas, operations, *(one.get("properties", {}) for one in schemas.values())):
        written = Counter(re.sub(r"[^a-z0-9]", "", name.lower()) for name in names)
        assert [name for name, count in written.items() if count > 1] == []


def test_every_answer_and_every_field_is_described(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        [content] = item["get"]["responses"]["200"]["content"].values()
        assert content.get("schema"), path
    for schema in document["components"]["schemas"].values():
        for field in schema.get("properties", {}).values():
            assert field.get("description") or "$ref" in field


@pytest.fixture(scope="module")
def document(build: Build) -> dict[str, Any]:
    text = create_openapi(build.catalogue, build.address)["api/v1/openapi.json"]
    document: dict[str, Any] = json.loads(text)
    return document


def test_the_openapi_document_is_valid_and_says_its_licence(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
    assert document["info"]["version"] == SCHEMA_VERSION
    assert document["info"]["license"]["identifier"] == "etalab-2.0"
    assert document["servers"][0]["url"] == f"{HERE}api/v1"


def test_every_address_of_the_interface_leads_to_a_file_and_every_file_has_its_address(
    outputs: Path, document: dict[str, Any]
) -> None:
    values = {"number": r"[1-9][0-9]*", "axis": "[1-9]", "actor": r"[a-z0-9-]+", "name": "[a-z_]+"}
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


if __name__ == "__main__":
    built, problems = prepare_build(ROOT / "data")
    assert built, problems
    GOLDEN.write_text(json.dumps(describe(built), indent=1, ensure_ascii=False) + "\n", "utf-8")
