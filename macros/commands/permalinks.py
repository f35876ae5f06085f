"""`permalinks`: the ledger completed with what is published for the first time."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, date, datetime

from macros.commands.preparing import prepare


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--date",
        type=_read_day,
        default=datetime.now(UTC).date(),
        metavar="AAAA-MM-JJ",
        help="jour de leur apparition (aujourd’hui par défaut)",
    )


def run(options: Namespace) -> int:
    """Return 0 when the ledger is complete, 1 when the data have problems, which are printed."""
    build = prepare(options.data)
    if build is None:
        return 1
    if additions := build.ledger.describe_additions():
        build.ledger.write_additions(options.data / "published.yml", options.date)
        print(f"Ajouté à data/published.yml : {additions}.")
    else:
        print("Le registre est à jour.")
    return 0


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"« {text} » n’est pas une date AAAA-MM-JJ") from None
