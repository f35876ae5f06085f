"""`/api/v1/datapackage.json`: the tables described, as a Frictionless Data Package."""

import hashlib
import json
from typing import Any

from macros import urls
from macros.deriving import Catalogue
from macros.exports.tables import DECIMAL, DELIMITER, LINE_END, TABLES, Column, Table, create_tables
from macros.interface import SCHEMA_VERSION
from macros.presentation import describe_status
from macros.records import list_definitions
from macros.schema import Schema

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0 (Etalab)",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


def create_datapackage(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the description, by path."""
    contents = create_tables(catalogue, address)
    plan, site = catalogue.data.plan, catalogue.data.site
    document = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"plan-{plan.slug}",
        "id": address + urls.DATA,
        "title": plan.title,
        "description": (
            "Les mesures du plan, leurs dates et leurs chiffres, lus dans le texte officiel. "
            f"Site non officiel, {describe_status(catalogue.data)}."
        ),
        "homepage": address + urls.DATA,
        "version": SCHEMA_VERSION,
        "created": f"{site.updated.isoformat()}T00:00:00Z",
        "keywords": [*plan.keywords, "politique publique"],
        "licenses": [LICENCE],
        "sources": [{"title": plan.title, "path": address + urls.FULL_TEXT}],
        "resources": [_describe(table, contents[table.url]) for table in TABLES],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return {urls.api_url("datapackage.json"): text}


def _describe(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": f"{table.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {
            "delimiter": DELIMITER,
            "lineTerminator": LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
        "schema": describe_table(table),
    }


def describe_table(table: Table) -> dict[str, Any]:
    """Return the Table Schema of a table."""
    return {
        "fields": [_describe_column(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }


def _describe_column(column: Column) -> dict[str, Any]:
    if column.field is None:
        return {
            "name": column.name,
            "title": column.title,
            "type": "string",
            "description": column.description,
        }
    record, name = column.field
    schema = list_definitions()[record]["properties"][name]
    described: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "description": column.description or schema["description"],
        **_describe_type(_resolve(schema)),
    }
    # A side that the text does not give leaves its cells empty.
    if record.startswith("Measure") and not _is_nullable(schema):
        described.setdefault("constraints", {})["required"] = True
    return described


def _resolve(schema: Schema) -> Schema:
    """Return what a value is, when there is one."""
    choices = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    if len(choices) > 1:
        return {"type": "number"}
    [choice] = choices
    name = choice.get("$ref", "").removeprefix("#/$defs/")
    return list_definitions()[name] if name else choice


def _is_nullable(schema: Schema) -> bool:
    return {"type": "null"} in schema.get("anyOf", [])


def _describe_type(schema: Schema) -> dict[str, Any]:
    constraints = {
        ours: schema[theirs]
        for theirs, ours in (
            ("enum", "enum"), ("pattern", "pattern"), ("minimum", "minimum"),
            ("minLength", "minLength"), ("maxLength", "maxLength"),
        )
        if theirs in schema
    }  # fmt: skip
    described: dict[str, Any] = {"type": schema["type"]}
    if schema.get("format") == "date":
        described = {"type": "date", "format": "%Y-%m-%d"}
    elif schema.get("format") == "uri":
        described["format"] = "uri"
    elif schema["type"] == "number":
        described["decimalChar"] = DECIMAL
    elif schema["type"] == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    return described | ({"constraints": constraints} if constraints else {})
