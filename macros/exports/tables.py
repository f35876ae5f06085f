"""`/api/v1/*.csv`: what spreadsheets open, one record per row.

For a spreadsheet set up in French, which reads `;`, a mark of UTF-8 and a decimal comma; other programs
learn it from datapackage.json. No cell starts a formula: macros/data/rules/cells.py refuses such data.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from macros import urls
from macros.catalogue.views import Catalogue, first_due
from macros.data.vocabulary import Evidence
from macros.exports import records
from macros.exports.records import RecordExport

DELIMITER, DECIMAL, LINE_END, BYTE_ORDER_MARK = ";", ",", "\r\n", "\ufeff"
# Between the values of a cell that holds several.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of its name, or the one that `field` leads to (« target.range.min »).

    A column with a `value` finds it in the view: a text, or like a field of any record (« Axis.title »).
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


def _list_actors(view: Any, *evidence: Evidence) -> list[str]:
    return [*dict.fromkeys(p.actor for p in view.measure.actors if p.evidence in evidence)]


@dataclass(frozen=True, slots=True)
class Table:
    """A list of records as a table; `key` is the column that tells its rows apart."""

    name: str
    title: str
    kind: RecordExport
    key: str
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        return f"{self.name}.csv"


_TITLE = Column("measure_title", "Titre de la mesure", "Measure.title", lambda v: v.measure.title)
MEASURES = Table(
    "measures",
    "Les mesures",
    records.MEASURE,
    "number",
    (
        Column("number", "Numéro"),
        Column("url", "Adresse"),
        Column("axis", "Axe"),
        Column("axis_title", "Titre de l’axe", "Axis.title", lambda v: v.axis.title),
        Column("theme", "Thème"),
        Column(
            "theme_title",
            "Titre du thème",
            value=lambda v: v.theme and v.theme.title,
            description="Titre éditorial du thème, s’il y en a un.",
        ),
        Column("title", "Titre"),
        Column("text", "Texte officiel"),
        Column("reading", "Lecture corrigée"),
        Column("commitment", "Force de l’engagement"),
        Column("commitment_quote", "Preuve"),
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
            "Textes de droit",
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
            value=lambda v: v.measure.keywords,
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
        Column("measure", "Mesure"),
        Column("url", "Adresse"),
        _TITLE,
        Column("kind", "Nature"),
        Column("date", "Date"),
        Column("bound", "Sens"),
        Column("precision", "Précision"),
        Column("scope", "Objet"),
        Column("quote", "Passage du texte"),
        Column("occurrence", "Rang du passage"),
        Column(
            "bears_on",
            "Acteurs tenus par la date",
            value=lambda m: m.deadline.bears_on,
            description="Identifiants des acteurs à qui le texte lui-même fixe cette date, "
            "séparés par « | ».",
        ),
        Column("source", "Source de la date"),
        Column("note", "Remarque"),
    ),
)
FIGURES = Table(
    "figures",
    "Les objectifs chiffrés",
    records.FIGURE,
    "url",
    (
        Column("measure", "Mesure"),
        Column("url", "Adresse"),
        _TITLE,
        Column("unit", "Unité"),
        Column("baseline_value", "Départ", "baseline.value"),
        Column("baseline_quote", "Preuve du départ", "baseline.quote"),
        Column("target_value", "Cible", "target.value"),
        Column("target_factor", "Multiplicateur", "target.factor"),
        Column("target_min", "Cible, au moins", "target.range.min"),
        Column("target_max", "Cible, au plus", "target.range.max"),
        Column("target_coverage", "Couverture", "target.coverage"),
        Column("target_computed", "Cible calculée", "target.computed"),
        Column("target_quote", "Preuve de la cible", "target.quote"),
        Column("year", "Année"),
        Column("note", "Remarque"),
    ),
)
TABLES = (MEASURES, DEADLINES, FIGURES)


def create_tables(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    """Return the tables, by path."""
    return {urls.api_url(table.file): _write(table, catalogue, address) for table in TABLES}


def _write(table: Table, catalogue: Catalogue, address: str) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(column.name for column in table.columns)
    for view in table.kind.views(catalogue):
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
