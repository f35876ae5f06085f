"""`import`: a draft data set, from the official text of a plan."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.atomic import create_text
from macros.commands import CommandError, name_reason
from macros.commands.drafting.draft import Draft, draft_plan
from macros.data.json_schema import write_schemas
from macros.french import format_count

_MOST_BYTES = 5_000_000
_DESCRIPTION = """\
Tire un brouillon de données du texte officiel d’un plan : axes, thèmes, nombres
annoncés, et les mesures mot pour mot ; rien n’en est déduit.

FICHIER est du texte : .txt, .md, ou le texte copié d’un PDF ou de Word. Rien n’est
écrit dans les données en place. Ce qui n’a pas été compris est dit, avec la ligne."""
_BINARY = {
    b"%PDF": "un PDF : en copier le texte (« pdftotext -layout », ou tout sélectionner et copier)",
    b"PK\x03\x04": "un fichier de traitement de texte : l’enregistrer au format texte (.txt)",
    b"\xd0\xcf\x11\xe0": "un fichier Word : l’enregistrer au format texte (.txt)",
    b"{\\rtf": "un fichier RTF : l’enregistrer au format texte (.txt)",
}


def add_import_arguments(parser: ArgumentParser) -> None:
    parser.description = _DESCRIPTION
    parser.add_argument("file", type=Path, metavar="FICHIER", help="texte officiel du plan")
    parser.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="DOSSIER",
        help="dossier à créer pour le brouillon (« brouillon/data »)",
    )


def run_import(options: Namespace) -> int:
    """Write a draft; the code 2 says that nothing was tried."""
    target: Path = options.to
    _check_folder(target, options.data)
    try:
        raw = options.file.read_bytes()
    except OSError as error:
        message = f"{options.file} ne peut pas être lu : {name_reason(error)}"
        raise CommandError(message, code=2) from None
    if refusal := _refuse_bytes(raw):
        raise CommandError(f"{options.file} : {refusal}")
    name = options.file.name.encode(errors="replace").decode()  # of an old disk: not in UTF-8
    draft = draft_plan(raw, name, datetime.now(UTC).date())
    for note in draft.notes:
        print(f"{options.file}:{note.line}: {note.message}", file=sys.stderr)
    if not draft.outline.measures:
        message = (
            f"{options.file} : aucune mesure reconnue. Une mesure commence une ligne par "
            "« Mesure 1 : » (ou Action, Proposition, Recommandation…), un axe par « 1 - » ou "
            "« Axe 1 : », un thème finit par son nombre de mesures (« Les transports : 3 »)."
        )
        raise CommandError(message)
    _write(draft, target)
    print(_summarize(draft, target))
    return 0


def _check_folder(target: Path, data: Path) -> None:
    place, live = target.resolve(), data.resolve()
    if place == live or live in place.parents:
        message = f"{target} contient les données en place : choisir un autre dossier"
        raise CommandError(message, code=2)
    if target.exists():
        message = f"{target} existe déjà : choisir un autre dossier, rien n’est jamais écrasé"
        raise CommandError(message, code=2)


def _refuse_bytes(raw: bytes) -> str | None:
    if not raw.strip():
        return "le fichier est vide"
    if len(raw) > _MOST_BYTES:
        return f"fichier trop gros ({len(raw)} octets, au plus {_MOST_BYTES})"
    for start, kind in _BINARY.items():
        if raw.startswith(start):
            return f"ce n’est pas du texte, mais {kind}"
    if b"\0" in raw and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "ce n’est pas du texte"
    return None


def _write(draft: Draft, target: Path) -> None:
    """Write the whole draft beside, then put it in place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".") as folder:
        work = Path(folder, "data")
        for name, text in draft.files.items():
            create_text(work / name, text)
        write_schemas(work / "schema")
        work.rename(target)


def _summarize(draft: Draft, target: Path) -> str:
    outline = draft.outline
    parts = [
        format_count(len(outline.axes), "axe"),
        format_count(len(outline.themes), "thème"),
        format_count(len(outline.measures), outline.measures[0].unit.lower()),
    ]
    return (
        f"Brouillon écrit dans {target} : {', '.join(parts)}.\n"
        "Ensuite :\n"
        f"  1. .venv/bin/python -m macros --data {target} check   dit ce qui reste à remplir\n"
        "  2. relire chaque ligne qui porte une remarque (« # à vérifier »), puis effacer la remarque"
    )
