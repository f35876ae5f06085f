"""Which engines build the site, from what, and how; one that is missing is named, never skipped."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = ROOT / ".venv-engines" / "bin"
PROJECT, PAGES = "le projet", "les pages"
SAID = 20  # lines of an engine that fails: its warnings before them are thousands


@dataclass(frozen=True, slots=True)
class Engine:
    """`source` is what it builds from."""

    name: str
    source: str
    command: tuple[str, ...]


MKDOCS = ("mkdocs", "build", "--quiet")
PROPERDOCS = ("properdocs", "build", "--quiet", "-f", "mkdocs.yml")
REFERENCE = Engine("MkDocs", PROJECT, MKDOCS)
ENGINES = (
    Engine("MkDocs", PAGES, MKDOCS),
    Engine("ProperDocs", PROJECT, PROPERDOCS),
    Engine("ProperDocs", PAGES, PROPERDOCS),
    Engine("Zensical", PAGES, ("zensical", "build")),
)


class EngineError(Exception):
    """An engine is missing or failed; the message says which and what it said."""


def build_with(engine: Engine, pages: Path, work: Path) -> Path:
    """Build the site with an engine; `pages` is what `python -m macros pages` wrote."""
    program = BIN / engine.command[0]
    if not program.exists():
        raise EngineError(f"{engine.name} n’est pas installé dans .venv-engines/")
    folder = work / engine.name / engine.source
    command = [str(program), *engine.command[1:]]
    if engine.source == PROJECT:
        _run(engine, [*command, "--site-dir", str(folder / "site")], ROOT)
    else:
        shutil.copytree(pages, folder)
        _run(engine, command, folder)
        _run(engine, [sys.executable, "-m", "macros", "finish", str(folder)], ROOT)
    return folder / "site"


def _run(engine: Engine, command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = f"{done.stdout}\n{done.stderr}".splitlines()
        raise EngineError("\n".join([f"{engine.name} a échoué :", *said[-SAID:]]))
