"""One commit, two machines: the same files, to the byte and to the mode."""

from pathlib import Path

import pytest

from tests.projects import copy_project, run_python
from tests.test_revisions import Repository

# Lists every folder backwards, as a disk that keeps another order would.
BACKWARDS = """
import os
list_folder, scan_folder = os.listdir, os.scandir
class Entries:
    def __init__(self, path="."):
        self.found = iter(sorted(scan_folder(path), key=lambda one: one.name, reverse=True))
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = Entries
os.listdir = lambda path=".": sorted(list_folder(path), reverse=True)
"""

pytestmark = pytest.mark.site


def build(project: Path, umask: int, **environment: str) -> dict[str, tuple[int, bytes]]:
    """Return the mode and the content of each file and folder of the site."""
    built = run_python(project, "-m", "macros", "site", environment=environment, umask=umask)
    assert built.returncode == 0, built.stderr
    site = project / "site"
    return {
        path.relative_to(site).as_posix(): (
            path.stat().st_mode,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in [site, *site.rglob("*")]
    }


@pytest.mark.parametrize("plan", ["small", pytest.param("real", marks=pytest.mark.nightly)])
def test_two_machines_give_the_same_site(tmp_path: Path, plan: str) -> None:
    one = copy_project(tmp_path / "one", small=plan == "small")
    repository = Repository(one)
    repository.commit("Début", {})
    other = tmp_path / "un chemin plus long" / "avec des accents é" / "other"
    repository.git("clone", "--quiet", str(one), str(other))
    disk = tmp_path / "disk"
    disk.mkdir()
    (disk / "sitecustomize.py").write_text(BACKWARDS, encoding="utf-8")

    first = build(one, 0o022, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="0")
    second = build(
        other,
        0o077,
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONHASHSEED="4242",
        PYTHONPATH=str(disk),
        HOME=str(tmp_path),
        XDG_CACHE_HOME=str(tmp_path / "cache"),
    )

    assert sorted(first) == sorted(second)
    assert [path for path, found in first.items() if found != second[path]] == []
    modes = {mode & 0o777 for mode, _ in first.values()}
    assert modes == {0o755, 0o644}
    assert b'"modified": false' in first["version.json"][1]
