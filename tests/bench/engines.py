"""The same pages for other engines: the words of a built site, as Markdown with titles and lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.markup import read_tree, text_of

# Zensical refuses to build a site with a page of more than some 8,000 words in its search.
MOST_SEARCHED = 5_000
UNSEARCHED = "---\nsearch: {exclude: true}\n---\n"
MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}
BLOCKS = {*MARKS, "p", "td", "th", "dt", "dd"}

# The index of the search is part of the work of all: Material's and Zensical's plugin, and for Hugo a
# file of the words of each page.
_MKDOCS = """\
site_name: Bare
site_url: http://localhost:8000/
theme: {name: material, language: fr, font: false, features: [navigation.tabs]}
plugins: [{search: {lang: fr}}]
nav: [index.md, mesures/index.md, acteurs/index.md, chronologie/index.md]
"""
_HUGO = """\
baseURL = "http://localhost:8000/"
languageCode = "fr"
title = "Bare"
disableKinds = ["taxonomy", "term", "RSS"]
[outputs]
home = ["HTML", "JSON"]
"""
_LAYOUTS = {
    "baseof.html": """\
<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<link rel="canonical" href="{{ .Permalink }}"></head><body>
<header><nav><a href="/">Accueil</a> <a href="/mesures/">Mesures</a></nav></header>
<main><article>{{ block "main" . }}{{ end }}</article></main><footer>Bare</footer></body></html>
""",
    "single.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "list.html": '{{ define "main" }}{{ .Content }}{{ end }}',
    "index.json": "[{{ range $i, $p := site.Pages }}{{ if $i }},{{ end }}"
    '{{ dict "url" .RelPermalink "title" .Title "text" .Plain | jsonify }}{{ end }}]',
}


@dataclass(frozen=True, slots=True)
class BarePage:
    path: Path  # of its folder, from the root of the site
    title: str
    text: str


def read_pages(site: Path) -> Iterator[BarePage]:
    """Yield the pages of a built site; cards for others to frame are no pages."""
    for file in sorted(site.rglob("index.html")):
        article = read_tree(file.read_text(encoding="utf-8")).find(".//article[@class]")
        if article is None or file.relative_to(site).parts[0] == "embed":
            continue
        blocks = [element for element in article.iter() if element.tag in BLOCKS]
        titles = (text_of(element) for element in blocks if element.tag == "h1")
        lines = [MARKS.get(element.tag, "") + text_of(element) for element in blocks]
        yield BarePage(file.relative_to(site).parent, next(titles, ""), "\n\n".join(lines) + "\n")


def write_projects(site: Path, folder: Path) -> int:
    """Write the words of a built site as a project for each engine; return how many pages."""
    count = 0
    for page in read_pages(site):
        count += 1
        _write(folder / "material" / "docs" / page.path / "index.md", page.text)
        excluded = UNSEARCHED if len(page.text.split()) > MOST_SEARCHED else ""
        _write(folder / "zensical" / "docs" / page.path / "index.md", excluded + page.text)
        title = page.title.replace('"', "'")
        # Sections, since most pages have others below them.
        text = f'---\ntitle: "{title}"\n---\n{page.text}'
        _write(folder / "hugo" / "content" / page.path / "_index.md", text)
    _write(folder / "material" / "mkdocs.yml", f'{_MKDOCS}not_in_nav: "*"\n')
    _write(folder / "zensical" / "mkdocs.yml", _MKDOCS)
    _write(folder / "hugo" / "hugo.toml", _HUGO)
    for name, text in _LAYOUTS.items():
        _write(folder / "hugo" / "layouts" / "_default" / name, text)
    return count


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


# Each engine: how it is called, and where it writes.
COMMANDS: dict[str, Callable[[Path, Path], list[str]]] = {
    "material": lambda ours, _: [str(ours / "mkdocs"), "build", "--quiet"],
    "zensical": lambda _, theirs: [str(theirs / "zensical"), "build"],
    "hugo": lambda _, theirs: [str(theirs / "hugo"), "build", "--quiet"],
}
OUTPUTS = {"material": "site", "zensical": "site", "hugo": "public"}


def count_pages(project: Path, engine: str) -> int:
    """Return how many pages an engine wrote: as many as it was given, or the comparison is void."""
    return sum(1 for _ in (project / OUTPUTS[engine]).rglob("index.html"))
