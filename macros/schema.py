"""JSON Schemas of the data files, derived from the model, for editors (yaml-language-server).

In French, and of the rules only what JSON Schema can say: `python -m macros check` says the rest.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros import vocabulary
from macros.loading import LIST_FILES, RECORD_FILES
from macros.model import EVIDENCE_FIELDS, Measure
from macros.vocabulary import (
    UNDATED,
    Access,
    Commitment,
    DeadlineKind,
    Evidence,
    Precision,
    Vocabulary,
)

Schema = dict[str, Any]

SCHEMAS: dict[str, type] = {"measure": Measure, **RECORD_FILES, **LIST_FILES}

# The docstrings of the model are for developers; data editors read these.
DESCRIPTIONS = {
    "Actor": "Un acteur : en tête d’une famille, ou rattaché à un autre acteur.",
    "Actors": "Le fichier actors.yml : les acteurs et leurs familles.",
    "Article": "Un article d’un texte de droit, et où sa règle se trouve aujourd’hui.",
    "Audience": "Un lecteur, dans ses mots, et l’acteur du plan qu’il est.",
    "Axes": "Le fichier axes.yml : les axes du plan.",
    "Axis": "Un axe du plan.",
    "Baseline": "Le point de départ d’un chiffre.",
    "Codification": "Où la règle se trouve aujourd’hui.",
    "Correction": "Une correction à côté du texte officiel, ou une remarque seule.",
    "Deadline": "Une date ou un moment que le texte nomme.",
    "Event": "Un événement des calendriers, avec les dates qu’il a eues.",
    "EventDate": "Une date d’un événement, et depuis quand elle est publiée.",
    "Fact": "Un fait établi sur le plan lui-même.",
    "Family": "Une famille d’acteurs.",
    "Figure": "Un objectif chiffré : départ, cible ou les deux ; les sommes en euros.",
    "FollowUp": "Ce qui s’est passé ensuite, toujours d’après une source.",
    "Glossary": "Le fichier glossary.yml : les termes et les sigles.",
    "Help": "Le fichier help.yml : où trouver de l’aide aujourd’hui.",
    "HelpService": "Un service d’aide d’aujourd’hui, étranger au plan.",
    "Law": "Un texte de droit.",
    "LawReference": "Un texte de droit que la mesure cite ou sur lequel elle repose.",
    "Laws": "Le fichier laws.yml : les textes de droit.",
    "Measure": "Une mesure du plan : son texte officiel, et ce que l’on en sait.",
    "Move": "Une adresse qui a changé : l’ancienne mène à la nouvelle.",
    "Participation": "Le rôle d’un acteur dans la mesure, et ce qui l’établit.",
    "Permalinks": "Le fichier permalinks.yml : ce que deviennent les adresses publiées.",
    "Published": "Le fichier published.yml, qu’une commande écrit : ce qui est publié, et depuis quand.",
    "Plan": "Le fichier plan.yml : le plan lui-même.",
    "Range": "Une fourchette, bornes comprises.",
    "Relation": "Un lien vers une autre mesure, écrit une seule fois.",
    "Site": "Le fichier site.yml : ce que l’éditeur du site renseigne.",
    "Source": "Une source, et comment elle a été vue.",
    "Sources": "Le fichier sources.yml : les sources.",
    "Split": "Une page ou une ancre devenue plusieurs : l’ancienne y mène.",
    "Succession": "Ce que l’acteur est devenu.",
    "Target": "La cible d’un chiffre : valeur, multiplicateur, fourchette ou couverture.",
    "Term": "Un terme ou un sigle, et ce qui établit son sens.",
    "Theme": "Un thème du plan.",
    "Themes": "Le fichier themes.yml : les thèmes du plan.",
    "Withdrawal": "Une adresse retirée : une page dit pourquoi, et où aller.",
}


def create_schema(name: str) -> Schema:
    """Return the JSON Schema (draft 2020-12) of one kind of file."""
    cls = SCHEMAS[name]
    schema = TypeAdapter(cls).json_schema()
    drop_titles(schema)
    for kind, part in ((cls.__name__, schema), *schema.get("$defs", {}).items()):
        if kind in DESCRIPTIONS:
            part["description"] = DESCRIPTIONS[kind]
            if conditions := _CONDITIONS.get(kind):
                part["allOf"] = conditions
        else:
            describe_values(part, getattr(vocabulary, kind))
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


def drop_titles(node: Any) -> None:
    """Take out the English titles that pydantic makes of field names."""
    if isinstance(node, list):
        for item in node:
            drop_titles(item)
    if isinstance(node, dict):
        # A field named « title » is a schema, not a text.
        if isinstance(node.get("title"), str):
            del node["title"]
        for item in node.values():
            drop_titles(item)


def describe_values(part: Schema, values: type[Vocabulary]) -> None:
    meanings = [f"{value.label} — {value.definition}" for value in values]
    listed = (f"{value} : {meaning}" for value, meaning in zip(values, meanings, strict=True))
    part["description"] = "\n".join(listed)
    # Not in the standard: yaml-language-server shows it beside each value that it proposes.
    part["enumDescriptions"] = meanings


def find_kind(field: Schema) -> str:
    """Return the name of the record or of the closed list that a field holds, if any."""
    for part in (field, field.get("items", {}), *field.get("anyOf", ())):
        if "$ref" in part:
            return str(part["$ref"]).rsplit("/", 1)[1]
    return ""


def list_choices(field: Schema, definitions: Mapping[str, Schema]) -> list[Schema]:
    """Return what a field may hold besides null, closed lists and records resolved."""
    parts = [part for part in field.get("anyOf", [field]) if part.get("type") != "null"]
    return [definitions[find_kind(part)] if "$ref" in part else part for part in parts]


def is_nullable(field: Schema) -> bool:
    return {"type": "null"} in field.get("anyOf", ())


def list_nested(record: Schema, definitions: Mapping[str, Schema]) -> Iterator[str]:
    """Yield the kinds of records that a record holds, at any depth, as they come."""
    for field in record.get("properties", {}).values():
        kind = find_kind(field)
        if "properties" in definitions.get(kind, {}):
            yield kind
            yield from list_nested(definitions[kind], definitions)


def _given(*fields: str) -> Schema:
    return {"required": list(fields), "properties": dict.fromkeys(fields, _NOT_NULL)}


def _absent(*fields: str) -> Schema:
    return {"properties": dict.fromkeys(fields, _NULL)}


def _has(field: str, *values: str) -> Schema:
    allowed = {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
    return {"required": [field], "properties": {field: allowed}}


def _when(condition: Schema, message: str, *demands: Schema) -> Schema:
    """Demand something under a condition; yaml-language-server shows `errorMessage`."""
    said = {"errorMessage": message}
    then: Schema = {"required": [], "properties": {}, **said}
    for demand in demands:
        then["required"] += demand.get("required", [])
        then["properties"] |= {name: part | said for name, part in demand["properties"].items()}
    return {"if": condition, "then": then}


_NULL = {"type": "null"}
_NOT_NULL = {"not": _NULL}
_UNQUOTED = [kind for kind, field in EVIDENCE_FIELDS.items() if field != "quote"]
_EVIDENCE = [
    *(
        _when(_has("evidence", kind), f"« evidence: {kind} » demande « {field} »", _given(field))
        for kind, field in EVIDENCE_FIELDS.items()
    ),
    _when(
        _has("evidence", *_UNQUOTED),
        "« quote » contredit « evidence » : retirer l’un ou l’autre",
        _absent("quote"),
    ),
]
_CONDITIONS: dict[str, list[Schema]] = {
    "Participation": _EVIDENCE,
    "LawReference": [
        *_EVIDENCE,
        _when(
            _absent("law"),
            "un texte que la mesure ne nomme pas demande « reason »",
            _given("reason"),
        ),
    ],
    "Term": [
        *_EVIDENCE,
        _when(
            _has("evidence", Evidence.QUOTE),
            "« evidence: quote » demande « measure »",
            _given("measure"),
        ),
    ],
    "Measure": [
        _when(
            _has("commitment", *(c for c in Commitment if c is not Commitment.COMMITMENT)),
            "cette valeur de « commitment » demande « commitment_quote »",
            _given("commitment_quote"),
        )
    ],
    "Deadline": [
        _when(
            _has("kind", *(kind for kind in DeadlineKind if kind not in UNDATED)),
            "cette valeur de « kind » demande « date » et « bound »",
            _given("date", "bound"),
        ),
        _when(
            _has("kind", *(kind for kind in DeadlineKind if kind in UNDATED)),
            "cette valeur de « kind » va sans « date » ni « bound », avec « precision: none »",
            _absent("date", "bound"),
            _has("precision", Precision.NONE),
        ),
        _when(
            _has("precision", Precision.NONE),
            "« precision: none » va sans « date » ni « bound »",
            _absent("date", "bound"),
        ),
    ],
    "Figure": [
        _when(
            _absent("baseline"),
            "un chiffre a « baseline », « target » ou les deux",
            _given("target"),
        )
    ],
    "Correction": [
        _when(
            _given("corrected"),
            "« corrected » demande « original » et « kind »",
            _given("original", "kind"),
        ),
        _when(
            _absent("corrected"),
            "sans « corrected », une correction n’a qu’une « note », sans « kind »",
            _given("note"),
            _absent("kind"),
        ),
    ],
    "Actor": [
        _when(_absent("family"), "un acteur a soit « family », soit « parent »", _given("parent")),
        _when(_given("family"), "un acteur a soit « family », soit « parent »", _absent("parent")),
    ],
    "Source": [
        _when(
            _has("access", Access.LIVE),
            "« access: live » demande « url » et « verified »",
            _given("url", "verified"),
        )
    ],
}
