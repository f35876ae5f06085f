"""Scripts and style sheets whose address changes with their content, so that browsers keep them long.

The file stays where it is and the address gains `?v=…`: a page kept open since the last version still
finds the scripts that it loads late, and a copy of the site needs nothing of its host.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "v"  # in the query
_SUFFIXES = (".css", ".js")
# Addresses are escaped: no « > » nor quote of the data stands in a tag.
_LOADED = re.compile(r'(<(?:script|link)\b[^>]*?\s(?:src|href)="[^":?]*?)(assets/[\w./-]+)(?=")')


@dataclass(frozen=True)
class Versioned:
    """The versions of scripts and style sheets, by path in the site; see `version_assets`."""

    versions: Mapping[str, str]
    loaded: set[str] = field(default_factory=set)  # by their versions, so far

    def stamp(self, html: str) -> str:
        """Return a page that loads its scripts and style sheets by their versions."""

        def add_version(match: re.Match[str]) -> str:
            path = match[2]
            if path not in self.versions:
                return match[0]
            self.loaded.add(path)
            return f"{match[0]}?{VERSION}={self.versions[path]}"

        return _LOADED.sub(add_version, html)


def version_assets(folder: Path) -> Versioned:
    """Return the versions of the scripts and style sheets under `folder`, which is in the site as it is."""
    versions = {}
    for path in folder.rglob("*"):
        if path.suffix in _SUFFIXES:
            version = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            versions[path.relative_to(folder.parent).as_posix()] = version
    return Versioned(versions)
