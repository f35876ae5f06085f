"""The synthetic plans of the benchmark are sound, and are like the real one."""

from pathlib import Path
from statistics import mean

import pytest

from macros.catalogue.views import Catalogue
from macros.data.checking import check_data
from macros.data.model import Dataset
from tests.bench.synthetic import write_plan


def read_plan(folder: Path, measures: int) -> Dataset:
    write_plan(folder, measures)
    checked = check_data(folder)
    assert checked.dataset is not None, checked.problems[0]
    return checked.dataset


@pytest.mark.parametrize("size", [50, 203])
def test_is_sound_and_of_the_size_asked_for(size: int, tmp_path: Path) -> None:
    plan = read_plan(tmp_path / "data", size)
    assert [measure.number for measure in plan.measures] == list(range(1, size + 1))


def test_has_the_shape_of_the_real_plan(tmp_path: Path, catalogue: Catalogue) -> None:
    real, made = catalogue.data, read_plan(tmp_path / "data", 203)
    assert len(made.axes) == 2 * len(real.axes)
    assert len({measure.text for measure in made.measures}) > 150  # some are proofs from end to end
    for count in (
        lambda m: len(m.text.split()),
        lambda m: len(m.actors),
        lambda m: len(m.deadlines),
        lambda m: len(m.figures),
        lambda m: len(m.laws),
        lambda m: len(m.related),
    ):
        per_measure = [mean(map(count, plan.measures)) for plan in (real, made)]
        assert per_measure[1] == pytest.approx(per_measure[0], rel=0.1)


def test_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_plan(tmp_path / name, 60)
    files = [path for path in (tmp_path / "one").rglob("*") if path.is_file()]
    assert len(files) > 60
    for file in files:
        other = tmp_path / "other" / file.relative_to(tmp_path / "one")
        assert other.read_bytes() == file.read_bytes(), file
