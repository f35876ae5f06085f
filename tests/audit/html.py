"""The Nu HTML checker on every page, and on the site's style sheets and drawings it holds."""

import json
import subprocess
from pathlib import Path

from tests.audit.tools import VNU
from tests.servers import find_program


def list_html_errors(site: Path) -> list[str]:
    """Return what the checker calls an error, with its place."""
    check = subprocess.run(
        [find_program("java"), "-jar", str(VNU), "--errors-only", "--skip-non-html", "--format", "json", str(site)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    return read_errors(check.stderr, site)


def read_errors(report: str, site: Path) -> list[str]:
    return [
        f"{message.get('url', '').removeprefix(f'file:{site.resolve()}/')}"
        f":{message.get('lastLine', '?')} : {message['message']} — {message.get('extract', '').strip()}"
        for message in json.loads(report)["messages"]
    ]
