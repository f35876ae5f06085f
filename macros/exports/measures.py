"""`/api/v1/measures.json`: every measure, with the keys of the data files."""

import json
from typing import Any

from pydantic import TypeAdapter

from macros.deriving import Catalogue, MeasureView
from macros.model import Measure
from macros.urls import MEASURES_JSON, measure_url

SCHEMA_VERSION = "1.0.0"


def create_measures_json(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the JSON document, by path; `address` is the site's, with a final slash."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "measures": [_describe(view, address) for view in catalogue.measures.values()],
    }
    return {MEASURES_JSON: json.dumps(document, ensure_ascii=False, indent=1) + "\n"}


def _describe(view: MeasureView, address: str) -> dict[str, Any]:
    record = TypeAdapter(Measure).dump_python(view.measure, mode="json")
    described: dict[str, Any] = {}
    for key, value in record.items():
        described[key] = value
        if key == "number":
            described["url"] = address + measure_url(view.measure.number)
        elif key == "text":
            described["reading"] = view.reading.text
    return described
