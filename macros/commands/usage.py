"""The command line in French: help, errors of argparse and failures of the system, all English."""

import argparse
import errno
from typing import Any

from macros.french import NO_BREAK

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
    "one of the arguments %s is required": "il faut l’un de : %s",
    "unrecognized arguments: %s": "de trop, ou mal écrit : %s",
    "unexpected option string: %s": "de trop, ou mal écrit : %s",
    "expected one argument": "il faut une valeur",
    "expected at most one argument": "il faut une valeur au plus",
    "expected at least one argument": "il faut une valeur au moins",
    "expected %s argument": "il faut %s valeur",
    "expected %s arguments": "il faut %s valeurs",
    "ignored explicit argument %r": "aucune valeur n’est attendue : %s",
    "not allowed with argument %s": "ne va pas avec %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s est ambigu : %(matches)s",
    "invalid %(type)s value: %(value)r": "« %(value)s » ne convient pas",
    "invalid choice: %(value)r (choose from %(choices)s)": "« %(value)s » n’existe pas ; au choix : %(choices)s",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": "« %(value)s » n’existe pas ; vouliez-vous dire « %(closest)s » ? Au choix : %(choices)s",
}

# Codes of exit, as a shell says them.
INTERRUPTED, UNREAD = 130, 141
_REASONS = {
    errno.EACCES: "l’accès est refusé",
    errno.EBUSY: "ce dossier est un disque monté, que rien ne peut remplacer d’un coup",
    errno.EISDIR: "c’est un dossier",
    errno.ELOOP: "c’est un lien : le retirer",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.ENOENT: "rien n’existe à cet endroit",
    errno.ENOSPC: "il n’y a plus de place sur le disque",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EPERM: "l’accès est refusé",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EXDEV: "ce dossier est d’un autre disque que celui qui le contient",
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


def describe_failure(error: OSError) -> str:
    """Say in French what the system refused, and of which file."""
    reason = name_reason(error)
    return f"{error.filename} : {reason}" if error.filename else reason


def name_reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
