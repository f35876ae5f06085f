"""The site as plain files, for any engine that reads Markdown: pages already rendered, and the rest.

mkdocs.yml    the settings, without any of our own code
docs/         a Markdown file per page (front matter, then its body as one block of HTML), assets
overrides/    the templates of the theme that are ours
files/        what an engine would not copy as it is: to be copied over the site that it builds
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from macros import policy, presentation
from macros.authoring import Authoring
from macros.building import Build
from macros.exports.hosting.static import create_host_files
from macros.french import typeset_html
from macros.handwritten import list_handwritten, read_front_matter, render_whole
from macros.headings import link_headings
from macros.metadata import Metadata
from macros.rendering import escape_text
from macros.search_documents import Document, describe_words
from macros.search_index import write_index

# The settings that only our own adapter to MkDocs understands or needs.
_OURS = ("hooks", "plugins", "watch", "exclude_docs", "site_dir")
_TO_TEXT = re.compile(r'(<a [^>]*href="[^":]*)\.md(?=["#?])')
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page as an engine reads it: `meta` is its front matter, `body` one block of HTML."""

    url: str
    meta: dict[str, Any]
    body: str
    words: Document | None = None  # of a page written by hand, for the search

    @property
    def path(self) -> str:
        return f"{self.url}index.md"

    @property
    def text(self) -> str:
        head = yaml.safe_dump(self.meta, allow_unicode=True, sort_keys=False, width=10_000)
        # An engine would take a link to a text for one to a page of its own.
        body = _TO_TEXT.sub(r"\1%2Emd", self.body)
        return f"---\n{head}---\n{body}\n"


def write_portable(build: Build, project: Path, folder: Path) -> int:
    """Write everything into a new folder; return how many pages there are."""
    settings = _read_settings(project / "mkdocs.yml", build)
    pages = tuple(list_plain_pages(build, project / "docs"))
    docs = folder / "docs"
    shutil.copytree(project / "docs", docs, ignore=_skip_pages)
    shutil.copytree(project / "overrides", folder / "overrides")
    _write_all(docs, {page.path: page.text for page in pages})
    _write_all(folder / "files", build.outputs)
    _write_all(folder / "files", _tell_hosts(build, pages))
    written = sorted((page.words for page in pages if page.words), key=lambda words: words.url)
    documents = (*build.documents(), *written)
    write_index(documents, folder / "files")
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False, width=10_000)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return len(pages)


def _skip_pages(folder: str, names: list[str]) -> set[str]:  # noqa: ARG001 (of shutil)
    # The pages are written anew; the decisions are for developers.
    return {name for name in names if name.endswith(".md") or name == "decisions"}


def list_plain_pages(build: Build, docs: Path) -> Iterator[PlainPage]:
    """Yield the generated pages, then those written by hand, rendered as MkDocs renders them."""
    for url, page in build.pages.items():
        meta = _describe(build, url, page.title, page.description)
        if not page.listed:
            meta["robots"] = "noindex"
        yield PlainPage(url, meta, build.keep_anchors(url, build.bodies[url]))
    for url, path in list_handwritten(docs).items():
        yield _render(build, url, path)


def _render(build: Build, url: str, path: Path) -> PlainPage:
    given = read_front_matter(path)
    title, description = str(given["title"]), str(given.get("description", ""))
    html = render_whole(path, url, Authoring(build, lambda: url).macros())
    meta = _describe(build, url, title, description) | given
    body = build.keep_anchors(url, link_headings(typeset_html(html)))
    words = None if "robots" in given else describe_words(url, title, description, html)
    return PlainPage(url, meta, f'<div class="written">\n{_close_up(body)}\n</div>', words)


def _close_up(html: str) -> str:
    """Make one block of HTML of many: a blank line would end it."""
    html = _PRE.sub(lambda match: match[0].replace("\n", "&#10;"), html)
    return "\n".join(line for line in html.split("\n") if line.strip())


def _describe(build: Build, url: str, title: str, description: str) -> dict[str, Any]:
    """Return the front matter of a page: what the templates of overrides/ read."""
    source = build.source_of(url) or f"docs/{url.rstrip('/') or 'index'}.md"
    catalogue = build.catalogue
    day = catalogue.history.days.get(source, catalogue.data.site.updated)
    return {
        # Themes print the title and the description unescaped.
        "title": str(escape_text(title)),
        "description": str(escape_text(description)),
        "hide": ["navigation", "toc"],
        "source": source,
        "edit_url": build.edit_url(source),
        "report": build.report_urls(url, title),
        "updated": day.isoformat(),
        "head": _flatten(build.describe(url, title, description)),
    }


def _flatten(head: Metadata) -> dict[str, Any]:
    fields = asdict(head)
    linked = fields["linked_data"]
    return fields | {
        "image_size": list(head.image_size),
        "linked_data": None if linked is None else str(linked),
        "alternates": list(fields["alternates"]),
    }


def _tell_hosts(build: Build, pages: tuple[PlainPage, ...]) -> Mapping[str, str]:
    folders = {page.url.partition("/")[0] for page in pages if page.url}
    # Another engine does not load scripts by their versions.
    return create_host_files(build.catalogue.data.permalinks, build.address, folders, ())


def _read_settings(path: Path, build: Build) -> dict[str, Any]:
    given: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    settings = {key: value for key, value in given.items() if key not in _OURS}
    data = build.catalogue.data
    return settings | {
        "site_name": presentation.name_site(data),
        "site_description": presentation.describe_site(data),
        "site_url": build.address,
        "repo_url": data.site.repository,
        "nav": [_point(entry) for entry in settings["nav"]],
        # Of Zensical: its theme that looks like Material.
        "theme": settings["theme"] | {"variant": "classic"},
        "extra": settings["extra"]
        | presentation.describe_extra(data)
        | policy.THEME_VARIABLES
        | {"problems": []},
        "plugins": [],
        # The bodies are HTML, whose links an engine does not know; ours were checked before.
        "strict": False,
    }


def _point(entry: dict[str, str]) -> dict[str, str]:
    """Return an entry of the menu with the path of its page here: `plan.md` is `plan/index.md`."""
    return {
        label: path if path.endswith("index.md") else f"{path.removesuffix('.md')}/index.md"
        for label, path in entry.items()
    }


def _write_all(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    for path, content in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
