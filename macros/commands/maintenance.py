"""`schema`, `permalinks` and `nginx`: files that follow from the model, the ledger and the address."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime
from pathlib import Path

from macros import urls
from macros.commands import CommandError
from macros.data.checking import check_data
from macros.data.json_schema import write_schemas
from macros.exports.hosting import write_nginx
from macros.site.prepare import prepare_build


def run_schema(options: Namespace) -> int:
    folder: Path = options.data / "schema"
    if folder.is_symlink():  # nothing is written outside the project
        raise CommandError(f"{folder} : c’est un lien, à retirer")
    write_schemas(folder)
    return 0


def run_nginx(options: Namespace) -> int:
    """Print what the block « server » of an nginx includes, for this address and this ledger."""
    checked = check_data(options.data)
    if checked.dataset is None:
        raise CommandError(*checked.problems)
    address = urls.site_address(checked.dataset.site.url)
    print(write_nginx(checked.dataset.permalinks, address), end="")
    return 0


def add_permalinks_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--date",
        type=date.fromisoformat,
        default=datetime.now(UTC).date(),
        metavar="AAAA-MM-JJ",
        help="jour de leur apparition (aujourd’hui par défaut)",
    )


def run_permalinks(options: Namespace) -> int:
    build, problems = prepare_build(options.data)
    if build is None:
        raise CommandError(*problems)
    if additions := build.ledger.describe_additions():
        build.ledger.write_additions(options.data / "published.yml", options.date)
        print(f"Ajouté à data/published.yml : {additions}.")
    else:
        print("Le registre est à jour.")
    return 0
