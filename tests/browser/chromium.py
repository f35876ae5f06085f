"""Chromium for the tests. `python -m tests.browser.chromium` makes sure that one starts."""

import os
import shlex
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
APT_GET = "apt-get update -qq; apt-get install -y -qq --no-install-recommends chromium"


class ChromiumMissingError(Exception):
    """No candidate starts; the message says why and what to do."""


def launch_chromium(playwright: Playwright) -> Browser:
    """Start the first Chromium that works: $CHROMIUM alone if set, else the PATH's, else Playwright's.

    HEADED=1 shows the window.
    """
    failures = []
    for path in _candidates():
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
    installers = [] if os.environ.get("CHROMIUM") else _installers()
    for command in installers:
        if problem is None:
            break
        sys.stderr.write(f"Chromium manque, installation : {shlex.join(command)}\n")
        subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        problem = _problem()
    if problem is not None:
        sys.stderr.write(f"{problem}\n")
    return int(problem is not None)


def _candidates() -> list[str | None]:
    """List executables, best first; None is the one Playwright installs."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return [chosen]
    return [*filter(None, map(shutil.which, NAMES)), None]


def _installers() -> list[list[str]]:
    apt = os.geteuid() == 0 and shutil.which("apt-get") is not None
    playwright = [sys.executable, "-m", "playwright", "install"]
    if apt:
        return [["sh", "-c", APT_GET], [*playwright, "--with-deps", "chromium"]]
    return [[*playwright, "chromium"]]


def _problem() -> str | None:
    try:
        with sync_playwright() as playwright:
            launch_chromium(playwright).close()
    except ChromiumMissingError as missing:
        return str(missing)
    return None


if __name__ == "__main__":
    sys.exit(main())
