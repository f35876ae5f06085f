"""JSON Schemas of the data files, derived from the model, for editors (yaml-language-server)."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.loading import LIST_FILES, RECORD_FILES
from macros.model import Measure

SCHEMAS: dict[str, type] = {"measure": Measure, **RECORD_FILES, **LIST_FILES}


def create_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind of file."""
    schema = TypeAdapter(SCHEMAS[name]).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Généré par « python -m macros schema » d’après macros/model.py.",
        **schema,
    }


def write_schemas(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        text = json.dumps(create_schema(name), ensure_ascii=False, indent=2) + "\n"
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
