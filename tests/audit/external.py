"""`python -m tests.audit.external`: the links of the site to other sites, followed for real; needs the internet.

`lychee.toml` holds the bounds, and the links that may fail, each with its reason. Returns 1 when one does not answer.
"""

import subprocess
import sys
from pathlib import Path

from tests.audit.links import list_command

ROOT = Path(__file__).parent.parent.parent
SETTINGS = Path(__file__).with_name("lychee.toml")


def follow_links(site: Path, *options: str) -> int:
    """Ask for each address of another site; lychee says which do not answer, and on which pages."""
    command = [*list_command(site), "--config", str(SETTINGS), *options]
    return int(subprocess.run(command, check=False).returncode != 0)


if __name__ == "__main__":
    sys.exit(follow_links(ROOT / "site"))
