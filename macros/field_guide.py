"""What the page for data editors explains: every file, every field, every value it accepts.

All of it comes from the JSON Schemas, which come from the model.
"""

from dataclasses import dataclass
from functools import cache

from macros import vocabulary
from macros.loading import GENERATED, MEASURES
from macros.schema import SCHEMAS, Schema, create_schema, find_kind, list_nested
from macros.vocabulary import Vocabulary

# In the order of the page: where two files have a record in common, the first explains it.
FILES = {
    "measure": f"{MEASURES}/01.yml",
    **{name: f"{name}.yml" for name in SCHEMAS if name != "measure"},
}
# By the beginning of a pattern of the model.
_PATTERNS = {
    "^[a-z0-9]": "identifiant",
    "^https?": "adresse complète",
    "^[0-9]{4}": "date AAAA, AAAA-MM ou AAAA-MM-JJ",
    "^/": "adresse du site",
}
_TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "true ou false",
}


@dataclass(frozen=True, slots=True)
class EditedField:
    """A field as an editor fills it. `record` names the kind of record that it holds."""

    name: str
    required: bool
    type: str
    record: str
    meaning: str
    values: tuple[Vocabulary, ...]


@dataclass(frozen=True, slots=True)
class EditedRecord:
    name: str
    description: str
    fields: tuple[EditedField, ...]


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file of `data/`; the first record is the file itself."""

    name: str
    path: str
    records: tuple[EditedRecord, ...]


@cache  # a preview asks at each edit
def guide_files() -> tuple[EditedFile, ...]:
    """Return every file that people write, each kind of record being explained once."""
    explained: set[str] = set()
    files = []
    for name, path in FILES.items():
        if name == GENERATED:
            continue
        schema = create_schema(name)
        definitions = schema.get("$defs", {})
        records = [EditedRecord(SCHEMAS[name].__name__, *_describe(schema, definitions))]
        records += [
            EditedRecord(kind, *_describe(definitions[kind], definitions))
            for kind in dict.fromkeys(list_nested(schema, definitions))
            if kind not in explained
        ]
        explained.update(record.name for record in records)
        files.append(EditedFile(name, path, tuple(records)))
    return tuple(files)


def _describe(part: Schema, definitions: Schema) -> tuple[str, tuple[EditedField, ...]]:
    required = part.get("required", ())
    fields = (
        _describe_field(name, field, definitions, name in required)
        for name, field in part["properties"].items()
    )
    return part["description"], tuple(fields)


def _describe_field(name: str, field: Schema, definitions: Schema, required: bool) -> EditedField:
    kind = find_kind(field)
    values: tuple[Vocabulary, ...] = ()
    if "enum" in definitions.get(kind, {}):
        values, kind = tuple(getattr(vocabulary, kind)), ""
    shown = _name_type(field)
    if {"type": "null"} in field.get("anyOf", ()) and required:
        shown += ", ou null"
    return EditedField(name, required, shown, kind, field["description"], values)


def _name_type(field: Schema) -> str:
    choices = [part for part in field.get("anyOf", [field]) if part.get("type") != "null"]
    if {"type": "number"} in choices:
        return _TYPES["number"]
    part = choices[0]
    if "$ref" in part:
        return "une valeur de la liste" if hasattr(vocabulary, find_kind(part)) else "fiche"
    if part["type"] == "array":
        least = ", un élément au moins" if part.get("minItems") else ""
        inside = _name_type(part["items"])
        return f"liste de fiches{least}" if inside == "fiche" else f"liste : {inside}{least}"
    if part["type"] == "object":
        return "une adresse et sa date par ligne"
    if part.get("format") == "date":
        return "date AAAA-MM-JJ"
    for start, words in _PATTERNS.items():
        if part.get("pattern", "").startswith(start):
            return words
    return _TYPES[part["type"]]
