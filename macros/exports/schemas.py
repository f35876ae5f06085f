"""`/api/v1/schema/*.json`: what each JSON document holds, as JSON Schema 2020-12."""

import json
import re
from typing import Any

from macros import urls
from macros.catalogue.views import Catalogue
from macros.data.json_schema import Schema
from macros.exports.documents import DOCUMENTS, JsonDocument
from macros.exports.interface import SCHEMA_VERSION, write_json
from macros.exports.records import list_definitions

LOCAL = "#/$defs/"
_REFERENCE = re.compile(rf'"{re.escape(LOCAL)}(\w+)"')


def create_schemas(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return the schemas, by path."""
    made = {}
    for document in DOCUMENTS:
        path = urls.api_url(f"schema/{document.name}.json")
        described = describe_document(document)
        used: set[str] = set()
        _collect_used(described, used)
        made[path] = write_json(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": address + path,
                **described,
                "$defs": {name: list_definitions()[name] for name in sorted(used)},
            }
        )
    return made


def describe_document(document: JsonDocument) -> Schema:
    """Return the schema of a document, without the definitions that it refers to."""
    parts: dict[str, Schema] = {}
    for key, kind in document.parts.items():
        one = {"$ref": f"{LOCAL}{kind}"}
        parts[key] = one if document.alone else {"type": "array", "items": one}
    return {
        "description": document.description,
        "type": "object",
        "required": ["schema_version", *parts],
        "properties": {
            "schema_version": {
                "type": "string",
                "pattern": rf"^{SCHEMA_VERSION.split('.')[0]}\.[0-9]+\.[0-9]+$",
                "description": "Version de la forme de ces données, « majeure.mineure.correctif ».",
            },
            **parts,
        },
    }


def _collect_used(schema: Any, found: set[str]) -> None:
    """Add the names of the definitions that a schema refers to, theirs included."""
    for name in {*_REFERENCE.findall(json.dumps(schema))} - found:
        found.add(name)
        _collect_used(list_definitions()[name], found)
