"""`explain`: what a rule checks, why, and how to mend what breaks it."""

import sys
from argparse import ArgumentParser, Namespace
from textwrap import indent

from macros.data.explanations import Explanation, read_explanations
from macros.data.validation import suggest


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rule",
        nargs="?",
        metavar="RÈGLE",
        help="nom entre crochets à la fin d’un message (sans nom : la liste des règles)",
    )


def run(options: Namespace) -> int:
    """Return 0, or 2 when no rule has this name."""
    explanations = read_explanations()
    if options.rule is None:
        width = max(map(len, explanations))
        for rule, explanation in explanations.items():
            print(f"{rule:{width}}  {explanation.title}")
        return 0
    name = options.rule.strip("[]").lower()
    if name not in explanations:
        print(f"Règle « {options.rule} » inconnue{suggest(name, explanations)}", file=sys.stderr)
        print("Liste des règles : .venv/bin/python -m macros explain", file=sys.stderr)
        return 2
    print(_format(explanations[name]))
    return 0


def _format(explanation: Explanation) -> str:
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
