"""How both search engines bear more measures: `python -m tests.browser.search_scale [SIZE …]`.

Needs the built site. Takes synthetic plans (tests/bench/synthetic.py), indexes their records, and times
the real engines in Chromium. Not a test: it prints a table. « Loaded » is what a first query brings,
compressed, engine included; « ready » is the time until one can type.
"""

import gzip
import sys
from collections.abc import Sequence
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from macros.checking import check_data
from macros.deriving import derive_catalogue
from macros.search import Document
from macros.searchable import list_documents
from macros.searching import ENGINES, write_index
from tests.bench.synthetic import write_plan
from tests.browser.chromium import launch_chromium
from tests.serving import serve_folder

ROOT = Path(__file__).parent.parent.parent
SIZES = (50, 1_000, 10_000)
QUERIES = (
    "vidéoprotection",
    "prefet",
    "caméras HLM",
    "delinquence des mineurs",
    "mesure 34",
    "drogue",
)
MODULES = {"minisearch": "whole.js", "pagefind": "paged.js"}
SHOWN = 7
LOAD = """async (module) => {
  const start = performance.now();
  const { load } = await import(`/assets/search/${module}`);
  window.search = await load(new URL("/", location));
  return performance.now() - start;
}"""
SEARCH = """async ([query, shown]) => {
  const start = performance.now();
  const { results } = await search(query, shown);
  results.slice(0, shown).forEach((result) => result.explain());
  return performance.now() - start;
}"""


class _Handler(SimpleHTTPRequestHandler):
    asked: set[str]

    def do_GET(self) -> None:
        self.asked.add(self.path)
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def main(arguments: Sequence[str]) -> int:
    assets = ROOT / "site" / "assets"
    if not assets.is_dir():
        sys.stderr.write("Pas de site construit : lancez d’abord make site\n")
        return 1
    sys.stdout.write("measures  engine      loaded   ready     query median / longest\n")
    for size in map(int, arguments or SIZES):
        documents = _list_documents(size)
        for engine in ENGINES:
            with TemporaryDirectory() as name:
                folder = Path(name)
                folder.joinpath("assets").symlink_to(assets)
                folder.joinpath("index.html").touch()
                write_index(engine, documents, folder)
                with sync_playwright() as playwright, launch_chromium(playwright) as browser:
                    measured = _measure(browser, engine, folder)
            sys.stdout.write(f"{size:8}  {engine:10}  {measured}\n")
            sys.stdout.flush()
    return 0


def _list_documents(size: int) -> list[Document]:
    with TemporaryDirectory() as folder:
        write_plan(Path(folder, "data"), size)
        checked = check_data(Path(folder, "data"))
    assert checked.dataset is not None, checked.problems[0]
    return list(list_documents(derive_catalogue(checked.dataset)))


def _measure(browser: Browser, engine: str, folder: Path) -> str:
    asked: set[str] = set()
    handler = type("Handler", (_Handler,), {"asked": asked})
    with serve_folder(folder, handler) as address:
        page = browser.new_page()
        page.goto(f"{address}/")
        asked.clear()
        ready: float = page.evaluate(LOAD, MODULES[engine])
        page.evaluate(SEARCH, [QUERIES[0], SHOWN])
        loaded = sum(_weigh(folder / path.split("?")[0].lstrip("/")) for path in asked)
        times: list[Any] = [page.evaluate(SEARCH, [query, SHOWN]) for query in QUERIES]
        page.close()
    return f"{loaded / 1e3:5.0f} kB  {ready:6.0f} ms  {median(times):6.1f} / {max(times):.1f} ms"


def _weigh(file: Path) -> int:
    """Return the bytes of a file on the wire; Pagefind compresses its own."""
    content = file.read_bytes() if file.is_file() else b""
    return min(len(content), len(gzip.compress(content, mtime=0)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
