"""The links that the pages of `docs/` write: where each leads, and what is wrong with it."""

import difflib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from macros import urls
from macros.data.validation import shorten, suggest
from macros.data.yaml_reader import Place, Problem
from macros.site.build import Build
from macros.site.handwritten import (
    HandwrittenPage,
    HtmlPlaceholders,
    page_url,
    render_handwritten,
    resolve_link,
)
from macros.site.page_macros import Authoring

_LINK = re.compile(
    r"\]\(\s*<?(?P<markdown>[^)>\s]+)"
    r"|^ {0,3}\[[^\]]+\]:\s*<?(?P<reference>[^>\s]+)"
    r"|\b(?:href|src)=[\"'](?P<html>[^\"']+)",
    re.MULTILINE,
)
# What is shown as it is written.
_CODE = re.compile(
    r"^ *(`{3,}|~{3,}).*?(?:^ *\1|\Z)|(`+)(?!`).+?\2|<!--.*?-->|{%-? raw.*?endraw -?%}",
    re.MULTILINE | re.DOTALL,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\{\{|\{%", re.IGNORECASE)
_ID = re.compile(r"\sid=[\"']([^\"']+)")
_WRITTEN_ID = re.compile(r"\{ *#([\w-]+) *\}")


@dataclass(frozen=True, slots=True)
class Link:
    """`start` is where the target stands in the text of the page; HTML leads from the page's address."""

    target: str
    start: int
    is_html: bool

    def resolve(self, page: HandwrittenPage) -> str:
        return resolve_link(self.target, page, is_html=self.is_html)

    def write(self, address: str, page: HandwrittenPage, build: Build) -> str:
        """Return the link of this kind that leads to an address."""
        if self.is_html:
            return urls.relative_url(address, page.url)
        path, mark, anchor = address.partition("#")
        folder = posixpath.dirname(page.source)
        return posixpath.relpath(_name_source(path, build), folder) + mark + anchor


def _name_source(address: str, build: Build) -> str:
    """Return the file that a link in Markdown names, to lead to an address."""
    if page := build.handwritten.get(address):
        return page.source
    return f"docs/{address}{'index.md' if address in build.pages else ''}"


def list_links(text: str) -> Iterator[Link]:
    """Yield the links of a page to the site itself; what a macro gives is right by itself."""
    shown = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _LINK.finditer(shown):
        name = match.lastgroup or ""
        if not _ELSEWHERE.match(match[name]) and "{{" not in match[name]:
            yield Link(match[name], match.start(name), name == "html")


def check_links(build: Build, docs: Path) -> Iterator[Problem]:
    """Each link between pages leads somewhere, anchors included, in the form that MkDocs follows."""
    checker = _Checker(build, docs)
    for page in build.handwritten.values():
        for link in list_links(page.text):
            address = checker.complete(link.resolve(page))
            if message := checker.describe_fault(link, address, page):
                before = page.text[: link.start]
                place = Place(page.source, before.count("\n") + 1, link.start - before.rfind("\n"))
                message = f"le lien « {shorten(link.target)} » {message}"
                yield Problem(place, "page-link", message)


@dataclass
class _Checker:
    build: Build
    docs: Path
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> frozenset[str]:
        return frozenset((*self.build.pages, *self.build.handwritten))

    def complete(self, full: str) -> str:
        """Return the address that was meant: with its final slash, not that of a file."""
        address, mark, anchor = full.partition("#")
        for near in (f"{address}/", page_url(address) if address.endswith(".md") else ""):
            if near and address not in self.pages and near in self.pages:
                address = near
        return address + mark + anchor

    def describe_fault(self, link: Link, full: str, page: HandwrittenPage) -> str:
        """Return what is wrong with a link that leads to an address, or nothing."""
        address, _, anchor = full.partition("#")
        addresses, is_page = self.build.ledger.addresses, address in self.pages
        if not (is_page or f"/{address}" in addresses or _is_file(self.docs, address)):
            gone = f"/{address}" in self.build.ledger.published.record.addresses
            near = [] if gone else difflib.get_close_matches(address, sorted(self.pages), n=1)
            meant = [
                f" ; vouliez-vous dire « {link.write(one, page, self.build)} » ?" for one in near
            ]
            return "".join(["ne mène à rien : le corriger ou le retirer", *meant])
        path, right = link.target.partition("#")[0], link.write(full, page, self.build)
        written = posixpath.normpath(posixpath.join(posixpath.dirname(page.source), path))
        is_right = link.is_html or written == _name_source(address, self.build)
        is_file = link.is_html and path.endswith(".md")
        if path and (path.startswith("/") or is_file or not is_right):
            return f"n’a pas la forme attendue : écrire « {right} »"
        if is_page and anchor and f"/{full}" not in addresses:
            if address not in self.anchors:
                self.anchors[address] = _list_anchors(address, self.build)
            if anchor not in self.anchors[address]:
                places = suggest(anchor, sorted(self.anchors[address]), called="ancres")
                return f"mène à une ancre qui n’existe pas{places}"
        return ""


def _is_file(docs: Path, address: str) -> bool:
    try:
        return bool(address) and not address.endswith(".md") and (docs / address).is_file()
    except OSError:  # longer than any name
        return False


def _list_anchors(url: str, build: Build) -> frozenset[str]:
    """Return the places of a page, as it will be."""
    page = build.find_page(url)
    if isinstance(page, HandwrittenPage):
        placeholders = HtmlPlaceholders()
        macros = placeholders.wrap_all(Authoring(build, partial(str, url)).macros())
        shown = placeholders.put_back(render_handwritten(page, macros))
        # A part that this plan leaves out may link to another.
        return frozenset((*_ID.findall(shown), *_WRITTEN_ID.findall(page.text)))
    return frozenset(_ID.findall(page.render(build.catalogue)))
