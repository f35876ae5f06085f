"""The command line in French: help, errors of argparse and failures of the system, all English."""

import argparse
import difflib
import errno
import re
import sys
from typing import Any, NoReturn

from macros.french import NO_BREAK

_CHOICE = re.compile(r"argument (.+?): invalid choice: '(.*)' \(choose from (.+)\)")
_ERRORS = (
    (r"the following arguments are required: (.+)", r"il manque : \1"),
    (r"unrecognized arguments: (.+)", r"de trop, ou mal écrit : \1"),
    (r"argument (.+?): expected (?:one|at least one) argument", r"\1 attend une valeur"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1 n’attend pas de valeur : \2"),
    (
        r"argument (.+?): not allowed with argument (.+)",
        r"\1 et \2 ne vont pas ensemble",
    ),
    (r"ambiguous option: (.+) could match (.+)", r"\1 est ambigu : \2"),
    (r"argument (.+?): invalid \w+ value: '(.*)'", r"« \2 » ne convient pas à \1"),
    (r"argument (.+?): (.+)", r"\1 : \2"),
)

# Codes of exit, as a shell says them.
INTERRUPTED, UNREAD = 130, 141
_REASONS = {
    errno.EACCES: "l’accès est refusé",
    errno.EBUSY: "ce dossier est un disque monté, que rien ne peut remplacer d’un coup",
    errno.EISDIR: "c’est un dossier",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ENOENT: "rien n’existe à cet endroit",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EPERM: "l’accès est refusé",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EXDEV: "ce dossier est d’un autre disque que celui qui le contient",
}


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Paragraphs as they are written; « Utilisation » before the usage."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Its subparsers are of this class too."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, **settings, "add_help": False})
        self._positionals.title, self._optionals.title = (
            f"Arguments{NO_BREAK}",
            f"Options{NO_BREAK}",
        )
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Take a text that may be left out after options too: Python 3.11 has left it out by then."""
        found, left = super().parse_known_args(args, namespace)
        for action in self._get_positional_actions():
            given = action.nargs == "?" and len(left) == 1 and not left[0].startswith("-")
            if given and getattr(found, action.dest) is None:
                setattr(found, action.dest, left.pop())
        return found, left

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog} : {translate_error(message)}\nAide : {self.prog} --help\n")


def translate_error(message: str) -> str:
    """Say in French what argparse found wrong."""
    if match := _CHOICE.fullmatch(message):
        name, value, listed = match.groups()
        choices = [choice.strip("'") for choice in listed.split(", ")]
        near = difflib.get_close_matches(value, choices, n=1)
        hint = f"vouliez-vous dire « {near[0]} » ?" if near else f"au choix : {', '.join(choices)}"
        return f"« {value} » n’existe pas pour {name} ; {hint}"
    for english, french in _ERRORS:
        if match := re.fullmatch(english, message):
            return match.expand(french)
    return message


def describe_failure(error: OSError) -> str:
    """Say in French what the system refused, and of which file."""
    reason = name_reason(error)
    return f"{error.filename} : {reason}" if error.filename else reason


def name_reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
