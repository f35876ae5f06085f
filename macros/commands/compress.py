"""`compress`: the texts of a built site, compressed beside themselves."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.publishing.compressing import compress


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("site", type=Path, metavar="DOSSIER", help="dossier du site construit")


def run(options: Namespace) -> int:
    """Return 1 when the folder holds no site."""
    if not (options.site / "index.html").is_file():
        print(f"{options.site} : pas de site construit à cet endroit.", file=sys.stderr)
        return 1
    print(f"{compress(options.site)} fichiers compressés (gzip et brotli).")
    return 0
