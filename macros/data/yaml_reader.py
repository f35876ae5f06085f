"""YAML files → plain values that remember where they stand.

Stricter than YAML 1.1: only `true`, `false`, `null` and decimal numbers are read as such, everything
else stays text, so that `no`, `012` or a date cannot change meaning on the way.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from macros.data.characters import LINE_END, clean_text, find_faults, is_invisible
from macros.data.yaml_errors import SECOND_DOCUMENT, explain_yaml_error

Key = str | int
KeyPath = tuple[Key, ...]

MAX_BYTES = 300_000
LONGEST = 30_000_000
MAX_DEPTH = 20

# The name of each check, shown after its message: files, then the shape of values, then their sense.
Rule = Literal[
    "file-missing", "unknown-file", "yaml-size", "yaml-encoding", "yaml-depth", "yaml-alias",
    "yaml-syntax", "yaml-comment", "yaml-tag", "yaml-flow", "yaml-key", "duplicate-key",
    "invisible-character", "decomposed-accent", "misread-text", "source-file", "page-name",
    "page-content", "page-link", "special-file", "tracked-file",
    "type", "field-missing", "field-unknown", "value-unknown", "date-format", "text-format",
    "number-range", "list-empty",
    "duplicate-id", "reference", "orphan", "numbering", "count", "theme-axis", "fidelity",
    "quote", "quote-occurrence", "evidence", "follow-up-quote", "plain", "duplicate-actor", "correction", "relation",
    "hierarchy", "article", "white-space", "typography", "dates", "figure", "source-access",
    "permalink",
    "edition",
    "formula",
]  # fmt: skip

_INTEGER = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9]\d{0,14})\.\d{1,15}", re.ASCII)
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOST_DASH = "si une autre fiche commence ici, écrire « - {key}: … », le tiret sous le précédent ; sinon, n’en garder qu’un"
# A comment has a space after its « # »; « le lot #3 » was not meant as one. After words, two before it.
_CUT = re.compile(r"[ \t]+(?=#\S)")
_MAY_CUT = re.compile(r" (?=# )")


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
    """A mistake in the data, its place, and how to mend it. `rule` names the check that found it.

    `paste` holds the lines that mend it, where they can be told. `subject` names what is wrong, where
    others may follow from it; `causes`, the subjects that this one may follow from.
    """

    place: Place
    rule: Rule
    message: str
    paste: str = ""
    subject: str = field(default="", compare=False)
    causes: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        line = show_line(f"{self.place}: {self.message} [{self.rule}]")
        return f"{line}\n{self.paste}" if self.paste else line


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """One file: its value, and the place of every value and key by the path that leads to it."""

    file: str
    value: Any = None
    places: Mapping[KeyPath, Place] = field(default_factory=dict)
    keys: Mapping[KeyPath, Place] = field(default_factory=dict)

    def at(self, *path: Key) -> Place:
        """Return the place of a value, else of the nearest enclosing one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def at_key(self, *path: Key) -> Place:
        """Return the place of the key that names a value, else of the nearest enclosing value."""
        return self.keys.get(path) or self.at(*path)


def show_line(text: str) -> str:
    """Return a text on one line, with a name in place of each character that cannot be seen."""
    return "".join(
        f"⟨U+{ord(sign):04X}⟩" if sign in "\t\r\n" or is_invisible(sign) else sign for sign in text
    )


class TextLoader(yaml.CSafeLoader):
    """libyaml without any implicit type: a plain scalar stays text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own class attribute)


def read_document(path: Path, file: str) -> tuple[YamlDocument, list[Problem]]:
    """Read one file, named `file` in messages. With problems, the document's value is partial."""
    # What is published grows with the site, and is never cut.
    most = LONGEST if path.name == "published.yml" else MAX_BYTES
    text, problems = read_text(path, file, most)
    if text is None:
        return YamlDocument(file), problems
    document, more = parse_text(text, file)
    return document, [*problems, *more]


