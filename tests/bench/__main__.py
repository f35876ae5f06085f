"""`python -m tests.bench`: synthetic plans of several sizes, beside bare Material, Zensical and Hugo.

The other engines build as many hand-written pages of the same words. What counts are ratios, in one
run on one machine: seconds depend on it.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.engines import COMMANDS, count_pages, write_projects
from tests.bench.measuring import Cost, measure
from tests.bench.previewing import time_edits
from tests.bench.synthetic import write_project

ROOT = Path(__file__).parent.parent.parent
SIZES = (50, 500)
OURS, THEIRS = Path(sys.executable).parent, ROOT / ".venv-engines" / "bin"
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--no-strict"]
# The pages alone; what links to the outputs is not strict then.
BARE = {"PAGES_ONLY": "1"}

Row = dict[str, Any]


def main() -> int:
    options = _read_options()
    results: list[Row] = []
    with TemporaryDirectory() as folder:
        for size in options.sizes:
            results += measure_size(Path(folder, str(size)), size, options)
        if options.serve:
            project = Path(folder, "serve")
            write_project(project, 50)
            taken = time_edits(project)
            results.append({"size": 50, "what": "edit seen under serve", "wall": median(taken)})
            _show(results[-1])
            results.append({"size": 50, "what": "  the slowest of ten", "wall": max(taken)})
            _show(results[-1])
    if options.json:
        options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    return 0


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--engines", nargs="*", default=[*COMMANDS], choices=[*COMMANDS])
    parser.add_argument(
        "--limit", type=float, help="stop another engine after so many times as long as ours"
    )
    parser.add_argument("--rounds", type=int, default=1, help="the median of how many")
    parser.add_argument("--outputs", action="store_true", help="the whole build, outputs too")
    parser.add_argument("--serve", action="store_true", help="how soon an edit is seen")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def measure_size(folder: Path, size: int, options: argparse.Namespace) -> list[Row]:
    """Measure the builds of one size, ours and theirs in turn."""
    project, site = folder / "ours", folder / "ours" / "site"
    write_project(project, size)
    costs: dict[str, list[Cost]] = {"pages and search": [_build_cold(project)]}
    limit = options.limit and options.limit * costs["pages and search"][0].wall
    pages = write_projects(site, folder)
    for turn in range(options.rounds):
        if turn:
            costs["pages and search"].append(_build_cold(project))
        for engine in options.engines:
            command = COMMANDS[engine](OURS, THEIRS)
            cost = measure(command, folder / engine, limit=limit)
            costs.setdefault(engine if cost.ended else f"{engine}, stopped", []).append(cost)
            assert not cost.ended or count_pages(folder / engine, engine) == pages, engine
        if options.outputs:
            costs.setdefault("with all outputs", []).append(_build_cold(project, {}))
    rows = [
        {"size": size, "pages": pages, "what": what, **asdict(_take_median(found))}
        for what, found in costs.items()
    ]
    for row in rows:
        row["ratio"] = rows[0]["wall"] / row["wall"]
        row["processor_ratio"] = rows[0]["processor"] / row["processor"]
        _show(row)
    return rows


def _build_cold(project: Path, given: Mapping[str, str] = BARE) -> Cost:
    cache = project.parent / "cache"
    made = map(str, (cache, project / "site"))
    subprocess.run(["rm", "-rf", *made], check=True)
    return measure(BUILD, project, {**given, "XDG_CACHE_HOME": str(cache)})


def _take_median(costs: list[Cost]) -> Cost:
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
        ended=all(cost.ended for cost in costs),
    )


def _show(row: Row) -> None:
    sys.stdout.write(format_row(row) + "\n")
    sys.stdout.flush()


def format_row(row: Row) -> str:
    """Return one line of the table."""
    parts = [f"{row['size']:6}  {row['what']:22} {row['wall']:8.2f} s"]
    if "processor" in row:
        parts.append(f"{row['processor']:8.2f} s proc.")
    if "memory" in row:
        parts.append(f"{row['memory']:6.0f} MB")
    if row.get("ratio", 1) != 1:
        most = "" if row["ended"] else "less than "
        ratio, processor = row["ratio"], row["processor_ratio"]
        parts.append(f"ours / this: {most}{ratio:.2f} (proc. {most}{processor:.2f})")
    elif "pages" in row:
        per_measure = row["processor"] / row["size"] * 1000
        parts.append(f"{row['pages']} pages, {per_measure:.2f} ms proc. per measure")
    return "  ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
