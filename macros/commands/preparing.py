"""What several commands begin with: a sound build, or every problem printed."""

import sys
from pathlib import Path

from macros.building import Build, prepare_build


def prepare(data: Path) -> Build | None:
    """Return the sound build, or print every problem."""
    build, problems = prepare_build(data)
    for problem in problems:
        print(problem)
    if build is None:
        count = len(problems)
        print(f"{count} problème{'s' if count > 1 else ''}.", file=sys.stderr)
    return build
