"""The three browsers of `make nightly ARGS=browsers`: none is passed over in silence."""

from pathlib import Path

import pytest

from tests import servers
from tests.browser import webdriver
from tests.conftest import Capture, Patch


def test_an_engine_that_is_missing_is_named(
    tmp_path: Path, capsys: Capture, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(servers, "_find_root", lambda: None)  # nothing is installed here
    monkeypatch.setattr(webdriver, "COMMANDS", {"moteur": ["no-such-program", "--headless"]})
    assert webdriver.main() == 1
    assert capsys.readouterr().err.startswith("moteur : no-such-program est introuvable")
    with pytest.raises(servers.ProgramMissingError), webdriver.open_browser("moteur", tmp_path):
        pytest.fail("opened")
