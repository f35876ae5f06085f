"""`/api/v1/*.json`: every list, and every measure alone, with the keys of the data files."""

from dataclasses import dataclass
from typing import Any

from macros import urls
from macros.catalogue.views import Catalogue
from macros.exports import records
from macros.exports.interface import SCHEMA_VERSION, write_json
from macros.exports.records import RecordExport


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
