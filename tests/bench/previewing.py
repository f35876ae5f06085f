"""How long an edit takes to be seen: a file is saved, the page in the browser has the new words."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch_chromium

ROUNDS = 10
NUMBER = 15
WAIT = 180_000  # milliseconds


def time_edits(project: Path) -> list[float]:
    """Return the seconds that each of ten edits of a measure's title takes to be seen."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        with sync_playwright() as playwright, launch_chromium(playwright) as browser:
            return _time_edits(browser, f"http://127.0.0.1:{port}/mesures/{NUMBER}/", project)
    finally:
        server.terminate()
        server.wait()


def _time_edits(browser: Browser, address: str, project: Path) -> list[float]:
    page = browser.new_page()
    limit = time.monotonic() + WAIT / 1000
    while True:
        try:
            page.goto(address)
            break
        except Exception:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)
    file = project / "data" / "measures" / f"{NUMBER:02}.yml"
    text = file.read_text(encoding="utf-8")
    taken = []
    for index in range(ROUNDS):
        time.sleep(1)  # as people do; the page asks for news meanwhile
        title = f"Titre de l’essai {index}"
        start = time.perf_counter()
        file.write_text(re.sub("(?m)^title: .*$", f"title: {title}", text), encoding="utf-8")
        page.wait_for_function(
            "title => document.querySelector('h1')?.innerText.includes(title)",
            arg=title.replace("’", "’"),
            timeout=WAIT,
            polling=20,
        )
        taken.append(time.perf_counter() - start)
    return taken
