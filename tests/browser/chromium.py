"""Chromium for the tests. `python -m tests.browser.chromium` makes sure that one starts."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

from tests.servers import install

# The first has no window: it asks the processor for half as much.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Only this machine answers: a third-party request fails at once, online as well as offline.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


class ChromiumMissingError(Exception):
    """No candidate starts; the message says why and what to do."""


def launch_chromium(playwright: Playwright) -> Browser:
    """Start the first Chromium that works: $CHROMIUM alone if set, else the PATH's, else Playwright's.

    HEADED=1 shows the window.
    """
    failures = []
    for path in list_candidates():
        try:
            return playwright.chromium.launch(
                executable_path=path, args=ARGUMENTS, headless=not os.environ.get("HEADED")
            )
        except Error as error:
            reason = error.message.strip().splitlines()[0]
            failures.append(f"  {path or 'Chromium de Playwright'} : {reason}")
    raise ChromiumMissingError(
        "\n".join(
            [
                "Aucun Chromium ne démarre :",
                *failures,
                "Installez Chromium, ou indiquez-le : CHROMIUM=/chemin/vers/chromium make test",
                "Sans navigateur : .venv/bin/python -m pytest -m 'not browser'",
            ]
        )
    )


def main() -> int:
    """Install Chromium where none starts. Return 0 once one does, else 1 after saying what to do."""
    problem = _problem()
    if problem and not os.environ.get("CHROMIUM"):
        if install(SHELL):  # not every distribution has it
            install("chromium")
        if _problem():  # nor that one: Playwright has its own
            command = [sys.executable, "-m", "playwright", "install", "chromium"]
            subprocess.run(command, check=False)
        problem = _problem()
    if problem is not None:
        sys.stderr.write(f"{problem}\n")
    return int(problem is not None)


def list_candidates() -> list[str | None]:
    """List executables, best first; None is the one Playwright installs."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return [chosen]
    names = NAMES[1:] if os.environ.get("HEADED") else NAMES
    return [*filter(None, map(shutil.which, names)), None]


def _problem() -> str | None:
    try:
        with sync_playwright() as playwright:
            launch_chromium(playwright).close()
    except ChromiumMissingError as missing:
        return str(missing)
    return None


if __name__ == "__main__":
    sys.exit(main())
