"""Copies of the project to build and to break."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from macros.commands.cli import main

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
SMALL = FIXTURES / "small" / "data"
# Pages of the small plan: the home page calls every macro.
PAGES = FIXTURES / "small-docs"


@contextmanager
def open_site() -> Iterator[Path]:
    """Give the site of $SITE_DIR, or one built for a while."""
    if built := os.environ.get("SITE_DIR"):
        yield Path(built).resolve()
        return
    with TemporaryDirectory() as folder:
        run_python(ROOT, "-m", "macros", "site", "--to", f"{folder}/site").check_returncode()
        yield Path(folder, "site")


def copy_project(folder: Path, *, small: bool) -> Path:
    """Copy what a build needs; the small plan comes with pages of its own."""
    skipped = shutil.ignore_patterns("__pycache__", "schema")
    for name in ("macros", "overrides", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    for name in ("mkdocs.yml", "requirements.txt", "pyproject.toml", "LICENSE", "LICENSE-DATA.md"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(SMALL if small else ROOT / "data", folder / "data", ignore=skipped)
    if small:
        for path in (folder / "docs").glob("*.md"):
            path.unlink()
        shutil.copytree(PAGES, folder / "docs", dirs_exist_ok=True)
    copy_compiled(folder)
    return folder


def copy_compiled(folder: Path) -> None:
    """Give a copy of the project what Python compiled of it: that takes longer than a build."""
    made = find_compiled(ROOT) / "macros"
    if made.is_dir():
        shutil.copytree(made, find_compiled(folder) / "macros", dirs_exist_ok=True)


def find_compiled(folder: Path) -> Path:
    """Return where Python keeps what it compiles of a folder: in .venv (see the Makefile)."""
    return Path(sys.pycache_prefix or os.devnull, *folder.resolve().parts[1:])


def run_python(
    folder: Path, *words: str, environment: Mapping[str, str] = {}, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run Python with these words in a folder; whoever asks reads how it ended."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        **options,
    )


def record_small_plan(folder: Path) -> None:
    """Write the small plan with two more pages, linked to, and every address of its site in its ledger."""
    shutil.copytree(SMALL, folder / "data")
    shutil.copytree(PAGES, folder / "docs")
    pages = {
        "aide": "",
        "guide/aide": "\n## Un titre\n\n[Mairie](../acteurs/mairie/index.md) [Ici](#aide)\n",
    }
    (folder / "docs" / "guide").mkdir()
    for name, more in pages.items():
        page = f"---\ntitle: Aide\n---\n# Aide\n{more}"
        (folder / "docs" / f"{name}.md").write_text(page, encoding="utf-8")
    edit(folder / "docs" / "plan.md", "# plan", "# plan\n\n[Aide](guide/aide.md#aide)")
    edit(folder / "docs" / "citer.md", "# citer", "# citer\n\n[Aide](aide.md)")
    assert run_command(folder, "permalinks", "--date", "2005-06-30") == 0


def run_command(project: Path, *words: str) -> int:
    """Run a command on the data of a project, in this process."""
    return main(["--data", str(project / "data"), *words])


def run_build(project: Path, *, strict: bool = True) -> subprocess.CompletedProcess[str]:
    return run_python(project, "-m", "mkdocs", "build", "--strict" if strict else "--no-strict")


def fingerprint(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
