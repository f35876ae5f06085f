"""`pages`: the whole site as plain files, from which another engine than MkDocs builds it."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.commands import refuse_elsewhere
from macros.french import format_count
from macros.site.build import prepare_build
from macros.site.handwritten import PageError
from macros.site.plain_pages import write_plain_pages


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="dossier nouveau, ou vide")


def run(options: Namespace) -> int:
    """Return 0 when the folder is written, 1 when the data have problems or it is not empty."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(
            f"{folder} existe déjà et n’est pas un dossier vide : rien n’est écrit.",
            file=sys.stderr,
        )
        return 1
    project: Path = options.data.absolute().parent
    if copied := _find_copied(project, folder):
        print(f"{folder} est dans {copied}, qui y serait copié sans fin.", file=sys.stderr)
        return 1
    if refuse_elsewhere(options.data):
        return 2
    build, problems = prepare_build(options.data)
    if build is None:
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    try:
        count = write_plain_pages(build, project, folder)
    except PageError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"{format_count(count, 'page')} dans {folder}. Pour en faire le site :\n"
        f"  cd {folder}\n"
        "  zensical build        # ou : mkdocs build, ou : properdocs build -f mkdocs.yml\n"
        "puis, ici :\n"
        f"  .venv/bin/python -m macros finish {folder}"
    )
    return 0


def _find_copied(project: Path, folder: Path) -> Path | None:
    """Return the folder that is copied as it is and that holds the one to write, if any."""
    places = (project / name for name in ("docs", "overrides"))
    inside = folder.resolve().parents
    return next((place for place in places if place.resolve() in inside), None)
