"""The benchmark says what was not finished, and hides no failure."""

import sys
import time
from pathlib import Path

import pytest

from tests.bench.__main__ import format_row
from tests.bench.measuring import measure


def test_stops_a_command_and_its_children_at_the_limit(tmp_path: Path) -> None:
    child = "import time, pathlib; time.sleep(2); pathlib.Path('late').touch()"
    command = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    cost = measure([sys.executable, "-c", command], tmp_path, limit=1)
    assert not cost.ended
    assert cost.wall >= 1
    time.sleep(2)
    assert not (tmp_path / "late").exists()


def test_a_failure_before_the_limit_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such theme"):
        measure([sys.executable, "-c", "raise SystemExit('no such theme')"], tmp_path, limit=60)


def test_finished_in_time_is_no_lower_bound(tmp_path: Path) -> None:
    assert measure([sys.executable, "-c", ""], tmp_path, limit=60).ended


def test_a_stopped_engine_has_no_ratio_but_a_bound() -> None:
    row = {"size": 20_000, "what": "zensical, stopped", "wall": 500.0, "memory": 900.0}
    row |= {"pages": 27_000, "processor": 480.0, "ratio": 0.2, "processor_ratio": 0.4}
    assert format_row(row | {"ended": False}) == (
        " 20000  zensical, stopped        500.00 s    480.00 s proc.     900 MB"
        "  ours / this: less than 0.20 (proc. less than 0.40)"
    )
