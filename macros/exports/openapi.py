"""`/api/v1/openapi.json`: every address of the interface, in one OpenAPI 3.1 document."""

import re
from typing import Any

from macros import urls
from macros.catalogue.presentation import describe_status, list_parameters
from macros.catalogue.views import Catalogue
from macros.exports.documents import DOCUMENTS, LOCAL
from macros.exports.hosting import find_type
from macros.exports.interface import (
    LICENCE,
    OUTPUTS,
    PARAMETERS,
    SCHEMA_VERSION,
    Output,
    write_json,
)
from macros.exports.records import list_definitions

_HOME = "#/components/schemas/"


def create_openapi(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the document, by path."""
    text = write_json(_describe_interface(catalogue, address))
    return {urls.api_url("openapi.json"): text.replace(f'"{LOCAL}', f'"{_HOME}')}


def _describe_interface(catalogue: Catalogue, address: str) -> dict[str, Any]:
    plan = catalogue.data.plan
    examples = list_parameters(catalogue)
    documents = {document.name: document.describe() for document in DOCUMENTS}
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
        "servers": [{"url": f"{address}{urls.API.rstrip('/')}", "description": "Ce site."}],
        "externalDocs": {"url": address + urls.DATA, "description": "Les données, expliquées."},
        "paths": {f"/{output.path}": {"get": _describe(output, examples)} for output in OUTPUTS},
        # The documents' names are in lower case, those of the records are not.
        "components": {"schemas": documents | list_definitions()},
    }


def _describe(output: Output, examples: dict[str, int | str | None]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    # What comes with the file: a link that announces it may name a narrower type.
    media_type = find_type(output.path)
    if output.schema is not None:
        content = {"schema": {"$ref": _HOME + output.schema}}
    elif not media_type.endswith("json"):
        content = {"schema": {"type": "string"}}
    operation: dict[str, Any] = {
        # « get-measures-number-json »
        "operationId": "-".join(["get", *re.findall(r"\w+", output.path)]),
        "summary": output.title,
        "responses": {"200": {"description": f"{output.title}.", "content": {media_type: content}}},
    }
    if output.parameters:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, **PARAMETERS[name]}
            | ({"example": examples[name]} if examples[name] is not None else {})
            for name in output.parameters
        ]
        operation["responses"]["404"] = {"description": "Rien à cette adresse."}
    return operation
