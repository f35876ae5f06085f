"""Guides to the data for pages: every download, file, record, field and value.

All of it comes from the outputs themselves and from the schemas, which come from the model.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from macros import urls
from macros.catalogue.presentation import list_parameters
from macros.catalogue.views import Catalogue
from macros.data import json_schema, vocabulary
from macros.data.loading import FOLLOW_UP, GENERATED, MEASURES
from macros.data.vocabulary import TITLES, Vocabulary
from macros.exports.documents import LISTS
from macros.exports.interface import OUTPUTS, Use
from macros.exports.records import list_definitions
from macros.exports.tables import TABLES, describe_table
from macros.french import format_size

_LONGEST_EXAMPLE = 180
# Where a record has a file of its own: one of them.
_FILES = {"measure": f"{MEASURES}/01.yml", FOLLOW_UP: f"{FOLLOW_UP}/13-arrete-cap-gardien.yml"}
_TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "true ou false",
    "date": "date AAAA-MM-JJ",
    "uri": "adresse complète",
}
# By the beginning of a pattern of the model.
_PATTERNS = {
    "^[a-z0-9]": "identifiant",
    "^https?": _TYPES["uri"],
    "^[0-9]{4}": "date AAAA, AAAA-MM ou AAAA-MM-JJ",
    "^/": "adresse du site",
}


@dataclass(frozen=True, slots=True)
class Download:
    """An output as the page shows it; `file` is an example where there is one per record."""

    title: str
    file: str
    form: str
    size: str


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """A field. `link` leads to the record or the closed list that it holds, with these values."""

    name: str
    type: str
    meaning: str
    link: str = ""
    values: tuple[Vocabulary, ...] = ()
    required: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class RecordGuide:
    """A kind of record, or a table; `files` are those that hold it."""

    name: str
    description: str
    fields: tuple[FieldGuide, ...]
    files: tuple[str, ...]

    @property
    def title(self) -> str:
        return re.split(r" ?[:,.]", self.description, maxsplit=1)[0]


def guide_downloads(catalogue: Catalogue, folder: Path | None) -> dict[Use, list[Download]]:
    """Return the outputs that are in the folder of the site, by use."""
    downloads: dict[Use, list[Download]] = {}
    if folder is None:
        return downloads
    examples = list_parameters(catalogue)
    for output in OUTPUTS:
        file = output.path.format(**examples)
        path = folder / urls.api_url(file)
        if path.is_file():
            title = output.title + "".join(f" (ici, {examples[x]})" for x in output.parameters)
            size = format_size(path.stat().st_size)
            download = Download(title, file, output.media_type.form, size)
            downloads.setdefault(output.use, []).append(download)
    return downloads


def guide_records(catalogue: Catalogue, address: str) -> list[RecordGuide]:
    """Return every kind of record, those of the lists first, in the order of the downloads."""
    examples: dict[tuple[str, str], str] = {}
    files: dict[str, tuple[str, ...]] = {}
    for file in sorted(LISTS, key=lambda name: name != "measures"):
        for kind in LISTS[file].values():
            files[str(kind)] = (*files.get(str(kind), ()), f"{file}.json")
            for record in kind.list(catalogue, address):
                _collect_examples(str(kind), record, examples)
    definitions = list_definitions()
    nested = (json_schema.list_nested(definitions[kind], definitions) for kind in files)
    return [
        _guide_record(name, definitions, files.get(name, ()), examples)
        for name in dict.fromkeys([*files, *chain.from_iterable(nested)])
    ]


def _collect_examples(name: str, record: dict[str, Any], found: dict[tuple[str, str], str]) -> None:
    properties = list_definitions()[name]["properties"]
    for field, value in record.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                _collect_examples(json_schema.find_kind(properties[field]), item, found)
            elif item not in (None, False) and (name, field) not in found:
                found[name, field] = _shorten(item)


def _shorten(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    if len(text) <= _LONGEST_EXAMPLE or text.startswith("http"):
        return text
    return text[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0] + "…"


def guide_tables() -> list[RecordGuide]:
    guides = []
    for table in TABLES:
        columns = tuple(
            FieldGuide(x["name"], _TYPES[x["type"]], x["description"], example=x["title"])
            for x in describe_table(table)["fields"]
        )
        guides.append(RecordGuide(table.file, table.title, columns, (table.file,)))
    return guides


def guide_files() -> Iterator[tuple[str, list[RecordGuide]]]:
    """Yield every file that people write with its records: itself, then those not explained yet."""
    explained: set[str] = set()
    for name, cls in json_schema.SCHEMAS.items():
        if name == GENERATED:
            continue
        schema = json_schema.create_schema(name)
        definitions = schema.get("$defs", {}) | {cls.__name__: schema}
        kinds = dict.fromkeys([cls.__name__, *json_schema.list_nested(schema, definitions)])
        records = [_guide_record(kind, definitions) for kind in kinds if kind not in explained]
        explained.update(kinds)
        yield _FILES.get(name, f"{name}.yml"), records


def _guide_record(
    name: str,
    definitions: Mapping[str, json_schema.Schema],
    files: tuple[str, ...] = (),
    examples: Mapping[tuple[str, str], str] | None = None,
) -> RecordGuide:
    """Return a record as machines read it; without examples, as people write it."""
    part = definitions[name]
    fields = []
    for field, schema in part["properties"].items():
        kind, required = json_schema.find_kind(schema), field in part.get("required", ())
        values = tuple(getattr(vocabulary, kind)) if "enum" in definitions.get(kind, {}) else ()
        if examples is None:
            held = "une valeur de la liste" if values else "fiche"
            link = "" if values else f"#fiche-{kind.lower()}"
        elif values:
            held, link = TITLES[type(values[0])].lower(), urls.vocabulary_url(kind)
        else:
            held, link = f"fiche {kind}", urls.record_url(kind)
        null = ", ou null" if required and json_schema.is_nullable(schema) else ""
        field_type, meaning = _name_type(schema, held) + null, schema["description"]
        link, example = link if kind else "", (examples or {}).get((name, field), "")
        fields.append(FieldGuide(field, field_type, meaning, link, values, required, example))
    return RecordGuide(name, part["description"], tuple(fields), files)


def _name_type(schema: json_schema.Schema, held: str) -> str:
    """Return what a field holds; `held` says it of a record or of a closed list."""
    choices = [part for part in schema.get("anyOf", [schema]) if part.get("type") != "null"]
    if {"type": "number"} in choices:
        return _TYPES["number"]
    part = choices[0]
    if "$ref" in part:
        return held
    if part["type"] == "array":
        least = ", un élément au moins" if part.get("minItems") else ""
        return f"liste : {_name_type(part['items'], held)}{least}"
    for start, words in _PATTERNS.items():
        if part.get("pattern", "").startswith(start):
            return words
    return _TYPES[part.get("format", part["type"])]
