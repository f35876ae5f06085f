"""`new`: a record to fill in, in the right file and place."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unicodedata import normalize

from macros.adding.insertion import add_record, find_file
from macros.adding.records import KINDS, Kind, RefusedError
from macros.atomic import create_text, replace_text
from macros.characters import find_invisible
from macros.checking import check_data
from macros.drafting.yaml_text import write_file
from macros.french import capitalize
from macros.loading import MEASURES, Loaded, load_data
from macros.reading import Problem, read_document, show_line

_DESCRIPTION = """\
Ajoute une fiche à remplir, dans le bon fichier et à la bonne place. Ce qui se déduit
est écrit : numéro suivant, identifiant tiré du titre, axe du thème, nature et date
d’un texte de droit. Ce qui manque porte une remarque, et « check » le montre du doigt.
Rien n’est jamais écrasé.

Fiches : measure (mesure), actor (acteur), theme (thème), law (texte de droit),
source, term (terme du glossaire)."""
_EXAMPLES = """\
Exemples :
  .venv/bin/python -m macros new measure "Ouvrir des points d’accueil" --theme clspd
  .venv/bin/python -m macros new actor "conseil de quartier" --family instances
  .venv/bin/python -m macros new law "Loi n° 2002-276 du 27 février 2002 relative à la démocratie de proximité"

