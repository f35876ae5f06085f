"""git, whatever a person has configured for it or set in the environment."""

import os
import subprocess
from pathlib import Path

_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
# What the repository's own settings could still change. The folder may belong to someone else (a
# container): the build runs its code already.
_SETTINGS = ("safe.directory=*", "log.showRoot=true", "log.showSignature=false")


def run_git(root: Path, command: list[str], given: bytes = b"") -> bytes:
    """Return what git answers in the folder `root`, whatever its settings."""
    ambient = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    return subprocess.run(  # noqa: S603 (no shell reads it)
        ["git", *settings, *command],  # noqa: S607 (the git that is installed)
        cwd=root,
        env=ambient | _ENVIRONMENT,
        input=given,
        capture_output=True,
        check=True,
    ).stdout
