"""The command line in French: help and errors of argparse, whose own words are English."""

import argparse
import difflib
import re
import sys
from typing import Any, NoReturn

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


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Paragraphs as they are written; « Utilisation » before the usage."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """Its subparsers are of this class too."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": Formatter, **settings, "add_help": False})
        self._positionals.title, self._optionals.title = "Arguments", "Options"
        self.add_argument("-h", "--help", action="help", help="montre cette aide")

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
