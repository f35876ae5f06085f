"""A page of the site as one reads it from a disk: each link leads to a file, and to one that is there."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

from macros.urls import LOCAL_ADDRESS, relative_url

# What holds no tag, whole; else a tag. Of a script, the first group is the tag.
_PART = re.compile(
    r"<!--.*?-->|<style\b.*?</style>|(?P<script><script\b[^>]*>).*?</script>"
    r"|<[a-zA-Z](?:\"[^\"]*\"|'[^']*'|[^\"'>])*>",
    re.DOTALL,
)
_LINK = re.compile(r'(?P<before>\s(?:href|src|action|data-page)=")(?P<link>[^"]*)"')
_REFRESH = re.compile(r'(?P<before><meta http-equiv="refresh" content="\d+; url=)(?P<link>[^"]*)"')
# They need a server: checks of what was fetched, frames of no origin.
_SERVED = re.compile(r'\s(?:integrity|crossorigin|sandbox)(?:="[^"]*")?')
# « self » is nobody on a disk: a policy in its terms would refuse the style sheets.
_DROPPED = re.compile(r'<meta http-equiv="Content-Security-Policy"')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
_HIDDEN = re.compile(r"\shidden\b")


@dataclass(frozen=True, slots=True)
class Copy:
    """Which files the copy has, by path, and where the site is published, if that is known."""

    files: Collection[str]
    address: str | None

    def localize(self, path: str, html: str) -> str:
        """Return the page at `path` for a disk.

        What is marked `data-online` is hidden, or left out if a script; `data-offline` is shown.
        """
        return _PART.sub(lambda found: self._rewrite(path, found), html)

    def _rewrite(self, path: str, found: re.Match[str]) -> str:
        whole = found[0]
        if whole.startswith("<!--") or whole.lower().startswith("<style"):
            return whole
        tag = found["script"] or whole
        if _DROPPED.match(tag):
            return ""
        if (canonical := _CANONICAL.match(tag)) and canonical[1].startswith(LOCAL_ADDRESS):
            return ""
        if "data-online" in tag:
            if found["script"]:
                return ""
            tag = tag.replace("data-online", "hidden data-online", 1)
        elif "data-offline" in tag:
            tag = _HIDDEN.sub("", tag)
        tag = _SERVED.sub("", tag)
        for pattern in (_LINK, _REFRESH):
            tag = pattern.sub(lambda link: self._relink(path, link), tag)
        return tag + whole[len(found["script"] or whole) :]

    def _relink(self, path: str, found: re.Match[str]) -> str:
        link = unescape(found["link"])
        if link.startswith(LOCAL_ADDRESS):  # it leads to nothing on the reader's own machine
            link = f"/{link.removeprefix(LOCAL_ADDRESS)}"
        if urlsplit(link).scheme or link.startswith(("#", "//")):
            return found[0]
        target = self.find(path, link)
        rest = re.sub(r"^[^?#]*", "", link)
        if target in self.files:
            return f'{found["before"]}{escape(relative_url(target, path) + rest)}"'
        if self.address:
            online = target.removesuffix("index.html")
            return f'{found["before"]}{escape(self.address + online + rest)}"'
        return ""

    @staticmethod
    def find(path: str, link: str) -> str:
        """Return the path of the file that a link of a page leads to."""
        target = urlsplit(urljoin(f"http://site/{path}", link)).path.removeprefix("/")
        return f"{target}index.html" if target.endswith("/") or not target else target