def read_text(path: Path, file: str, most: int = LONGEST) -> tuple[str | None, list[Problem]]:
    """Return the text of a file without its faults, which are problems; None for none at all."""
    try:
        raw = read_bytes(path, most)
    except OSError as error:
        message = "ce fichier ne peut pas être lu : vérifier que c’est un fichier, et ses droits"
        if isinstance(error, FileNotFoundError):
            message = "ce fichier manque : le remettre à sa place, ou lui rendre son nom"
        return None, [Problem(Place(file), "file-missing", message)]
    if len(raw) > most:
        message = f"fichier trop gros (plus de {most} octets) : n’y garder que des données"
        return None, [Problem(Place(file), "yaml-size", message)]
    return decode_text(raw, file)


def read_bytes(path: Path, most: int = LONGEST) -> bytes:
    """Read a file, or enough to show that it has more than `most` bytes; never wait for a pipe."""
    if path.exists() and not path.is_file():
        raise OSError(f"{path} is no file")
    with path.open("rb") as file:
        return file.read(most + 1)


def parse_text(text: str, file: str) -> tuple[YamlDocument, list[Problem]]:
    try:
        return _Reader(file, text).read()
    except _UnreadableError as error:
        return YamlDocument(file), [*error.args]


def read_leniently(raw: bytes) -> Any:
    """Return what can be read of a file as it was at any time, or None; never an error."""
    with suppress(UnicodeDecodeError):
        return parse_text(raw.decode("utf-8-sig"), "")[0].value or None
    return None


