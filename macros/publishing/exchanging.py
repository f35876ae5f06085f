"""One folder in the place of another, in one step where the system can."""

import ctypes
import errno
import filecmp
import os
import shutil
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE
# What a system or a kind of disk that cannot exchange answers.
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP}


def put_in_place(new: Path, target: Path, aside: Path) -> None:
    """Put the folder `new` at `target`; what was there ends at `new` or at `aside`.

    All three are on one disk. At each moment `target` is whole, the old or the new one. Where the
    system cannot exchange two folders, it is missing between two renames, and a process that is
    killed there leaves `aside`: see `recover`.
    """
    if not os.path.lexists(target):
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(aside)
        try:
            new.rename(target)
        except OSError:
            aside.rename(target)
            raise


def keep_times(new: Path, last: Path) -> None:
    """Give each file of `new` the time of the same file in `last`, if it says the same.

    Hosts and copying tools know by its time that a file has not changed.
    """
    for path in new.rglob("*"):
        same = last / path.relative_to(new)
        if path.is_file() and same.is_file() and filecmp.cmp(path, same, shallow=False):
            os.utime(path, ns=(path.stat().st_atime_ns, same.stat().st_mtime_ns))


def recover(target: Path, aside: Path) -> None:
    """Put back what a process killed between two renames had set aside."""
    if aside.exists() and not os.path.lexists(target):
        aside.rename(target)
    remove(aside)


def remove(folder: Path) -> None:
    """Remove a folder and all it holds, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


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
