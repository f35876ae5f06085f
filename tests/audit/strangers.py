"""The interface in the hands of strangers: `python -m tests.audit.strangers`, after `make site`.

Two generated clients call every path as nginx serves it; redocly reads the OpenAPI document, and ajv, in
its strict mode, every schema and document. Returns 1 when one of them refuses something.
"""

import subprocess
import sys
from pathlib import Path

from tests.audit.tools import FOLDER, MODULES, find_node, install_npm_tools
from tests.servers import serve_as_published

ROOT = FOLDER.parent.parent
REDOCLY = MODULES / "@redocly" / "cli" / "bin" / "cli.js"


def main(site: Path) -> int:
    install_npm_tools()
    node, document = find_node(), str(site / "api/v1/openapi.json")
    with serve_as_published(site) as address:
        commands = (
            [node, str(REDOCLY), "lint", "--format=summary", document],
            [node, str(FOLDER / "strangers.mjs"), str(site), address],
        )
        codes = [subprocess.run(command, check=False).returncode for command in commands]
        return int(any(codes))


if __name__ == "__main__":
    sys.exit(main(ROOT / "site"))
