"""Links: those inside the site followed to their fragment, the others listed and not followed."""

import json
import re
import subprocess
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')


class Links(NamedTuple):
    followed: int
    broken: list[str]
    elsewhere: list[str]


def check_links(site: Path) -> Links:
    """Follow every link of every page, off line."""
    command = [*list_command(site), "--offline", "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout:
        raise RuntimeError(run.stderr)
    return read_links(json.loads(run.stdout), site)


def list_command(site: Path) -> list[str]:
    """Return the command of lychee for every page; addresses of the published site stay inside."""
    lychee = Path(sysconfig.get_path("scripts"), "lychee")
    command = [str(lychee), "--include-fragments", "--root-dir", str(site)]
    command += ["--index-files", "index.html", "--no-progress"]
    return [
        *command,
        "--remap",
        f"^{re.escape(own_address(site))} {site.as_uri()}/",
        f"{site}/**/*.html",
    ]


def own_address(site: Path) -> str:
    """Return the address that the pages give themselves, with its final slash."""
    found = _CANONICAL.search(site.joinpath("index.html").read_text(encoding="utf-8"))
    assert found, "the home page says no canonical address"
    return found[1]


def read_links(said: dict[str, Any], site: Path) -> Links:
    broken = [
        f"{Path(page).relative_to(site)} → {link['url'].removeprefix(site.as_uri())} : "
        f"{link['status']['text']}"
        for page, links in sorted(said["error_map"].items())
        for link in links
    ]
    excluded = (link["url"] for links in said["excluded_map"].values() for link in links)
    elsewhere = sorted({url for url in excluded if url.startswith("http")})
    return Links(said["successful"] + said["errors"], broken, elsewhere)
