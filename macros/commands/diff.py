"""`diff`: what the present data and pages change, compared with an earlier revision."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.building import prepare_build
from macros.differing.effects import Version, compare_builds
from macros.differing.records import compare_data
from macros.differing.report import Report, describe
from macros.differing.trees import Base, RevisionError, read_base, read_present, write_files
from macros.differing.words import write_markdown, write_text
from macros.history import NO_HISTORY

CUT = "*La suite est trop longue pour un commentaire : `make diff` la donne en entier.*"
WRONG = 2  # as a wrong command line


def add_arguments(parser: ArgumentParser) -> None:
    """Take the revision to compare with, and the form of the answer."""
    parser.add_argument(
        "revision", metavar="VERSION", help="branche, étiquette ou commit de départ (main)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown"),
        default="text",
        help="text pour un terminal (par défaut), markdown pour une demande de fusion",
    )
    parser.epilog = (
        "Code de sortie : 0 si la comparaison est complète (rien n’est écrit si rien n’a changé), "
        "1 si les données présentes ont des problèmes, 2 si la version de départ est introuvable."
    )


def run(options: Namespace) -> int:
    """Return 0 when all could be compared, 1 for present data with problems, 2 without a base."""
    data: Path = options.data.absolute()
    try:
        base = read_base(data.parent, options.revision, data.name)
    except RevisionError as error:
        print(f"« {options.revision} » : {error}.", file=sys.stderr)
        return WRONG
    report = _compare(options.revision, base, data)
    if report.is_empty:
        print(f"Rien n’a changé depuis {options.revision}.", file=sys.stderr)
    blocks = describe(report)
    markdown = options.format == "markdown"
    sys.stdout.write(write_markdown(blocks, CUT) if markdown else write_text(blocks))
    return 1 if report.now else 0


def _compare(name: str, base: Base, data: Path) -> Report:
    present = read_present(data.parent, data.name)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_files(base.files, root)
        before, old_problems = prepare_build(root / "data", history=NO_HISTORY)
        now, problems = prepare_build(data, history=NO_HISTORY)
        sound = [build.catalogue.data for build in (before,) if build]
        compared = compare_data(base.files, present, now.catalogue.data if now else None, *sound)
        effects = (
            compare_builds(Version(before, root), Version(now, data.parent), compared.revisions)
            if before and now
            else None
        )
    return Report(name, base, compared, effects, old_problems, problems)
