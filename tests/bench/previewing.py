"""How long an edit takes to be seen: a file is saved, the page in the browser has the new words."""

import re
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch_chromium
from tests.test_serve import ask, serve, wait_for

ROUNDS = 10
NUMBER = 15
LIMIT = 30  # seconds that an edit may take
# Seconds between an edit that was seen and the next: the rest of the site waits, is made, was made.
PAUSES = (1.5, 2.5, 5)


def time_edits(project: Path) -> list[float]:
    """Return the seconds that each of ten edits of a measure's title takes to be seen."""
    file = project / "data" / "measures" / f"{NUMBER:02}.yml"
    text = file.read_text(encoding="utf-8")
    taken = []
    with (
        serve(project) as address,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
    ):
        shown = f"{address}/mesures/{NUMBER}/"
        wait_for(shown, lambda: bool(ask(shown)))
        page = browser.new_page()
        page.goto(shown)
        for index in range(ROUNDS):
            time.sleep(PAUSES[index % len(PAUSES)])
            title = f"Titre de l’essai {index}"
            start = time.perf_counter()
            file.write_text(re.sub("(?m)^title: .*$", f"title: {title}", text), encoding="utf-8")
            page.get_by_role("heading", name=title).wait_for(timeout=LIMIT * 1000)
            taken.append(time.perf_counter() - start)
    return taken
