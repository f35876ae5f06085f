"""The records that machines get: those of the model, with what is derived from them.

Contents and JSON Schemas come from the same description, so that they name the same fields.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import core_schema, to_jsonable_python

from macros import urls
from macros.catalogue.views import Catalogue
from macros.data import model
from macros.data.json_schema import FrenchSchema, Schema
from macros.data.outcome_model import FollowUp


@dataclass(frozen=True, slots=True)
class DerivedField:
    """A field that the data files do not have; it stands after `after`, or first.

    `derive` finds it from the record as the catalogue sees it; of `url`, relative to the site.
    """

    name: str
    after: str | None
    derive: Callable[[Any], Any]
    schema: Schema


@dataclass(frozen=True, slots=True)
class RecordExport:
    """A kind of record; `views` names what the catalogue knows of each: nothing of the plan, which is one."""

    cls: type
    views: str
    derived: tuple[DerivedField, ...] = ()
    name: str = ""
    description: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name or self.cls.__name__

    def describe(self, view: Any, address: str) -> dict[str, Any]:
        """Return one record, with the keys of the data files."""
        record = view if isinstance(view, self.cls) else getattr(view, self.cls.__name__.lower())
        fields = self.extend(to_jsonable_python(record), lambda new: new.derive(view))
        return fields | ({"url": address + fields["url"]} if "url" in fields else {})

    def list(self, catalogue: Catalogue, address: str) -> list[dict[str, Any]]:
        return [self.describe(view, address) for view in self.list_views(catalogue)]

    def list_views(self, catalogue: Catalogue) -> Iterable[Any]:
        views = attrgetter(self.views)(catalogue) if self.views else (catalogue.data,)
        return views.values() if isinstance(views, dict) else views

    def extend(self, fields: Mapping[str, Any], add: Callable[[DerivedField], Any]) -> Schema:
        """Return fields as machines see them, with those that are derived."""
        extended = {new.name: add(new) for new in self.derived if new.after is None}
        for key, value in fields.items():
            extended[self.renamed.get(key, key)] = value
            extended |= {new.name: add(new) for new in self.derived if new.after == key}
        return extended


def _url(after: str | None, locate: Callable[[Any], str]) -> DerivedField:
    description = "Adresse sur ce site, complète, qui ne change pas."
    schema = {"type": "string", "format": "uri", "description": description}
    return DerivedField("url", after, locate, schema)


def _reading(after: str) -> DerivedField:
    description = "Le même texte, corrections faites : ce que montrent les pages."
    schema = {"type": "string", "minLength": 1, "description": description}
    return DerivedField("reading", after, lambda view: view.corrected.text, schema)


def _measures(after: str, find: Callable[[Any], Iterable[Any]]) -> DerivedField:
    items = {"type": "integer", "minimum": 1}
    description = "Numéros des mesures concernées, dans l’ordre."
    schema = {"type": "array", "items": items, "description": description}
    return DerivedField(
        "measures", after, lambda view: sorted({m.number for m in find(view)}), schema
    )


_NUMBER = {"type": "integer", "minimum": 1, "description": "Numéro officiel de la mesure."}
# Of a part of a measure.
_MEASURE = (
    DerivedField("measure", None, lambda view: view.measure.number, _NUMBER),
    _url(None, lambda view: f"{urls.measure_url(view.measure.number)}#{view.key}"),
)
_HEADING = (_reading("heading"), _measures("title", lambda view: view.measures))
_DAY = "Date de la version des données, AAAA-MM-JJ."
_UPDATED = {"type": "string", "format": "date", "description": _DAY}
# The address of the document itself; `url` is always an address of this site.
_ELSEWHERE = {"url": "external_url"}

PLAN = RecordExport(
    model.Plan,
    "",
    (
        _url("short_title", lambda _: urls.PLAN),
        DerivedField("updated", "short_title", lambda d: d.site.updated.isoformat(), _UPDATED),
    ),
    description="Le plan lui-même.",
)
AXIS = RecordExport(
    model.Axis, "axes", (_url("number", lambda view: urls.axis_url(view.axis.number)), *_HEADING)
)
THEME = RecordExport(
    model.Theme, "themes", (_url("slug", lambda view: urls.theme_url(view.theme.slug)), *_HEADING)
)
ACTOR = RecordExport(
    model.Actor,
    "actors",
    (
        _url("slug", lambda view: urls.actor_url(view.actor.slug)),
        _measures("today", lambda view: [role.measure for role in view.roles]),
    ),
)
FAMILY = RecordExport(model.Family, "data.families")
DEADLINE = RecordExport(
    model.Deadline, "dates", _MEASURE, "MeasureDeadline", "Une date, avec la mesure qui la nomme."
)
FIGURE = RecordExport(
    model.Figure, "figures", _MEASURE, "MeasureFigure", "Un objectif chiffré, avec sa mesure."
)
LAW = RecordExport(
    model.Law,
    "laws",
    (
        _url("slug", lambda view: urls.law_url(view.law.slug)),
        _measures("articles", lambda view: [use.measure for use in view.uses]),
    ),
    renamed=_ELSEWHERE,
)
TERM = RecordExport(model.Term, "terms", (_url("slug", lambda term: urls.term_url(term.slug)),))
SOURCE = RecordExport(
    model.Source,
    "sources",
    (_url("slug", lambda source: urls.source_url(source.slug)),),
    renamed=_ELSEWHERE,
)
FOLLOW_UP = RecordExport(
    FollowUp,
    "data.follow_up",
    (_url("slug", lambda fact: urls.follow_up_url(fact.measure, fact.slug)),),
    "FollowUpEntry",
    "Ce qu’une mesure est devenue : un fait, dans les mots de qui le dit, avec son adresse.",
)
MEASURE = RecordExport(
    model.Measure,
    "measures",
    (
        _url("number", lambda view: urls.measure_url(view.measure.number)),
        _reading("text"),
        DerivedField(
            "follow_up",
            "keywords",
            lambda view: to_jsonable_python(view.outcome.follow_up),
            {
                "type": "array",
                "items": {"$ref": "#/$defs/FollowUp"},
                "description": "Ce que la mesure est devenue, dans l’ordre des dates.",
            },
        ),
    ),
)
KINDS = (PLAN, AXIS, THEME, ACTOR, FAMILY, DEADLINE, FIGURE, LAW, TERM, SOURCE, FOLLOW_UP, MEASURE)


class _PublishedSchema(FrenchSchema):
    """The schema for readers: every field is there; others may come."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> Schema:
        part = super().dataclass_schema(schema)
        del part["additionalProperties"]
        part["required"] = list(part["properties"])
        for inner in part["properties"].values():
            inner.pop("default", None)
            # The lists are files of their own kind here.
            inner["description"] = inner["description"].replace(".yml", ".json")
        return part


@cache
def list_definitions() -> dict[str, Schema]:
    """Return the JSON Schema of every record and closed list, by name; never to be changed."""
    _, found = TypeAdapter.json_schemas(
        [(str(kind), "serialization", TypeAdapter(kind.cls)) for kind in KINDS],
        schema_generator=_PublishedSchema,
    )
    definitions: dict[str, Schema] = found["$defs"]
    for part in definitions.values():
        part.pop("enumDescriptions", None)  # which strict validators do not know
    kinds = {str(kind): _describe_kind(kind, definitions) for kind in KINDS}
    return dict(sorted((definitions | kinds).items()))


def _describe_kind(kind: RecordExport, definitions: dict[str, Schema]) -> Schema:
    part = definitions[kind.cls.__name__]
    properties = kind.extend(part["properties"], lambda new: new.schema)
    description = kind.description or part["description"]
    required = list(properties)
    return part | {"description": description, "properties": properties, "required": required}
