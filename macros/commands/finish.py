"""`finish`: what a site that another engine built from the plain pages still needs."""

import shutil
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.history.git_log import read_head
from macros.publishing.finishing import finish


def add_arguments(parser: ArgumentParser) -> None:
    """Take the folder that `pages` wrote, where the engine has made `site/`."""
    parser.add_argument(
        "folder", type=Path, metavar="DOSSIER", help="dossier écrit par « pages », site construit"
    )


def run(options: Namespace) -> int:
    """Return 0 when DIR/site is whole, 1 when there is no such site."""
    folder: Path = options.folder
    site, files = folder / "site", folder / "files"
    if not (site / "index.html").is_file() or not files.is_dir():
        print(
            f"{folder} n’a pas de dossiers files/ et site/ : lancer « .venv/bin/python -m macros pages », "
            "puis le moteur.",
            file=sys.stderr,
        )
        return 1
    shutil.copytree(files, site, dirs_exist_ok=True)
    head = read_head(options.data.absolute().parent)
    finish(site, head.moment if head else None)
    print(f"Le site est complet dans {site}")
    return 0
