"""`check`: every problem of the data."""

import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from macros import urls
from macros.data.checking import Checked, check_data
from macros.data.loading import MEASURES
from macros.data.reports import Style, format_annotation, format_excerpt, read_line
from macros.data.yaml_reader import Problem
from macros.history.revisions import History
from macros.site.build import derive_build

FORMATS = ("terminal", "lines", "github")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="terminal : avec l’extrait du fichier ; lines : une ligne par problème ; github : "
        "annotations. Par défaut : terminal si l’on est devant un "
        "terminal, github dans GitHub Actions, lines sinon",
    )
    parser.epilog = (
        "Code de sortie : 0 sans problème, 1 s’il y en a, 2 si la commande est mal écrite."
    )


def run(options: Namespace) -> int:
    """Return 0 when the data are valid, 1 when they have problems, which are printed."""
    checked = check_data(options.data)
    build, problems = derive_build(options.data, checked, History())
    form = options.format or _choose_format()
    if problems:
        print(_format(form, checked, problems, options.data))
        print(f"{len(problems)} problème{'s' if len(problems) > 1 else ''}.", file=sys.stderr)
        if form == "terminal":
            rule = problems[0].rule
            print(
                f"Comprendre une règle : .venv/bin/python -m macros explain {rule}", file=sys.stderr
            )
        return 1
    print(f"{len(checked.loaded.get(MEASURES))} mesures vérifiées, aucun problème.")
    if build and (lack := build.ledger.describe_lack()):
        print(lack)
    return 0


def _choose_format() -> str:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "terminal" if sys.stdout.isatty() else "lines"


def _format(form: str, checked: Checked, problems: Sequence[Problem], data: Path) -> str:
    if form == "github":
        address = _find_address(checked)
        return "\n".join(format_annotation(problem, address) for problem in problems)
    if form == "terminal":
        style = _choose_style()
        return "\n\n".join(
            format_excerpt(problem, read_line(data, problem.place), style) for problem in problems
        )
    return "\n".join(map(str, problems))


def _choose_style() -> Style:
    dumb = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = sys.stdout.isatty() and not dumb
    return Style(shutil.get_terminal_size((100, 24)).columns, colour)


def _find_address(checked: Checked) -> str | None:
    """Return the address of the published site, if the data give it."""
    for entry in checked.loaded.get("site"):
        if entry.record.url is not None:
            return urls.site_address(entry.record.url)
    return None
