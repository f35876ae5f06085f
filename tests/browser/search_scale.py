"""How the search bears more measures: `python -m tests.browser.search_scale [site]`.

Takes synthetic plans of 50 to 10,000 measures (tests/bench/synthetic.py) and times the real engine in
Chromium. Not a test: it prints a table.
"""

import gzip
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from playwright.sync_api import Route, sync_playwright

from macros.building import prepare_build
from macros.search import create_index
from tests.bench.synthetic import write_plan
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


def _index_plan(size: int) -> bytes:
    """Return the index of a synthetic plan."""
    with TemporaryDirectory() as folder:
        write_plan(Path(folder, "data"), size)
        build, problems = prepare_build(Path(folder, "data"))
    assert build is not None, problems[0]
    return create_index(build.documents()).encode()


def _answer(body: bytes, route: Route) -> None:
    route.fulfill(body=body)


def main() -> None:
    site = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site")
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    sys.stdout.write("measures  index gz  index built  heap    query median / longest\n")
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
    ):
        Thread(target=httpd.serve_forever, daemon=True).start()
        for size in SIZES:
            index = _index_plan(size)
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
