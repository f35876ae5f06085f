"""`diff`: what the present data change, compared with an earlier revision."""

import sys
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands.diffing.base import RevisionError, extract_base, read_files
from macros.commands.diffing.report import compare_files, write_report
from macros.data.checking import check_data
from macros.history.wording import Wording

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
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / data.name
        try:
            base = extract_base(data, options.revision, earlier.parent)
        except RevisionError as error:
            print(f"« {options.revision} » : {error}.", file=sys.stderr)
            return WRONG
        before, old = read_files(earlier), check_data(earlier).dataset
    now = check_data(data)
    wording = Wording(*(dataset for dataset in (old, now.dataset) if dataset))
    report = compare_files(before, read_files(data), wording, now.problems)
    if report.is_empty:
        print(f"Rien n’a changé depuis {options.revision}.", file=sys.stderr)
    markdown = options.format == "markdown"
    sys.stdout.write(write_report(report, options.revision, base, markdown=markdown))
    return 1 if report.problems else 0
