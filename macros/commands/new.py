"""`new`: a record to fill in, in the right file and place."""

import re
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.atomic import create_text, replace_text
from macros.commands import CommandError
from macros.commands.drafting.yaml_text import draft_record, write_file, write_value
from macros.data.characters import find_invisible
from macros.data.checking import check_data
from macros.data.layout import format_text, respell
from macros.data.loading import FOLLOW_UP, MEASURES, measure_files
from macros.data.model import Actor, Law, Measure, Source, Term, Theme
from macros.data.outcome_model import FROM_FILE_NAME, FollowUp
from macros.data.project_files import find_unsafe, name_file
from macros.data.yaml_reader import parse_text, read_document, show_line
from macros.french import slugify

_DESCRIPTION = """\
Ajoute une fiche à remplir dans le bon fichier, avec le numéro suivant ou l’identifiant
tiré du titre. Chaque champ y est, avec ce qu’il faut y écrire ; un champ « à remplir »
est obligatoire, et « check » le montre du doigt. Rien n’est jamais écrasé.

Fiches : measure (mesure), actor (acteur), theme (thème), law (texte de droit),
source, term (terme du glossaire), follow_up (ce qu’une mesure est devenue : son numéro
vient en premier)."""
_EXAMPLES = """\
Exemples :
  .venv/bin/python -m macros new measure "Ouvrir des points d’accueil"
  .venv/bin/python -m macros new follow_up "4 bilan du Sénat 2013"
  .venv/bin/python -m macros new actor préfecture"""


@dataclass(frozen=True, slots=True)
class _NewRecord:
    """A kind of record: its class, where it goes, and the field that holds its title."""

    cls: Any
    file: str
    list_name: str
    title: str = "title"


_NEW_RECORDS = {
    "measure": _NewRecord(Measure, MEASURES, MEASURES),
    "actor": _NewRecord(Actor, "actors.yml", "actors", "name"),
    "theme": _NewRecord(Theme, "themes.yml", "themes"),
    "law": _NewRecord(Law, "laws.yml", "laws"),
    "source": _NewRecord(Source, "sources.yml", "sources"),
    "term": _NewRecord(Term, "glossary.yml", "terms", "term"),
    "follow_up": _NewRecord(FollowUp, FOLLOW_UP, FOLLOW_UP),
}


def add_new_arguments(parser: ArgumentParser) -> None:
    parser.description, parser.epilog = _DESCRIPTION, _EXAMPLES
    parser.add_argument("kind", choices=[*_NEW_RECORDS], metavar="FICHE", help="voir ci-dessus")
    parser.add_argument("title", nargs="?", default="", metavar="TITRE", help="titre ou nom")


def run_new(options: Namespace) -> int:
    data, kind, title = options.data, _NEW_RECORDS[options.kind], respell(options.title)
    if [*find_invisible(title)]:
        message = f"« {show_line(title)} » : un caractère est invisible, ou n’est pas en UTF-8"
        raise CommandError(message, code=2)
    if unsafe := find_unsafe(data):
        raise CommandError(*unsafe)
    add = {Measure: _add_measure, FollowUp: _add_follow_up}.get(kind.cls, _add_item)
    path, lines = add(data, kind, title)
    file = name_file(path, data)
    print(f"Ajouté : {file}:{lines[0]}")
    left = [
        problem
        for problem in check_data(data).problems
        if problem.place.file == file and problem.place.line in lines
    ]
    if left:
        print("Ce qui reste à remplir (« make check ») :")
        for problem in left:
            print(f"  {problem}")
    print("Ensuite : effacer les remarques (« # … ») et les champs facultatifs restés vides.")
    return 0


def _add_measure(data: Path, kind: _NewRecord, title: str) -> tuple[Path, range]:
    """Write the file of the first number that is free; return it and its lines."""
    taken = {int(path.stem) for path in measure_files(data)}
    number = min({*range(1, len(taken) + 2)} - taken)
    path = data / kind.file / f"{number:02}.yml"
    text = write_file("../schema/measure", [], _draft(kind, title, "number", number))
    create_text(path, text)
    return path, range(1, text.count("\n") + 1)


def _add_follow_up(data: Path, kind: _NewRecord, title: str) -> tuple[Path, range]:
    """Write the file named after a measure and what became of it; return it and its lines."""
    match = re.fullmatch(r"([1-9][0-9]*) (.+)", title)
    slug = slugify(match[2]) if match else ""
    if match is None or not slug:
        raise CommandError("Un fait : le numéro de la mesure, puis de quoi il s’agit.")
    path = data / kind.file / f"{int(match[1]):02}-{slug}.yml"
    if path.exists():
        raise CommandError(f"{name_file(path, data)} existe déjà : changer le titre")
    draft = _draft(kind, title, "slug", slug)
    record = {name: value for name, value in draft.items() if name not in FROM_FILE_NAME}
    text = write_file("../schema/follow_up", [], record)
    path.parent.mkdir(exist_ok=True)
    create_text(path, text)
    return path, range(1, text.count("\n") + 1)


def _add_item(data: Path, kind: _NewRecord, title: str) -> tuple[Path, range]:
    """Put the record into its file, where not a line changes; return it and the lines added."""
    path, name, slug = data / kind.file, kind.list_name, slugify(title)
    document, problems = read_document(path, name_file(path, data))
    if problems:
        raise CommandError(problems[0], "Corrigez d’abord ce fichier.")
    before = document.value.get(name) if isinstance(document.value, dict) else None
    if not isinstance(before, list):
        raise CommandError(f"{document.file} : il n’a pas de liste « {name} »")
    for rank, item in enumerate(before):
        if slug and isinstance(item, dict) and item.get("slug") == slug:
            place = document.at(name, rank)
            raise CommandError(f"« {slug} » existe déjà ({place}) : changer le titre")
    record = _draft(kind, title, "slug", slug)
    added = format_text("\n".join(["_:", *write_value("  -", record, "    ")])).splitlines()[1:]
    lines = path.read_bytes().decode().split("\n")
    at = _find_place(lines, name, slug)
    text = "\n".join([*lines[:at], *added, *lines[at:]])
    after = parse_text(text, document.file)[0].value
    if not isinstance(after, dict) or [item for item in after[name] if item in before] != before:
        raise CommandError(f"{document.file} : lancer d’abord « make fix »")
    replace_text(path, text)
    return path, range(at + 1, at + len(added) + 1)


def _find_place(lines: list[str], name: str, slug: str) -> int:
    """Return where an item goes in a list that is laid out: in the order of the slugs, or last.

    The sign of an empty list is taken out.
    """
    start = next((at for at, line in enumerate(lines) if re.match(rf"{name}:( |$)", line)), 0)
    lines[start] = lines[start].replace(" []", "", 1)
    after = (at for at in range(start + 1, len(lines)) if re.match(r"\w", lines[at]))
    end = next(after, len(lines))
    items = {at: lines[at] for at in range(start, end) if lines[at].startswith("  - slug: ")}
    in_order = slug and [*items.values()] == sorted(items.values())
    later = (at for at, line in items.items() if in_order and line > f"  - slug: {slug}")
    at = next(later, end)
    while not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#"):
        at -= 1
    return at


def _draft(kind: _NewRecord, title: str, key: str, identifier: int | str) -> dict[str, Any]:
    known = {key: identifier, kind.title: title}
    return draft_record(kind.cls, {name: value for name, value in known.items() if value})
