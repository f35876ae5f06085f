"""Random damage to the real data ends in located messages in French, or in a sound build.

`make nightly` tries thousands; what it found once is kept here.
"""

from pathlib import Path

import pytest

from tests.mutations import DATA, copy_data, find_faults, list_files, try_damage

FEW = 10


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_data(tmp_path_factory.mktemp("damaged"))


def test_any_damage_is_told_or_does_no_harm(data: Path) -> None:
    outcomes = [try_damage(data, seed, build=False) for seed in range(FEW)]
    faults = {outcome.damage: list(find_faults(outcome)) for outcome in outcomes}
    assert {damage: found for damage, found in faults.items() if found} == {}
    # Damage is mostly seen: else this would test nothing.
    assert sum(bool(outcome.problems) for outcome in outcomes) > FEW / 2


def test_damage_is_put_right_after_each_try(data: Path) -> None:
    files = [path for path in DATA.rglob("*") if path.is_file()]
    assert {path.relative_to(DATA) for path in files} == {
        path.relative_to(data) for path in data.rglob("*") if path.is_file()
    }
    assert [
        path for path in files if (data / path.relative_to(DATA)).read_bytes() != path.read_bytes()
    ] == []


def test_damage_falls_on_every_kind_of_file() -> None:
    names = {str(path.relative_to(DATA)) for path in list_files(DATA)}
    assert {"permalinks.yml", "source/plan-50-mesures.txt", "measures/50.yml", "site.yml"} <= names
