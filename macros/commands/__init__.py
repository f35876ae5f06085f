"""The commands of `python -m macros`, a module each.

A module has `add_arguments(parser)` and `run(options)`, which returns the exit code. It is imported
only when its command runs: `check` should not wait for what draws the cards.
"""

import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def refuse_elsewhere(data: Path) -> bool:
    """Whether the data are not those beside the pages and the settings of the site, and say so."""
    if data.resolve() == DATA.resolve():
        return False
    print(
        f"{data} : le site ne se fait qu’avec {DATA}, à côté de docs/ et de mkdocs.yml ; mettre ces "
        "données à sa place.",
        file=sys.stderr,
    )
    return True
