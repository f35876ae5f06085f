"""The command line of `python -m macros`, in French: data editors run it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from macros.commands import DATA, CommandError, describe_failure
from macros.french import NO_BREAK, capitalize

COMMANDS = {
    "check": "vérifie toutes les données et liste les problèmes",
    "fix": "met en forme les fichiers de données, sans en changer le sens",
    "explain": "dit ce que vérifie une règle, pourquoi, et comment corriger",
    "new": "ajoute une fiche à remplir : mesure, acteur, thème, texte de droit, source, terme",
    "rename": "change l’identifiant d’une fiche, partout où il est écrit, et note ses adresses",
    "move": "change le nom d’une page, ou note où est passée une adresse",
    "withdraw": "note que les adresses qui n’existent plus sont retirées",
    "import": "tire un brouillon de données du texte officiel d’un plan",
    "site": "construit le site, puis le met en place d’un seul coup",
    "serve": "montre le site en direct, et recharge les pages à chaque modification",
    "nginx": "écrit la configuration d’un serveur nginx pour ce site : en-têtes, types, redirections",
    "pages": "écrit tout le site en simples fichiers, pour un autre moteur que MkDocs",
    "finish": "complète le site qu’un autre moteur a fait de ces fichiers",
    "schema": "écrit les schémas JSON de data/schema/ d’après le modèle",
    "permalinks": "ajoute au registre data/published.yml les nouvelles adresses et dates",
    "edition": "fige les mesures, pour que les citations gardent leurs mots",
    "archive": "cherche une copie archivée des sources (internet)",
    "diff": "dit ce qui change dans les données depuis une version, champ par champ",
}
# The others are each in the module of their name.
_MODULES = {
    "explain": "check",
    "move": "rename",
    "withdraw": "rename",
    "import": "import_",
    "pages": "plain_pages",
    "finish": "plain_pages",
    "schema": "maintenance",
    "permalinks": "maintenance",
    "nginx": "maintenance",
}

_CODES = """\
Codes de sortie :
  0  tout va bien
  1  les données ont des problèmes, ou ce qui est demandé n’a pas pu être fait
  2  la commande est mal écrite
  130  la commande a été interrompue (Ctrl+C)
  141  ce qui lisait sa sortie s’est arrêté (« | head »)

Aide d’une commande : python -m macros COMMANDE --help"""

# The messages of argparse that a person can meet; one that is not here is shown in English.
FRENCH = {
    "usage: ": "Utilisation : ",
    "positional arguments": f"Arguments{NO_BREAK}",
    "options": f"Options{NO_BREAK}",
    "%(heading)s:": "%(heading)s:",
    "show this help message and exit": "montre cette aide",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\nAide : %(prog)s --help\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "de trop, ou mal écrit : %s",
    "expected one argument": "il faut une valeur",
    "ignored explicit argument %r": "aucune valeur n’est attendue : %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s est ambigu : %(matches)s",
    "invalid %(type)s value: %(value)r": "« %(value)s » ne convient pas",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n’existe pas ; au choix : %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": "« %(value)s » n’existe pas ; vouliez-vous dire « %(closest)s » ? Au choix : %(choices)s",
}


def _translate(message: str) -> str:
    return FRENCH.get(message, message)


# argparse asks gettext for its words, under these names.
vars(argparse).update(
    _=_translate, ngettext=lambda one, many, count: _translate(one if count == 1 else many)
)


class Parser(argparse.ArgumentParser):
    """Its subparsers are of this class too; descriptions are shown as they are written."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": argparse.RawDescriptionHelpFormatter, **settings})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 when all is well, 1 when the data have problems.

    1 too when the system refuses something, which is said. A wrong command line exits with 2.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    parser = Parser(prog="python -m macros", description="Outils du plan.", epilog=_CODES)
    parser.add_argument(
        "--data",
        type=Path,
        default=DATA,
        metavar="DOSSIER",
        help="dossier des données (data/ par défaut)",
    )
    commands = parser.add_subparsers(
        title=f"Commandes{NO_BREAK}", dest="command", required=True, metavar="COMMANDE"
    )
    for name, help_text in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=f"{capitalize(help_text)}.")
        # After the command too, where most people write it.
        command.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        if name in given:  # the others are not imported
            module = import_module(f"macros.commands.{_MODULES.get(name, name)}")
            if add_arguments := getattr(module, f"add_{name}_arguments", None):
                add_arguments(command)
            command.set_defaults(run=getattr(module, f"run_{name}"))
    options = parser.parse_args(given)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.code
    except BrokenPipeError:
        raise
    except OSError as error:
        print(describe_failure(error), file=sys.stderr)
        return 1
