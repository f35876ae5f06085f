"""Differences of the site between two commits: `python -m tests.unchanged BEFORE [AFTER]`.

BEFORE and AFTER are built folders or commits; without AFTER, the work tree. Left out: what says of
which commit the site is, and what is made of all the other files.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = ("version.json", "SHA256SUMS", "*.zip", "*.gz")


@contextmanager
def _build(revision: str | None, folder: Path) -> Iterator[Path]:
    """Give the site of a commit, or of the work tree, or the folder that the argument names."""
    if revision and Path(revision).is_dir():
        yield Path(revision)
        return
    tree = folder / "tree" if revision else ROOT
    if revision:
        _run(ROOT, "git", "worktree", "add", "--detach", str(tree), revision)
    try:
        _run(tree, sys.executable, "-m", "macros", "site", "--to", str(folder / "site"))
        yield folder / "site"
    finally:
        if revision:
            _run(ROOT, "git", "worktree", "remove", "--force", str(tree))


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def main(before: str, after: str | None = None) -> int:
    """Print what differs; return 1 if anything does."""
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        _build(before, Path(one)) as old,
        _build(after, Path(other)) as new,
    ):
        excluded = [f"--exclude={name}" for name in LEFT_OUT]
        command = ["diff", "--recursive", "--brief", *excluded, str(old), str(new)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
