"""Commits → the day on which each file last changed."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from macros.commits import Commit


def date_files(commits: Iterable[Commit]) -> dict[str, date]:
    """Return the day of the last commit of each file and folder, by path."""
    days: dict[str, date] = {}
    for commit in commits:
        day = commit.day
        paths = {file.path for file in commit.files}
        folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
        for path in paths | folders:
            days[path] = max(day, days.get(path, day))
    return days
