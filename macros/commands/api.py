"""`api`: the form of the machine outputs compared with the one last published, then recorded."""

import sys
from argparse import ArgumentParser, Namespace

from macros import compatibility


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing more than the folder of the data."""


def run(options: Namespace) -> int:  # noqa: ARG001 (every command has them)
    """Return 1 when the version does not say how much the form changed."""
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