Codes de sortie :
  0  la fiche est ajoutée
  1  la fiche existe déjà, ou le fichier ne peut pas être lu
  2  la commande est mal écrite"""
# What stands for the value, and what it is.
_OPTIONS = {
    "axis": ("N", "numéro de l’axe (measure, theme)"),
    "theme": ("IDENTIFIANT", "identifiant du thème (measure)"),
    "text": ("TEXTE", "texte officiel, à la lettre (measure)"),
    "number": ("N", "numéro (measure ; le suivant par défaut)"),
    "family": ("IDENTIFIANT", "identifiant de la famille (actor)"),
    "parent": ("IDENTIFIANT", "identifiant de l’acteur dont il relève (actor)"),
    "publisher": ("NOM", "qui publie (source)"),
    "date": ("DATE", "AAAA, AAAA-MM ou AAAA-MM-JJ (source)"),
    "url": ("ADRESSE", "adresse complète (law, source)"),
    "expansion": ("TEXTE", "développement d’un sigle (term)"),
    "slug": ("IDENTIFIANT", "identifiant, tiré du titre par défaut"),
}
# Asked for on a terminal, where nothing else says it.
_ASKED = frozenset({"title", "axis", "theme", "family", "parent", "publisher", "url"})
_ALIASES = {
    "mesure": "measure", "acteur": "actor", "thème": "theme", "loi": "law", "terme": "term",
}  # fmt: skip


def add_arguments(parser: ArgumentParser) -> None:
    parser.description, parser.epilog = _DESCRIPTION, _EXAMPLES
    parser.add_argument(
        "kind", type=_read_kind, choices=[*KINDS], metavar="FICHE", help="voir ci-dessus"
    )
    parser.add_argument("title", nargs="?", metavar="TITRE", help="titre, nom ou intitulé")
    for name, (metavar, help_text) in _OPTIONS.items():
        read = _read_number if metavar == "N" else str
        parser.add_argument(f"--{name}", type=read, metavar=metavar, help=help_text)
    parser.add_argument("--no-input", action="store_true", help="ne pose aucune question")


def run(options: Namespace) -> int:
    """Return 0 when a record was added, 1 when it could not be, 2 for a wrong command line."""
    kind = KINDS[options.kind]
    if not options.data.is_dir():
        print(f"{options.data} n’est pas un dossier de données", file=sys.stderr)
        return 2
    given = {name: value for name in _OPTIONS if (value := getattr(options, name)) is not None}
    strange = sorted(f"--{name}" for name in given if name not in kind.options)
    if strange:
        print(f"{', '.join(strange)} : sans objet pour « {options.kind} »", file=sys.stderr)
        return 2
    given["title"] = " ".join(options.title.split()) if options.title else None
    before = check_data(options.data)
    if not before.loaded.entries:
        print("\n".join(map(str, before.problems)), file=sys.stderr)
        return 1
    if sys.stdin.isatty() and not options.no_input:
        _ask(kind, given, before.loaded)
    given = {name: normalize("NFC", v) if isinstance(v, str) else v for name, v in given.items()}
    if odd := [
        text for text in given.values() if isinstance(text, str) and [*find_invisible(text)]
    ]:
        shown = show_line(odd[0])
        print(f"« {shown} » : un caractère est invisible, ou n’est pas en UTF-8", file=sys.stderr)
        return 2
    if not given["title"] and options.kind != "measure":
        print(f"Il manque TITRE : {kind.named}", file=sys.stderr)
        return 2
    try:
        added = _add(options.data, kind, given, before.loaded)
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"Ajouté : {added}")
    left = _list_new(before.problems, check_data(options.data).problems)
    if left:
        print("Ce qui reste à remplir (« make check ») :")
        for problem in left:
            print(f"  {problem}")
    print(f"Ensuite : {kind.next_step} ; effacer les remarques (« # … »).")
    return 0


def _list_new(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """Return the problems that were not there, wherever the others have moved."""
    known = Counter((each.place.file, each.rule, each.message) for each in before)
    new = []
    for problem in after:
        key = (problem.place.file, problem.rule, problem.message)
        if known[key] > 0:
            known[key] -= 1
        else:
            new.append(problem)
    return new


def _add(data: Path, kind: Kind, given: dict[str, Any], loaded: Loaded) -> str:
    """Write the record and return where it is."""
    record = kind.draft(loaded, given)
    if kind.list_name == MEASURES:
        file = f"{MEASURES}/{record['number']:02}.yml"
        text = write_file("../schema/measure", [], record)
        try:
            create_text(data / file, text)
        except FileExistsError:
            raise RefusedError(f"{data.name}/{file} existe déjà") from None
        return f"{data.name}/{file} (mesure {record['number']})"
    file = find_file(kind.list_name)
    path = data / file
    document, problems = read_document(path, f"{data.name}/{file}")
    if problems:
        raise RefusedError(f"{problems[0]}\nCorrigez d’abord ce fichier.")
    text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    try:
        after = add_record(document, text, kind.list_name, record)
    except (KeyError, TypeError):
        message = f"{document.file} : il n’a pas de liste « {kind.list_name} »"
        raise RefusedError(message) from None
    replace_text(path, after)
    slug = record["slug"]
    place = load_data(data).ids[kind.list_name][slug]
    return f"{place.file}:{place.line} ({kind.label} « {slug} »)"


def _ask(kind: Kind, given: dict[str, Any], loaded: Loaded) -> None:
    """Ask for what nothing says and nobody can derive."""
    for name in ("title", *kind.options):
        derived = {
            "axis": given.get("theme") is not None or len(loaded.ids.get("axes", {})) == 1,
            "parent": given.get("family") is not None,
            "family": given.get("parent") is not None,
        }
        if name not in _ASKED or given.get(name) is not None or derived.get(name):
            continue
        question = f"{kind.label.capitalize()} : {kind.named}"
        if name in _OPTIONS:
            what = _OPTIONS[name][1].partition(" (")[0]
            question = f"{capitalize(what)} (vide si inconnu)"
        try:
            answer = " ".join(input(f"{question} ? ").split())
        except EOFError:
            return
        if answer:
            given[name] = int(answer) if name == "axis" and answer.isdecimal() else answer


def _read_kind(text: str) -> str:
    return _ALIASES.get(text.lower(), text.lower())


def _read_number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"« {text} » n’est pas un nombre d’au moins 1")
    return int(text)
