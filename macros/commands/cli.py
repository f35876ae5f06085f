"""The command line of `python -m macros`, in French: data editors run it."""

import keyword
import sys
from argparse import SUPPRESS
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from macros.commands.usage import Parser, describe_failure
from macros.french import NO_BREAK, capitalize

ROOT = Path(__file__).resolve().parents[2]
# Each is a module of `macros.commands`.
COMMANDS = {
    "check": "vérifie toutes les données et liste les problèmes",
    "fix": "met en forme les fichiers de données, sans en changer le sens",
    "explain": "dit ce que vérifie une règle, pourquoi, et comment corriger",
    "new": "ajoute une fiche à remplir : mesure, acteur, thème, texte de droit, source, terme",
    "import": "tire un brouillon de données du texte officiel d’un plan",
    "site": "construit le site, puis le met en place d’un seul coup",
    "serve": "montre le site en direct, et recharge les pages à chaque modification",
    "nginx": "écrit la configuration d’un serveur nginx pour ce site : en-têtes, types, redirections",
    "pages": "écrit tout le site en simples fichiers, pour un autre moteur que MkDocs",
    "finish": "complète le site qu’un autre moteur a fait de ces fichiers",
    "schema": "écrit les schémas JSON de data/schema/ d’après le modèle",
    "permalinks": "ajoute au registre data/published.yml les nouvelles adresses et dates",
    "diff": "dit ce qui change dans les données depuis une version, champ par champ",
}

_CODES = """\
Codes de sortie :
  0  tout va bien
  1  les données ont des problèmes, ou ce qui est demandé n’a pas pu être fait
  2  la commande est mal écrite
  130  la commande a été interrompue (Ctrl+C)
  141  ce qui lisait sa sortie s’est arrêté (« | head »)

Aide d’une commande : python -m macros COMMANDE --help"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when all is well, 1 when the data have problems.

    1 too when the system refuses something, which is said. A wrong command line exits with 2.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = Parser(
        prog="python -m macros", description="Outils des données du plan.", epilog=_CODES
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT / "data",
        metavar="DOSSIER",
        help="dossier des données (data/ par défaut)",
    )
    commands = parser.add_subparsers(
        title=f"Commandes{NO_BREAK}", dest="command", required=True, metavar="COMMANDE"
    )
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=f"{capitalize(help_text)}.")
        # After the command too, where most people write it.
        command.add_argument("--data", type=Path, default=SUPPRESS, help=SUPPRESS)
        if name in given:  # the others are not imported
            _find_command(name).add_arguments(command)
    options = parser.parse_args(given)
    try:
        code: int = _find_command(options.command).run(options)
    except BrokenPipeError:
        raise
    except OSError as error:
        sys.stderr.write(f"{describe_failure(error)}\n")
        return 1
    return code


def _find_command(name: str) -> Any:
    # « import » is a word of Python.
    module = f"{name}_" if keyword.iskeyword(name) else name
    return import_module(f"macros.commands.{module}")
