"""`permalinks`: the ledger completed with what is published for the first time."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime

from macros.site.build import prepare_build


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        default=datetime.now(UTC).date(),
        metavar="AAAA-MM-JJ",
        help="jour de leur apparition (aujourd’hui par défaut)",
    )


def run(options: Namespace) -> int:
    """Return 0 when the ledger is complete, 1 when the data have problems, which are printed."""
    build, problems = prepare_build(options.data)
    if build is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    if additions := build.ledger.describe_additions():
        build.ledger.write_additions(options.data / "published.yml", options.date)
        print(f"Ajouté à data/published.yml : {additions}.")
    else:
        print("Le registre est à jour.")
    return 0
