"""The stages of a build, one after the other: `python -m tests.bench.stages DATA` prints a line of JSON for each.

Each output is made alone, and none is taken from what an earlier run kept; its items are its files.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from macros import building
from macros.checking import find_problems
from macros.deriving import derive_catalogue
from macros.exports import cards
from macros.loading import Loaded, load_data
from macros.pages import list_pages
from macros.reading import Problem
from macros.search_documents import list_documents
from macros.search_index import write_index
from macros.staging import Staging


def _time(name: str, work: Callable[[], Any]) -> Any:
    """Print how long a stage takes, and the most memory that the process held so far."""
    start, used = time.perf_counter(), _read_processor()
    made = work()
    stage = {
        "what": f"  {name}",
        "wall": time.perf_counter() - start,
        "processor": _read_processor() - used,
        "items": max(len(made), 1) if hasattr(made, "__len__") else 1,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    sys.stdout.write(json.dumps(stage) + "\n")
    sys.stdout.flush()
    return made


def _read_processor() -> float:
    """Return the seconds of processors that this process and those that it ended used."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in used)


def _check(loaded: Loaded) -> list[Problem]:
    return [*find_problems(loaded)]


def main() -> None:
    data, exports = Path(sys.argv[1]), "--exports" in sys.argv
    loaded = _time("read", lambda: load_data(data))
    _time("check", partial(_check, loaded))
    dataset = loaded.dataset()
    del loaded  # as a build does
    catalogue = _time("derive", lambda: derive_catalogue(dataset))
    listed = _time("list pages", lambda: list_pages(catalogue))
    _time("list cards", lambda: cards.list_cards(catalogue))
    pages = {page.url: page for page in listed}
    with tempfile.TemporaryDirectory() as folder:
        prepare = building.prepare_page_bodies
        _time("bodies", lambda: prepare(pages, catalogue, Path(folder)).kept)
        _time("search", lambda: write_index(list_documents(catalogue), Path(folder)))
    slow = [create for create, _ in building.SLOW_OUTPUTS]
    for create in (*building.QUICK_OUTPUTS, *slow) if exports else ():
        with tempfile.TemporaryDirectory() as folder:
            os.environ["XDG_CACHE_HOME"] = folder
            make = partial(create, catalogue, "http://localhost:8000/")
            _time(create.__name__, partial(Staging(Path(folder, "made")).add, make))


if __name__ == "__main__":
    main()
