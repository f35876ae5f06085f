"""`python -m tests.bench`: synthetic plans of several sizes, beside bare Material.

It builds as many hand-written pages of the same words. What counts are ratios, in one run on one
machine: seconds depend on it.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench import material
from tests.bench.previewing import time_edits
from tests.bench.synthetic import write_project

ROOT = Path(__file__).parent.parent.parent
SIZES = (50, 500)
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict"]


class Cost(NamedTuple):
    """Seconds, by the clock and of all processors."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} s, {self.processor:.2f} s of the processor"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--serve", action="store_true", help="how soon an edit is seen")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        for size in options.sizes:
            measure_size(Path(folder, str(size)), size)
        if options.serve:
            project = Path(folder, "serve")
            write_project(project, min(SIZES))
            taken = time_edits(project)
            print(
                f"edit seen under serve: median {median(taken):.2f} s, slowest {max(taken):.2f} s"
            )


def measure_size(folder: Path, size: int) -> None:
    """Measure the builds of one size, from cold caches."""
    project = folder / "ours"
    write_project(project, size)
    # The pages alone; what links to the outputs is not strict then.
    ours = _build_cold(project, PAGES_ONLY="1")
    pages = material.write_project(project / "site", folder / "material")
    print(f"{size} measures, {pages} pages and their search: {ours}")
    cost = measure(BUILD, folder / "material")
    # As many pages as it was given, or the comparison is void.
    assert len([*(folder / "material" / "site").rglob("index.html")]) == pages
    wall, processor = ours.wall / cost.wall, ours.processor / cost.processor
    print(f"  bare Material: {cost}; ours / this: {wall:.2f} (processor {processor:.2f})")
    print(f"  ours with all outputs: {_build_cold(project)}")


def measure(command: Sequence[str], folder: Path, **given: str) -> Cost:
    """Run a command in a folder and return what it and its processes cost; it must succeed."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", **given}
    # Python keeps what it compiled, as it does of the packages of the other engines.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _build_cold(project: Path, **given: str) -> Cost:
    cache = project.parent / "cache"
    subprocess.run(["rm", "-rf", str(cache), str(project / "site")], check=True)
    return measure(BUILD, project, XDG_CACHE_HOME=str(cache), **given)


if __name__ == "__main__":
    main()
