"""The files under `data/` → a data set, and every problem found on the way."""

import itertools
import re
import typing
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar
from unicodedata import normalize

from macros.data import model
from macros.data.field_types import Reference
from macros.data.help_model import Help
from macros.data.ledger_model import Permalinks, Published
from macros.data.outcome_model import FROM_FILE_NAME, FollowUp
from macros.data.project_files import LEFTOVER, name_file
from macros.data.search_model import Questions
from macros.data.validation import build_record, find_mark, shorten, suggest, walk_fields
from macros.data.yaml_reader import KeyPath, Place, Problem, YamlDocument, read_document, read_text
from macros.french import slugify

Record = TypeVar("Record", covariant=True)

# By name, which is that of its class.
RECORD_FILES: dict[str, type] = {
    cls.__name__.lower(): cls for cls in (model.Site, model.Plan, Permalinks, Published)
}
GENERATED = "published"  # there once something is published
# Each holds lists only; a list's name is the same in the file, in its class and in the data set.
LIST_FILES: dict[str, type] = {
    cls.__name__.lower(): cls
    for cls in (
        model.Axes,
        model.Themes,
        model.Actors,
        model.Laws,
        model.Glossary,
        Questions,
        model.Sources,
        Help,
    )
}
MEASURES = "measures"
FOLLOW_UP = "follow_up"
# Known too: read elsewhere.
OTHER_FILES = ("schema", "source", MEASURES, FOLLOW_UP)
_MEASURE_FILE = re.compile(r"[0-9]{2,}\.yml")
# The measure, then the identifier.
FOLLOW_UP_FILE = re.compile(r"(0[1-9]|[1-9][0-9]+)-([a-z0-9]+(?:-[a-z0-9]+)*)\.yml")


@dataclass(frozen=True, slots=True)
class Entry(Generic[Record]):
    record: Record
    document: YamlDocument
    path: KeyPath = ()

    def at(self, *path: str | int) -> Place:
        return self.document.at(*self.path, *path)


@dataclass(frozen=True)
class Loaded:
    """The records that could be read, by list name.

    `ids` holds the identifiers written in the files, those of unreadable records included, so that
    one broken record does not make every reference to it look wrong; none where a whole file is
    unreadable. `broken` names the lists that lack a record.
    """

    entries: dict[str, tuple[Entry[Any], ...]]
    ids: dict[str, dict[Any, Place]]
    broken: frozenset[str]
    problems: tuple[Problem, ...]
    source_text: str | None

    def get(self, name: str) -> tuple[Entry[Any], ...]:
        return self.entries.get(name, ())

    @cached_property  # several rules go through all of them
    def fields(self) -> tuple[tuple[Entry[Any], Any, str, Any, KeyPath], ...]:
        """Every value of these records: entry, record, field, value, path in the entry."""
        return tuple(
            (entry, *found)
            for entry in itertools.chain(*self.entries.values())
            for found in walk_fields(entry.record)
        )

    @cached_property
    def references(self) -> tuple[tuple[Entry[Any], str, Any, KeyPath], ...]:
        """Every identifier of a record elsewhere: entry, list, identifier, path in the entry."""
        return tuple(
            (entry, mark.to, value, path)
            for entry, record, field, value, path in self.fields
            if (mark := find_mark(record, field, Reference))
        )

    def find(self, *kinds: type) -> Iterator[tuple[Entry[Any], Any, KeyPath]]:
        """Yield the records of some kinds, inside others too: entry, record, path in the entry."""
        for entry in itertools.chain(*self.entries.values()):
            if isinstance(entry.record, kinds):
                yield entry, entry.record, ()
        for entry, _, _, value, path in self.fields:
            if isinstance(value, kinds):
                yield entry, value, path


def load_data(root: Path) -> Loaded:
    """Read every data file under `root`; files are named from its parent (`data/plan.yml`)."""
    return _Load(root).run()


def measure_files(root: Path) -> list[Path]:
    """Return the measure files in the order of their numbers."""
    found = (path for path in _list_folder(root / MEASURES) if _MEASURE_FILE.fullmatch(path.name))
    return sorted(found, key=lambda path: (int(path.stem), path.name))


def follow_up_files(root: Path) -> list[Path]:
    found = _list_folder(root / FOLLOW_UP)
    return [path for path in found if FOLLOW_UP_FILE.fullmatch(path.name)]


