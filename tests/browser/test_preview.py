"""The live preview in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.test_hooks import copy_project, edit
from tests.test_serve import serve, wait_for_title

pytestmark = pytest.mark.browser


def test_an_edit_is_seen(browser: Browser, tmp_path: Path) -> None:
    folder = copy_project(tmp_path / "project", small=True)
    file = folder / "data" / "measures" / "01.yml"
    with serve(folder) as address:
        wait_for_title(f"{address}/mesures/1/", "Doubler les pistes")
        page = browser.new_page()
        page.goto(f"{address}/mesures/1/")
        # More pages than a browser has connections: each asks for news, and waits.
        for _ in range(8):
            page.reload()
        edit(file, "title: Doubler les pistes", "title: Un titre tout neuf")
        expect(page.locator("h1")).to_have_text("Un titre tout neuf")
        edit(file, "role: lead", "role: pilote")
        expect(page.get_by_role("alert")).to_contain_text("« pilote » n’est pas admis")
        edit(file, "role: pilote", "role: lead")
        expect(page.get_by_role("alert")).to_have_count(0)
        page.close()
