"""What the page of the data explains: every download, record, field and value of the interface.

All of it comes from the description that makes the outputs and their schemas.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from macros import urls, vocabulary
from macros.deriving import Catalogue
from macros.examples import list_parameters
from macros.exports.datapackage import describe_table
from macros.exports.documents import LISTS
from macros.exports.tables import TABLES
from macros.french import format_size
from macros.interface import OUTPUTS, Output, Use
from macros.records import list_definitions
from macros.schema import Schema, find_kind, list_nested
from macros.vocabulary import TITLES, Vocabulary

_MOST_RECORDS = 1000  # of a kind, in which examples are looked for
_LONGEST_EXAMPLE = 180
_TYPES = {
    "string": "texte",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "vrai ou faux",
    "date": "date",
}
_FORMS = {
    "application/atom+xml": "Atom",
    "application/json": "JSON",
    "application/ld+json": "JSON-LD",
    "application/schema+json": "JSON Schema",
    "application/vnd.citationstyles.csl+json": "CSL-JSON",
    "application/x-bibtex": "BibTeX",
    "application/x-research-info-systems": "RIS",
    "text/calendar": "iCalendar",
    "text/csv": "CSV",
    "text/markdown": "texte (Markdown)",
}


@dataclass(frozen=True, slots=True)
class Download:
    """An output as the page shows it; `url` is an example where there is one file per record."""

    title: str
    url: str
    file: str
    form: str
    size: str


@dataclass(frozen=True, slots=True)
class FieldGuide:
    """A field. `link` leads to the record or the closed list that it holds."""

    name: str
    type: str
    link: str
    meaning: str
    example: str


@dataclass(frozen=True, slots=True)
class RecordGuide:
    name: str
    title: str
    description: str
    files: tuple[str, ...]
    fields: tuple[FieldGuide, ...]


@dataclass(frozen=True, slots=True)
class ListGuide:
    """A closed list."""

    name: str
    title: str
    values: tuple[Vocabulary, ...]


def guide_downloads(
    catalogue: Catalogue, folder: Path | None
) -> Iterator[tuple[str, tuple[Download, ...]]]:
    """Yield each use with its outputs, among those that are in the folder of the site."""
    examples = list_parameters(catalogue)
    for use in Use:
        outputs = (
            _describe(output, folder, examples)
            for output in OUTPUTS
            if folder and output.use is use
        )
        if found := tuple(download for download in outputs if download):
            yield use, found


def _describe(output: Output, folder: Path, examples: Mapping[str, int | str]) -> Download | None:
    file, title = output.path, output.title
    for name in output.parameters:
        example = str(examples.get(name, ""))
        if not (folder / urls.api_url(file.replace(f"{{{name}}}", example))).is_file():
            example = next(iter(_list_values(output, folder)), example)
        file = file.replace(f"{{{name}}}", example)
        title = f"{title} (ici, {example})"
    url = urls.api_url(file)
    if not (folder / url).is_file():
        return None
    size = format_size((folder / url).stat().st_size)
    return Download(title, url, file, _FORMS[output.media_type], size)


def _list_values(output: Output, folder: Path) -> Iterator[str]:
    before, after = re.split(r"\{\w+\}", output.url)
    for path in sorted((folder / before).glob(f"*{after}")):
        yield path.name.removesuffix(after)


def guide_records(catalogue: Catalogue, address: str) -> tuple[RecordGuide, ...]:
    """Return every kind of record, those of the lists first, in the order of the downloads."""
    examples: dict[tuple[str, str], str] = {}
    files: dict[str, list[str]] = {}
    order: dict[str, None] = {}
    for document in sorted(LISTS, key=lambda document: document.name != "measures"):
        for kind in document.parts.values():
            order[str(kind)] = None
            files.setdefault(str(kind), []).append(f"{document.name}.json")
            for view in islice(kind.views(catalogue), _MOST_RECORDS):
                _collect_examples(str(kind), kind.describe(view, address), examples)
    definitions = list_definitions()
    for name in tuple(order):
        order |= dict.fromkeys(list_nested(definitions[name], definitions))
    return tuple(_guide_record(name, examples, tuple(files.get(name, ()))) for name in order)


def _collect_examples(name: str, record: dict[str, Any], found: dict[tuple[str, str], str]) -> None:
    properties = list_definitions()[name]["properties"]
    for field, value in record.items():
        inner = find_kind(properties[field])
        items = value if isinstance(value, list) else [value]
        for item in items:
            if isinstance(item, dict) and inner:
                _collect_examples(inner, item, found)
            elif item not in (None, False) and (name, field) not in found:
                found[name, field] = _shorten(item)


def _shorten(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    if len(text) <= _LONGEST_EXAMPLE or text.startswith("http"):
        return text
    return text[:_LONGEST_EXAMPLE].rsplit(" ", 1)[0] + "…"


def _guide_record(
    name: str, examples: dict[tuple[str, str], str], files: tuple[str, ...]
) -> RecordGuide:
    definition = list_definitions()[name]
    description = definition["description"]
    return RecordGuide(
        name,
        re.split(r" ?[:,.]", description, maxsplit=1)[0],
        description,
        files,
        tuple(
            _guide_field(field, schema, examples.get((name, field), ""))
            for field, schema in definition["properties"].items()
        ),
    )


def _guide_field(name: str, schema: Schema, example: str) -> FieldGuide:
    inner, link, shown = find_kind(schema), "", ""
    if inner and "properties" in list_definitions()[inner]:
        link, shown = urls.record_url(inner), f"fiche {inner}"
    elif inner:
        link, shown = urls.vocabulary_url(inner), TITLES[getattr(vocabulary, inner)].lower()
    many = schema.get("type") == "array"
    shown = shown or _name_type(schema["items"] if many else schema)
    if many:
        shown = f"liste : {shown}"
    if {"type": "null"} in schema.get("anyOf", ()):
        shown += ", ou null"
    return FieldGuide(name, shown, link, schema.get("description", ""), example)


def _name_type(schema: Schema) -> str:
    choices = [part for part in schema.get("anyOf", [schema]) if part["type"] != "null"]
    if len(choices) > 1:
        return "nombre"
    [choice] = choices
    if choice.get("format") == "uri" or str(choice.get("pattern", "")).startswith("^https"):
        return "adresse"
    return _TYPES[choice.get("format", choice["type"])]


def guide_tables() -> tuple[RecordGuide, ...]:
    """Return the columns of each table."""
    return tuple(
        RecordGuide(
            table.file,
            table.title,
            table.title,
            (table.file,),
            tuple(
                FieldGuide(
                    field["name"], _TYPES[field["type"]], "", field["description"], field["title"]
                )
                for field in describe_table(table)["fields"]
            ),
        )
        for table in TABLES
    )


def guide_lists() -> tuple[ListGuide, ...]:
    """Return the closed lists that the records hold."""
    return tuple(
        ListGuide(values.__name__, title, tuple(values)) for values, title in TITLES.items()
    )
