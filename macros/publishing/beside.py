"""A folder made beside the one that it will replace, by one process at a time."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros.publishing.exchanging import keep_times, put_in_place, recover, remove


@dataclass(frozen=True, slots=True)
class Beside:
    """Where to work. `lock` is held by every process that inherits it, until the last one ends."""

    folder: Path
    lock: int


@contextmanager
def work_beside(target: Path, on_wait: Callable[[], None]) -> Iterator[Beside]:
    """Give an empty folder to fill; it replaces `target` if nothing is raised, and is gone if so.

    `on_wait` is called before waiting for another process that replaces the same folder. What
    killed processes left is removed first.
    """
    # A link leads to the folder: it stays, and its disk is where the work is done.
    target = target.resolve()
    workshop = target.with_name(f".{target.name}.next")
    workshop.mkdir(parents=True, exist_ok=True)
    new, aside = workshop / "new", workshop / "old"
    with (workshop / "lock").open("w") as lock:
        _wait_for(lock.fileno(), on_wait)
        recover(target, aside)
        remove(new)
        new.mkdir()
        try:
            yield Beside(new, lock.fileno())
            keep_times(new, target)
            put_in_place(new, target, aside)
        finally:
            remove(new)
            remove(aside)


def _wait_for(lock: int, on_wait: Callable[[], None]) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        on_wait()
        fcntl.flock(lock, fcntl.LOCK_EX)
