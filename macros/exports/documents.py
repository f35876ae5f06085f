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


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """A file: the kinds of records that it lists, by key. `alone`: one record in place of a list."""

    name: str
    description: str
    parts: dict[str, RecordExport]
    alone: bool = False

    def write(self, records: dict[str, list[dict[str, Any]]]) -> str:
        content = {key: found[0] if self.alone else found for key, found in records.items()}
        return write_json({"schema_version": SCHEMA_VERSION, **content})


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
    made = {}
    for document in LISTS:
        found = {key: kind.list(catalogue, address) for key, kind in document.parts.items()}
        made[urls.api_url(f"{document.name}.json")] = document.write(found)
    for record in records.MEASURE.list(catalogue, address):
        path = urls.measure_output_url(record["number"], "json")
        made[path] = MEASURE.write({"measure": [record]})
    return made


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
