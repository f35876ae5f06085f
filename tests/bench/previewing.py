"""How long an edit takes to be seen: a file is saved, the page in the browser has the new words.

Each wait has an end: an edit that is not seen by then stops the measure, with what the server said.
"""

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.browser.chromium import launch_chromium

ROUNDS = 10
NUMBER = 15
START = 120  # seconds that the first build may take
LIMIT = 30  # seconds that an edit may take
# Seconds between an edit that was seen and the next: the rest of the site waits, is made, was made.
PAUSES = (1.5, 2.5, 5)


def time_edits(project: Path) -> list[float]:
    """Return the seconds that each of ten edits of a measure's title takes to be seen."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = project / "serve.log"
    with log.open("wb") as output:
        server = _start(project, port, output)
    try:
        with sync_playwright() as playwright, launch_chromium(playwright) as browser:
            return _time_edits(browser, f"http://127.0.0.1:{port}/mesures/{NUMBER}/", project)
    except (Error, TimeoutError) as error:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise SystemExit(f"{error}\n{said}") from error
    finally:
        server.terminate()
        server.wait()


def _start(project: Path, port: int, output: IO[bytes]) -> subprocess.Popen[bytes]:
    environment = os.environ.copy()
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.Popen(
        [sys.executable, "-m", "macros", "serve", "--port", str(port)],
        cwd=project,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT,
    )


def _time_edits(browser: Browser, address: str, project: Path) -> list[float]:
    page = browser.new_page()
    _open(page, address)
    file = project / "data" / "measures" / f"{NUMBER:02}.yml"
    text = file.read_text(encoding="utf-8")
    taken = []
    for index in range(ROUNDS):
        time.sleep(PAUSES[index % len(PAUSES)])
        title = f"Titre de l’essai {index}"
        start = time.perf_counter()
        file.write_text(re.sub("(?m)^title: .*$", f"title: {title}", text), encoding="utf-8")
        _wait_for(page, title, start + LIMIT)
        taken.append(time.perf_counter() - start)
    return taken


def _open(page: Page, address: str) -> None:
    limit = time.monotonic() + START
    while True:
        try:
            page.goto(address, wait_until="domcontentloaded")
            return
        except Error:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)


def _wait_for(page: Page, title: str, limit: float) -> None:
    """Wait until the page, which reloads itself, has this title."""
    while time.perf_counter() < limit:
        with suppress(Error):  # the page is being replaced
            if title in page.inner_text("h1", timeout=1000):
                return
        page.wait_for_timeout(10)
    raise TimeoutError(f"{title} : {LIMIT} s")
