"""`/api/v1/*.csv`: what spreadsheets open, one record per row.

For a spreadsheet set up in French, which reads `;`, a mark of UTF-8 and a decimal comma; other programs
learn it from datapackage.json. No cell starts a formula: macros/rules/cells.py refuses such data.
"""

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros import urls
from macros.deriving import Catalogue, first_due
from macros.vocabulary import Evidence

DELIMITER, DECIMAL, LINE_END, BYTE_ORDER_MARK = ";", ",", "\r\n", "\ufeff"
# Between the values of a cell that holds several.
SEPARATOR = " | "


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field` names (record, field) of the interface: its type and its meaning.

    A column that sums up several fields has a `description` of its own and holds a text.
    """

    name: str
    title: str
    value: Callable[[Any], Any]
    field: tuple[str, str] | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    rows: Callable[[Catalogue], Iterable[Any]]
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def url(self) -> str:
        return urls.api_url(f"{self.name}.csv")


def _same(record: str, name: str, title: str, value: Callable[[Any], Any]) -> Column:
    return Column(name, title, value, (record, name))


def _first_date(view: Any) -> date | None:
    due = first_due(view.measure)
    return due.date if due else None


def _list_actors(view: Any, *evidence: Evidence) -> list[str]:
    parts = view.measure.actors
    return list(
        dict.fromkeys(part.actor for part in parts if not evidence or part.evidence in evidence)
    )


MEASURES = Table(
    "measures",
    "Les mesures",
    lambda catalogue: catalogue.measures.values(),
    (
        _same("Measure", "number", "Numéro", lambda v: v.measure.number),
        _same("Measure", "url", "Adresse", lambda v: urls.measure_url(v.measure.number)),
        _same("Measure", "axis", "Axe", lambda v: v.measure.axis),
        Column("axis_title", "Titre de l’axe", lambda v: v.axis.title, ("Axis", "title")),
        _same("Measure", "theme", "Thème", lambda v: v.measure.theme),
        Column(
            "theme_title",
            "Titre du thème",
            lambda v: v.theme.title if v.theme else None,
            description="Titre éditorial du thème, s’il y en a un.",
        ),
        _same("Measure", "title", "Titre", lambda v: v.measure.title),
        _same("Measure", "text", "Texte officiel", lambda v: v.measure.text),
        _same("Measure", "reading", "Lecture corrigée", lambda v: v.reading.text),
        _same("Measure", "commitment", "Force de l’engagement", lambda v: v.measure.commitment),
        _same("Measure", "commitment_quote", "Preuve", lambda v: v.measure.commitment_quote),
        Column(
            "due",
            "Échéance",
            _first_date,
            ("MeasureDeadline", "date"),
            "Date d’échéance (AAAA-MM-JJ), si le texte en fixe une ; la première de la fiche, s’il y en a plusieurs.",
        ),
        Column(
            "actors",
            "Acteurs",
            _list_actors,
            description="Identifiants de tous les acteurs, nommés ou déduits, séparés par « | ».",
        ),
        Column(
            "actors_named",
            "Acteurs nommés dans le texte",
            lambda v: _list_actors(v, Evidence.QUOTE),
            description="Identifiants des acteurs que le texte nomme, séparés par « | ».",
        ),
        Column(
            "laws",
            "Textes de droit",
            lambda v: list(dict.fromkeys(r.law for r in v.measure.laws if r.law)),
            description="Identifiants des textes de droit, séparés par « | ».",
        ),
        Column(
            "related",
            "Mesures liées",
            lambda v: [str(n) for n in sorted({link.measure.number for link in v.links})],
            description="Numéros des mesures liées, dans les deux sens, séparés par « | ».",
        ),
        Column(
            "keywords",
            "Mots-clés",
            lambda v: v.measure.keywords,
            description="Mots que l’on tape et que le texte ne contient pas, séparés par « | ».",
        ),
    ),
    ("number",),
)


def _deadline(name: str, title: str) -> Column:
    return _same("MeasureDeadline", name, title, lambda m: getattr(m.deadline, name))


DEADLINES = Table(
    "deadlines",
    "Les dates et les moments",
    lambda catalogue: catalogue.moments,
    (
        _same("MeasureDeadline", "measure", "Mesure", lambda m: m.measure.number),
        _same(
            "MeasureDeadline",
            "url",
            "Adresse",
            lambda m: f"{urls.measure_url(m.measure.number)}#{m.key}",
        ),
        Column("measure_title", "Titre de la mesure", lambda m: m.measure.title, ("Measure", "title")),
        _deadline("kind", "Nature"),
        _deadline("date", "Date"),
        _deadline("bound", "Sens"),
        _deadline("precision", "Précision"),
        _deadline("scope", "Objet"),
        _deadline("quote", "Passage du texte"),
        _deadline("occurrence", "Rang du passage"),
        Column(
            "bears_on",
            "Acteurs tenus par la date",
            lambda m: m.deadline.bears_on,
            description="Identifiants des acteurs à qui le texte lui-même fixe cette date, "
            "séparés par « | ».",
        ),
        _deadline("source", "Source de la date"),
        _deadline("note", "Remarque"),
    ),
    ("url",),
)  # fmt: skip


def _side(side: str, name: str, title: str) -> Column:
    """A column of the baseline or of the target of a figure."""
    return Column(
        f"{side}_{name}",
        title,
        lambda row: getattr(getattr(row.figure, side), name, None),
        (side.capitalize(), name),
    )


def _range(name: str, title: str) -> Column:
    return Column(
        f"target_{name}",
        title,
        lambda row: getattr(getattr(row.figure.target, "range", None), name, None),
        ("Range", name),
    )


FIGURES = Table(
    "figures",
    "Les objectifs chiffrés",
    lambda catalogue: catalogue.figures,
    (
        _same("MeasureFigure", "measure", "Mesure", lambda row: row.measure.number),
        _same(
            "MeasureFigure",
            "url",
            "Adresse",
            lambda row: f"{urls.measure_url(row.measure.number)}#{row.key}",
        ),
        Column("measure_title", "Titre de la mesure", lambda r: r.measure.title, ("Measure", "title")),
        _same("MeasureFigure", "unit", "Unité", lambda row: row.figure.unit),
        _side("baseline", "value", "Départ"),
        _side("baseline", "quote", "Preuve du départ"),
        _side("target", "value", "Cible"),
        _side("target", "factor", "Multiplicateur"),
        _range("min", "Cible, au moins"),
        _range("max", "Cible, au plus"),
        _side("target", "coverage", "Couverture"),
        _side("target", "computed", "Cible calculée"),
        _side("target", "quote", "Preuve de la cible"),
        _same("MeasureFigure", "year", "Année", lambda row: row.figure.year),
        _same("MeasureFigure", "note", "Remarque", lambda row: row.figure.note),
    ),
    ("url",),
)  # fmt: skip

TABLES = (MEASURES, DEADLINES, FIGURES)


def create_tables(catalogue: Catalogue, address: str) -> dict[str, bytes]:
    """Return the tables, by path."""
    return {table.url: _write(table, catalogue, address) for table in TABLES}


def _write(table: Table, catalogue: Catalogue, address: str) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=DELIMITER, lineterminator=LINE_END)
    writer.writerow(column.name for column in table.columns)
    for row in table.rows(catalogue):
        writer.writerow(_write_cell(column, column.value(row), address) for column in table.columns)
    return (BYTE_ORDER_MARK + file.getvalue()).encode()


def _write_cell(column: Column, value: Any, address: str) -> str:
    if value is None:
        return ""
    if column.name == "url":
        return address + str(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(value, "f").rstrip("0").rstrip(".").replace(".", DECIMAL)
    if isinstance(value, list | tuple):
        return SEPARATOR.join(value)
    return str(value)
