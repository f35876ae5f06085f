"""`/api/v1/*.csv`: what spreadsheets open, one record per row; `datapackage.json` describes them.

For a spreadsheet set up in French, which reads `;`, a mark of UTF-8 and a decimal comma; other programs
learn it from their description, a Frictionless Data Package. No cell starts a formula:
`macros.data.rules.texts` refuses such data.
"""

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from macros import urls
from macros.catalogue.presentation import describe_status
from macros.catalogue.views import Catalogue, first_due
from macros.data.field_names import FIELDS
from macros.data.json_schema import Schema, find_kind, is_nullable, list_choices
from macros.data.vocabulary import Evidence
from macros.exports import records
from macros.exports.interface import LICENCE, SCHEMA_VERSION, write_json
from macros.french import capitalize

DELIMITER, DECIMAL, LINE_END, BYTE_ORDER_MARK = ";", ",", "\r\n", "\ufeff"
# Between the values of a cell that holds several.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of its name, or the one that `field` leads to (« target.range.min »).

    A `value` is found in the view, and is like a field of any record (« Axis.title »); what has a
    `description` of its own and no such field is a text.
    """

    name: str
    title: str
    field: str = ""
    value: Callable[[Any], Any] | None = None
    description: str = ""

    def read(self, record: Any) -> Any:
        for name in (self.field or self.name).split("."):
            record = record and record[name]
        return record


@dataclass(frozen=True, slots=True)
class Table:
    """A list of records as a table; `key` is the column that tells its rows apart."""

    name: str
    title: str
    kind: records.RecordExport
    key: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


def _list_actors(view: Any, *evidence: Evidence) -> list[str]:
    return [*dict.fromkeys(p.actor for p in view.measure.actors if p.evidence in evidence)]


def _fields(names: str) -> list[Column]:
    """Return the columns of fields that are shown as they are."""
    return [Column(name, capitalize(FIELDS[name])) for name in names.split()]


_TITLE = Column("measure_title", "Titre de la mesure", "Measure.title", lambda v: v.measure.title)
MEASURES = Table(
    "measures",
    "Les mesures",
    records.MEASURE,
    "number",
    (
        *_fields("number url axis"),
        Column("axis_title", "Titre de l’axe", "Axis.title", lambda v: v.axis.title),
        *_fields("theme"),
        Column(
            "theme_title",
            "Titre du thème",
            value=lambda v: v.theme and v.theme.title,
            description="Titre éditorial du thème, s’il y en a un.",
        ),
        *_fields("title plain text"),
        Column("reading", "Lecture corrigée"),
        *_fields("commitment commitment_quote"),
        Column(
            "due",
            "Échéance",
            "MeasureDeadline.date",
            lambda v: (due := first_due(v.measure)) and due.date,
            "Date d’échéance (AAAA-MM-JJ), si le texte en fixe une ; la première de la fiche, s’il y en a plusieurs.",
        ),
        Column(
            "actors",
            "Acteurs",
            value=lambda v: _list_actors(v, *Evidence),
            description="Identifiants de tous les acteurs, nommés ou déduits, séparés par « | ».",
        ),
        Column(
            "actors_named",
            "Acteurs nommés dans le texte",
            value=lambda v: _list_actors(v, Evidence.QUOTE),
            description="Identifiants des acteurs que le texte nomme, séparés par « | ».",
        ),
        Column(
            "laws",
            "Base juridique",
            value=lambda v: list(dict.fromkeys(r.law for r in v.measure.laws if r.law)),
            description="Identifiants des textes de droit, séparés par « | ».",
        ),
        Column(
            "related",
            "Mesures liées",
            value=lambda v: [str(n) for n in sorted({link.measure.number for link in v.links})],
            description="Numéros des mesures liées, dans les deux sens, séparés par « | ».",
        ),
        Column(
            "keywords",
            "Mots-clés",
            description="Mots que l’on tape et que le texte ne contient pas, séparés par « | ».",
        ),
    ),
)
DEADLINES = Table(
    "deadlines",
    "Les dates et les moments",
    records.DEADLINE,
    "url",
    (
        *_fields("measure url"),
        _TITLE,
        *_fields("kind date bound precision scope quote occurrence"),
        Column(
            "bears_on",
            "Acteurs tenus par la date",
            description="Identifiants des acteurs à qui le texte lui-même fixe cette date, séparés par « | ».",
        ),
        *_fields("source note"),
    ),
)
FIGURES = Table(
    "figures",
    "Les objectifs chiffrés",
    records.FIGURE,
    "url",
    (
        *_fields("measure url"),
        _TITLE,
        *_fields("unit"),
        Column("baseline_value", "Départ", "baseline.value"),
        Column("baseline_quote", "Preuve du départ", "baseline.quote"),
        Column("target_value", "Cible", "target.value"),
        Column("target_factor", "Multiplicateur", "target.factor"),
        Column("target_min", "Cible, au moins", "target.range.min"),
        Column("target_max", "Cible, au plus", "target.range.max"),
        Column("target_coverage", "Couverture", "target.coverage"),
        Column("target_computed", "Cible calculée par ce site", "target.computed"),
        Column("target_quote", "Preuve de la cible", "target.quote"),
        *_fields("year note"),
    ),
)
FOLLOW_UP = Table(
    "follow_up",
    "Ce que les mesures sont devenues",
    records.FOLLOW_UP,
    "slug",
    (
        *_fields("measure slug url date about speaker"),
        Column(
            "reports",
            "Ce qui est rapporté",
            value=lambda fact: fact.reports,
            description="Ce que ces mots rapportent, séparé par « | ».",
        ),
        *_fields("summary quote locator source partly_read note"),
    ),
)
TABLES = (MEASURES, DEADLINES, FIGURES, FOLLOW_UP)


def create_tables(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    tables = {table.file: _write(table, catalogue, address) for table in TABLES}
    package = {"datapackage.json": _describe_package(tables, catalogue, address).encode()}
    return {urls.api_url(file): content for file, content in (tables | package).items()}


def _write(table: Table, catalogue: Catalogue, address: str) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(column.name for column in table.columns)
    for view in table.kind.list_views(catalogue):
        record = table.kind.describe(view, address)
        writer.writerow(
            _write_cell(column.value(view) if column.value else column.read(record))
            for column in table.columns
        )
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _write_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(value, "f").rstrip("0").rstrip(".").replace(".", DECIMAL)
    if isinstance(value, list | tuple):
        return SEPARATOR.join(value)
    return str(value)


# -- Their description

# Of JSON Schema, as Table Schema calls them too.
_CONSTRAINTS = ("enum", "pattern", "minimum", "minLength", "maxLength")
_TYPES: dict[str, dict[str, Any]] = {
    "date": {"type": "date", "format": "%Y-%m-%d"},
    "uri": {"type": "string", "format": "uri"},
    "number": {"type": "number", "decimalChar": DECIMAL},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
}


def _describe_package(tables: dict[str, bytes], catalogue: Catalogue, address: str) -> str:
    plan, site = catalogue.data.plan, catalogue.data.site
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"plan-{plan.slug}",
        "id": address + urls.DATA,
        "title": plan.title,
        "description": (
            "Les mesures du plan, leurs dates et leurs chiffres, lus dans le texte officiel, et ce "
            "qu’elles sont devenues, d’après des sources. "
            f"Site non officiel, {describe_status(catalogue.data)}."
        ),
        "homepage": address + urls.DATA,
        "version": SCHEMA_VERSION,
        "created": f"{site.updated.isoformat()}T00:00:00Z",
        "keywords": [*plan.keywords, "politique publique"],
        "licenses": [LICENCE],
        "sources": [{"title": plan.title, "path": address + urls.FULL_TEXT}],
        "resources": [_describe_resource(table, tables[table.file]) for table in TABLES],
    }
    return write_json(package)


def _describe_resource(table: Table, content: bytes) -> dict[str, Any]:
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
    return {
        "fields": [_describe_column(column, str(table.kind)) for column in table.columns],
        "primaryKey": [table.key],
        "missingValues": [""],
    }


def _describe_column(column: Column, record: str) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "title": column.title}
    if column.description and not column.field:
        return described | {"type": "string", "description": column.description}
    *above, name = (column.field or column.name).split(".")
    definitions = records.list_definitions()
    for step in above:
        known = definitions[record]["properties"]
        record = find_kind(known[step]) if step in known else step
    field = definitions[record]["properties"][name]
    choices = list_choices(field, definitions)
    schema: Schema = choices[0] if len(choices) == 1 else {"type": "number"}
    described["description"] = column.description or field["description"]
    kind: str = schema.get("format") or schema["type"]
    described |= _TYPES.get(kind, {"type": schema["type"]})
    constraints = {name: schema[name] for name in _CONSTRAINTS if name in schema}
    # A side that the text does not give leaves its cells empty.
    if record.startswith("Measure") and not is_nullable(field):
        constraints["required"] = True
    return described | ({"constraints": constraints} if constraints else {})
