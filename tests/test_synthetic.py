"""The synthetic plans of the benchmark are sound, and of the size asked for."""

from pathlib import Path

from macros.data.checking import check_data
from tests.bench.synthetic import write_plan


def test_a_synthetic_plan_is_sound_and_has_parts_of_its_own(tmp_path: Path) -> None:
    write_plan(tmp_path / "data", 203)
    checked = check_data(tmp_path / "data")
    assert checked.dataset is not None, checked.problems[0]
    assert [measure.number for measure in checked.dataset.measures] == list(range(1, 204))
    assert len(checked.dataset.axes) == 10
