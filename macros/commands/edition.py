"""`edition`: the records as they are, frozen under `editions/` for those who cite them."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from macros import urls
from macros.commands import CommandError
from macros.commands.site import list_unset
from macros.data.editions import NAME
from macros.french import format_size
from macros.history.git_log import PARIS
from macros.pages.editions import freeze_edition
from macros.publishing.finishing import write_checksums
from macros.site.build import Build
from macros.site.folder import write_files
from macros.site.prepare import prepare_build


def add_edition_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--name",
        default=datetime.now(PARIS).strftime("%Y-%m"),
        metavar="AAAA-MM",
        help="mois de l’édition (celui-ci par défaut)",
    )


def run_edition(options: Namespace) -> int:
    """Write an edition of the committed records, its checksums last."""
    build, problems = prepare_build(options.data)
    if build is None:
        raise CommandError(*problems)
    if reasons := [*list_unset(options.data), *_list_refusals(build, options.name)]:
        raise CommandError(*reasons, "Aucune édition n’est écrite.")
    folder: Path = options.data.absolute().parent / urls.edition_url(options.name)
    write_files(folder, freeze_edition(options.name, build.catalogue))
    write_checksums(folder)
    size = format_size(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))
    print(
        f"{urls.edition_url(options.name)} ({size}) : à enregistrer dans git. Rien n’y changera plus."
    )
    return 0


def _list_refusals(build: Build, name: str) -> Iterator[str]:
    """Yield why the records cannot be frozen now, under this name."""
    history, published = build.catalogue.history, build.ledger.published.record.addresses
    names = [edition.name for edition in build.catalogue.editions]
    if not NAME.fullmatch(name):
        yield f"« {name} » : le nom d’une édition est un mois, AAAA-MM."
    elif name <= max(names, default="") or f"/{urls.edition_url(name)}" in published:
        yield f"« {name} » : il y a déjà une édition de ce mois, ou d’un mois d’après ; elles ne changent plus."
    if not history.available or history.head is None:
        yield "L’historique de git n’est pas complet ici : il date ce que l’édition fige."
    elif history.head.modified:
        yield "Tout n’est pas enregistré dans git (« git status ») : une édition fige ce qui l’est."