def decode_text(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a file without its faults, which are problems; None when it is not in UTF-8."""
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = "ce caractère n’est pas en UTF-8 : enregistrer le fichier en UTF-8"
        place = _locate(raw[: error.start].decode(), file)
        return None, [Problem(place, "yaml-encoding", message)]
    problems = [
        Problem(_locate(text[: fault.start], file), fault.rule, fault.message)
        for fault in find_faults(text)
    ]
    return clean_text(text) if problems else text, problems


def _locate(before: str, file: str) -> Place:
    """Return the place that follows a text."""
    lines = LINE_END.split(before)
    return Place(file, len(lines), len(lines[-1]) + 1)


class _UnreadableError(Exception):
    """Nothing of a file can be used: its argument is the problem."""


def _refuse_syntax(place: Place, message: str) -> _UnreadableError:
    return _UnreadableError(Problem(place, "yaml-syntax", f"YAML illisible : {message}"))


class _Reader:
    """One pass over libyaml's events, collecting values, places and problems.

    Never `yaml.compose`: it recurses unguarded, and follows aliases.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.last: Any = None  # the last scalar
        self.problems: list[Problem] = []
        self.places: dict[KeyPath, Place] = {}
        self.keys: dict[KeyPath, Place] = {}

    def read(self) -> tuple[YamlDocument, list[Problem]]:
        value = None
        try:
            self.next = TextLoader(self.text).get_event
            while type(event := self.next()) is not yaml.StreamEndEvent:
                if isinstance(event, yaml.DocumentStartEvent):
                    if self.places:
                        raise _refuse_syntax(self.place(event), SECOND_DOCUMENT)
                    value = self.visit(self.next(), ())
        except yaml.YAMLError as error:
            # What follows a value cut by « # » has lost its beginning.
            if self.last is not None and (cut := self.find_cut(self.last)):
                raise _UnreadableError(cut) from None
            (line, column), message = explain_yaml_error(error, self.text, self.last)
            raise _refuse_syntax(Place(self.file, line + 1, column + 1), message) from None
        return YamlDocument(self.file, value, self.places, self.keys), self.problems

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def report(self, event: Any, rule: Rule, message: str, subject: str = "") -> None:
        causes = (subject,) if subject else ()
        problem = Problem(self.place(event), rule, message, subject=subject, causes=causes)
        self.problems.append(problem)

    def visit(self, event: Any, path: KeyPath) -> Any:
        """Return the value that an event begins, and note its place."""
        kind = type(event)
        if kind is yaml.AliasEvent:
            message = "les alias YAML (« * ») sont refusés : recopier la valeur, ou la mettre entre guillemets droits"
            raise _UnreadableError(Problem(self.place(event), "yaml-alias", message))
        if event.tag is not None:
            self.report(event, "yaml-tag", f"étiquette YAML « {event.tag} » refusée : la retirer")
        self.places[path] = self.place(event)
        if kind is yaml.ScalarEvent:
            return self.read_scalar(event)
        if len(path) >= MAX_DEPTH:
            message = f"structure trop profonde (plus de {MAX_DEPTH} niveaux) : vérifier les espaces en début de ligne"
            raise _UnreadableError(Problem(self.place(event), "yaml-depth", message))
        if kind is yaml.MappingStartEvent:
            return self.read_mapping(event, path)
        values: list[Any] = []
        while type(item := self.next()) is not yaml.SequenceEndEvent:
            values.append(self.visit(item, (*path, len(values))))
        return values

    def skip(self, event: Any, path: KeyPath) -> None:
        """Go past a value that counts for nothing; only what makes the file unreadable is said."""
        count = len(self.problems)
        self.visit(event, (*path, -1))  # no path of a value that counts
        del self.problems[count:]

    def read_scalar(self, event: Any) -> Any:
        text, self.last = self.unescape(event), event
        if event.style:
            return text
        if cut := self.find_cut(event):
            self.problems.append(cut)
        return resolve_plain(text)

    def find_cut(self, scalar: Any) -> Problem | None:
        """Report where « # » cuts a plain scalar that goes on after it."""
        end = scalar.end_mark
        match = _CUT.match(self.text, end.index)
        remark = _MAY_CUT.match(self.text, end.index) if " " in scalar.value else None
        if scalar.style or not (match := match or remark):
            return None
        place = Place(self.file, end.line + 1, end.column + len(match[0]) + 1)
        message = "« # » ouvre un commentaire et coupe la valeur : mettre la valeur entre guillemets droits"
        if remark:
            message += ", ou deux espaces devant une remarque"
        return Problem(place, "yaml-comment", message)

    def unescape(self, event: Any) -> str:
        """Return the text of a scalar, without the faults that escapes make."""
        if event.style != '"':
            return str(event.value)
        for fault in find_faults(event.value):
            if fault.rule != "decomposed-accent":  # mended here
                self.report(event, fault.rule, fault.message)
        return clean_text(event.value)

    def read_mapping(self, start: Any, path: KeyPath) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        while type(event := self.next()) is not yaml.MappingEndEvent:
            if not isinstance(event, yaml.ScalarEvent):
                message = "le nom d’un champ est un simple mot : l’écrire avant « : »"
                self.report(event, "yaml-key", message)
                self.skip(event, path)
                self.skip(self.next(), path)
                continue
            key, self.last = self.unescape(event), event
            here = (*path, key)
            if key in mapping:
                first = self.keys[here].line
                message = f"champ « {key} » écrit deux fois (déjà ligne {first}) : "
                lost = isinstance(path[-1] if path else "", int)
                message += _LOST_DASH.format(key=key) if lost else "n’en garder qu’un"
                # A dash that was lost makes a whole record double: it is told once.
                subject = f"double/{self.file}/{path}" if lost else ""
                self.report(event, "duplicate-key", message, subject)
                self.skip(self.next(), path)
                continue
            self.keys[here] = self.place(event)
            mapping[key] = self.visit(self.next(), here)
        if start.flow_style and mapping:
            message = "une fiche ne s’écrit pas entre accolades : une virgule y couperait le texte ; écrire un champ par ligne"
            self.report(start, "yaml-flow", message)
        return mapping


def resolve_plain(plain: str) -> Any:
    """Return the value of a scalar written without quotes."""
    if plain in _CONSTANTS:
        return _CONSTANTS[plain]
    if plain[0] in "-0123456789":
        if _INTEGER.fullmatch(plain):
            return int(plain)
        if _DECIMAL.fullmatch(plain):
            return float(plain)
    return plain
