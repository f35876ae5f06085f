"""The pages of `docs/`, written by hand: what they say of themselves, and their bodies."""

import functools
import inspect
import json
import posixpath
import re
import secrets
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown.treeprocessors import Treeprocessor

from macros import urls
from macros.data.project_files import list_pages, read_page
from macros.data.validation import suggest
from macros.data.yaml_reader import Place, Problem

Macros = Mapping[str, Callable[..., str]]

NOT_PUBLISHED = "decisions"  # a folder for developers: see exclude_docs in mkdocs.yml
_HEADING = re.compile(r"^# +(.+?)(?: *\{[^}]*\})?$", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z]+:|#|/")
_UNCLOSED = re.compile(r"\{\{(?!(?:(?!\{\{).)*?\}\})", re.DOTALL)
# What a page may write of Jinja's language.
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Call),
    *(nodes.Keyword, nodes.Concat, nodes.If, nodes.Not, nodes.And, nodes.Or),
)
# Those of mkdocs.yml, and those that MkDocs always has.
_EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list")


@dataclass(frozen=True, slots=True)
class HandwrittenPage:
    """`text` is Markdown with calls of macros; `source` is from the root of the project."""

    url: str
    source: str
    title: str
    description: str
    listed: bool  # in the search, the site map and what search engines read
    text: str

    def write_source(self) -> str:
        """Return what an engine may read of the page: it would obey what the page says of itself."""
        return f"---\ntitle: {json.dumps(self.title)}\n---\n{self.text}"


def read_handwritten(docs: Path) -> dict[str, HandwrittenPage]:
    """Return the pages under a folder, by address; `check_pages` says what is wrong with one."""
    pages = {}
    for path in list_pages(docs):
        file = path.relative_to(docs)
        if file.parts[0] != NOT_PUBLISHED:
            url, source = page_url(file.as_posix()), f"docs/{file.as_posix()}"
            meta, text, _ = read_page(path, source)
            heading = _HEADING.search(text)
            title = meta.get("title") or (heading[1] if heading else path.stem)
            listed = "noindex" not in meta.get("robots", "")
            description = meta.get("description", "")
            pages[url] = HandwrittenPage(url, source, title, description, listed, text)
    return dict(sorted(pages.items()))


def page_url(file: str) -> str:
    """Return `guide/` for `guide.md` and for `guide/index.md`, as MkDocs does."""
    path = file.removesuffix(".md")
    return "" if path == "index" else f"{path.removesuffix('/index')}/"


def resolve_link(target: str, page: HandwrittenPage, *, is_html: bool = False) -> str:
    """Return the address that a link of a page leads to, with its anchor; HTML leads from an address."""
    path, mark, anchor = target.partition("#")
    path = path.partition("?")[0]
    if not path:
        return f"{page.url}{mark}{anchor}"
    folder = page.url if is_html else posixpath.dirname(page.source)[len("docs/") :]
    address = posixpath.normpath(posixpath.join("/", folder, path))[1:]
    if address.endswith(".md") and not is_html:
        address = page_url(address)
    elif address and path.endswith(("/", ".")):
        address += "/"
    return f"{address}{mark}{anchor}"


class AuthorError(ValueError):
    """A macro was called with something that does not exist; the message is in French."""


class PageError(ValueError):
    """A page written by hand calls something that it may not."""

    def __init__(self, source: str, line: int, message: str) -> None:
        self.problem = Problem(Place(source, line), "page-content", message)
        super().__init__(str(self.problem))


def call_macros(source: str, text: str, macros: Macros) -> str:
    """Return the text of a page, the file `source`, with the calls of macros replaced by what they give.

    Whoever may write a page may not run code: of Jinja's language there is nothing but calls of these
    macros and conditions, in a sandbox. Raise PageError.
    """
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    environment.globals = {name: _check_call(name, macro) for name, macro in macros.items()}
    try:
        template = environment.parse(text)
        for node in template.find_all(nodes.Node):
            calls_other = isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name)
            if calls_other or not isinstance(node, _ALLOWED):
                message = "une page n’appelle que les macros du site, avec des mots ou des nombres"
                raise PageError(source, node.lineno, message)
        return environment.from_string(template).render()
    except PageError:
        raise
    except TemplateSyntaxError as error:
        line, message = error.lineno, 'appel de macro mal écrit : un appel est « {{ nom("mot") }} »'
        if opened := _UNCLOSED.search(text):
            line = text.count("\n", 0, opened.start()) + 1
            message = "« {{ » n’est pas refermé : ajouter « }} »"
        raise PageError(source, line, message) from None
    except UndefinedError as error:
        name = (re.findall(r"'(\w+)'", str(error.message)) or [""])[0]
        message = f"« {name} » n’est pas une macro du site{suggest(name, macros, called='macros')}"
        raise PageError(source, _find_line(error), message) from None
    except AuthorError as error:
        raise PageError(source, _find_line(error), str(error)) from None
    except Exception as error:  # whatever a proposal had a macro do
        raise PageError(source, _find_line(error), "cet appel ne donne rien") from error


def _check_call(name: str, macro: Callable[..., str]) -> Callable[..., str]:
    """Return a macro that says what it takes, if it is called with something else."""

    def call(*arguments: object, **options: object) -> str:
        signature = inspect.signature(macro)
        try:
            signature.bind(*arguments, **options)
        except TypeError:
            takes = [
                parameter if one.default is one.empty else f"{parameter} (facultatif)"
                for parameter, one in signature.parameters.items()
            ]
            raise AuthorError(f"« {name} » prend : {', '.join(takes)}") from None
        return macro(*arguments, **options)

    return call


def _find_line(error: Exception) -> int:
    """Return the line of the page where an error comes from."""
    places = traceback.extract_tb(error.__traceback__)
    return next((place.lineno or 1 for place in places if place.filename == "<template>"), 1)


def render_handwritten(page: HandwrittenPage, macros: Macros) -> str:
    """Return the body of a page as its engine makes it, before its spaces are set."""
    converter = markdown.Markdown(extensions=_EXTENSIONS)
    converter.treeprocessors.register(_Links(page), "links", 0)
    return converter.convert(call_macros(page.source, page.text, macros))


class HtmlPlaceholders:
    """The blocks that macros make, kept from Markdown: it reads them at length and changes nothing.

    A placeholder that no page can hold stands in the place of each.
    """

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._name = f"b{secrets.token_hex(16)}"

    def wrap_all(self, macros: Macros) -> Macros:
        """Return macros that give a placeholder for each block; words inside a line stay."""
        return {name: self._wrap(macro) for name, macro in macros.items()}

    def _wrap(self, macro: Callable[..., str]) -> Callable[..., str]:
        @functools.wraps(macro)
        def call(*arguments: object, **options: object) -> str:
            html = macro(*arguments, **options)
            if "\n" not in html:
                return html
            self._blocks.append(html)
            return f'<div id="{self._name}-{len(self._blocks) - 1}"></div>'

        return call

    def put_back(self, html: str) -> str:
        placeholder = f'<div id="{self._name}-([0-9]+)"></div>'
        return re.sub(placeholder, lambda match: self._blocks[int(match[1])], html)


class _Links(Treeprocessor):
    """Makes of links between files, as MkDocs does, links between addresses."""

    def __init__(self, page: HandwrittenPage) -> None:
        super().__init__()
        self.page = page

    def run(self, root: Element) -> None:
        for element in root.iter("a"):
            target = element.get("href", "")
            if target and not _ELSEWHERE.match(target):
                address = resolve_link(target, self.page)
                element.set("href", urls.relative_url(address, self.page.url))
