"""YAML files → plain values that remember where they stand.

Stricter than YAML 1.1: only `true`, `false`, `null` and decimal numbers are read as such, everything
else stays text, so that `no`, `012` or a date cannot change meaning on the way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

Key = str | int
KeyPath = tuple[Key, ...]

MAX_BYTES = 300_000
MAX_BYTES_OF = {"permalinks.yml": 30_000_000}  # grows with the site, and is never cut
MAX_DEPTH = 20

# The name of each check, shown after its message: files, then the shape of values, then their sense.
Rule = Literal[
    "file-missing", "unknown-file", "yaml-size", "yaml-encoding", "yaml-depth", "yaml-alias",
    "yaml-syntax", "yaml-comment", "yaml-tag", "yaml-flow", "yaml-key", "duplicate-key",
    "invisible-character", "source-file",
    "type", "field-missing", "field-unknown", "value-unknown", "date-format", "text-format",
    "number-range", "list-empty",
    "duplicate-id", "reference", "orphan", "numbering", "count", "theme-axis", "fidelity",
    "quote", "quote-occurrence", "evidence", "duplicate-actor", "correction", "relation",
    "hierarchy", "article", "white-space", "typography", "dates", "figure", "source-access",
    "permalink",
    "formula",
]  # fmt: skip

_TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}
_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}", re.ASCII)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Invisible characters that reorder or hide text (bidirectional controls, zero width, controls), and
# what XML refuses.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
# A comment has a space after its « # »; « le lot #3 » was not meant as one.
_CUT = re.compile(r"[ \t]+(?=#\S)")
# What libyaml says, and what an editor should do about it.
_YAML_REMEDIES = (
    (
        "mapping values are not allowed",
        (
            "un « : » suivi d’une espace coupe la valeur : la mettre "
            "entre guillemets, ou passer à la ligne après « >- »"
        ),
    ),
    (
        "cannot start any token",
        (
            "caractère inattendu : remplacer la tabulation par des espaces, ou "
            "mettre la valeur entre guillemets"
        ),
    ),
    (
        "did not find expected key",
        (
            "l’alignement est rompu ou un guillemet est resté ouvert : "
            "vérifier les espaces en début de ligne"
        ),
    ),
    (
        "did not find expected '-'",
        ("un élément de liste est mal aligné : vérifier les espaces devant le tiret"),
    ),
    ("could not find expected ':'", "il manque « : » après le nom du champ"),
    (
        "block sequence entries are not allowed",
        ("une liste commence à la ligne sous le nom du champ"),
    ),
    ("unexpected end of stream", "un guillemet ouvert n’est pas refermé"),
    (
        "did not find expected ',' or ']'",
        ("un crochet ouvert n’est pas refermé, ou il manque une virgule"),
    ),
    ("did not find expected ',' or '}'", "une accolade ouverte n’est pas refermée"),
    (
        "did not find expected alphabetic or numeric character",
        "mettre entre guillemets une valeur qui commence par « * » ou « & »",
    ),
    (
        "did not find expected comment or line break",
        "mettre entre guillemets une valeur qui commence par « > » ou « | »",
    ),
    (
        "mapping keys are not allowed",
        "mettre entre guillemets une valeur qui commence par « ? »",
    ),
    (
        "unknown escape character",
        "entre guillemets droits doubles, une barre oblique inverse s’écrit deux fois (« \\\\ »)",
    ),
    (
        "expected a single document",
        ("« --- » ouvre un second document : un fichier n’en contient qu’un"),
    ),
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a data file; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where, and how to mend it. `rule` names the check that found it."""

    place: Place
    rule: Rule
    message: str

    def __str__(self) -> str:
        said, _, example = self.message.partition("\n")
        line = f"{self.place}: {said} [{self.rule}]"
        return f"{line}\n{example}" if example else line


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its value, and the place of every value and key by path."""

    file: str
    value: Any
    values: dict[KeyPath, Place]
    keys: dict[KeyPath, Place]

    def at(self, *path: Key) -> Place:
        """Return the place of a value, else of the nearest enclosing one."""
        for end in range(len(path), -1, -1):
            if place := self.values.get(path[:end]):
                return place
        return Place(self.file)


class _Loader(yaml.CSafeLoader):
    """libyaml without any implicit type: a plain scalar stays text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own class attribute)


def read_document(path: Path, file: str) -> tuple[Document, list[Problem]]:
    """Read one file, named `file` in messages. With problems, the document's value is partial."""
    document = Document(file, None, {}, {})
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return document, [Problem(Place(file), "file-missing", "ce fichier manque")]
    except OSError:
        return document, [Problem(Place(file), "file-missing", "ce fichier ne peut pas être lu")]
    most = MAX_BYTES_OF.get(path.name, MAX_BYTES)
    if len(raw) > most:
        message = f"fichier trop gros ({len(raw)} octets, au plus {most})"
        return document, [Problem(Place(file), "yaml-size", message)]
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
        message = "ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8"
        return document, [Problem(Place(file, line, column), "yaml-encoding", message)]
    try:
        if problem := _find_unsafe_structure(text, file):
            return document, [problem]
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return document, [_explain_yaml_error(error, file, text)]
    return _Walk(file, text).read(node)


