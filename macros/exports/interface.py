"""The machine outputs as published: which exist, in which form, for whom; and their versions.

One list, from which come the OpenAPI document, the page of the data and the data set's description.
"""

import json
from dataclasses import dataclass
from enum import StrEnum

from macros import urls


@dataclass(frozen=True, slots=True)
class InterfaceVersion:
    """A version of the form of the outputs: major when a reader must adapt, minor for additions."""

    number: str
    date: str
    change: str


# The last one first. tests/test_interface.py fails when the form changes, and says what to add here.
VERSIONS = (
    InterfaceVersion(
        "1.0.0",
        "2026-12-01",
        "Première forme publiée : listes et mesures en JSON, tableaux CSV, données liées, texte, "
        "calendriers, fils, références.",
    ),
)
SCHEMA_VERSION = VERSIONS[0].number

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence 2.0 (Etalab)",
    "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
}


class Use(StrEnum):
    """The uses by which the page of the data groups the outputs."""

    TABLE = "Dans un tableur (Excel, LibreOffice)"
    CODE = "Dans un programme ou sur un autre site"
    TEXT = "À lire, à coller dans un message ou à donner à un assistant"
    FOLLOW = "Dans un agenda ou un lecteur de fils"
    CITE = "Dans un logiciel de bibliographie (Zotero, JabRef)"
    LINKED = "Dans un catalogue ou une base de données liées"
    CONTRACT = "Pour vérifier ce que l’on lit"


class MediaType(StrEnum):
    """The types of the outputs, as readers know them; `file_type`: in Europe's table of file types."""

    form: str
    file_type: str | None

    def __new__(cls, value: str, form: str, file_type: str | None = None) -> "MediaType":
        member = str.__new__(cls, value)
        member._value_, member.form, member.file_type = value, form, file_type
        return member

    JSON = "application/json", "JSON", "JSON"
    CSV = "text/csv", "CSV", "CSV"
    MARKDOWN = "text/markdown", "texte (Markdown)"
    ATOM = "application/atom+xml", "Atom"
    CALENDAR = "text/calendar", "iCalendar"
    BIBTEX = "application/x-bibtex", "BibTeX"
    RIS = "application/x-research-info-systems", "RIS"
    CSL_JSON = "application/vnd.citationstyles.csl+json", "CSL-JSON"
    JSON_LD = "application/ld+json", "JSON-LD", "JSON_LD"
    JSON_SCHEMA = "application/schema+json", "JSON Schema"


JSON, CSV, MARKDOWN = MediaType.JSON, MediaType.CSV, MediaType.MARKDOWN
ATOM, CALENDAR = MediaType.ATOM, MediaType.CALENDAR


@dataclass(frozen=True, slots=True)
class Output:
    """A machine output, or one per record where `path` has a parameter. In French for readers.

    `schema` names the JSON Schema of its content.
    """

    path: str
    media_type: MediaType
    title: str
    use: Use
    schema: str | None = None

    @property
    def url(self) -> str:
        """The address, relative to the root of the site."""
        return urls.api_url(self.path)

    @property
    def parameters(self) -> list[str]:
        return [name for name in PARAMETERS if f"{{{name}}}" in self.path]


_NUMBER = {"type": "integer", "minimum": 1}
PARAMETERS: dict[str, dict[str, object]] = {
    "number": {"description": "Numéro officiel de la mesure, sans zéro devant.", "schema": _NUMBER},
    "axis": {"description": "Numéro de l’axe.", "schema": _NUMBER},
    "actor": {
        "description": "Identifiant de l’acteur (« slug » dans actors.json).",
        "schema": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
    },
    "name": {
        "description": "Nom du fichier décrit, sans son extension.",
        "schema": {"type": "string", "pattern": "^[a-z_]+$"},
    },
}
OUTPUTS = (
    Output("measures.csv", CSV, "Les mesures, une par ligne", Use.TABLE),
    Output("deadlines.csv", CSV, "Les dates et les moments, un par ligne", Use.TABLE),
    Output("figures.csv", CSV, "Les objectifs chiffrés, un par ligne", Use.TABLE),
    Output("follow_up.csv", CSV, "Ce que les mesures sont devenues, un fait par ligne", Use.TABLE),
    Output("datapackage.json", JSON, "La description des quatre tableaux", Use.TABLE),
    Output("measures.json", JSON, "Toutes les mesures, avec tout ce que l’on en sait", Use.CODE, "measures"),
    Output("measures/{number}.json", JSON, "Une mesure", Use.CODE, "measure"),
    Output("plan.json", JSON, "Le plan : titre, période, faits établis", Use.CODE, "plan"),
    Output("axes.json", JSON, "Les axes", Use.CODE, "axes"),
    Output("themes.json", JSON, "Les thèmes", Use.CODE, "themes"),
    Output("actors.json", JSON, "Les acteurs et leurs familles", Use.CODE, "actors"),
    Output("deadlines.json", JSON, "Les dates et les moments, dans l’ordre", Use.CODE, "deadlines"),
    Output("laws.json", JSON, "Les textes de droit et leurs articles", Use.CODE, "laws"),
    Output("glossary.json", JSON, "Les termes et les sigles", Use.CODE, "glossary"),
    Output("follow_up.json", JSON, "Ce que les mesures sont devenues, dans les mots de qui le dit", Use.CODE, "follow_up"),
    Output("sources.json", JSON, "Les sources que citent les fiches", Use.CODE, "sources"),
    Output("measures/{number}.md", MARKDOWN, "Une mesure, en texte", Use.TEXT),
    Output("calendar.ics", CALENDAR, "Toutes les dates exactes", Use.FOLLOW),
    Output("axes/{axis}.ics", CALENDAR, "Les dates d’un axe", Use.FOLLOW),
    Output("actors/{actor}.ics", CALENDAR, "Les dates des mesures qui nomment un acteur", Use.FOLLOW),
    Output("changes.atom", ATOM, "Ce qui change sur le site", Use.FOLLOW),
    Output("measures/{number}.atom", ATOM, "Ce qui change dans une mesure", Use.FOLLOW),
    Output("plan.bib", MediaType.BIBTEX, "Les références de toutes les mesures, en BibTeX", Use.CITE),
    Output("plan.ris", MediaType.RIS, "Les mêmes, en RIS", Use.CITE),
    Output("plan.csl.json", MediaType.CSL_JSON, "Les mêmes, en CSL-JSON", Use.CITE),
    Output("plan.jsonld", MediaType.JSON_LD, "Le plan, ses mesures, ses acteurs et le jeu de données", Use.LINKED),
    Output("openapi.json", JSON, "Toutes les adresses, au format OpenAPI 3.1", Use.CONTRACT),
    Output("schema/{name}.json", MediaType.JSON_SCHEMA, "Le schéma d’un fichier JSON", Use.CONTRACT),
)  # fmt: skip


def write_json(document: object) -> str:
    """Return JSON as the outputs are written: readable as it is, without escaped accents."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
