"""Templates as the code at hand compiles them, whatever was kept of other code."""

import os
import subprocess
import sys
from pathlib import Path

from tests.projects import copy_project

SHOW = """
from macros.pages.rendering import render
print(ascii(render("example.html", "", None)))
"""


def show(project: Path) -> str:
    """Return what a template says in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        cwd=project,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


def test_an_edit_of_the_code_compiles_the_templates_again(tmp_path: Path) -> None:
    project = copy_project(tmp_path, small=True)
    (project / "macros/pages/templates/example.html").write_text("a ; {{ 8000 | number }}", "utf-8")
    assert show(project) == r"'a\xa0; 8\u202f000'"
    assert show(project) == r"'a\xa0; 8\u202f000'"
    code = project / "macros" / "french.py"
    text = code.read_text(encoding="utf-8")
    code.write_text(text.replace('NARROW = "\\u202f"', 'NARROW = "_"'), encoding="utf-8")
    assert show(project) == r"'a\xa0; 8_000'"
