"""How the search bears more measures: `python -m tests.browser.search_scale [site]`.

Makes plans of 50 to 10,000 measures out of the sentences of the real ones, with as many new words as a
text of that size would bring, and times the real engine in Chromium. Not a test: it prints a table.
"""

import gzip
import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Route, sync_playwright

from macros.building import prepare_build
from macros.search import Document, Kind, create_index
from tests.browser.chromium import launch_chromium

ROOT = Path(__file__).parent.parent.parent
SIZES = (50, 200, 1_000, 2_000, 5_000, 10_000)
QUERIES = (
    "vidéoprotection",
    "prefet",
    "caméras HLM",
    "delinquence des mineurs",
    "mesure 34",
    "drogue",
)
ROUNDS = 3
MEASURE = """async ([queries, rounds]) => {
  const { createEngine } = await import("/assets/search/engine.js");
  const text = await (await fetch("/search/index.json")).text();
  let search, build = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    search = createEngine(JSON.parse(text));
    build = Math.min(build, performance.now() - start);
  }
  const times = queries.map((query) => {
    let best = Infinity;
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      search(query).results.slice(0, 7).forEach((result) => result.explain());
      best = Math.min(best, performance.now() - start);
    }
    return best;
  });
  return { build, times, heap: performance.memory.usedJSHeapSize };
}"""


def make_documents(documents: list[Document], size: int) -> Iterator[Document]:
    """Yield the documents of the plan with `size` measures instead of its own."""
    chance = random.Random(size)  # noqa: S311 (the same plan each time)
    measures = [document for document in documents if document.kind is Kind.MEASURE]
    yield from (document for document in documents if document.kind is not Kind.MEASURE)
    sentences = [part for measure in measures for part in measure.text.split(". ")]
    for number in range(1, size + 1):
        model = measures[number % len(measures)]
        # The known words come back; the longer the text, the more new ones there are (Heaps' law).
        new = (f"mot{int(chance.paretovariate(0.6)) % (40 * int(size**0.6))}" for _ in range(8))
        text = ". ".join((*chance.sample(sentences, 3), " ".join(new)))
        yield replace(
            model,
            url=f"mesures/{number}/",
            title=f"Mesure {number} : {model.names[-1]}",
            names=(f"{number}", f"m{number}", model.names[-1]),
            text=text,
        )


def _answer(body: bytes, route: Route) -> None:
    route.fulfill(body=body)


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site")
    build, _ = prepare_build(ROOT / "data")
    if build is None:
        sys.exit("The data have problems.")
    documents = list(build.documents())
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    sys.stdout.write("measures  index gz  index built  heap    query median / longest\n")
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
    ):
        Thread(target=httpd.serve_forever, daemon=True).start()
        for size in SIZES:
            index = create_index(make_documents(documents, size)).encode()
            page = browser.new_page()
            page.route("**/search/index.json", partial(_answer, index))
            page.goto(f"http://127.0.0.1:{httpd.server_port}/")
            found: dict[str, Any] = page.evaluate(MEASURE, [QUERIES, ROUNDS])
            page.close()
            times = sorted(found["times"])
            sys.stdout.write(
                f"{size:8}  {len(gzip.compress(index)) / 1e3:5.0f} kB  {found['build']:8.0f} ms  "
                f"{found['heap'] / 1e6:3.0f} MB  {times[len(times) // 2]:6.1f} / {times[-1]:.1f} ms\n"
            )
        httpd.shutdown()


if __name__ == "__main__":
    main()
