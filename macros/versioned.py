"""Scripts and style sheets whose address changes with their content, so that browsers keep them long.

The file stays where it is and the address gains `?v=…`: a page kept open since the last version still
finds the scripts that it loads late, and a copy of the site needs nothing of its host.
"""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

VERSION = "v"  # in the query
_SUFFIXES = (".css", ".js")
# Where a script loads another one, by its place from its own.
_IMPORT = re.compile(r'(\b(?:from|import)\s*\(?\s*")(\.{1,2}/[^"?]+\.js)(?=")')
_STAMP = re.compile(rf'(?<=\.js|css)\?{VERSION}=[0-9a-f]{{8}}(?=")')
# Addresses are escaped: no « > » nor quote of the data stands in a tag.
_LOADED = re.compile(r'(<(?:script|link)\b[^>]*?\s(?:src|href)="[^":?]*?)(assets/[\w./-]+)(?=")')


@dataclass(frozen=True)
class Versioned:
    """The scripts and style sheets of a folder, `assets/` in the site; see `version_assets`."""

    sources: Mapping[str, str]
    made: dict[str, str] = field(default_factory=dict)
    loaded: set[str] = field(default_factory=set)  # by their versions, so far

    def version(self, path: str) -> str:
        """Return the version of a file: it changes with the scripts that the file loads too."""
        return hashlib.sha256(self.content(path).encode()).hexdigest()[:8]

    def content(self, path: str) -> str:
        """Return a file as it is published: it loads the others by their versions."""
        if path not in self.made:

            def add(match: re.Match[str]) -> str:
                loaded = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
                return match[0] + self._query(loaded)

            self.made[path] = _IMPORT.sub(add, self.sources[path])
        return self.made[path]

    def stamp(self, html: str) -> str:
        """Return a page that loads its scripts and style sheets by their versions."""
        return _LOADED.sub(lambda match: match[0] + self._query(match[2]), html)

    def _query(self, path: str) -> str:
        if path not in self.sources:
            return ""
        self.loaded.add(path)
        return f"?{VERSION}={self.version(path)}"


def version_assets(folder: Path) -> Versioned:
    """Read the scripts and style sheets under `folder`; their paths are from its parent."""
    return Versioned(
        {
            path.relative_to(folder.parent).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.suffix in _SUFFIXES
        }
    )


def remove_versions(text: str) -> str:
    """Return a page or a script that loads files by their plain addresses."""
    return _STAMP.sub("", text)
