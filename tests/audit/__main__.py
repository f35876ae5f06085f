"""`python -m tests.audit [SITE]`: measure a built site, print the table, return 1 on a missed target.

What each check found in detail is written under `.cache/audit/`.
"""

import argparse
import datetime as dt
import json
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from playwright.sync_api import sync_playwright

from macros.french import capitalize, format_number
from tests.audit.html import list_html_errors
from tests.audit.lighthouse import PERFECT, VISITS, visit_often
from tests.audit.links import check_links
from tests.audit.table import Line, at_least, at_most, format_table, has_missed, reported, zero
from tests.audit.tools import find_chromium, find_node, install_npm_tools
from tests.browser.axe import STATES, check_pages, list_states
from tests.browser.chromium import launch_chromium
from tests.browser.families import list_addresses
from tests.browser.violations import list_violations
from tests.servers import ProgramMissingError, find_program, serve_as_published

ROOT = Path(__file__).parent.parent.parent
PUBLISHED = ROOT / "docs" / "audit.json"  # shown by the page /accessibilite/
DETAILS = ROOT / ".cache" / "audit"
MEASURE = "mesures/15/"
VISITED = {
    "accueil": "",
    "mesure 15": MEASURE,
    "maire": "acteurs/maire/",
    "chronologie": "chronologie/",
    "tableau des mesures": "mesures/",
}
# What the published report tells together, in its order.
GROUPS = {
    "Accessibilité des pages (axe)": ("axe",),
    "Code HTML, liens, sécurité": ("html", "links", "policy"),
    "Vitesse et qualité sur un téléphone simulé (Lighthouse)": ("lighthouse",),
}
NAMES = {"accessibility": "accessibilité", "best-practices": "bonnes pratiques", "seo": "SEO"}
PERFORMANCE = 98
WEIGHT = 150  # kB on the wire, for a measure


def main() -> int:
    parser = argparse.ArgumentParser(prog="make audit", description="Mesure le site construit.")
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument(
        "--only", nargs="*", metavar="CONTRÔLE", choices=[*CHECKS], help=", ".join(CHECKS)
    )
    arguments = parser.parse_args()
    site: Path = arguments.site.resolve()
    if not site.joinpath("index.html").is_file():
        sys.stderr.write(f"Pas de site construit dans {site} : lancez d’abord make site\n")
        return 1
    try:
        find_node(), find_chromium(), find_program("java"), find_program("nginx")
        install_npm_tools()
    except ProgramMissingError as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    shutil.rmtree(DETAILS, ignore_errors=True)
    DETAILS.mkdir(parents=True)
    found = {
        name: _timed(name, site) for name in CHECKS if not arguments.only or name in arguments.only
    }
    lines = [*chain.from_iterable(found.values())]
    if not arguments.only:
        report = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "groups": [*_group(found)]}
        PUBLISHED.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"\n{format_table(lines)}\n\nDétails : {DETAILS.relative_to(ROOT)}/")
    return int(has_missed(lines))


def _group(found: Mapping[str, Sequence[Line]]) -> Iterator[dict[str, object]]:
    for title, names in GROUPS.items():
        lines = [line for name in names for line in found[name]]
        fields = ("what", "measured", "target", "verdict")
        yield {
            "title": title,
            "lines": [{field: getattr(line, field) for field in fields} for line in lines],
        }


def check_all_links(site: Path) -> Iterator[Line]:
    links = check_links(site)
    _keep("links-broken", links.broken)
    _keep("links-elsewhere", links.elsewhere)
    yield zero(
        f"Liens internes et ancres rompus ({format_number(links.followed)} suivis)",
        len(links.broken),
    )
    yield reported("Liens vers d’autres sites, listés et non suivis", str(len(links.elsewhere)))


def check_html(site: Path) -> Iterator[Line]:
    errors = list_html_errors(site)
    _keep("html", errors)
    yield zero(f"Nu HTML Checker : erreurs ({len(list_addresses(site))} pages)", len(errors))


def check_policy(site: Path) -> Iterator[Line]:
    addresses = list_addresses(site)
    with (
        serve_as_published(site) as server,
        sync_playwright() as playwright,
        launch_chromium(playwright) as browser,
    ):
        context = browser.new_context(base_url=server)
        refused = list_violations(context, [f"/{address}" for address in addresses])
    _keep("policy", refused)
    yield zero(
        f"Politique de sécurité : refus dans Chromium ({len(addresses)} pages)", len(refused)
    )


def check_accessibility(site: Path) -> Iterator[Line]:
    addresses = list_addresses(site)
    with serve_as_published(site) as server:
        violations = check_pages(server, addresses, STATES, whole=False)
    _keep("axe", list(map(str, violations)))
    for state in STATES:
        count = sum(violation.state == state for violation in violations)
        pages = sum(bool(list_states(address, [state])) for address in addresses)
        yield zero(f"Fautes relevées, {state} ({pages} pages)", count)


def check_speed(site: Path) -> Iterator[Line]:
    """Alone on the machine: what else runs would be measured too."""
    for name, address in VISITED.items():
        with serve_as_published(site) as server:
            visit = visit_often(f"{server}/{address}", DETAILS / "lighthouse" / (address or "home"))
        label = capitalize(name)
        yield at_least(f"{label} : performance", visit.scores["performance"], PERFORMANCE)
        for category in PERFECT:
            yield at_least(f"{label} : {NAMES[category]}", visit.scores[category], 100)
        paint = f"LCP {visit.lcp / 1000:.2f} s, TBT {visit.tbt:.0f} ms, CLS {visit.cls:.3f}"
        paint = paint.replace(".", ",") + f" (machine {visit.machine:.0f})"
        yield reported(f"{label} : médianes de {VISITS}", paint)
        if address == MEASURE:
            yield at_most(f"{label} : poids compressé", visit.weight / 1000, WEIGHT, "ko")
        else:
            yield reported(f"{label} : poids compressé", f"{visit.weight / 1000:.0f} ko")
        yield zero(f"{label} : requêtes vers d’autres sites", len(visit.third_party))
        _keep(f"lighthouse-{name.replace(' ', '-')}", [*visit.failed, *visit.third_party])


CHECKS = {
    "links": check_all_links,
    "html": check_html,
    "policy": check_policy,
    "lighthouse": check_speed,
    "axe": check_accessibility,
}


def _timed(name: str, site: Path) -> list[Line]:
    start = time.monotonic()
    print(f"{name}… ", end="", file=sys.stderr, flush=True)
    lines = [*CHECKS[name](site)]
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    return lines


def _keep(name: str, findings: list[str]) -> None:
    text = "".join(f"{finding}\n" for finding in findings)
    DETAILS.joinpath(f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
