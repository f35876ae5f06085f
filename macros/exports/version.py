"""`/version.json`: from which commit, which data and with which tools the site was made."""

import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from macros.catalogue.views import Catalogue
from macros.exports.interface import SCHEMA_VERSION, write_json
from macros.urls import VERSION_FILE

# Those whose version changes the bytes of the site; requirements.txt lists them all.
TOOLS = (
    *("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "jinja2"),
    *("pydantic", "icalendar", "feedgenerator", "typst", "tzdata"),
)


def create_version(catalogue: Catalogue, address: str) -> dict[str, str]:  # noqa: ARG001
    """Say what made the site. Without git, `commit` is null; in part of a history, `history` is false."""
    head, data = catalogue.history.head, catalogue.versions.dataset
    commit = head and {"id": head.id, "date": head.moment.isoformat(), "modified": head.modified}
    tools = {"python": platform.python_version()}
    for name in TOOLS:
        with suppress(PackageNotFoundError):
            tools[name] = version(name)
    content = {
        "commit": commit,
        "history": catalogue.history.available,
        "data": {"version": str(data), "day": data.day.isoformat(), "hash": data.hash},
        "interface": SCHEMA_VERSION,
        "tools": tools,
    }
    return {VERSION_FILE: write_json(content)}
