"""The form of the machine outputs changes only when somebody means it, and says so to their readers.

`python -m tests.test_interface` records the form of today in `api/interface.json`.
"""

import json
from pathlib import Path
from typing import Any

from macros.exports import interface
from macros.exports.openapi import create_openapi
from macros.exports.tables import create_tables
from macros.site.build import Build, prepare_build

ROOT = Path(__file__).resolve().parent.parent
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
    numbers = [tuple(map(int, version.number.split("."))) for version in interface.VERSIONS]
    assert numbers == sorted(numbers, reverse=True)
    assert all(version.change.endswith(".") for version in interface.VERSIONS)


if __name__ == "__main__":
    made, problems = prepare_build(ROOT / "data")
    assert made, problems
    GOLDEN.write_text(json.dumps(describe(made), indent=1, ensure_ascii=False) + "\n", "utf-8")
