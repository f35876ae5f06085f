"""The commands of `python -m macros`, in French: data editors run them."""

import argparse
import sys
from pathlib import Path

from macros import compatibility
from macros.checking import check_data
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
    commands.add_parser(
        "api", help="compare la forme des sorties à celle publiée en dernier, et l’enregistre"
    )
    options = parser.parse_args(arguments)
    if options.command == "schema":
        write_schemas(options.data / "schema")
        return 0
    if options.command == "api":
        return _record_interface()
    return _check(options.data)


def _check(data: Path) -> int:
    checked = check_data(data)
    for problem in checked.problems:
        print(problem)
    if checked.dataset is None:
        count = len(checked.problems)
        print(f"{count} problème{'s' if count > 1 else ''}.", file=sys.stderr)
        return 1
    print(f"{len(checked.dataset.measures)} mesures vérifiées, aucun problème.")
    return 0


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
