"""JSON Schemas of the data files, derived from the model, for editors (yaml-language-server).

In French, and of the rules only what JSON Schema can say: `python -m macros check` says the rest.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from macros.data.loading import FOLLOW_UP, LIST_FILES, RECORD_FILES
from macros.data.model import Measure, Source
from macros.data.outcome_model import FROM_FILE_NAME, FollowUp
from macros.data.requirements import REQUIREMENTS, Condition, Requirement

Schema = dict[str, Any]

SCHEMAS: dict[str, type] = {"measure": Measure, **RECORD_FILES, **LIST_FILES, FOLLOW_UP: FollowUp}


class FrenchSchema(GenerateJsonSchema):
    """Schemas without the English titles that pydantic makes of names."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> Schema:
        part = super().dataclass_schema(schema)
        del part["title"]
        return part


class _EditorSchema(FrenchSchema):
    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> Schema:
        part = super().dataclass_schema(schema)
        # What the fields of a record call for; yaml-language-server shows `errorMessage`.
        conditions = [
            {
                "if": _express(requirement.when),
                "then": _express(requirement.then, errorMessage=_generalise(requirement)),
            }
            for requirement in REQUIREMENTS.get(schema["cls"], ())
        ]
        return part | ({"allOf": conditions} if conditions else {})


def create_schema(name: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one kind of file."""
    schema = TypeAdapter(SCHEMAS[name]).json_schema(schema_generator=_EditorSchema)
    if SCHEMAS[name] is FollowUp:
        _describe_file(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Généré par « python -m macros schema » d’après macros/data/.",
        **schema,
    }


def _describe_file(schema: Schema) -> None:
    """Leave out what the name of a follow-up's file says; let the file hold a new source."""
    source = TypeAdapter(Source).json_schema(schema_generator=_EditorSchema)
    schema["$defs"] |= {**source.pop("$defs"), "Source": source}
    for record, names in ((schema, FROM_FILE_NAME), (source, ["slug"])):
        for name in names:
            del record["properties"][name]
            record["required"].remove(name)
    field = schema["properties"]["source"]
    slug = {name: field.pop(name) for name in ("type", "pattern", "maxLength")}
    field["anyOf"] = [slug, {"$ref": "#/$defs/Source"}]


def write_schemas(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        text = json.dumps(create_schema(name), ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")


def find_kind(field: Schema) -> str:
    """Return the name of the record or of the closed list that a field holds, if any."""
    for part in (field, field.get("items", {}), *field.get("anyOf", ())):
        if "$ref" in part:
            return str(part["$ref"]).rsplit("/", 1)[1]
    return ""


def list_choices(field: Schema, definitions: Mapping[str, Schema]) -> list[Schema]:
    """Return what a field may hold besides null, closed lists and records resolved."""
    parts = [part for part in field.get("anyOf", [field]) if part.get("type") != "null"]
    return [definitions[find_kind(part)] if "$ref" in part else part for part in parts]


def is_nullable(field: Schema) -> bool:
    return {"type": "null"} in field.get("anyOf", ())


def list_nested(record: Schema, definitions: Mapping[str, Schema]) -> Iterator[str]:
    """Yield the kinds of records that a record holds, at any depth, as they come."""
    for field in record.get("properties", {}).values():
        kind = find_kind(field)
        if "properties" in definitions.get(kind, {}):
            yield kind
            yield from list_nested(definitions[kind], definitions)


def _express(condition: Condition, **more: str) -> Schema:
    null = {"type": "null"}
    properties: Schema = {}
    for name, wanted in condition.items():
        if isinstance(wanted, bool):
            properties[name] = {"not": null} if wanted else null
        else:
            properties[name] = {"enum": list(wanted)}
        properties[name] = properties[name] | more
    required = [name for name, wanted in condition.items() if wanted is not False]
    return {"required": required, "properties": properties, **more}


def _generalise(requirement: Requirement) -> str:
    """Return the message for any record: a schema cannot quote the values of one."""

    def name_field(match: re.Match[str]) -> str:
        return f"cette valeur de « {match[1]} »" if match[1] in requirement.when else "cette fiche"

    return re.sub(r"« \{\.(\w+)\} »", name_field, requirement.message)
