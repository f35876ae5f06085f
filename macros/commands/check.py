"""`check`: every problem of the data; `explain`: what a rule checks, why, and how to mend what breaks it."""

import os
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent

from macros import urls
from macros.commands import CommandError
from macros.data import reports
from macros.data.checking import Checked, check_data
from macros.data.loading import MEASURES
from macros.data.project_files import describe_drafts
from macros.data.validation import suggest
from macros.data.yaml_reader import Problem
from macros.history.revisions import History
from macros.site.prepare import prepare_build


def run_check(options: Namespace) -> int:
    checked = check_data(options.data)
    build, problems = prepare_build(options.data, History(), checked)
    if problems:
        print(_format(checked, problems, options.data))
        print(f"{len(problems)} problème{'s' if len(problems) > 1 else ''}.", file=sys.stderr)
        if sys.stdout.isatty():
            advice = f".venv/bin/python -m macros explain {problems[0].rule}"
            print(f"Comprendre une règle : {advice}", file=sys.stderr)
        return 1
    print(f"{len(checked.loaded.get(MEASURES))} mesures vérifiées, aucun problème.")
    if drafts := describe_drafts(options.data):
        print(drafts)
    if build and (lack := build.ledger.describe_lack()):
        print(lack)
    return 0


def _format(checked: Checked, problems: Sequence[Problem], data: Path) -> str:
    """Return annotations in GitHub's Actions, excerpts in a terminal, elsewhere one line a problem."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        given = (entry.record.url for entry in checked.loaded.get("site"))
        address = next((urls.site_address(url) for url in given if url is not None), None)
        return "\n".join(reports.format_annotation(problem, address) for problem in problems)
    if sys.stdout.isatty():
        width = shutil.get_terminal_size((100, 24)).columns
        return "\n\n".join(
            reports.format_excerpt(problem, reports.read_line(data, problem.place), width)
            for problem in problems
        )
    return "\n".join(map(str, problems))


def add_explain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rule",
        nargs="?",
        metavar="RÈGLE",
        help="nom entre crochets à la fin d’un message (sans nom : la liste des règles)",
    )


def run_explain(options: Namespace) -> int:
    explanations = reports.read_explanations()
    if options.rule is None:
        width = max(map(len, explanations))
        for rule, explanation in explanations.items():
            print(f"{rule:{width}}  {explanation.title}")
        return 0
    name = options.rule.strip("[]").lower()
    if name not in explanations:
        raise CommandError(
            f"Règle « {options.rule} » inconnue{suggest(name, explanations)}",
            "Liste des règles : .venv/bin/python -m macros explain",
            code=2,
        )
    print(_format_explanation(explanations[name]))
    return 0


def _format_explanation(explanation: reports.Explanation) -> str:
    where = f" (dans {explanation.file})" if explanation.file else ""
    return f"""\
{explanation.title} [{explanation.rule}]

{explanation.what}
{explanation.why}

À éviter{where} :
{indent(explanation.shown_bad, "    ")}

Bien :
{indent(explanation.shown_good, "    ")}

Pour corriger : {explanation.mend}"""
