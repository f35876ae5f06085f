"""The same pages for bare Material: the words of a built site, as Markdown with titles and lists."""

from pathlib import Path

from tests.markup import read_tree, text_of

MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}
BLOCKS = {*MARKS, "p", "td", "th", "dt", "dd"}
# The index of the search is part of the work of all.
SETTINGS = """\
site_name: Bare
site_url: http://localhost:8000/
theme: {name: material, language: fr, font: false, features: [navigation.tabs]}
plugins: [{search: {lang: fr}}]
nav: [index.md, mesures/index.md, acteurs/index.md, chronologie/index.md]
not_in_nav: "*"
"""


def write_project(site: Path, folder: Path) -> int:
    """Write the words of a built site as a project of its own; return how many pages."""
    count = 0
    for page in sorted(site.rglob("index.html")):
        path = page.relative_to(site).with_suffix(".md")
        article = read_tree(page.read_text(encoding="utf-8")).find(".//article[@class]")
        if article is None or path.parts[0] == "embed":  # cards for others to frame are no pages
            continue
        count += 1
        blocks = [element for element in article.iter() if element.tag in BLOCKS]
        text = "\n\n".join(MARKS.get(block.tag, "") + text_of(block) for block in blocks)
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n", encoding="utf-8")
    folder.joinpath("mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return count
