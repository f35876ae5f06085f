"""Random damage to the small plan ends in located messages in French, or in a sound build.

`make nightly` does thousands to the real data.
"""

import shutil
from pathlib import Path

from tests.mutations import find_faults, try_damage
from tests.projects import PAGES, SMALL

FEW = 60


def test_any_damage_is_told_or_does_no_harm(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "data")
    shutil.copytree(PAGES, tmp_path / "docs")
    outcomes = [try_damage(seed, tmp_path, build=False) for seed in range(FEW)]
    faults = {outcome.damage: list(find_faults(outcome)) for outcome in outcomes}
    assert {damage: found for damage, found in faults.items() if found} == {}
    # Damage is mostly seen: else this would test nothing.
    assert sum(bool(outcome.problems) for outcome in outcomes) > FEW / 2
