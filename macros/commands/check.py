"""`check`: every problem of the data."""

from argparse import ArgumentParser, Namespace

from macros.commands.preparing import prepare
from macros.recording import describe_unrecorded


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing more than the folder of the data."""


def run(options: Namespace) -> int:
    """Return 0 when the data are sound, 1 when they have problems, which are printed."""
    build = prepare(options.data)
    if build is None:
        return 1
    print(f"{len(build.catalogue.measures)} mesures vérifiées, aucun problème.")
    if build.unrecorded:
        print(describe_unrecorded(build.unrecorded))
    return 0
