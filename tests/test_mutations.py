"""Random damage to the real data ends in located messages in French, or in a sound build.

`make nightly` tries thousands; what it found once is kept here.
"""

from tests.mutations import find_faults, try_damage

FEW = 10


def test_any_damage_is_told_or_does_no_harm() -> None:
    outcomes = [try_damage(seed, build=False) for seed in range(FEW)]
    faults = {outcome.damage: list(find_faults(outcome)) for outcome in outcomes}
    assert {damage: found for damage, found in faults.items() if found} == {}
    # Damage is mostly seen: else this would test nothing.
    assert sum(bool(outcome.problems) for outcome in outcomes) > FEW / 2
