"""The build, without an engine."""

import subprocess
import sys

import pytest

from macros.authoring import Authoring
from macros.building import Build


def test_pages_do_without_the_libraries_of_the_exports() -> None:
    """They take long to load, and whoever only reads the pages would wait for them."""
    code = "import sys, macros.building; print({'rdflib', 'icalendar'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_a_page_written_by_hand_is_drawn_once_for_the_ledger_and_the_engine(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(*_: object, **__: object) -> str:
        raise AssertionError

    monkeypatch.setattr("macros.authoring.render", render)
    assert 'id="' in Authoring(build, lambda: "donnees/").block("data-fields")
