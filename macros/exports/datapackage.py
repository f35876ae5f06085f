"""`/api/v1/datapackage.json`: the tables described, as a Frictionless Data Package."""

import hashlib
from typing import Any

from macros import urls
from macros.catalogue.presentation import describe_status
from macros.catalogue.views import Catalogue
from macros.data.json_schema import Schema, find_kind, is_nullable, list_choices
from macros.exports.interface import SCHEMA_VERSION, write_json
from macros.exports.records import list_definitions
from macros.exports.tables import DECIMAL, DELIMITER, LINE_END, TABLES, Column, Table, create_tables

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0 (Etalab)",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}
# Of JSON Schema, as Table Schema calls them too.
_CONSTRAINTS = ("enum", "pattern", "minimum", "minLength", "maxLength")


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
        "resources": [_describe(table, contents[urls.api_url(table.file)]) for table in TABLES],
    }
    return {urls.api_url("datapackage.json"): write_json(document)}


def _describe(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": table.file,
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
        "fields": [_describe_column(column, str(table.kind)) for column in table.columns],
        "primaryKey": [table.key],
        "missingValues": [""],
    }


def _describe_column(column: Column, record: str) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "title": column.title}
    if column.value and not column.field:
        return described | {"type": "string", "description": column.description}
    *above, name = (column.field or column.name).split(".")
    definitions = list_definitions()
    for step in above:
        known = definitions[record]["properties"]
        record = find_kind(known[step]) if step in known else step
    schema = definitions[record]["properties"][name]
    described["description"] = column.description or schema["description"]
    described |= _describe_type(schema)
    # A side that the text does not give leaves its cells empty.
    if record.startswith("Measure") and not is_nullable(schema):
        described.setdefault("constraints", {})["required"] = True
    return described


def _describe_type(schema: Schema) -> dict[str, Any]:
    choices = list_choices(schema, list_definitions())
    schema = choices[0] if len(choices) == 1 else {"type": "number"}
    described: dict[str, Any] = {"type": schema["type"]}
    if schema.get("format") == "date":
        described = {"type": "date", "format": "%Y-%m-%d"}
    elif schema.get("format") == "uri":
        described["format"] = "uri"
    elif schema["type"] == "number":
        described["decimalChar"] = DECIMAL
    elif schema["type"] == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    constraints = {name: schema[name] for name in _CONSTRAINTS if name in schema}
    return described | ({"constraints": constraints} if constraints else {})
