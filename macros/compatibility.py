"""What changed in the published interface, and which version that demands.

For those who read our outputs: a field less, a promise less or another type breaks their programs; a
field more does not. `interface.json` beside this file is the form last published.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from macros.exports.datapackage import describe_table
from macros.exports.documents import DOCUMENTS
from macros.exports.schemas import describe_document
from macros.exports.tables import TABLES
from macros.interface import OUTPUTS, SCHEMA_VERSION
from macros.records import list_definitions
from macros.schema import Schema

PUBLISHED = Path(__file__).parent / "interface.json"

# They say nothing of the form.
_WORDS = frozenset({"description", "enumDescriptions", "title"})
# Compared by rules of their own.
_APART = frozenset({"properties", "required", "enum", "items", "$ref", "anyOf"})


class Level(IntEnum):
    """How much a change asks of those who read the outputs."""

    MINOR = 1
    MAJOR = 2


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A change, in French for whoever makes it. `path` leads to what changed."""

    path: str
    message: str
    level: Level

    def __str__(self) -> str:
        level = "majeur" if self.level is Level.MAJOR else "mineur"
        return f"{self.path} : {self.message} [{level}]"


def describe_interface() -> dict[str, Any]:
    """Return the form of every output, without the words that explain it."""
    fields = {table.url: describe_table(table)["fields"] for table in TABLES}
    tables = {
        url: {"properties": {field.pop("name"): field for field in found}}
        for url, found in fields.items()
    }
    form = {
        "version": SCHEMA_VERSION,
        "outputs": {output.path: output.media_type for output in OUTPUTS},
        "documents": {document.name: describe_document(document) for document in DOCUMENTS},
        "tables": tables,
        "definitions": list_definitions(),
    }
    silent: dict[str, Any] = _without_words(form)
    return silent


def _without_words(node: Any, *, names: bool = False) -> Any:
    """Drop what explains. Where keys are `names` of fields, none of them is a word of the schema."""
    if isinstance(node, list):
        return [_without_words(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_words(value, names=key == "properties" and not names)
        for key, value in node.items()
        if names or key not in _WORDS
    }


def write_interface(form: dict[str, Any], path: Path = PUBLISHED) -> None:
    text = json.dumps(form, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8")


def read_interface(path: Path = PUBLISHED) -> dict[str, Any] | None:
    """Return the form last published, if there is one."""
    if not path.exists():
        return None
    form: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return form


def list_changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what changed between two forms of the interface."""
    found = set(_compare_names("", before["outputs"], after["outputs"], "sortie"))
    for path in before["outputs"].keys() & after["outputs"].keys():
        if before["outputs"][path] != after["outputs"][path]:
            found.add(Change(path, "type de contenu modifié", Level.MAJOR))
    compare = _Comparison(before["definitions"], after["definitions"])
    for kind in ("documents", "tables"):
        found |= set(_compare_names(f"{kind}/", before[kind], after[kind], "schéma"))
        for name in before[kind].keys() & after[kind].keys():
            found |= set(compare.run(name, before[kind][name], after[kind][name]))
    return sorted(found)


def is_enough(before: str, after: str, changes: list[Change]) -> bool:
    """Tell whether a version number announces these changes."""
    old, new = ([int(part) for part in version.split(".")] for version in (before, after))
    level = max((change.level for change in changes), default=None)
    if level is Level.MAJOR:
        return new[0] > old[0]
    return new[:2] > old[:2] if level is Level.MINOR else new >= old


def _compare_names(
    path: str, before: dict[str, Any], after: dict[str, Any], what: str
) -> Iterator[Change]:
    for name in before.keys() - after.keys():
        yield Change(path + name, f"{what} supprimé(e) ou renommé(e)", Level.MAJOR)
    for name in after.keys() - before.keys():
        yield Change(path + name, f"{what} ajouté(e)", Level.MINOR)


class _Comparison:
    """Compares schemas that refer to definitions, each side to its own."""

    def __init__(self, before: dict[str, Schema], after: dict[str, Schema]) -> None:
        self.before, self.after = before, after
        self.open: set[tuple[str, str]] = set()

    def run(self, path: str, old: Schema, new: Schema) -> Iterator[Change]:
        references = old.get("$ref", ""), new.get("$ref", "")
        if any(references):
            # A record may hold records of its own kind.
            if references in self.open:
                return
            self.open.add(references)
            yield from self.run(path, _find(self.before, old), _find(self.after, new))
            self.open.discard(references)
            return
        for keyword in sorted((old.keys() | new.keys()) - _APART):
            if old.get(keyword) != new.get(keyword):
                yield Change(path, f"« {keyword} » modifié", Level.MAJOR)
        yield from self.fields(path, old, new)
        yield from _compare_values(path, old, new)
        yield from self.choices(path, old.get("anyOf", []), new.get("anyOf", []))
        if "items" in old and "items" in new:
            yield from self.run(f"{path}[]", old["items"], new["items"])

    def fields(self, path: str, old: Schema, new: Schema) -> Iterator[Change]:
        before, after = old.get("properties", {}), new.get("properties", {})
        yield from _compare_names(f"{path}.", before, after, "champ")
        for name in before.keys() & after.keys():
            here = f"{path}.{name}"
            promised = name in old.get("required", ()), name in new.get("required", ())
            if promised == (True, False):
                yield Change(here, "champ qui peut désormais manquer", Level.MAJOR)
            elif promised == (False, True):
                yield Change(here, "champ désormais toujours présent", Level.MINOR)
            yield from self.run(here, before[name], after[name])

    def choices(self, path: str, old: list[Schema], new: list[Schema]) -> Iterator[Change]:
        if len(old) != len(new):
            yield Change(path, "types possibles modifiés", Level.MAJOR)
            return
        for one, other in zip(old, new, strict=True):
            yield from self.run(path, one, other)


def _compare_values(path: str, old: Schema, new: Schema) -> Iterator[Change]:
    if ("enum" in old) != ("enum" in new):
        yield Change(path, "liste fermée ajoutée ou retirée", Level.MAJOR)
        return
    before, after = set(old.get("enum", ())), set(new.get("enum", ()))
    for value in before - after:
        yield Change(path, f"valeur « {value} » retirée", Level.MAJOR)
    for value in after - before:
        yield Change(path, f"valeur « {value} » ajoutée", Level.MINOR)


def _find(definitions: dict[str, Schema], schema: Schema) -> Schema:
    """Return what a schema refers to, or itself."""
    return definitions[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
