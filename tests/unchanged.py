"""Differences of the site between two commits: `python -m tests.unchanged BEFORE [AFTER]`.

BEFORE and AFTER are built folders or commits; without AFTER, the work tree. Left out: what says of
which commit the site is, and what is made of all the other files.
"""

import filecmp
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = re.compile(r"version\.json|SHA256SUMS|sbom\.cdx\.json|.*\.(zip|gz|br)")


def list_differences(before: Path, after: Path) -> Iterator[tuple[str, str]]:
    """Yield how each file differs (gone, new, changed), and its path."""
    old, new = _list_files(before), _list_files(after)
    for path in sorted(old | new):
        if path not in new:
            yield "gone", path
        elif path not in old:
            yield "new", path
        elif not filecmp.cmp(before / path, after / path, shallow=False):
            yield "changed", path


def _list_files(folder: Path) -> set[str]:
    paths = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {path for path in paths if not LEFT_OUT.fullmatch(path)}


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
        found = [*list_differences(old, new)]
    counts = Counter(kind for kind, _ in found)
    lines = [f"{kind:8}{path}" for kind, path in found]
    total = ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "The same files."
    sys.stdout.write("\n".join([*lines, total, ""]))
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
