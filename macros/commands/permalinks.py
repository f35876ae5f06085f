"""`permalinks`: the ledger completed with what a build publishes for the first time."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, date, datetime

from macros.commands.preparing import prepare
from macros.recording import record_build


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
    print(record_build(options.data / "permalinks.yml", build, options.date))
    return 0


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"« {text} » n’est pas une date AAAA-MM-JJ") from None
