"""Random damage to the data ends in located messages in French, or in a sound build.

A few to the small plan; DAMAGES=5000 (`make nightly`): so many to the real one.
"""

import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

from macros.data.checking import check_data
from tests.mutations import find_faults, try_damage
from tests.projects import PAGES, ROOT, SMALL, edit

MANY = int(os.environ.get("DAMAGES", "0"))


def test_any_damage_is_told_or_does_no_harm(data: Path) -> None:
    shutil.copytree(PAGES, data.parent / "docs")
    faults, told, tries = {}, 0, MANY or 60
    for seed in range(tries):
        outcome = try_damage(seed, ROOT if MANY else data.parent, build=bool(MANY))
        told += bool(outcome.problems)
        if found := [*find_faults(outcome)]:
            faults[outcome.damage] = found
    assert faults == {}
    # Damage is mostly seen: else this would test nothing.
    assert told > tries / 2


def count_lines(folder: Path, losses: int) -> Counter[str]:
    """Return how many lines of each file run to tell so many published sources that terms still name."""
    shutil.copytree(SMALL, folder / "data")
    lost = range(losses)
    term = "\n  - slug: t-{0}\n    term: T{0}\n    definition: Mot.\n    evidence: source\n    source: s-{0}"
    terms = ["terms:", *map(term.format, lost), "\n"]
    edit(folder / "data" / "glossary.yml", "terms:\n", "".join(terms))
    addresses = (f"\n  /sources/#s-{n}: 2005-06-30" for n in lost)
    edit(folder / "data" / "published.yml", " {}", "".join(addresses) or " {}")
    ran = Counter[str]()

    def count(frame: FrameType, _event: str, _argument: object) -> Any:
        ran[frame.f_code.co_filename] += 1
        return count

    sys.settrace(count)
    problems = check_data(folder / "data").problems
    sys.settrace(None)
    assert len(problems) == losses
    return ran


def test_four_times_the_losses_are_told_in_about_four_times_the_lines(tmp_path: Path) -> None:
    count_lines(tmp_path / "0", 0)  # what is done once
    some, many = (count_lines(tmp_path / str(losses), losses) for losses in (50, 200))
    assert {file: (some[file], many[file]) for file in many if many[file] > 6 * some[file]} == {}
