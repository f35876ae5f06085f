"""`pages` and `finish`: the site as plain files, and what another engine than MkDocs builds from them."""

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands import CommandError, require_own_data
from macros.french import format_count
from macros.history.git_log import read_head
from macros.publishing.finishing import finish
from macros.site.build import prepare_build
from macros.site.handwritten import PageError
from macros.site.plain_pages import write_plain_pages


def add_pages_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="dossier nouveau, ou vide")


def run_pages(options: Namespace) -> int:
    """Write the folder; refuse one that is not empty, or that would be copied into itself."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{folder} existe déjà et n’est pas un dossier vide : rien n’est écrit.")
    project: Path = options.data.absolute().parent
    for copied in (project / "docs", project / "overrides"):
        if copied.resolve() in folder.resolve().parents:
            raise CommandError(f"{folder} est dans {copied}, qui y serait copié sans fin.")
    require_own_data(options.data)
    build, problems = prepare_build(options.data)
    if build is None:
        raise CommandError(*problems)
    try:
        count = write_plain_pages(build, project, folder)
    except PageError as error:
        raise CommandError(error) from None
    print(
        f"{format_count(count, 'page')} dans {folder}. Pour en faire le site :\n"
        f"  cd {folder}\n"
        "  zensical build        # ou : mkdocs build, ou : properdocs build -f mkdocs.yml\n"
        "puis, ici :\n"
        f"  .venv/bin/python -m macros finish {folder}"
    )
    return 0


def add_finish_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="DOSSIER", help="dossier écrit par « pages », site construit"
    )


def run_finish(options: Namespace) -> int:
    """Complete DIR/site, which an engine built from DIR."""
    folder: Path = options.folder
    site, files = folder / "site", folder / "files"
    if not (site / "index.html").is_file() or not files.is_dir():
        message = (
            f"{folder} n’a pas de dossiers files/ et site/ : lancer « .venv/bin/python -m macros pages », "
            "puis le moteur."
        )
        raise CommandError(message)
    shutil.copytree(files, site, dirs_exist_ok=True)
    head = read_head(options.data.absolute().parent)
    finish(site, head.moment if head else None)
    print(f"Le site est complet dans {site}")
    return 0
