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
    """Follow every link of every page, off line; addresses of the published site stay inside."""
    return read_links(read_report(site), site)


def read_report(site: Path) -> dict[str, Any]:
    """Return what lychee says of the links of every page, off line."""
    lychee = Path(sysconfig.get_path("scripts"), "lychee")
    command = [str(lychee), "--offline", "--include-fragments", "--root-dir", str(site)]
    command += ["--index-files", "index.html", "--no-progress", "--format", "json"]
    command += ["--remap", f"^{re.escape(own_address(site))} {site.as_uri()}/", f"{site}/**/*.html"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if not run.stdout:
        raise RuntimeError(run.stderr)
    report: dict[str, Any] = json.loads(run.stdout)
    return report


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
