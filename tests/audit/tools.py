"""The programs of the audit: npm packages installed on first use, Node, Java, Chromium."""

import subprocess
from pathlib import Path

from tests.browser import chromium
from tests.servers import ProgramMissingError, find_program

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
NODE_VERSION = (18, 16)


def find_node() -> str:
    """Return the path of a Node that Lighthouse accepts."""
    node = find_program("node")
    said = subprocess.check_output([node, "--version"], text=True).strip()
    if tuple(int(part) for part in said.lstrip("v").split(".")[:2]) < NODE_VERSION:
        raise ProgramMissingError(f"Node {said} est trop ancien : il faut 18.16 ou plus récent.")
    return node


def find_chromium() -> str:
    """Return the path that Lighthouse is given: the browser of the tests."""
    if path := next(filter(None, chromium.list_candidates()), None):
        return path
    raise ProgramMissingError("Chromium est introuvable. Pour l’installer : make test")


def install_npm_tools() -> None:
    """Install what `package-lock.json` lists, once for each state of that file."""
    lock, mark = FOLDER / "package-lock.json", MODULES / ".installed"
    if mark.is_file() and mark.read_bytes() == lock.read_bytes():
        return
    npm = find_program("npm")
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(install, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProgramMissingError(
            f"L’installation des outils de l’audit a échoué (connexion à internet ?) :\n{done.stderr}"
        )
    mark.write_bytes(lock.read_bytes())
