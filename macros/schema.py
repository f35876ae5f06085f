"""JSON Schemas of the data files, derived from the model, for editors (yaml-language-server).

In French, and of the rules only what JSON Schema can say: `python -m macros check` says the rest.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from macros.french import join_words
from macros.loading import LIST_FILES, RECORD_FILES
from macros.model import EVIDENCE_FIELDS, Measure
from macros.vocabulary import (
    UNDATED,
    Access,
    Commitment,
    DeadlineKind,
    Evidence,
    Precision,
)

Schema = dict[str, Any]

SCHEMAS: dict[str, type] = {"measure": Measure, **RECORD_FILES, **LIST_FILES}


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
        if conditions := _CONDITIONS.get(schema["cls"].__name__):
            part["allOf"] = conditions
        return part


def create_schema(name: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one kind of file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Généré par « python -m macros schema » d’après macros/model.py.",
        **TypeAdapter(SCHEMAS[name]).json_schema(schema_generator=_EditorSchema),
    }


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


# What a field must hold: something, nothing; else a value, or one of several.
_GIVEN, _ABSENT = {"not": {"type": "null"}}, {"type": "null"}
_Wanted = Schema | str | tuple[str, ...]


def _when(condition: Mapping[str, _Wanted], demand: Mapping[str, _Wanted]) -> Schema:
    """Demand something under a condition; yaml-language-server shows `errorMessage`."""
    cases = [f"{'sans' if w is _ABSENT else 'avec'} {_name(f, w)}" for f, w in condition.items()]
    needs = [f"{_name(f, w)} est {_judge(w)}" for f, w in demand.items()]
    message = f"{join_words(cases)}, {join_words(needs)}"
    return {"if": _describe(condition), "then": _describe(demand, errorMessage=message)}


def _name(field: str, wanted: _Wanted) -> str:
    if isinstance(wanted, str):
        return f"« {field}: {wanted} »"
    return f"cette valeur de « {field} »" if isinstance(wanted, tuple) else f"« {field} »"


def _judge(wanted: _Wanted) -> str:
    return "de trop" if wanted is _ABSENT else "obligatoire"


def _describe(fields: Mapping[str, _Wanted], **more: str) -> Schema:
    required = [name for name, wanted in fields.items() if wanted is not _ABSENT]
    properties = {name: _allow(wanted) | more for name, wanted in fields.items()}
    return {"required": required, "properties": properties, **more}


def _allow(wanted: _Wanted) -> Schema:
    if isinstance(wanted, str):
        return {"const": wanted}
    return {"enum": [*wanted]} if isinstance(wanted, tuple) else wanted


_UNQUOTED = tuple(kind for kind, field in EVIDENCE_FIELDS.items() if field != "quote")
_WEAKER = tuple(force for force in Commitment if force is not Commitment.COMMITMENT)
_DATED = tuple(kind for kind in DeadlineKind if kind not in UNDATED)
_TIMELESS = tuple(kind for kind in DeadlineKind if kind in UNDATED)
_EVIDENCE = [
    *(_when({"evidence": kind}, {field: _GIVEN}) for kind, field in EVIDENCE_FIELDS.items()),
    _when({"evidence": _UNQUOTED}, {"quote": _ABSENT}),
]
_CONDITIONS: dict[str, list[Schema]] = {
    "Participation": _EVIDENCE,
    "LawReference": [*_EVIDENCE, _when({"law": _ABSENT}, {"reason": _GIVEN})],
    "Term": [*_EVIDENCE, _when({"evidence": Evidence.QUOTE}, {"measure": _GIVEN})],
    "Measure": [_when({"commitment": _WEAKER}, {"commitment_quote": _GIVEN})],
    "Deadline": [
        _when({"kind": _DATED}, {"date": _GIVEN, "bound": _GIVEN}),
        _when({"kind": _TIMELESS}, {"precision": Precision.NONE}),
        _when({"precision": Precision.NONE}, {"date": _ABSENT, "bound": _ABSENT}),
    ],
    "Figure": [_when({"baseline": _ABSENT}, {"target": _GIVEN})],
    "Correction": [
        _when({"corrected": _GIVEN}, {"original": _GIVEN, "kind": _GIVEN}),
        _when({"corrected": _ABSENT}, {"note": _GIVEN, "kind": _ABSENT}),
    ],
    "Actor": [
        _when({"family": _ABSENT}, {"parent": _GIVEN}),
        _when({"family": _GIVEN}, {"parent": _ABSENT}),
    ],
    "Source": [_when({"access": Access.LIVE}, {"url": _GIVEN, "verified": _GIVEN})],
}
