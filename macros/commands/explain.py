"""`explain`: what a rule checks, why, and how to mend what breaks it."""

import sys
from argparse import ArgumentParser, Namespace

from macros.explaining import format_explanation, read_explanations
from macros.shaping import suggest


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
    print(format_explanation(explanations[name]))
    return 0
