"""`schema`: the JSON Schemas of the data files, from the model."""

from argparse import ArgumentParser, Namespace

from macros.data.json_schema import write_schemas


def add_arguments(parser: ArgumentParser) -> None:
    """Take nothing more than the folder of the data."""


def run(options: Namespace) -> int:
    write_schemas(options.data / "schema")
    return 0
