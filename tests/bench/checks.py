"""How long `check` takes, start-up included: `python -m tests.bench.checks [RUNS]`.

Whole processes, on the real plan and on a synthetic one of 10,000 measures with as large a ledger as the
site of such a plan would have; the median and the fastest of all runs.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.synthetic import write_plan

ROOT = Path(__file__).parent.parent.parent
LARGE = 10_000
RUNS = 9


def write_ledger(data: Path, measures: int) -> int:
    """Give a synthetic plan the addresses that the real ledger has of one measure, for each."""
    published = (ROOT / "data" / "published.yml").read_text(encoding="utf-8")
    pattern = re.compile(r"(?m)^  (/mesures/21/|/api/v1/measures/21\.|/embed/mesures/21/).*$")
    lines = [match[0] for match in pattern.finditer(published)]
    assert lines
    every = [
        line.replace("21", str(number), 1) for number in range(1, measures + 1) for line in lines
    ]
    text = "\n".join(["addresses:", *every])
    (data / "published.yml").write_text(f"{text}\n", encoding="utf-8")
    return len(every)


def time_check(data: Path) -> tuple[float, float]:
    """Return the seconds of a whole `check`: by the clock, and of the processor."""
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "macros", "--data", str(data), "check"]
    # Python keeps what it compiled, as it does for whoever edits the data.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    busy = after.children_user + after.children_system
    return time.perf_counter() - start, busy - before.children_user - before.children_system


def report(name: str, data: Path, runs: int) -> None:
    clock, busy = zip(*(time_check(data) for _ in range(runs)), strict=True)
    sys.stdout.write(
        f"{name:40} median {statistics.median(clock):.2f} s, fastest {min(clock):.2f} s"
        f" (processor: {statistics.median(busy):.2f} s, {min(busy):.2f} s)\n"
    )


def main(runs: int = RUNS) -> None:
    report("the 50 measures", ROOT / "data", runs)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        write_plan(data, LARGE)
        report(f"{LARGE} measures, nothing published", data, max(3, runs // 3))
        addresses = write_ledger(data, LARGE)
        report(f"{LARGE} measures, {addresses} addresses", data, max(3, runs // 3))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
