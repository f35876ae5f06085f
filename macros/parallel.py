"""A map over many items, on every core where the system can fork, in the order of the items.

A forked process has all that its parent has read, for nothing; it sends back only what it made.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# What the processes to come find in their memory: neither data nor closures go through a pipe.
_work: tuple[Callable[[Any], Any], Sequence[Any]]


def parallel_map(function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield what the function returns for each item; its results must be picklable."""
    # Elsewhere system libraries start threads; a thread here may hold a lock that the copy needs.
    safe = sys.platform == "linux" and threading.active_count() == 1
    workers = min(len(os.sched_getaffinity(0)), len(items)) if safe else 1
    if workers < 2:
        yield from map(function, items)
        return
    global _work
    _work = function, items
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, context, follow_parent) as pool:
        # Some at a time where they are many: each is then too small to be sent for by itself.
        yield from pool.map(_do, range(len(items)), chunksize=1 + len(items) // (8 * workers))


def _do(index: int) -> Any:
    function, items = _work
    return function(items[index])


def follow_parent() -> None:
    """End with the parent, even one that was killed: its locks are inherited.

    An interruption is for the parent alone, which ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 (this is a child)

    def end() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()
