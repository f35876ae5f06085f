"""`/api/v1/schema/*.json`: what each JSON document holds, as JSON Schema 2020-12."""

import json
from collections.abc import Iterator
from typing import Any

from macros import urls
from macros.deriving import Catalogue
from macros.exports.documents import DOCUMENTS, Document
from macros.interface import SCHEMA_VERSION
from macros.records import list_definitions
from macros.schema import Schema

_LOCAL = "#/$defs/"


def create_schemas(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Return the schemas, by path."""
    made = {}
    for document in DOCUMENTS:
        path = urls.api_url(f"schema/{document.name}.json")
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address + path,
            **describe_document(document),
        }
        used = sorted(set(_find_used(schema)))
        schema["$defs"] = {name: list_definitions()[name] for name in used}
        made[path] = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return made


def describe_document(document: Document) -> Schema:
    """Return the schema of a document, without the definitions that it refers to."""
    parts: dict[str, Schema] = {}
    for key, kind in document.parts:
        one = {"$ref": _LOCAL + kind.name}
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


def move_references(node: Any, home: str) -> Any:
    """Return a schema whose references point to definitions kept elsewhere."""
    if isinstance(node, list):
        return [move_references(item, home) for item in node]
    if isinstance(node, dict):
        return {
            key: home + value.removeprefix(_LOCAL)
            if key == "$ref"
            else move_references(value, home)
            for key, value in node.items()
        }
    return node


def _find_used(node: Any) -> Iterator[str]:
    """Yield the names of the definitions that a schema refers to, theirs included."""
    for item in node if isinstance(node, list) else ():
        yield from _find_used(item)
    for key, item in node.items() if isinstance(node, dict) else ():
        if key == "$ref":
            name = item.removeprefix(_LOCAL)
            yield name
            yield from _find_used(list_definitions()[name])
        else:
            yield from _find_used(item)
