"""The records that machines get: those of the model, with what is derived from them.

Contents and JSON Schemas come from the same description, so that they name the same fields.
"""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from pydantic import TypeAdapter

from macros import urls, vocabulary
from macros.deriving import Catalogue
from macros.model import (
    Actor,
    Axis,
    Deadline,
    Family,
    Figure,
    Law,
    Measure,
    Plan,
    Source,
    Term,
    Theme,
)
from macros.schema import DESCRIPTIONS, Schema, describe_values, drop_titles

# Of a record as the catalogue sees it, the value at the address of the site.
Derive = Callable[[Any, str], Any]


@dataclass(frozen=True, slots=True)
class Added:
    """A field that the data files do not have; it stands after `after`, or first."""

    name: str
    after: str | None
    schema: Schema
    derive: Derive


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `views` lists what the catalogue knows of each, `record` is its data."""

    name: str
    cls: type
    views: Callable[[Catalogue], Iterable[Any]]
    record: Callable[[Any], Any]
    added: tuple[Added, ...] = ()
    description: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    def describe(self, view: Any, address: str) -> dict[str, Any]:
        """Return one record, with the keys of the data files."""
        written = _adapter(self.cls).dump_python(self.record(view), mode="json")
        found = {self.renamed.get(key, key): value for key, value in written.items()}
        return _insert(found, [(new, new.derive(view, address)) for new in self.added])


@cache
def _adapter(cls: Any) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def _insert(fields: dict[str, Any], added: list[tuple[Added, Any]]) -> dict[str, Any]:
    placed = {new.name: value for new, value in added if new.after is None}
    for key, value in fields.items():
        placed[key] = value
        placed |= {new.name: derived for new, derived in added if new.after == key}
    return placed


def _url(after: str | None, locate: Callable[[Any], str]) -> Added:
    schema = {
        "type": "string",
        "format": "uri",
        "description": "Adresse sur ce site, complète, qui ne change pas.",
    }
    return Added("url", after, schema, lambda view, address: address + locate(view))


def _reading(after: str) -> Added:
    schema = {
        "type": "string",
        "minLength": 1,
        "description": "Le même texte, corrections faites : ce que montrent les pages.",
    }
    return Added("reading", after, schema, lambda view, _: view.reading.text)


def _measures(after: str, find: Callable[[Any], Iterable[int]]) -> Added:
    schema = {
        "type": "array",
        "items": {"type": "integer", "minimum": 1},
        "description": "Numéros des mesures concernées, dans l’ordre.",
    }
    return Added("measures", after, schema, lambda view, _: sorted(set(find(view))))


_UPDATED = {
    "type": "string",
    "format": "date",
    "description": "Date de la version des données, AAAA-MM-JJ.",
}
_NUMBER = {"type": "integer", "minimum": 1, "description": "Numéro officiel de la mesure."}
# The address of the document itself; `url` is always an address of this site.
_ELSEWHERE = {"url": "external_url"}

PLAN = Kind(
    "Plan",
    Plan,
    lambda catalogue: [catalogue.data],
    attrgetter("plan"),
    (
        _url("short_title", lambda _: urls.PLAN),
        Added("updated", "short_title", _UPDATED, lambda data, _: data.site.updated.isoformat()),
    ),
    "Le plan lui-même.",
)
AXIS = Kind(
    "Axis",
    Axis,
    lambda catalogue: catalogue.axes.values(),
    attrgetter("axis"),
    (
        _url("number", lambda view: urls.axis_url(view.axis.number)),
        _reading("heading"),
        _measures("title", lambda view: [measure.number for measure in view.measures]),
    ),
)
THEME = Kind(
    "Theme",
    Theme,
    lambda catalogue: catalogue.themes.values(),
    attrgetter("theme"),
    (
        _url("slug", lambda view: urls.theme_url(view.theme.slug)),
        _reading("heading"),
        _measures("title", lambda view: [measure.number for measure in view.measures]),
    ),
)
ACTOR = Kind(
    "Actor",
    Actor,
    lambda catalogue: catalogue.actors.values(),
    attrgetter("actor"),
    (
        _url("slug", lambda view: urls.actor_url(view.actor.slug)),
        _measures("today", lambda view: [part.measure.number for part in view.parts]),
    ),
)
FAMILY = Kind("Family", Family, lambda catalogue: catalogue.data.families, lambda family: family)
DEADLINE = Kind(
    "MeasureDeadline",
    Deadline,
    lambda catalogue: catalogue.moments,
    attrgetter("deadline"),
    (
        Added("measure", None, _NUMBER, lambda moment, _: moment.measure.number),
        _url(None, lambda moment: f"{urls.measure_url(moment.measure.number)}#{moment.key}"),
    ),
    "Une date ou un moment, avec la mesure qui le nomme.",
)
FIGURE = Kind(
    "MeasureFigure",
    Figure,
    lambda catalogue: catalogue.figures,
    attrgetter("figure"),
    (
        Added("measure", None, _NUMBER, lambda row, _: row.measure.number),
        _url(None, lambda row: f"{urls.measure_url(row.measure.number)}#{row.key}"),
    ),
    "Un objectif chiffré, avec la mesure qui le fixe.",
)
LAW = Kind(
    "Law",
    Law,
    lambda catalogue: catalogue.laws.values(),
    attrgetter("law"),
    (
        _url("slug", lambda view: urls.law_url(view.law.slug)),
        _measures("articles", lambda view: [use.measure.number for use in view.uses]),
    ),
    renamed=_ELSEWHERE,
)
TERM = Kind(
    "Term",
    Term,
    lambda catalogue: catalogue.terms.values(),
    lambda term: term,
    (_url("slug", lambda term: urls.term_url(term.slug)),),
)
SOURCE = Kind(
    "Source",
    Source,
    lambda catalogue: catalogue.sources.values(),
    lambda source: source,
    (_url("slug", lambda source: urls.source_url(source.slug)),),
    renamed=_ELSEWHERE,
)
MEASURE = Kind(
    "Measure",
    Measure,
    lambda catalogue: catalogue.measures.values(),
    attrgetter("measure"),
    (
        _url("number", lambda view: urls.measure_url(view.measure.number)),
        _reading("text"),
    ),
)
KINDS = (PLAN, AXIS, THEME, ACTOR, FAMILY, DEADLINE, FIGURE, LAW, TERM, SOURCE, MEASURE)


@cache
def list_definitions() -> dict[str, Schema]:
    """Return the JSON Schema of every record and closed list, by name; never to be changed."""
    _, found = TypeAdapter.json_schemas(
        [(kind.name, "serialization", _adapter(kind.cls)) for kind in KINDS]
    )
    definitions: dict[str, Schema] = found["$defs"]
    for name, part in definitions.items():
        drop_titles(part)
        if "properties" in part:
            part["description"] = DESCRIPTIONS[name]
            _open(part)
        else:
            describe_values(part, getattr(vocabulary, name))
    kinds = {kind.name: _describe_kind(kind, definitions) for kind in KINDS}
    return dict(sorted((definitions | kinds).items()))


def _open(part: Schema) -> None:
    """Say what a reader of the data can count on: every field is there; others may come."""
    del part["additionalProperties"]
    part["required"] = list(part["properties"])
    for schema in part["properties"].values():
        schema.pop("default", None)
        # The lists are files of their own kind here.
        schema["description"] = schema["description"].replace(".yml", ".json")


def _describe_kind(kind: Kind, definitions: dict[str, Schema]) -> Schema:
    part = copy.deepcopy(definitions[kind.cls.__name__])
    found = {kind.renamed.get(key, key): value for key, value in part["properties"].items()}
    part["properties"] = _insert(found, [(new, new.schema) for new in kind.added])
    part["required"] = list(part["properties"])
    part["description"] = kind.description or part["description"]
    return part
