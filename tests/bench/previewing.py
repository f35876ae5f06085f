"""How long an edit takes to be seen: a file is saved, the page in the browser has the new words."""

import re
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

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
            _wait_for(page, title, start + LIMIT)
            taken.append(time.perf_counter() - start)
    return taken


def _wait_for(page: Page, title: str, limit: float) -> None:
    """Wait until the page, which reloads itself, has this title."""
    while time.perf_counter() < limit:
        with suppress(Error):  # the page is being replaced
            if title in page.inner_text("h1", timeout=1000):
                return
        page.wait_for_timeout(10)
    raise TimeoutError(f"{title} : {LIMIT} s")
