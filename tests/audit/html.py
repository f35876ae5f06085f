"""The Nu HTML checker on every page, and on the site's style sheets and drawings it holds."""

import json
import subprocess
from pathlib import Path

from tests.audit.tools import VNU, find_java


def list_html_errors(site: Path) -> list[str]:
    """Return what the checker calls an error, with its place."""
    check = subprocess.run(
        [find_java(), "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "json", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    return read_errors(check.stderr, site)


def read_errors(report: str, site: Path) -> list[str]:
    messages = json.loads(report)["messages"]
    return [
        f"{_relative(message.get('url', ''), site)}:{message.get('lastLine', '?')} : "
        f"{message['message']} — {message.get('extract', '').strip()}"
        for message in messages
    ]


def _relative(url: str, site: Path) -> str:
    return url.removeprefix("file:").removeprefix(f"{site.resolve()}/")