def _list_folder(folder: Path) -> list[Path]:
    """Return what a folder holds, hidden files aside; nothing for a folder that is not there."""
    return sorted(path for path in folder.glob("*") if not LEFTOVER.fullmatch(path.name))


class _Load:
    """Collects records, identifiers and problems, file after file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.entries: dict[str, list[Entry[Any]]] = defaultdict(list)
        self.ids: dict[str, dict[Any, Place]] = defaultdict(dict)
        self.broken: set[str] = set()
        self.unread: set[str] = set()
        self.problems: list[Problem] = []

    def run(self) -> Loaded:
        for name, cls in RECORD_FILES.items():
            if name == GENERATED and not (self.root / f"{name}.yml").exists():
                document = YamlDocument(self.name(f"{name}.yml"), {})
            else:
                document = self.read(f"{name}.yml", [name])
            self.add(name, document, cls, (), document.value)
        for name, cls in LIST_FILES.items():
            self.read_lists(f"{name}.yml", cls)
        for path in measure_files(self.root):
            self.read_measure(path)
        self.entries[FOLLOW_UP], self.ids[FOLLOW_UP] = [], {}
        for path in follow_up_files(self.root):
            self.read_follow_up(path)
        self.refuse_unknown_files()
        self.entries[MEASURES].sort(key=lambda entry: entry.record.number)
        self.entries[FOLLOW_UP].sort(
            key=lambda e: (e.record.measure, e.record.order, e.record.slug)
        )
        source_text = self.read_source_text()
        entries = {name: tuple(found) for name, found in self.entries.items()}
        for name in self.unread:  # a follow-up may hold a source
            self.ids.pop(name, None)
        broken, problems = frozenset(self.broken), tuple(self.problems)
        return Loaded(entries, dict(self.ids), broken, problems, source_text)

    def name(self, file: str) -> str:
        return name_file(self.root / file, self.root)

    def refuse_unknown_files(self) -> None:
        """Report what would be silently ignored."""
        known = [f"{name}.yml" for name in (*RECORD_FILES, *LIST_FILES)] + [*OTHER_FILES]
        for path in _list_folder(self.root):
            if path.name not in known:
                self.refuse_file(path.name, suggest(path.name, known))
        named = "va dans un fichier nommé d’après"
        advice = f"une mesure {named} son numéro (« 07.yml »)"
        self.refuse_names(MEASURES, _MEASURE_FILE, advice)
        advice = (
            f"un fait {named} sa mesure et son objet, sans accent (« 13-arrete-cap-gardien.yml »)"
        )
        self.refuse_names(FOLLOW_UP, FOLLOW_UP_FILE, advice)

    def refuse_names(self, folder: str, pattern: re.Pattern[str], otherwise: str) -> None:
        names = [path.name for path in _list_folder(self.root / folder)]
        for name in names:
            if pattern.fullmatch(name):
                continue
            number, dash, about = slugify(name.partition(".")[0]).partition("-")
            right = f"{number.lstrip('0'):0>2}{dash + about if folder == FOLLOW_UP else ''}.yml"
            valid, advice = pattern.fullmatch(right), otherwise
            if valid and right in names:
                advice = f"« {right} » existe déjà, n’en garder qu’un"
            elif valid and (folder == MEASURES or int(number) in self.ids[MEASURES]):
                # What it holds is there, under a wrong name; a fact may hold its source.
                advice = f"le renommer « {right} »"
                self.broken.add(folder)
                kind, key = (MEASURES, int(number)) if folder == MEASURES else ("sources", about)
                self.ids[kind].setdefault(key, Place(self.name(f"{folder}/{name}")))
            self.refuse_file(f"{folder}/{name}", f" : {advice}")

    def refuse_file(self, file: str, advice: str) -> None:
        message = f"nom inconnu, le contenu serait ignoré{advice}"
        self.problems.append(Problem(Place(self.name(file)), "unknown-file", message))

    def read(self, file: str, names: list[str]) -> YamlDocument:
        document, problems = read_document(self.root / file, self.name(file))
        self.problems += problems
        if problems:
            self.broken.update(names)
        return document

    def read_measure(self, path: Path) -> None:
        document = self.read(f"{MEASURES}/{path.name}", [MEASURES])
        self.add(MEASURES, document, model.Measure, (), document.value)
        if not isinstance(document.value, dict) or type(document.value.get("number")) is not int:
            # A file that cannot be read still holds the measure that its name says.
            self.ids[MEASURES].setdefault(int(path.stem), document.at())

    def read_follow_up(self, path: Path) -> None:
        """Read a follow-up; what its name says is not in it, and its source may be."""
        document = self.read(f"{FOLLOW_UP}/{path.name}", [FOLLOW_UP])
        [number, slug] = typing.cast("re.Match[str]", FOLLOW_UP_FILE.fullmatch(path.name)).groups()
        value = document.value
        if isinstance(value, dict):
            source = value.get("source")
            for place in (*((name,) for name in FROM_FILE_NAME), ("source", "slug")):
                if place in document.keys:
                    message = f"« {place[-1]} » vient du nom du fichier : retirer cette ligne"
                    self.problems.append(Problem(document.at_key(*place), "field-unknown", message))
            if isinstance(source, dict):
                self.add("sources", document, model.Source, ("source",), source | {"slug": slug})
                value = value | {"source": slug}
            value = value | {"measure": int(number), "slug": slug}
        self.add(FOLLOW_UP, document, FollowUp, (), value)

    def note_id(self, name: str, identifier: str | int, place: Place) -> bool:
        """Note the identifier of a record of the list `name`; tell whether the record counts."""
        if first := self.ids[name].get(identifier):
            if name == MEASURES:
                self.refuse_copy(int(identifier), place, first)
                return False
            message = explain_taken(shorten(str(identifier)), first)
            self.problems.append(Problem(place, "duplicate-id", message, subject=f"{name}/?"))
        self.ids[name].setdefault(identifier, place)
        return True

    def read_lists(self, file: str, cls: type) -> None:
        hints = typing.get_type_hints(cls)
        document = self.read(file, list(hints))
        if not isinstance(document.value, dict):
            self.broken.update(hints)
            self.unread.update(hints)
            if not any(problem.place.file == document.file for problem in self.problems):
                message = f"il faut ici {' et '.join(f'« {name} : »' for name in hints)}"
                self.problems.append(Problem(document.at(), "type", message))
            return
        # The file without its records: its keys, and that each holds a list.
        shell = {key: [] if isinstance(v, list) else v for key, v in document.value.items()}
        record, problems = build_record(document, cls, (), shell)
        self.problems += problems
        if record is None:
            self.broken.update(hints)
        for name, hint in hints.items():
            items = document.value.get(name)
            self.entries[name] = []  # a list may be empty
            for index, item in enumerate(items if isinstance(items, list) else []):
                self.add(name, document, typing.get_args(hint)[0], (name, index), item)

    def add(self, name: str, document: YamlDocument, cls: Any, path: KeyPath, value: Any) -> None:
        """Build one record of the list `name`, and note its identifier even if that fails."""
        own: Place | None = None  # where the identifier is, or should be
        for key, kind in (("slug", str), ("number", int)):
            if not isinstance(value, dict) or key not in cls.__dataclass_fields__:
                continue
            own = document.at(*path, key)
            if type(value.get(key)) is kind and not self.note_id(name, value[key], own):
                return
        if value is None and any(p.place.file == document.file for p in self.problems):
            return
        record, problems = build_record(document, cls, path, value)
        # References to it are right: it is its own name that is not.
        lost = f"{name}/?"
        self.problems += [
            replace(p, subject=lost) if p.place == own and not p.subject else p for p in problems
        ]
        if record is None:
            self.broken.add(name)
        else:
            self.entries[name].append(Entry(record, document, path))

    def refuse_copy(self, number: int, place: Place, first: Place) -> None:
        """Report a measure that is in two files, where the name is not its own, without a cascade."""
        if place.file.endswith(f"/{number:02}.yml"):
            place, first = first, place
        message = f"« {number} » existe déjà ({first}) : retirer la copie, ou corriger « number »"
        self.problems.append(Problem(place, "duplicate-id", message))
        self.broken.add(MEASURES)
        # What the name says is thought to be there.
        self.ids[MEASURES].setdefault(int(Path(place.file).stem), place)

    def read_source_text(self) -> str | None:
        folder = self.root / "source"
        found = {normalize("NFC", path.name): path for path in folder.glob("*.txt")}
        for entry in self.entries["plan"]:
            name = entry.record.source_file
            if name in found:
                text, problems = read_text(found[name], self.name(f"source/{name}"))
                self.problems += problems
                return text
            if name is not None:
                message = f"fichier « {name} » absent de data/source{suggest(name, found)}"
                self.problems.append(Problem(entry.at("source_file"), "source-file", message))
        return None


def explain_taken(identifier: str, place: object) -> str:
    return f"« {identifier} » existe déjà ({place}) : en choisir un autre"
