"""What a command costs: time on the clock, time of processors, and the most memory it held."""

import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """In seconds and in megabytes. What several processes share is counted once.

    Of a command that was stopped, it is what it cost until then.
    """

    wall: float
    processor: float
    memory: float
    ended: bool = True


def measure(
    command: Sequence[str],
    folder: Path,
    given: Mapping[str, str] | None = None,
    *,
    limit: float | None = None,
) -> Cost:
    """Run a command in a folder and return what it and its processes cost; it must succeed.

    It is stopped after `limit` seconds.
    """
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", **(given or {})}
    # Python keeps what it compiled, as it does of the packages of the other engines.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    watch = _Watch(process.pid)
    watch.start()
    ended = True
    try:
        _, errors = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        _, errors = process.communicate()
        ended = process.returncode != -signal.SIGKILL  # it may have failed just before
    wall = time.perf_counter() - start
    watch.ended.set()
    watch.join()
    if ended and process.returncode:
        raise SystemExit(f"{' '.join(command)} : {errors.decode(errors='replace')[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, used, watch.most / 1024, ended)


class _Watch(threading.Thread):
    """Notes the most memory that the processes of a session held together, in kilobytes."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.most = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(EVERY):
            self.most = max(self.most, sum(map(_read_memory, self.list_processes())))

    def list_processes(self) -> Iterator[Path]:
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):  # a process may end meanwhile
                # After the name, in brackets: state, parent, group, session.
                if int(stat.read_text().rpartition(")")[2].split()[3]) == self.session:
                    yield stat.parent


def _read_memory(process: Path) -> int:
    """Return a process's proportional share of the memory, in kilobytes."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
