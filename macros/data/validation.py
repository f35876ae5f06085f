"""Plain values → records of the model, or problems in French saying where and why not."""

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

import pydantic

from macros.data.field_names import FIELDS
from macros.data.field_types import Reference
from macros.data.model import Source
from macros.data.outcome_model import FollowUp
from macros.data.vocabulary import Vocabulary
from macros.data.yaml_errors import NO_SPACE
from macros.data.yaml_reader import KeyPath, Problem, Rule, YamlDocument
from macros.french import read_day, slugify

Record = TypeVar("Record")
Mark = TypeVar("Mark")

_PARTIAL_DATE = "une date AAAA, AAAA-MM ou AAAA-MM-JJ"
# What an error of pydantic calls for, and the rule that it breaks.
_WANTED: dict[str, tuple[str, Rule]] = {
    "dataclass_type": ("une fiche (un champ par ligne)", "type"),
    "tuple_type": ("une liste (un tiret par élément)", "type"),
    "dict_type": ("une adresse et sa date par ligne (« /mesures/21/: 2026-11-22 »)", "type"),
    "string_type": ("un texte", "type"),
    "int_type": ("un nombre entier, sans guillemets, ni espace, ni zéro devant", "type"),
    "number": ("un nombre, sans guillemets ni espace, avec un point pour les décimales", "type"),
    "bool_type": ("true ou false", "type"),
    "enum": ("", "value-unknown"),
    "date_moment": (f"{_PARTIAL_DATE} qui existe", "date-format"),
    "date_period": ("une période (« 2011 », « 2010-09 » ou « 2010/2012 »)", "date-format"),
    "string_too_short": ("un texte qui ne soit pas vide", "text-format"),
    "string_too_long": ("au plus {max_length} caractères", "text-format"),
    "web_address": ("{wanted}", "text-format"),
    "greater_than_equal": ("un nombre d’au moins {ge}", "number-range"),
    "too_short": ("au moins un élément", "list-empty"),
}
_SLUG = "^[a-z0-9]"
_EXAMPLE = "logement-social"
_NO_BREAK = re.compile("[ \u00a0\u202f]*[\u00a0\u202f][ \u00a0\u202f]*")
_PATTERNS = {
    _SLUG: f"un identifiant en minuscules sans accent, mots liés par des tirets (« {_EXAMPLE} »)",
    r"^[0-9]{4}": _PARTIAL_DATE,
    "^[a-zß": "un seul mot, au singulier et sans majuscule (« action »)",
    r"\{number": "un texte où « {number} » tient la place du numéro (« Mesure {number} : », comme le document l’écrit)",
    r"\{heading": "un texte où « {heading} » tient la place du titre (« Axe {number} : {heading} »)",
    "^[A-Za-z0-9.!": "une seule adresse de courriel, sans rien d’autre (« contact@exemple.fr »)",
    r"^/": "une adresse du site : « /mesures/21/ », « /mesures/21/#acteurs » ou "
    "« /api/v1/measures.json »",
}
_LEVELS = re.compile(r"\d+(?:\.\d+)+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# The subject of a problem of what should name a record of a list: « meant/actors/Le maire ».
MEANT = "meant"
_MOST_NAMES = 12  # that a message lists
_MOST_MISTAKES = 200  # of one record that are told: it is none at all


def suggest(
    value: object,
    valid: Iterable[object],
    labels: Mapping[str, str] = MappingProxyType({}),
    called: str = "valeurs possibles",
) -> str:
    """Return « ; vouliez-vous dire … ? » with the nearest valid value, or the first ones.

    `labels` says in French what the values are: they are recognised too, and shown.
    """
    names = tuple(map(str, valid))
    meant = {label: name for name, label in labels.items() if name in names}
    if near := difflib.get_close_matches(str(value), (*names, *meant), n=1):
        return f" ; vouliez-vous dire « {meant.get(near[0], near[0])} » ?"
    if not names:
        return ""
    listed = ", ".join(name_both(name, labels.get(name, name)) for name in names[:_MOST_NAMES])
    return f" ; {called} : {listed}{'…' if len(names) > _MOST_NAMES else ''}"


def name_both(name: str, label: str) -> str:
    """Return a value of the files with what it is called in French, where that differs."""
    return name if label == name else f"{name} ({label})"


def name_field(name: str) -> str:
    """Return a field as the files name it, and what it is called in French where that differs."""
    label = FIELDS.get(name, name)
    return f"« {name} »" if label == name else f"« {name} » ({label})"


def shorten(text: str, most: int = 200) -> str:
    """Return the beginning of a text that a message cites."""
    return text if len(text) <= most else f"{text[:most].rstrip()}…"


def build_record(
    document: YamlDocument, cls: type[Record], path: KeyPath, value: Any
) -> tuple[Record | None, list[Problem]]:
    try:
        return _adapter(typing.cast("Any", cls)).validate_python(value), []
    except pydantic.ValidationError as error:
        every = error.errors()
        # Of a list that is too short because its items failed, these say enough.
        details = [one for one in every if one["type"] != "too_short" or not one["input"]] or every
        details = details[:_MOST_MISTAKES]
        return None, sorted(_explain(document, cls, path, detail) for detail in details)


@lru_cache
def _adapter(cls: Any) -> pydantic.TypeAdapter[Any]:
    return pydantic.TypeAdapter(cls)


def _explain(document: YamlDocument, cls: type, root: KeyPath, detail: Any) -> Problem:
    kind, value, location = detail["type"], detail["input"], detail["loc"]
    unknown = kind == "unexpected_keyword_argument"
    if is_key := location[-1:] == ("[key]",) and not unknown:  # what pydantic puts after a key
        location = location[:-1]
    path, name = (*root, *location), location[-1] if location else ""
    if kind == "missing":
        message = f"le champ {name_field(str(name))} manque : l’ajouter"
        place, causes = document.at(*path[:-1]), (f"misspelt/{document.at(*path[:-1])}/{name}",)
        return Problem(place, "field-missing", message, causes=causes)
    if unknown:
        message = _refuse_field(str(name), _record_type(_type_at(cls, location[:-1])))
        meant = re.search("vouliez-vous dire « (.+) »", message)
        subject = f"misspelt/{document.at(*path[:-1])}/{meant[1]}" if meant else ""
        return Problem(document.at_key(*path), "field-unknown", message, subject=subject)
    wanted, rule = _describe(kind, detail)
    if kind == "enum":
        # « une liste », « une fiche », « valeur vide » are feminine.
        agreed = "admise" if value is None or isinstance(value, dict | list) else "admis"
        message = f"{_show(value)} n’est pas {agreed} pour {name_field(name)}"
        message += _suggest_value(value, _type_at(cls, location))
        return Problem(document.at(*path), rule, message)
    if is_key:
        return Problem(document.at_key(*path), rule, f"{_show(value)} : il faut {wanted}")
    if kind == "tuple_type" and str(value).startswith("-"):
        wide = "espace insécable après le tiret : la remplacer par une espace simple"
        message = wide if _NO_BREAK.match(str(value)[1:]) else NO_SPACE
        return Problem(document.at(*path), rule, message)
    field = f" pour {name_field(name)}" if isinstance(name, str) and name else ""
    to = _find_reference(cls, location)
    wanted = _complete(wanted, kind, cls, name, value, to)
    message = f"{_show(value)}{field} : il faut {wanted}"
    subject = f"{MEANT}/{to}/{value}" if to and kind == "string_pattern_mismatch" else ""
    return Problem(document.at(*path), rule, message, subject=subject)


def _find_reference(cls: type, location: tuple[str | int, ...]) -> str:
    """Return the list of which a field names a record, or nothing."""
    depths = [depth for depth, key in enumerate(location) if isinstance(key, str)]
    holder = _record_type(_type_at(cls, location[: depths[-1]])) if depths else None
    if not dataclasses.is_dataclass(holder):
        return ""
    marks = list_marks(typing.cast("Any", holder))[str(location[depths[-1]])]
    return next((mark.to for mark in marks if isinstance(mark, Reference)), "")


def _complete(wanted: str, kind: str, cls: type, name: object, value: Any, to: str) -> str:
    """Return what a field must be, said for this one."""
    if kind == "string_type" and to:
        return "un identifiant" + ", ou la fiche de la source en dessous" * (cls is FollowUp)
    if kind == "string_type" and type(value) in (int, float):
        return f'{wanted}, donc des guillemets droits : "{value}"'
    if kind == "tuple_type" and value is None:
        return f"{wanted}, ou « [] » s’il n’y en a pas"
    if kind == "web_address" and cls is Source and "://" not in value:
        return f"{wanted}, ou null si ce n’est pas en ligne"
    if name == "number" and _LEVELS.fullmatch(str(value)):
        return "le rang, de 1 en 1 : le numéro du plan va dans « title »"
    return wanted


@lru_cache(maxsize=1_000)  # the same slip may be in every record
def _refuse_field(name: str, holder: type[Any]) -> str:
    if wide := _NO_BREAK.match(name):
        return (
            f"espace insécable devant « {name[wide.end() :]} » : la remplacer par une espace simple"
        )
    known = [field.name for field in dataclasses.fields(holder)]
    where = " ici (vérifier ses espaces)" if name in FIELDS else ""
    return f"champ « {name} » inconnu{where}{suggest(name, known, FIELDS, 'champs possibles')}"


def _describe(kind: str, detail: Any) -> tuple[str, Rule]:
    given, context = detail["input"], detail.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _describe_pattern(context["pattern"], given), "text-format"
    if kind in _WANTED or not kind.startswith("date_"):
        wanted, rule = _WANTED.get(kind, ("une valeur de la forme attendue", "type"))
        return wanted.format(**context), rule
    if _DAY.fullmatch(str(given)):
        return "une date AAAA-MM-JJ qui existe", "date-format"
    year = _YEAR.search(str(given))
    example = read_day(str(given)) or f"{year[0] if year else 2010}-12-31"
    return f"une date AAAA-MM-JJ (« {example} »)", "date-format"


def _describe_pattern(pattern: str, given: str) -> str:
    wanted = next(text for start, text in _PATTERNS.items() if pattern.startswith(start))
    if pattern.startswith(_SLUG) and (slug := slugify(given)):
        return wanted.replace(_EXAMPLE, slug)
    if wanted == _PARTIAL_DATE and (day := read_day(given)):
        return f"{wanted} (« {day} »)"
    return wanted


def _suggest_value(value: Any, hint: Any) -> str:
    for part in find_parts(hint):
        if isinstance(part, type) and issubclass(part, Vocabulary):
            return suggest(value, part, {item.value: item.label for item in part})
    return ""


def _show(value: Any) -> str:
    if value is None:
        return "valeur vide"
    if isinstance(value, bool):
        return f"« {str(value).lower()} »"
    if isinstance(value, dict):
        return "une fiche"
    if isinstance(value, list):
        return "une liste"
    return f"« {shorten(str(value), 60)} »"


def _type_at(cls: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        if isinstance(key, str):
            cls = typing.get_type_hints(_record_type(cls))[key]
    return cls


def _record_type(hint: Any) -> Any:
    """Return the record class inside `X | None` or `tuple[X, ...]`."""
    return next((part for part in find_parts(hint) if dataclasses.is_dataclass(part)), hint)


def find_parts(hint: Any) -> Iterator[Any]:
    """Yield a type and everything that its union, tuple or annotation holds."""
    yield hint
    if isinstance(hint, types.GenericAlias | types.UnionType) or typing.get_origin(hint):
        for part in typing.get_args(hint):
            yield from find_parts(part)


@lru_cache
def list_marks(cls: Any) -> dict[str, list[Any]]:
    """Return the marks that the annotation of each field of a record carries."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {
        name: [mark for part in find_parts(hint) for mark in getattr(part, "__metadata__", ())]
        for name, hint in hints.items()
    }


def find_mark(record: Any, field: str, kind: type[Mark]) -> Mark | None:
    """Return the mark of one kind that the annotation of a record's field carries, if any."""
    marks = list_marks(typing.cast("Any", type(record)))[field]
    return next((mark for mark in marks if isinstance(mark, kind)), None)


def walk_fields(record: Any, path: KeyPath = ()) -> Iterator[tuple[Any, str, Any, KeyPath]]:
    """Yield (record, field name, value, path) for every set field, or each of its items.

    A value that is a record itself comes before the fields inside it.
    """
    for field in dataclasses.fields(record):
        name, value = field.name, getattr(record, field.name)
        found = [((*path, name), value)]
        if type(value) is tuple:
            found = [((*path, name, index), item) for index, item in enumerate(value)]
        for here, item in found:
            if item is not None:
                yield record, name, item, here
            if dataclasses.is_dataclass(item):
                yield from walk_fields(item, here)
