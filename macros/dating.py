"""git log → the day on which each file last changed."""

import subprocess
from datetime import date
from pathlib import Path, PurePosixPath

_LOG = "git -c core.quotePath=off -c color.ui=off log --relative --no-renames --name-only --format=:%cs"
_SHALLOW = "git rev-parse --is-shallow-repository"


def date_files(root: Path) -> dict[str, date]:
    """Return the day of the last commit of each file and folder under `root`, by path.

    Without git or its whole history the result is empty: the caller has a date of its own.
    """
    try:
        # The first commit of a shallow clone would date every file.
        if _run(_SHALLOW, root).strip() == "true":
            return {}
        log = _run(_LOG, root)
    except (OSError, subprocess.CalledProcessError):
        return {}
    days: dict[str, date] = {}
    day = date.min
    for line in filter(None, log.splitlines()):
        if line.startswith(":"):
            day = date.fromisoformat(line[1:])
        elif days.setdefault(line, day) == day:
            for folder in PurePosixPath(line).parents:
                days[str(folder)] = max(day, days.get(str(folder), day))
    return days


def _run(command: str, folder: Path) -> str:
    return subprocess.run(  # noqa: S603 (no word of it comes from outside)
        command.split(), cwd=folder, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
