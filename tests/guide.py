"""The steps of the page « Un autre plan », as a person would follow them."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "autre-plan.md"
_FILE = re.compile(
    r"^`([\w/.-]+\.(?:yml|md))`[^\n]*\n+```(?:yaml|markdown)\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What stands for the commands that would install what the tests have already.
_PYTHON = f"{shlex.quote(sys.executable)} -m macros"
_INSTEAD = {
    ".venv/bin/python -m macros": _PYTHON,
    "make check": f"{_PYTHON} --data data check",
    "make site": f"{_PYTHON} --data data site",
}


def list_files() -> dict[str, str]:
    """Return the files that the page says to write, by path."""
    text = PAGE.read_text(encoding="utf-8")
    return {
        path: re.sub(r"{% (?:end)?raw %}", "", content) for path, content in _FILE.findall(text)
    }


def list_commands() -> list[str]:
    """Return the blocks of commands, in their order: the first ones come before the files."""
    return _COMMANDS.findall(PAGE.read_text(encoding="utf-8"))


def follow(project: Path) -> Iterator[subprocess.CompletedProcess[str]]:
    """Follow the page in a copy of the project; yield what each block of commands gave."""
    first, *others = list_commands()
    yield run(first, project)
    write_files(project, list_files())
    for block in others:
        yield run(block, project)


def write_files(project: Path, files: dict[str, str]) -> None:
    for path, content in files.items():
        file = project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def run(block: str, project: Path) -> subprocess.CompletedProcess[str]:
    """Run commands of the page in a copy of the project."""
    for command, ours in _INSTEAD.items():
        block = block.replace(command, ours)
    return subprocess.run(
        ["sh", "-e", "-c", block], cwd=project, capture_output=True, text=True, check=False
    )
