"""The programs of the audit: npm packages installed on first use, Node, Java, Chromium."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser import chromium

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
NODE_VERSION = (18, 16)


class ToolMissingError(Exception):
    """A program of the machine is missing; the message says which, why, and what to do."""


def find_program(name: str, purpose: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise ToolMissingError(
            f"{name} est introuvable : il sert à {purpose}. "
            f"Debian, Ubuntu : sudo apt-get install {package}"
        )
    return path


def find_node() -> str:
    """Return the path of a Node that Lighthouse accepts."""
    node = find_program("node", "lancer Lighthouse", "nodejs npm")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2])
    if version < NODE_VERSION:
        raise ToolMissingError(
            f"Node {said.strip()} est trop ancien : il faut 18.16 ou plus récent."
        )
    return node


def find_java() -> str:
    return find_program("java", "lancer le vérificateur HTML", "default-jre-headless")


def find_chromium() -> str:
    """Return the path that Lighthouse is given: the browser of the tests."""
    chosen = os.environ.get("CHROMIUM")
    for path in [chosen] if chosen else map(shutil.which, chromium.NAMES):
        if path is not None:
            return path
    raise ToolMissingError("Chromium est introuvable. Pour l’installer : make test")


def install_npm_tools() -> None:
    """Install what `package-lock.json` lists, once for each state of that file."""
    lock, mark = FOLDER / "package-lock.json", MODULES / ".installed"
    if mark.is_file() and mark.read_bytes() == lock.read_bytes():
        return
    npm = find_program("npm", "installer Lighthouse et le vérificateur HTML", "nodejs npm")
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(install, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ToolMissingError(
            f"L’installation des outils de l’audit a échoué (connexion à internet ?) :\n{done.stderr}"
        )
    mark.write_bytes(lock.read_bytes())
