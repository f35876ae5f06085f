"""The same pages for other engines: the words of a built site, as Markdown with titles and lists."""

import sys
from pathlib import Path

from tests.engines.building import BIN
from tests.markup import read_tree, text_of

ENGINES = {
    "material": [str(Path(sys.executable).parent / "mkdocs"), "build", "--quiet"],
    "zensical": [str(BIN / "zensical"), "build"],
}
# Zensical refuses to build a site with a page of more than some 8,000 words in its search.
MOST_SEARCHED = 5_000
UNSEARCHED = "---\nsearch: {exclude: true}\n---\n"
MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}
BLOCKS = {*MARKS, "p", "td", "th", "dt", "dd"}
# The index of the search is part of the work of all.
SETTINGS = """\
site_name: Bare
site_url: http://localhost:8000/
theme: {name: material, language: fr, font: false, features: [navigation.tabs]}
plugins: [{search: {lang: fr}}]
nav: [index.md, mesures/index.md, acteurs/index.md, chronologie/index.md]
"""


def write_projects(site: Path, folder: Path) -> int:
    """Write the words of a built site as a project for each engine; return how many pages."""
    count = 0
    for file in sorted(site.rglob("index.html")):
        path = file.relative_to(site).with_suffix(".md")
        article = read_tree(file.read_text(encoding="utf-8")).find(".//article[@class]")
        if article is None or path.parts[0] == "embed":  # cards for others to frame are no pages
            continue
        count += 1
        blocks = [element for element in article.iter() if element.tag in BLOCKS]
        text = "\n\n".join(MARKS.get(block.tag, "") + text_of(block) for block in blocks)
        excluded = UNSEARCHED if len(text.split()) > MOST_SEARCHED else ""
        _write(folder / "material" / "docs" / path, f"{text}\n")
        _write(folder / "zensical" / "docs" / path, f"{excluded}{text}\n")
    _write(folder / "material" / "mkdocs.yml", f'{SETTINGS}not_in_nav: "*"\n')
    _write(folder / "zensical" / "mkdocs.yml", SETTINGS)
    return count


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
