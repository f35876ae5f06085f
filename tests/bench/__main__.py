"""`python -m tests.bench`: synthetic plans of several sizes, beside bare Material.

It builds as many hand-written pages of the same words. What counts are ratios, in one run on one
machine: seconds depend on it. Returns 1 if one is missed.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench import material
from tests.bench.synthetic import write_project

# At most how long the pages and their search take, as a share of bare Material, by measures.
LIMITS = {50: 1.35, 500: 0.7}
PAIRS = 7
# Ten times as many measures as the most of those take at most ten times as long.
LARGE = 10 * max(LIMITS)
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict"]


def main() -> int:
    with TemporaryDirectory() as folder:
        missed = [not _compare(Path(folder, str(size)), size) for size in LIMITS]
        return int(any((*missed, not _is_linear(Path(folder)))))


def _compare(folder: Path, measures: int) -> bool:
    """Whether the median of alternated pairs is within the limit."""
    ours, bare = folder / "ours", folder / "material"
    write_project(ours, measures)
    _build(ours)
    pages = material.write_project(ours / "site", bare)
    ratios = [_build(ours) / _build(bare) for _ in range(PAIRS)]
    # As many pages as it was given, or the comparison is void.
    assert len([*(bare / "site").rglob("index.html")]) == pages
    ratio = median(ratios)
    sys.stdout.write(
        f"{measures} measures, {pages} pages: {ratio:.2f} × bare Material, {LIMITS[measures]} allowed\n"
    )
    return ratio <= LIMITS[measures]


def _is_linear(folder: Path) -> bool:
    write_project(folder / "large", LARGE)
    growth = _build(folder / "large") / _build(folder / str(max(LIMITS)) / "ours")
    sys.stdout.write(f"{LARGE} measures: {growth:.1f} × {max(LIMITS)} measures, 10 allowed\n")
    return growth <= 10


def _build(project: Path) -> float:
    """Build a project, its pages alone, from cold caches; return the seconds it took."""
    with TemporaryDirectory() as cache:
        settings = {"NO_MKDOCS_2_WARNING": "1", "PAGES_ONLY": "1", "XDG_CACHE_HOME": cache}
        start = time.perf_counter()
        subprocess.run(BUILD, cwd=project, env=os.environ | settings, check=True)
        return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
