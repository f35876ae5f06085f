"""The live preview in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.test_hooks import copy_project, edit
from tests.test_previewing import serve, wait_for

pytestmark = pytest.mark.browser


def test_an_edit_is_seen(browser: Browser, tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project", small=True)
    file = folder / "data" / "measures" / "01.yml"
    with serve(folder) as address:
        wait_for(f"{address}/mesures/1/", lambda _: True, "the page")
        page = browser.new_page()
        page.goto(f"{address}/mesures/1/")
        # More pages than a browser has connections: each asks for news, and waits.
        for _ in range(8):
            page.reload()
        edit(file, "title: Doubler les pistes", "title: Un titre tout neuf")
        expect(page.locator("h1")).to_have_text("Un titre tout neuf")
        page.close()
