"""The pages of `docs/`, before any engine reads them: their addresses and their anchors.

The engine renders them again, in its own time, which is after it has emptied the folder of the site.
"""

import itertools
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import yaml
from jinja2 import Environment, StrictUndefined
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from macros import urls

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z]+:|#|/")
_INDEX = re.compile(r"index\.md$")
# Those of mkdocs.yml, and those that MkDocs always has.
_EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list")


def list_handwritten(docs: Path) -> dict[str, Path]:
    """Return the pages written by hand, by address."""
    return {
        "" if path.stem == "index" else f"{path.stem}/": path for path in sorted(docs.glob("*.md"))
    }


def read_front_matter(path: Path) -> dict[str, Any]:
    """Return what a page says of itself."""
    match = _FRONT_MATTER.match(path.read_text(encoding="utf-8"))
    return dict(yaml.safe_load(match[1])) if match else {}


def render_whole(path: Path, url: str, macros: dict[str, Callable[..., str]]) -> str:
    """Return the body of a page as its engine makes it, before its spaces are set."""
    source = _call_macros(path, macros)
    return markdown.markdown(source, extensions=[*_EXTENSIONS, _Links(url)])


class Aside:
    """The blocks that macros make, kept from Markdown: it reads them at length and changes nothing.

    A mark that no page can hold stands in the place of each.
    """

    def __init__(self) -> None:
        self._blocks: dict[str, str] = {}
        self._count = itertools.count()
        self._name = f"b{secrets.token_hex(16)}"
        self._mark = re.compile(f'<div id="{self._name}-([0-9]+)"></div>')

    def wrap(self, macro: Callable[..., str]) -> Callable[..., str]:
        """Return a macro that gives a mark for each block; words inside a line are left as they are."""

        def call(*arguments: object, **options: object) -> str:
            made = macro(*arguments, **options)
            if "\n" not in made:
                return made
            number = str(next(self._count))
            self._blocks[number] = made
            return f'<div id="{self._name}-{number}"></div>'

        return call

    def put_back(self, html: str) -> str:
        """Return what Markdown made, with the blocks, which are let go of."""
        whole = self._mark.sub(lambda match: self._blocks[match[1]], html)
        for number in self._mark.findall(html):
            self._blocks.pop(number, None)
        return whole


class _Links(Extension):
    """Makes of links between files, as MkDocs does, links between addresses."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 (the library's name)
        md.treeprocessors.register(_LinkProcessor(md, self.url), "links", 0)


class _LinkProcessor(Treeprocessor):
    def __init__(self, md: markdown.Markdown, url: str) -> None:
        super().__init__(md)
        self.url = url

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            target = element.get("href", "")
            if target and not _ELSEWHERE.match(target):
                path, mark, anchor = target.partition("#")
                page = _INDEX.sub("", path) if path.endswith("index.md") else path
                page = f"{page.removesuffix('.md')}/" if page.endswith(".md") else page
                element.set("href", urls.relative_url(f"{page}{mark}{anchor}", self.url))


def render_handwritten(path: Path, macros: dict[str, Callable[..., str]]) -> str:
    """Return what a page holds, with the anchors that the engine will give it."""
    aside = Aside()
    source = _call_macros(path, {name: aside.wrap(macro) for name, macro in macros.items()})
    return aside.put_back(markdown.markdown(source, extensions=_EXTENSIONS))


def _call_macros(path: Path, macros: dict[str, Callable[..., str]]) -> str:
    environment = Environment(undefined=StrictUndefined)  # noqa: S701 (the macros give markup)
    text = _FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    return environment.from_string(text).render(macros)
