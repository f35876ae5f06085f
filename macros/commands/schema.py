"""`schema`: the JSON Schemas of the data files, from the model."""

import errno
import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from macros.data.json_schema import write_schemas


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing more than the folder of the data."""


def run(options: Namespace) -> int:
    folder: Path = options.data / "schema"
    if folder.is_symlink():  # nothing is written outside the project
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(folder))
    write_schemas(folder)
    return 0
