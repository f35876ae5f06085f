"""The synthetic plans of the benchmark are valid, and of the size asked for."""

from pathlib import Path

from macros.data.checking import check_data
from tests.bench.synthetic import write_plan


def test_a_synthetic_plan_is_valid_and_each_copy_has_its_own_axes(tmp_path: Path) -> None:
    write_plan(tmp_path / "data", 100)
    checked = check_data(tmp_path / "data")
    assert checked.dataset is not None, checked.problems[0]
    assert [measure.number for measure in checked.dataset.measures] == list(range(1, 101))
    assert len(checked.dataset.axes) == 10
