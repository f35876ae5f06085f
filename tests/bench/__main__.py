"""`python -m tests.bench`: synthetic plans of several sizes, beside bare Material.

It builds as many hand-written pages of the same words. What counts are ratios, in one run on one
machine: seconds depend on it.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import material
from tests.bench.synthetic import write_project

ROOT = Path(__file__).parent.parent.parent
SIZES = (50, 500)
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict"]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        for size in options.sizes:
            measure_size(Path(folder, str(size)), size)


def measure_size(folder: Path, size: int) -> None:
    """Measure the builds of one size, from cold caches."""
    project = folder / "ours"
    write_project(project, size)
    # The pages alone; what links to the outputs is not strict then.
    ours = _build_cold(project, PAGES_ONLY="1")
    pages = material.write_project(project / "site", folder / "material")
    print(f"{size} measures, {pages} pages and their search: {ours:.2f} s")
    cost = measure(BUILD, folder / "material")
    # As many pages as it was given, or the comparison is void.
    assert len([*(folder / "material" / "site").rglob("index.html")]) == pages
    print(f"  bare Material: {cost:.2f} s; ours / this: {ours / cost:.2f}")
    print(f"  ours with all outputs: {_build_cold(project):.2f} s")


def measure(command: Sequence[str], folder: Path, **given: str) -> float:
    """Run a command in a folder and return the seconds it took; it must succeed."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", **given}
    # Python keeps what it compiled, as it does of the packages of the other engines.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _build_cold(project: Path, **given: str) -> float:
    cache = project.parent / "cache"
    subprocess.run(["rm", "-rf", str(cache), str(project / "site")], check=True)
    return measure(BUILD, project, XDG_CACHE_HOME=str(cache), **given)


if __name__ == "__main__":
    main()
