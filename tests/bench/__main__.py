"""`make bench`: the whole build against bare Material on as many hand-written pages of the same words.

Each is built in turn, several times; what counts is the ratio of the medians of processor time.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.markup import read_tree, text_of

ROOT = Path(__file__).parent.parent.parent
ROUNDS = 3
BARE = """\
site_name: Bare
site_url: http://localhost:8000/
theme: {name: material, language: fr, font: false, features: [navigation.tabs]}
plugins: [{search: {lang: fr}}]
nav: [index.md, mesures/index.md, acteurs/index.md, chronologie/index.md]
not_in_nav: "*"
"""
MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}
BLOCKS = {*MARKS, "p", "td", "th", "dt", "dd"}


def main() -> int:
    with TemporaryDirectory() as folder:
        site, bare = Path(folder, "site"), Path(folder, "bare")
        build(ROOT, site)  # also fills the cache of cards and sheets
        count = write_bare_project(site, bare)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(build(ROOT, site))
            theirs.append(build(bare, Path(folder, "bare-site")))
    ratio = median(ours) / median(theirs)
    sys.stdout.write(
        f"{count} pages : {median(ours):.1f} s, Material seul {median(theirs):.1f} s, "
        f"rapport {ratio:.2f} (médianes de {ROUNDS}, temps de processeur)\n"
    )
    return 0


def build(project: Path, site: Path) -> float:
    """Build a project; return the processor time it took, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=project, check=True, env=quiet)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write_bare_project(site: Path, bare: Path) -> int:
    """Write the words of a built site as Markdown pages; return how many pages."""
    bare.mkdir()
    bare.joinpath("mkdocs.yml").write_text(BARE, encoding="utf-8")
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        article = read_tree(page.read_text(encoding="utf-8")).find(".//article")
        assert article is not None
        lines = [
            MARKS.get(element.tag, "") + text_of(element)
            for element in article.iter()
            if element.tag in BLOCKS
        ]
        target = bare.joinpath("docs", page.relative_to(site)).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return len(pages)


if __name__ == "__main__":
    sys.exit(main())
