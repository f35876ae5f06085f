"""The commands of `python -m macros`, in French: data editors run them."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from macros import compatibility
from macros.building import Build, prepare_build
from macros.recording import describe_unrecorded, record_build
from macros.schema import write_schemas

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Return 0 when all is well, 1 when the data have problems."""
    parser = argparse.ArgumentParser(
        prog="python -m macros", description="Outils des données du plan.", add_help=True
    )
    parser.add_argument(
        "--data", type=Path, default=ROOT / "data", help="dossier des données (data/ par défaut)"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    commands.add_parser("check", help="vérifie toutes les données et liste les problèmes")
    commands.add_parser("schema", help="écrit les schémas JSON de data/schema/ d’après le modèle")
    record = commands.add_parser(
        "permalinks", help="ajoute au registre data/permalinks.yml les nouvelles adresses et dates"
    )
    record.add_argument(
        "--date",
        type=_read_day,
        default=datetime.now(UTC).date(),
        metavar="AAAA-MM-JJ",
        help="jour de leur apparition (aujourd’hui par défaut)",
    )
    commands.add_parser(
        "api", help="compare la forme des sorties à celle publiée en dernier, et l’enregistre"
    )
    options = parser.parse_args(arguments)
    if options.command == "schema":
        write_schemas(options.data / "schema")
        return 0
    if options.command == "api":
        return _record_interface()
    build = _prepare(options.data)
    if build is None:
        return 1
    if options.command == "permalinks":
        print(record_build(options.data / "permalinks.yml", build, options.date))
        return 0
    print(f"{len(build.catalogue.measures)} mesures vérifiées, aucun problème.")
    if build.unrecorded:
        print(describe_unrecorded(build.unrecorded))
    return 0


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date AAAA-MM-JJ") from None


def _prepare(data: Path) -> Build | None:
    """Return the sound build, or print every problem."""
    build, problems = prepare_build(data)
    for problem in problems:
        print(problem)
    if build is None:
        count = len(problems)
        print(f"{count} problème{'s' if count > 1 else ''}.", file=sys.stderr)
    return build


def _record_interface() -> int:
    before, after = compatibility.read_interface(), compatibility.describe_interface()
    changes = compatibility.list_changes(before, after) if before else []
    for change in changes:
        print(change)
    if before and not compatibility.is_enough(before["version"], after["version"], changes):
        print(
            f"La version {after['version']} ne suffit pas après {before['version']} : ajouter une "
            "version à VERSIONS dans macros/interface.py (majeure pour un changement majeur, "
            "mineure pour un changement mineur), puis relancer.",
            file=sys.stderr,
        )
        return 1
    compatibility.write_interface(after)
    print(f"Forme des sorties enregistrée : version {after['version']}.")
    return 0
