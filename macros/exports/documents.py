"""`/api/v1/*.json`: every list, and every measure alone, with the keys of the data files."""

import json
from dataclasses import dataclass
from typing import Any

from macros import records, urls
from macros.deriving import Catalogue
from macros.interface import SCHEMA_VERSION
from macros.records import Kind


@dataclass(frozen=True, slots=True)
class Document:
    """A file: what it holds, by key. `alone`: one record in place of a list."""

    name: str
    parts: tuple[tuple[str, Kind], ...]
    description: str
    alone: bool = False


LISTS = (
    Document("plan", (("plan", records.PLAN),), "Le plan lui-même.", alone=True),
    Document("axes", (("axes", records.AXIS),), "Les axes du plan."),
    Document("themes", (("themes", records.THEME),), "Les thèmes du plan."),
    Document(
        "actors",
        (("actors", records.ACTOR), ("families", records.FAMILY)),
        "Les acteurs et leurs familles.",
    ),
    Document(
        "deadlines", (("deadlines", records.DEADLINE),), "Les dates et les moments, dans l’ordre."
    ),
    Document("laws", (("laws", records.LAW),), "Les textes de droit et leurs articles."),
    Document("glossary", (("glossary", records.TERM),), "Les termes et les sigles."),
    Document("sources", (("sources", records.SOURCE),), "Les sources que citent les fiches."),
    Document("measures", (("measures", records.MEASURE),), "Toutes les mesures."),
)
MEASURE = Document("measure", (("measure", records.MEASURE),), "Une mesure.", alone=True)
DOCUMENTS = (*LISTS, MEASURE)


def create_documents(catalogue: Catalogue, address: str) -> dict[str, str]:
    """Return the JSON documents, by path; `address` is the site's, with a final slash."""
    made: dict[str, str] = {}
    for document in LISTS:
        content: dict[str, Any] = {
            key: [kind.describe(view, address) for view in kind.views(catalogue)]
            for key, kind in document.parts
        }
        if document.alone:
            content = {key: value[0] for key, value in content.items()}
        made[urls.api_url(f"{document.name}.json")] = _write(content)
    for number, view in catalogue.measures.items():
        record = records.MEASURE.describe(view, address)
        made[urls.measure_output_url(number, "json")] = _write({"measure": record})
    return made


def _write(content: dict[str, Any]) -> str:
    document = {"schema_version": SCHEMA_VERSION, **content}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
