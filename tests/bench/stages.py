"""The stages of a build, one after the other: `python -m tests.bench.stages DATA` prints JSON.

Each output is made alone; its items are its files.
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
from macros.exports.cards import list_cards
from macros.loading import Loaded, load_data
from macros.pages import list_pages
from macros.reading import Problem
from macros.search import iter_index
from macros.searchable import list_documents
from macros.staging import Staging


class Clock:
    """Notes how long each stage takes, and the most memory that the process held so far."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def time(self, name: str, work: Callable[[], Any]) -> Any:
        start, before = time.perf_counter(), _read_processor()
        made = work()
        items = len(made) if hasattr(made, "__len__") else 1
        self.rows.append(
            {
                "stage": name,
                "seconds": time.perf_counter() - start,
                "processor": _read_processor() - before,
                "items": items,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
        return made


def _read_processor() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _check(loaded: Loaded) -> list[Problem]:
    return [*find_problems(loaded)]


def main() -> None:
    data, exports = Path(sys.argv[1]), "--exports" in sys.argv
    clock = Clock()
    loaded = clock.time("read", lambda: load_data(data))
    clock.time("check", partial(_check, loaded))
    dataset = loaded.dataset()
    del loaded  # as a build does
    catalogue = clock.time("derive", lambda: derive_catalogue(dataset))
    listed = clock.time("list pages", lambda: list_pages(catalogue))
    clock.time("list cards", lambda: list_cards(catalogue))
    pages = {page.url: page for page in listed}
    with tempfile.TemporaryDirectory() as folder:
        prepare = building.prepare_page_bodies
        clock.time("bodies", lambda: prepare(pages, catalogue, Path(folder)).kept)
        clock.time("search", lambda: [*iter_index(list_documents(catalogue))])
    slow = [create for create, _ in building.SLOW_OUTPUTS]
    for create in (*building.QUICK_OUTPUTS, *slow) if exports else ():
        with tempfile.TemporaryDirectory() as folder:
            address = "http://localhost:8000/"
            make = partial(create, catalogue, address)
            clock.time(create.__name__, partial(Staging(Path(folder)).add, make))
    sys.stdout.write(json.dumps(clock.rows))


if __name__ == "__main__":
    main()
