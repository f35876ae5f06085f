"""`/api/v1/*.json`: every list, and every measure alone, with the keys of the data files.

`/api/v1/schema/*.json` says what each holds, as JSON Schema 2020-12.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from macros import urls
from macros.catalogue.views import Catalogue
from macros.data.json_schema import Schema
from macros.exports import records
from macros.exports.interface import SCHEMA_VERSION, write_json
from macros.exports.records import RecordExport, list_definitions

LOCAL = "#/$defs/"
_REFERENCE = re.compile(rf'"{re.escape(LOCAL)}(\w+)"')
_VERSION = {
    "type": "string",
    "pattern": rf"^{SCHEMA_VERSION.split('.')[0]}\.[0-9]+\.[0-9]+$",
    "description": "Version de la forme de ces données, « majeure.mineure.correctif ».",
}


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """A file: the kinds of records that it lists, by key. `alone`: one record in place of a list."""

    name: str
    description: str
    parts: dict[str, RecordExport]
    alone: bool = False

    def describe(self) -> Schema:
        """Return the schema, without the definitions that it refers to."""
        parts: dict[str, Schema] = {}
        for key, kind in self.parts.items():
            record = {"$ref": f"{LOCAL}{kind}"}
            parts[key] = record if self.alone else {"type": "array", "items": record}
        return {
            "description": self.description,
            "type": "object",
            "required": ["schema_version", *parts],
            "properties": {"schema_version": _VERSION, **parts},
        }


LISTS = (
    JsonDocument("plan", "Le plan lui-même.", {"plan": records.PLAN}, alone=True),
    JsonDocument("axes", "Les axes du plan.", {"axes": records.AXIS}),
    JsonDocument("themes", "Les thèmes du plan.", {"themes": records.THEME}),
    JsonDocument(
        "actors",
        "Les acteurs et leurs familles.",
        {"actors": records.ACTOR, "families": records.FAMILY},
    ),
    JsonDocument(
        "deadlines", "Les dates et les moments, dans l’ordre.", {"deadlines": records.DEADLINE}
    ),
    JsonDocument("laws", "Les textes de droit et leurs articles.", {"laws": records.LAW}),
    JsonDocument("glossary", "Les termes et les sigles.", {"glossary": records.TERM}),
    JsonDocument("sources", "Les sources que citent les fiches.", {"sources": records.SOURCE}),
    JsonDocument("measures", "Toutes les mesures.", {"measures": records.MEASURE}),
)
MEASURE = JsonDocument("measure", "Une mesure.", {"measure": records.MEASURE}, alone=True)
DOCUMENTS = (*LISTS, MEASURE)


def create_documents(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the JSON documents, by path; `address` is the site's, with a final slash."""
    contents: dict[str, dict[str, Any]] = {}
    for document in LISTS:
        lists = {key: kind.list(catalogue, address) for key, kind in document.parts.items()}
        content = {key: found[0] for key, found in lists.items()} if document.alone else lists
        contents[urls.api_url(f"{document.name}.json")] = content
    for record in records.MEASURE.list(catalogue, address):
        contents[urls.measure_output_url(record["number"], "json")] = {"measure": record}
    version = {"schema_version": SCHEMA_VERSION}
    return {path: write_json(version | content) for path, content in contents.items()}


def create_schemas(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return the schemas, by path."""
    schemas = {}
    for document in DOCUMENTS:
        path = urls.api_url(f"schema/{document.name}.json")
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address + path,
            **document.describe(),
        }
        used: set[str] = set()
        _collect_used(schema, used)
        schema["$defs"] = {name: list_definitions()[name] for name in sorted(used)}
        schemas[path] = write_json(schema)
    return schemas


def _collect_used(schema: Any, found: set[str]) -> None:
    """Add the names of the definitions that a schema refers to, theirs included."""
    for name in {*_REFERENCE.findall(json.dumps(schema))} - found:
        found.add(name)
        _collect_used(list_definitions()[name], found)
