"""Links: those inside the site followed to their fragment, the others listed and not followed.

`python -m tests.audit.links` follows the links to other sites for real; it needs the internet. `lychee.toml`
holds the bounds, and the links that may fail, each with its reason. Returns 1 when one does not answer.
"""

import json
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
SETTINGS = Path(__file__).with_name("lychee.toml")
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
    own_address = _CANONICAL.search(site.joinpath("index.html").read_text(encoding="utf-8"))
    command = [str(lychee), "--include-fragments", "--root-dir", str(site)]
    command += ["--index-files", "index.html", "--no-progress"]
    if own_address:  # the copy to download says none
        command += ["--remap", f"^{re.escape(own_address[1])} {site.as_uri()}/"]
    return [*command, f"{site}/**/*.html"]


def follow_links(site: Path, *options: str) -> int:
    """Ask for each address of another site; lychee says which do not answer, and on which pages."""
    command = [*list_command(site), "--config", str(SETTINGS), *options]
    return int(subprocess.run(command, check=False).returncode != 0)


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


if __name__ == "__main__":
    sys.exit(follow_links(ROOT / "site"))
