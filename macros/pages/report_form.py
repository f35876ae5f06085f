"""The form that says what became of a measure: its questions, and what it says of an answer.

assets/report.js makes the file. « § » stands in its words for what is typed, « ¤ » for the question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from macros.catalogue.views import Catalogue
from macros.data.field_types import Verbatim
from macros.data.json_schema import FrenchSchema, list_choices
from macros.data.loading import explain_taken
from macros.data.model import Source
from macros.data.outcome_model import FollowUp
from macros.data.requirements import REQUIREMENTS
from macros.data.rules.amounts import explain_future
from macros.data.rules.texts import explain_formula
from macros.data.validation import build_record, list_marks, name_field
from macros.data.yaml_reader import parse_text
from macros.french import capitalize
from macros.pages.feedback import ask_by_mail, open_new_file

_DATES = "« 2014 », « 02/2014 » ou « 11/02/2014 »."
FOLDED = "Préciser, si c’est utile"
# In the order of who fills it in, the document in hand: each question, and a word of help. The file has
# the order of the model. What is folded may stay as the script fills it.
GROUPS = {
    "Le document": {
        "source.title": ("Titre du document", "Tel qu’il est écrit en tête."),
        "source.publisher": ("Qui le publie", "Ministère, Sénat, journal, association…"),
        "date": ("Date du document", _DATES),
        "source.url": ("Adresse de la page", "Une archive convient ; rien pour un papier."),
        "source.access": ("Comment vous l’avez lu", "À défaut : en ligne s’il a une adresse."),
        "source.note": ("Où on le trouve", "Pour un papier : le lieu et la cote."),
        "source.kind": ("Ce que c’est", "Ce qui s’en rapproche le plus."),
    },
    "Ce qu’il dit": {
        "quote": ("Le passage", "Recopié tel quel ; « […] » à la place de ce que vous coupez."),
        "locator": ("Où il se trouve", "Page, article, numéro de question."),
        "speaker": ("Qui parle", "Celui dont ce sont les mots, même dans un journal."),
        "reports": ("Ce que ces mots disent", "Cochez ce qui convient."),
        "summary": ("En une phrase", "Ce qui s’est passé, avec vos mots."),
    },
    FOLDED: {
        "partly_read": ("Ce qui n’a pas pu être lu", "Pourquoi il n’a pas été lu en entier."),
        "about": ("Période dont il parle", "Si c’en est une autre : « 2011 », « 2010/2012 »."),
        "note": ("Réserve", "Ce qu’il faut savoir à côté de ces mots : un autre périmètre…"),
        "source.verified": ("Lu en ligne le", "À défaut : aujourd’hui."),
        "source.archive": ("Adresse de la copie", "Sur une archive du web, comme web.archive.org."),
        "source.date": ("Date de parution", "À défaut : celle du document, plus haut."),
        "slug": ("Nom du fichier", "En minuscules sans accent, mots liés par des tirets."),
    },
}
_NEEDED = {
    "quote": "Recopiez le passage ; ou dites plus bas, sous « Préciser », ce qui n’a pas pu être lu.",
    "source.url": "Donnez l’adresse de la page, ou dites autrement comment vous l’avez lu.",
    "source.note": "Dites où on le trouve : le lieu et la cote.",
    "source.verified": "Donnez le jour où vous l’avez lu en ligne.",
}
SUBJECT = "Ce qu’une mesure est devenue"
_LONG = ("quote", "summary", "partly_read", "note")
_NO_DAY = "2010-02-30"


@dataclass(frozen=True, slots=True)
class Input:
    """A field. Its kind is that of its control, `options` what a closed list holds, by value."""

    name: str
    label: str
    help: str
    kind: str
    options: dict[str, str]
    required: bool
    literal: bool
    pattern: str
    longest: int | None
    wrong: str
    unreal: str  # of a day that no calendar has, where a day is typed


@cache
def list_inputs() -> dict[str, Input]:
    """Return the fields by name, those of the new source as `source.title`, in the order of the file."""
    return {one.name: one for one in _iter_inputs(FollowUp)}


def _iter_inputs(cls: type, holder: str = "") -> Iterator[Input]:
    schema = TypeAdapter(cls).json_schema(schema_generator=FrenchSchema)
    questions = {name: words for group in GROUPS.values() for name, words in group.items()}
    for name, field in schema["properties"].items():
        if name == "source":
            yield from _iter_inputs(Source, "source.")
        elif name != "measure" and holder + name != "source.slug":
            part = list_choices(field.get("items", field), schema.get("$defs", {}))[0]
            pattern = part.get("pattern", "")
            values = zip(part.get("enum", ()), part.get("enumDescriptions", ()), strict=True)
            yield Input(
                name=holder + name,
                label=questions[holder + name][0],
                help=questions[holder + name][1],
                kind=_find_kind(holder + name, field, part),
                options={value: capitalize(meaning) for value, meaning in values},
                required=name in schema["required"],
                literal=any(isinstance(mark, Verbatim) for mark in list_marks(cls)[name]),
                pattern=pattern,
                longest=part.get("maxLength"),
                wrong=_find_message(cls, name, {name: "§"}) if pattern else "",
                unreal=_find_message(cls, name, {name: _NO_DAY}).replace(_NO_DAY, "§"),
            )


def _find_kind(name: str, field: dict[str, Any], part: dict[str, Any]) -> str:
    if "enum" in part:
        return "choices" if "items" in field else "choice"
    if part.get("format") == "date":
        return "day"
    if part.get("pattern", "").startswith("^[0-9]"):
        return "date"
    return "long" if name in _LONG else "text"


def _find_message(cls: type, name: str, given: dict[str, str]) -> str:
    """Return what the check says of one field, without its name, or nothing."""
    _, problems = build_record(parse_text("{}", "")[0], cls, (), given)
    called = f" pour {name_field(name)}"
    found = next((one.message.replace(called, "") for one in problems if called in one.message), "")
    found = found.removesuffix(", ou null si ce n’est pas en ligne")  # in a form: left empty
    return found.replace("date AAAA, AAAA-MM ou AAAA-MM-JJ", f"date comme {_DATES.rstrip('.')}")


def describe_form(catalogue: Catalogue) -> dict[str, object]:
    """Return what the template of the form is made from."""
    inputs, data = list_inputs(), catalogue.data
    asked = [inputs[name] for group in [*GROUPS.values()][:2] for name in group]
    questions = [f"{one.label} ({one.help.rstrip('.')}) :" for one in asked]
    requirements = [
        {
            "when": {prefix + name: wanted for name, wanted in one.when.items()},
            "then": {prefix + name: wanted for name, wanted in one.then.items()},
            # Beside what is absent, where that calls for something else.
            "at": [
                prefix + name for name in [n for n, w in one.when.items() if w is False] or one.then
            ],
        }
        for cls, prefix in ((FollowUp, ""), (Source, "source."))
        for one in REQUIREMENTS[cls]
    ]
    return {
        "inputs": inputs,
        "groups": GROUPS,
        "folded": FOLDED,
        "asked": asked,
        "requirements": requirements,
        "taken": sorted({one.slug for one in data.sources} | {one.slug for one in data.follow_up}),
        "words": {
            "empty": "À remplir.",
            "needed": _NEEDED,
            "formula": explain_formula("§", "¤"),
            "future": explain_future("§"),
            "early": f"C’est avant le début du plan ({data.plan.start.year}) : vérifiez cette date.",
            "taken": explain_taken("§", "data/"),
        },
        "mail": ask_by_mail(data.site, SUBJECT, ["Numéro de la mesure :", *questions]),
        "new_file": open_new_file(data.site, "data/follow_up"),
    }
