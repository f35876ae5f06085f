"""Which engines build the site, from what, and how; one that is missing is named, never skipped."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = ROOT / ".venv-engines" / "bin"
PROJECT, PAGES = "le projet", "les pages"


@dataclass(frozen=True, slots=True)
class Engine:
    """`source` is what it builds from; `command` ends before the folder to write, if it takes one."""

    name: str
    source: str
    command: tuple[str, ...]
    takes_folder: bool = True


MKDOCS = ("mkdocs", "build", "--quiet", "--site-dir")
PROPERDOCS = ("properdocs", "build", "--quiet", "-f", "mkdocs.yml", "--site-dir")
REFERENCE = Engine("MkDocs", PROJECT, MKDOCS)
ENGINES = (
    Engine("MkDocs", PAGES, MKDOCS),
    Engine("ProperDocs", PROJECT, PROPERDOCS),
    Engine("ProperDocs", PAGES, PROPERDOCS),
    Engine("Zensical", PAGES, ("zensical", "build"), takes_folder=False),
)


class EngineError(Exception):
    """An engine is missing or failed; the message says which and what it said."""


def build_with(engine: Engine, pages: Path, work: Path) -> Path:
    """Build the site with an engine; `pages` is what `python -m macros pages` wrote."""
    program = BIN / engine.command[0]
    if not program.exists():
        raise EngineError(f"{engine.name} n’est pas installé dans .venv-engines/")
    folder = work / engine.name / engine.source
    source, site = ROOT, folder / "site"
    if engine.source == PAGES:
        source = Path(shutil.copytree(pages, folder / "source"))
    command = [str(program), *engine.command[1:]]
    if engine.takes_folder:
        command.append(str(site))
    done = subprocess.run(
        command,
        cwd=source,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise EngineError(f"{engine.name} a échoué :\n{done.stdout}{done.stderr}")
    if not engine.takes_folder:
        (source / "site").rename(site)
    if engine.source == PAGES:
        shutil.copytree(pages / "files", site, dirs_exist_ok=True)
    return site