def _find_cut(file: str, text: str, scalar: Any) -> Problem | None:
    """Say where « # » cuts a plain scalar (a node or an event) that goes on after it."""
    end = scalar.end_mark
    if scalar.style or not (match := _CUT.match(text, end.index)):
        return None
    return Problem(
        Place(file, end.line + 1, end.column + len(match[0]) + 1),
        "yaml-comment",
        "« # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets",
    )


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _iter_events(text: str, file: str) -> Iterator[Any]:
    """Yield libyaml's events; in place of an error that « # » explains, a problem that says so."""
    last = None
    try:
        for event in yaml.parse(text, Loader=_Loader):
            last = event
            yield event
    except yaml.MarkedYAMLError:
        # What follows a value cut by « # » has lost its beginning.
        problem = _find_cut(file, text, last) if isinstance(last, yaml.ScalarEvent) else None
        if problem is None:
            raise
        yield problem


def _find_unsafe_structure(text: str, file: str) -> Problem | None:
    """Refuse aliases and deep nesting before composing: libyaml's composer recurses unguarded."""
    depth = 0
    for event in _iter_events(text, file):
        if isinstance(event, Problem):
            return event
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        place = _place(file, event.start_mark)
        if depth > MAX_DEPTH:
            return Problem(place, "yaml-depth", "structure trop profonde")
        if isinstance(event, yaml.AliasEvent):
            return Problem(
                place,
                "yaml-alias",
                "les alias YAML (« * ») sont refusés : recopier la "
                "valeur, ou la mettre entre guillemets",
            )
    return None


def _explain_yaml_error(error: yaml.YAMLError, file: str, text: str) -> Problem:
    if isinstance(error, yaml.reader.ReaderError):
        # libyaml counts bytes.
        before = text.encode()[: error.position].decode(errors="ignore")
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Problem(place, "invisible-character", "caractère invisible interdit : le supprimer")
    said = str(getattr(error, "problem", None) or error)
    if isinstance(error, yaml.composer.ComposerError):
        said = f"{error.context} {said}"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = _place(file, mark)
    lines = text.split("\n")
    if mark and mark.line < len(lines) and lines[mark.line].lstrip(" ").startswith("\t"):
        return Problem(
            place, "yaml-syntax", "YAML illisible : remplacer la tabulation par des espaces"
        )
    remedy = next(
        (remedy for sign, remedy in _YAML_REMEDIES if sign in said),
        "vérifier l’alignement, les guillemets et les deux-points autour de cette ligne",
    )
    return Problem(place, "yaml-syntax", f"YAML illisible : {remedy}")


class _Walk:
    """One pass over the nodes of a file, collecting values, places and problems."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.values: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}
        self.problems: list[Problem] = []

    def read(self, node: yaml.Node | None) -> tuple[Document, list[Problem]]:
        value = None if node is None else self.visit(node, ())
        return Document(self.file, value, self.values, self.keys), self.problems

    def place(self, node: yaml.Node) -> Place:
        return _place(self.file, node.start_mark)

    def report(self, node: yaml.Node, rule: Rule, message: str) -> None:
        self.problems.append(Problem(self.place(node), rule, message))

    def visit(self, node: yaml.Node, path: KeyPath) -> Any:
        self.values[path] = self.place(node)
        if node.tag != _TAGS[type(node)]:
            self.report(node, "yaml-tag", f"étiquette YAML « {node.tag} » refusée : la retirer")
        if isinstance(node, yaml.MappingNode):
            return self.visit_mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.visit(item, (*path, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101 (the only kind left)
        self.refuse_invisible(node, "cette valeur")
        if problem := _find_cut(self.file, self.text, node):
            self.problems.append(problem)
        return node.value if node.style else resolve_plain(node.value)

    def refuse_invisible(self, node: yaml.ScalarNode, where: str) -> None:
        if match := INVISIBLE.search(node.value):
            message = f"caractère invisible U+{ord(match[0]):04X} dans {where} : le supprimer"
            self.report(node, "invisible-character", message)

    def visit_mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        if node.flow_style and node.value:
            self.report(
                node,
                "yaml-flow",
                "une fiche ne s’écrit pas entre accolades : une virgule "
                "y couperait le texte ; écrire un champ par ligne",
            )
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(key_node, "yaml-key", "le nom d’un champ est un simple mot")
                continue
            key = key_node.value
            self.refuse_invisible(key_node, "le nom d’un champ")
            if key in mapping:
                first = self.keys[(*path, key)].line
                self.report(
                    key_node,
                    "duplicate-key",
                    f"champ « {key} » écrit deux fois (déjà ligne {first}) : n’en garder qu’un",
                )
                continue
            self.keys[(*path, key)] = self.place(key_node)
            mapping[key] = self.visit(value_node, (*path, key))
        return mapping


def resolve_plain(plain: str) -> Any:
    """Return the value of a scalar written without quotes."""
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    if _INTEGER.fullmatch(plain):
        return int(plain)
    if _DECIMAL.fullmatch(plain):
        return float(plain)
    return plain
