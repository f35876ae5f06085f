"""A page in its shell is the page that the theme would have rendered, byte for byte."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.metadata import Metadata
from macros.shells import Filling, Form, Marks

ROOT = Path(__file__).parent.parent
# Without it, a page whose address has one part is rendered by the theme itself.
RULE = 'return page.url.count("/") < 2'


FORM = Form("mesures/", None, False, False, False, (), 0)


def fill(body: str, title: str) -> Filling:
    head = Metadata(title, "", "x.png", (1200, 630), "", None, ())
    return Filling("21", head, None, "data/measures/21.yml", None, {}, body)


def test_the_words_of_a_page_stand_in_the_place_of_the_marks() -> None:
    marks, page = Marks(), fill("<p>x</p>", "A < B")
    marked = marks.make_filling(FORM, (1200, 630))
    shell = marks.cut(f"<title>{marked.head.title}</title>{marked.body}<b>{marked.leaf}</b>")
    assert shell.fill(page) == "<title>A &lt; B</title><p>x</p><b>21</b>"


def test_words_that_look_like_marks_are_words() -> None:
    marks = Marks()
    page = fill(marks.mark("title"), marks.mark("body"))
    shell = marks.cut(marks.mark("title") + marks.mark("body"))
    assert shell.fill(page) == marks.mark("body") + marks.mark("title")


def build_pages(project: Path, site: str, words: str) -> dict[str, bytes]:
    """Build a project whose hooks hold these words; return the pages."""
    hooks = project / "macros" / "hooks.py"
    text = hooks.read_text(encoding="utf-8")
    assert RULE in text
    hooks.write_text(text.replace(RULE, words), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PAGES_ONLY": "1"},
        check=True,
    )
    hooks.write_text(text, encoding="utf-8")
    folder = project / site
    return {str(page.relative_to(folder)): page.read_bytes() for page in folder.rglob("*.html")}


@pytest.mark.site
def test_the_theme_would_have_rendered_the_same(tmp_path: Path) -> None:
    for name in ("macros", "overrides", "docs", "data"):
        ignored = shutil.ignore_patterns("__pycache__", "decisions")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    # The pages alone: the outputs take longer, and the ledger would miss them.
    (tmp_path / "data" / "permalinks.yml").write_text("published: {}\n", encoding="utf-8")
    ours = build_pages(tmp_path, "ours", RULE)
    theirs = build_pages(tmp_path, "theirs", "return True")
    assert len(ours) > 150
    assert [page for page in theirs if theirs[page] != ours.get(page)] == []
    assert theirs.keys() == ours.keys()
