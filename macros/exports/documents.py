"""`/api/v1/*.json`: every list, and every measure alone, with the keys of the data files.

`/api/v1/schema/*.json` says what each holds, as JSON Schema 2020-12; `/api/v1/openapi.json` describes
every address of the interface, in one OpenAPI 3.1 document.

`/version.json` says from which commit and which data the site was made; the commit pins its tools.
"""

import json
import platform
import re
from typing import Any

from macros import urls
from macros.catalogue.presentation import describe_status, list_parameters
from macros.catalogue.views import Catalogue
from macros.data.json_schema import Schema
from macros.exports import records
from macros.exports.hosting import find_type
from macros.exports.interface import (
    LICENCE,
    OUTPUTS,
    PARAMETERS,
    SCHEMA_VERSION,
    MediaType,
    Output,
    write_json,
)
from macros.french import capitalize

# Where a definition is in a schema, and in the OpenAPI document.
_LOCAL, _COMPONENT = "#/$defs/", "#/components/schemas/"
_REFERENCE = re.compile(rf'"{re.escape(_LOCAL)}(\w+)"')
_VERSION = {
    "type": "string",
    "pattern": rf"^{SCHEMA_VERSION.split('.')[0]}\.[0-9]+\.[0-9]+$",
    "description": "Version de la forme de ces données, « majeure.mineure.correctif ».",
}


# The kinds of records of each file, by key.
LISTS: dict[str, dict[str, records.RecordExport]] = {
    "plan": {"plan": records.PLAN},
    "axes": {"axes": records.AXIS},
    "themes": {"themes": records.THEME},
    "actors": {"actors": records.ACTOR, "families": records.FAMILY},
    "deadlines": {"deadlines": records.DEADLINE},
    "laws": {"laws": records.LAW},
    "glossary": {"glossary": records.TERM},
    "sources": {"sources": records.SOURCE},
    "follow_up": {"follow_up": records.FOLLOW_UP},
    "measures": {"measures": records.MEASURE},
}
DOCUMENTS = LISTS | {"measure": {"measure": records.MEASURE}}
_ALONE = ("plan", "measure")  # one record in place of a list


def create_documents(catalogue: Catalogue, address: str) -> dict[str, str]:
    contents: dict[str, dict[str, Any]] = {}
    for name, parts in LISTS.items():
        lists = {key: kind.list(catalogue, address) for key, kind in parts.items()}
        content = {key: found[0] for key, found in lists.items()} if name in _ALONE else lists
        contents[urls.api_url(f"{name}.json")] = content
    for record in records.MEASURE.list(catalogue, address):
        contents[urls.measure_output_url(record["number"], "json")] = {"measure": record}
    head = {"schema_version": SCHEMA_VERSION}
    return {path: write_json(head | content) for path, content in contents.items()}


def _describe_document(name: str) -> Schema:
    """Return the schema of a file, without the definitions that it refers to."""
    parts: dict[str, Schema] = {}
    for key, kind in DOCUMENTS[name].items():
        record: Schema = {"$ref": f"{_LOCAL}{kind}"}
        many = {"type": "array", "items": record, "description": f"Fiches « {kind} »."}
        parts[key] = record if name in _ALONE else many
    return {
        "description": next(f"{output.title}." for output in OUTPUTS if output.schema == name),
        "type": "object",
        "required": ["schema_version", *parts],
        "properties": {"schema_version": _VERSION, **parts},
    }


def create_schemas(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    schemas = {}
    for name in DOCUMENTS:
        path = urls.api_url(f"schema/{name}.json")
        schema = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address + path,
            **_describe_document(name),
        }
        used: set[str] = set()
        _collect_used(schema, used)
        schema["$defs"] = {kind: records.list_definitions()[kind] for kind in sorted(used)}
        schemas[path] = write_json(schema)
    return schemas


def _collect_used(schema: Any, found: set[str]) -> None:
    """Add the names of the definitions that a schema refers to, theirs included."""
    for name in {*_REFERENCE.findall(json.dumps(schema))} - found:
        found.add(name)
        _collect_used(records.list_definitions()[name], found)


def create_openapi(catalogue: Catalogue, address: str) -> dict[str, str]:
    text = write_json(_describe_interface(catalogue, address))
    return {urls.api_url("openapi.json"): text.replace(f'"{_LOCAL}', f'"{_COMPONENT}')}


def _describe_interface(catalogue: Catalogue, address: str) -> dict[str, Any]:
    plan = catalogue.data.plan
    examples = list_parameters(catalogue)
    documents = {_name_component(name): _describe_document(name) for name in DOCUMENTS}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": f"{plan.short_title} : données ouvertes",
            "summary": "Les mesures du plan, lues de près, chaque affirmation avec sa preuve.",
            "description": (
                f"Les données du site sur le « {plan.title} », en fichiers que l’on télécharge sans "
                f"clé ni inscription. Site non officiel, {describe_status(catalogue.data)} : il ne "
                "vaut pas droit en vigueur. Chaque champ est décrit, en français, par son schéma et sur la page "
                f"{address}{urls.DATA} ."
            ),
            "version": SCHEMA_VERSION,
            "license": {"name": LICENCE["title"], "identifier": LICENCE["name"]},
        },
        "security": [],
        "servers": [{"url": f"{address}{urls.API.rstrip('/')}", "description": "Ce site."}],
        "externalDocs": {"url": address + urls.DATA, "description": "Les données, expliquées."},
        "paths": {
            f"/{output.path}": {"get": _describe_operation(output, examples)} for output in OUTPUTS
        },
        "components": {"schemas": documents | records.list_definitions()},
    }


def _name_component(name: str) -> str:
    """Return a file's name in the OpenAPI document: generators take « measure » for « Measure »."""
    return "".join(map(capitalize, name.split("_"))) + "File"


def _describe_operation(output: Output, examples: dict[str, int | str | None]) -> dict[str, Any]:
    # What comes with the file: a link that announces it may name a narrower type.
    media_type = find_type(output.path)
    form: Schema = {"type": "object" if media_type.endswith("json") else "string"}
    if output.media_type is MediaType.CSL_JSON:
        form = {"type": "array", "items": form}
    if output.schema:
        form = {"$ref": _COMPONENT + _name_component(output.schema)}
    operation: dict[str, Any] = {
        # « get-measures-number-json »
        "operationId": "-".join(["get", *re.findall(r"\w+", output.path)]),
        "summary": output.title,
        "responses": {
            "200": {"description": f"{output.title}.", "content": {media_type: {"schema": form}}}
        },
    }
    if output.parameters:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, **PARAMETERS[name]}
            | ({"example": examples[name]} if examples[name] is not None else {})
            for name in output.parameters
        ]
        operation["responses"]["404"] = {"description": "Rien à cette adresse."}
    return operation


def create_version(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Say what made the site. Without git, `commit` is null; in part of a history, `history` is false."""
    head, data = catalogue.history.head, catalogue.versions.dataset
    commit = head and {"id": head.id, "date": head.moment.isoformat(), "modified": head.modified}
    content = {
        "commit": commit,
        "history": catalogue.history.available,
        "data": {"version": str(data), "day": data.day.isoformat(), "hash": data.hash},
        "interface": SCHEMA_VERSION,
        "python": platform.python_version(),
    }
    return {urls.VERSION_FILE: write_json(content)}
