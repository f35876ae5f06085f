"""A folder made ready to be published, once the engine has written it.

`site-hors-ligne.zip` is the whole site in one file, to read without a network nor a server: each link of
its pages leads to a file, and to one that is there.
"""

import gzip
import hashlib
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

from macros.exports.hosting import JSON_TYPES, TEXT_TYPES
from macros.urls import CHECKSUMS, LOCAL_ADDRESS, OFFLINE_COPY, relative_url
from macros.zips import write_zip

# Pictures, fonts, documents and archives are compressed already.
# Outlook reads no calendar that is sent compressed.
_TEXTS = {*TEXT_TYPES, *JSON_TYPES} - {".ics"}
# Below, the headers weigh more than what is saved.
_LEAST = 500  # bytes


def finish(site: Path, moment: datetime | None, former: Iterable[str] = ()) -> None:
    """Add the downloadable copy, of that moment, the compressed texts and the checksums of all files.

    The copy stays at its `former` paths too.
    """
    for path in (site / "assets").glob("*.css"):  # their comments are for whoever edits them
        rules = re.sub(r"/\*.*?\*/\n?", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        path.write_text(rules, encoding="utf-8")
    contents = ((f"{FOLDER}/{path}", content) for path, content in list_files(site))
    write_zip(site / OFFLINE_COPY, contents, moment)
    for old in former:
        (site / old).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(site / OFFLINE_COPY, site / old)
    compress_texts(site)  # after the copy, where nothing would read it
    write_checksums(site)
    # The same modes for all, whatever the umask: a host serves them.
    for file in (site, *site.rglob("*")):
        file.chmod(0o755 if file.is_dir() else 0o644)


def compress_texts(site: Path) -> None:
    """Write `x.gz` next to each text `x`, for hosts; the same content gives the same bytes."""
    for path in [*site.rglob("*")]:
        if path.suffix in _TEXTS and path.stat().st_size >= _LEAST:
            # Without the time, which would be that of this build.
            compressed = gzip.compress(path.read_bytes(), 9, mtime=0)
            path.with_name(path.name + ".gz").write_bytes(compressed)


def write_checksums(site: Path) -> None:
    """Write the checksum of every other file, in the order of their paths, for `sha256sum -c`."""
    (site / CHECKSUMS).unlink(missing_ok=True)
    lines = [
        f"{hashlib.sha256((site / path).read_bytes()).hexdigest()}  {path}\n"
        for path in list_paths(site)
    ]
    (site / CHECKSUMS).write_text("".join(lines), encoding="utf-8")


# -- The downloadable copy

FOLDER = PurePosixPath(OFFLINE_COPY).stem
# What only a host, a robot or a browser that is served the site reads.
_LEFT_OUT = re.compile(
    r"assets/cards/|editions/[^/]+/(?!index\.html$)|404\.html$|.*\.(?:gz|map)$"
    r"|_redirects$|_headers$|robots\.txt$|sitemap\.xml$|.*\.zip$"
)
_READ_ME = """Pour lire le site, ouvrez le fichier index.html de ce dossier avec un navigateur.

C’est une copie : elle ne se met pas à jour.{where}
"""
# What holds no tag, or a tag; of a script, with what follows it.
_PART = re.compile(
    r"(?P<verbatim><!--.*?-->|<style\b.*?</style>)|(?P<script><script\b[^>]*>).*?</script>"
    r"|<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^\"'>])*>",
    re.DOTALL,
)
_LINK = re.compile(r'(?P<before>\s(?:href|src|action|data-page)=")(?P<link>[^"]*)"')
_REFRESH = re.compile(r'(?P<before><meta http-equiv="refresh" content="\d+; url=)(?P<link>[^"]*)"')
# They need a server: checks of what was fetched, frames of no origin.
_SERVED = re.compile(r'\s(?:integrity|crossorigin|sandbox)(?:="[^"]*")?')
# « self » is nobody on a disk: a policy in its terms would refuse the style sheets. Nor is a site there.
_DROPPED = re.compile(
    r'<meta http-equiv="Content-Security-Policy"|<link rel="canonical" href="'
    + re.escape(LOCAL_ADDRESS)
)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_HIDDEN = re.compile(r"\shidden\b")


def list_paths(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def list_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what the copy holds, by path, in the order of the paths but for the first to read."""
    paths = [path for path in list_paths(site) if not _LEFT_OUT.match(path)]
    canonical = _CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    address = canonical[1] if canonical and canonical[1] != LOCAL_ADDRESS else None
    copy = OfflineCopy(frozenset(paths), address)
    where = f" La version en ligne : {address}" if address else ""
    yield "LISEZ-MOI.txt", _READ_ME.format(where=where).encode()
    for path in paths:
        content = (site / path).read_bytes()
        if path.endswith(".html"):
            content = copy.localize(path, content.decode()).encode()
        yield path, content


@dataclass(frozen=True, slots=True)
class OfflineCopy:
    """Which files the copy has, by path, and where the site is published, if that is known."""

    files: Collection[str]
    address: str | None

    def localize(self, path: str, html: str) -> str:
        """Return the page at `path` for a disk.

        What is marked `data-online` is hidden, or left out if a script; `data-offline` is shown.
        """
        return _PART.sub(lambda found: self._rewrite(path, found), html)

    def _rewrite(self, path: str, found: re.Match[str]) -> str:
        if found["verbatim"]:
            return found[0]
        tag = found["script"] or found[0]
        content = found[0].removeprefix(tag)
        if _DROPPED.match(tag) or (found["script"] and "data-online" in tag):
            return ""
        if "data-online" in tag:
            tag = tag.replace("data-online", "hidden data-online", 1)
        elif "data-offline" in tag:
            tag = _HIDDEN.sub("", tag)
        tag = _SERVED.sub("", tag)
        for pattern in (_LINK, _REFRESH):
            tag = pattern.sub(lambda link: self._relink(path, link), tag)
        return tag + content

    def _relink(self, path: str, found: re.Match[str]) -> str:
        link = unescape(found["link"])
        if link.startswith(LOCAL_ADDRESS):  # it leads to nothing on the reader's own machine
            link = f"/{link.removeprefix(LOCAL_ADDRESS)}"
        if urlsplit(link).scheme or link.startswith(("#", "//")):
            return found[0]
        target = urlsplit(urljoin(f"http://site/{path}", link)).path.removeprefix("/")
        if target.endswith("/") or not target:
            target += "index.html"
        rest = re.sub(r"^[^?#]*", "", link)
        if target in self.files:
            return f'{found["before"]}{escape(relative_url(target, path) + rest)}"'
        if self.address:
            online = target.removesuffix("index.html")
            return f'{found["before"]}{escape(self.address + online + rest)}"'
        return ""
