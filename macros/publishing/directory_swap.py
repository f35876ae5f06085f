"""A folder replaced by another: in one step, by one process at a time, or file by file while it is served."""

import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from macros.data.project_files import walk

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
# What a system or a kind of disk that cannot exchange answers.
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


@contextmanager
def stage_directory(target: Path, on_wait: Callable[[], None]) -> Iterator[tuple[Path, int]]:
    """Give an empty folder to fill, and a lock; the folder replaces `target` if nothing is raised.

    Else it is gone. The lock is held by every process that inherits it, until the last one ends;
    `on_wait` is called before waiting for it. What killed processes left is removed first.
    """
    # A link leads to the folder: it stays, and its disk is where the work is done. (The system says of
    # links in a loop what it refuses; `resolve` raises something else, by the version of Python.)
    target = Path(os.path.realpath(target))
    workshop = target.with_name(f".{target.name}.next")
    new, old, lock_file = (workshop / name for name in ("new", "old", "lock"))
    # Whoever may put files into a project may not have others emptied or moved.
    if link := next((p for p in (workshop, new, old, lock_file) if p.is_symlink()), None):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(link))
    workshop.mkdir(parents=True, exist_ok=True)
    with lock_file.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        if old.exists() and not os.path.lexists(target):  # killed between two renames
            old.rename(target)
        _remove(old, new)
        new.mkdir()
        try:
            yield new, lock.fileno()
            _keep_times(new, target)
            _swap_directories(new, target, old)
        finally:
            _remove(old, new)


def _keep_times(new: Path, last: Path) -> None:
    """Give each file of `new` the time of the same file in `last`, if it says the same.

    Hosts and copying tools know by its time that a file has not changed.
    """
    for name in _list_files(new):
        path, same = new / name, last / name
        if _is_same(path, same):
            os.utime(path, ns=(path.stat().st_atime_ns, same.stat().st_mtime_ns))


def _swap_directories(new: Path, target: Path, old: Path) -> None:
    """Put the folder `new` at `target`; what was there ends at `new` or at `old`.

    All three are on one disk. At each moment `target` is complete, the old or the new one. Where the
    system cannot exchange two folders, it is missing between two renames.
    """
    if not os.path.lexists(target):
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders; False where the system or the disk cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)  # Linux alone
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _remove(*folders: Path) -> None:
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)


def sync_directory(built: Path, served: Path) -> bool:
    """Move what is new or changed to `served`, remove what is gone; return whether a page changed.

    Each file is replaced in one step: what a browser asks for meanwhile is complete.
    """
    served.mkdir(parents=True, exist_ok=True)
    new = _list_files(built)
    gone = _list_files(served) - new
    changed = {path for path in new if not _is_same(built / path, served / path)}
    for path in gone:
        (served / path).unlink()
        with suppress(OSError):  # it holds other files
            (served / path).parent.rmdir()
    for path in changed:
        (served / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(built / path, served / path)
    return any(path.suffix == ".html" for path in gone | changed)


def _list_files(folder: Path) -> set[Path]:
    """Return the files under a folder, from it."""
    return {Path(entry.path).relative_to(folder) for entry in walk(folder) if not entry.is_dir()}


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and filecmp.cmp(one, other, shallow=False)
