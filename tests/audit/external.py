"""`python -m tests.audit.external`: the links of the site to other sites, followed for real; needs the internet.

A link that is known not to answer stands in `exceptions.yml`, with the reason; it is tried all the same,
so that one that answers again is seen, and one that the site no longer has must leave the list.
"""

import json
import subprocess
import sys
import sysconfig
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import yaml

from macros.french import format_count
from tests.audit.links import read_report

ROOT = Path(__file__).parent.parent.parent
EXCEPTIONS = Path(__file__).with_name("exceptions.yml")
# Bounded: a few requests at a time, and each gives up.
LIMITS = (
    "--max-concurrency",
    "4",
    "--timeout",
    "30",
    "--max-retries",
    "2",
    "--retry-wait-time",
    "5",
)
FOUND = 0
BROKEN = 1


class Broken(NamedTuple):
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`expected` answered no more than their exception says; `back` answer though they have one."""

    broken: tuple[Broken, ...]
    expected: tuple[Broken, ...]
    back: tuple[str, ...]
    unused: tuple[str, ...]  # exceptions of links that the site has no more

    @property
    def code(self) -> int:
        return BROKEN if self.broken or self.unused else FOUND


def list_external(site: Path) -> dict[str, list[str]]:
    """Return the pages that link to each address of another site, by address."""
    pages = defaultdict(set)
    for page, links in read_report(site)["excluded_map"].items():
        for link in links:
            if link["url"].startswith("http"):
                pages[link["url"]].add(Path(page).relative_to(site).parent.as_posix())
    return {url: sorted(pages[url]) for url in sorted(pages)}


def follow(urls: list[str], limits: tuple[str, ...] = LIMITS) -> list[Broken]:
    """Ask for each address; return those that do not answer, and why."""
    lychee = Path(sysconfig.get_path("scripts"), "lychee")
    run = subprocess.run(
        [str(lychee), "--no-progress", "--format", "json", *limits, "-"],
        input="\n".join(f"<{url}>" for url in urls),
        capture_output=True,
        text=True,
        check=False,
    )
    if not run.stdout:
        raise RuntimeError(run.stderr)
    said = json.loads(run.stdout)
    if said["total"] < len(urls):
        raise RuntimeError(f"{said['total']} links were followed, not {len(urls)}")
    maps = [said["error_map"], said.get("timeout_map", {})]
    failed = {
        link["url"].rstrip("/"): link["status"]["text"]
        for found in maps
        for links in found.values()
        for link in links
    }
    return [Broken(url, failed[url.rstrip("/")]) for url in urls if url.rstrip("/") in failed]


def read_exceptions(path: Path = EXCEPTIONS) -> dict[str, str]:
    """Return the reason of each exception, by address."""
    items = yaml.safe_load(path.read_text(encoding="utf-8"))["exceptions"]
    reasons = {item["url"]: item["reason"].strip() for item in items}
    assert len(reasons) == len(items), "an address has two exceptions"
    assert all(reasons.values()), "an exception has no reason"
    return reasons


def judge(urls: list[str], broken: list[Broken], exceptions: dict[str, str]) -> Verdict:
    """Tell what was expected from what was not."""
    failed = {found.url for found in broken}
    return Verdict(
        tuple(found for found in broken if found.url not in exceptions),
        tuple(found for found in broken if found.url in exceptions),
        tuple(url for url in urls if url in exceptions and url not in failed),
        tuple(url for url in exceptions if url not in urls),
    )


def describe(verdict: Verdict, pages: dict[str, list[str]], exceptions: dict[str, str]) -> str:
    """Say it in French, what must be mended first."""
    lines = []
    for url, why in verdict.broken:
        lines += [f"ne répond pas : {url}", f"  {why}", f"  page : {', '.join(pages[url][:5])}"]
    for url in verdict.unused:
        lines += [f"exception sans objet : {url}", "  Le site n’a plus ce lien : la retirer."]
    for url, why in verdict.expected:
        lines += [f"exception : {url}", f"  {why}", f"  raison : {exceptions[url]}"]
    lines += [f"répond de nouveau, l’exception peut partir : {url}" for url in verdict.back]
    broken = format_count(len(verdict.broken), "ne répond pas", "ne répondent pas")
    lines.append(
        f"{format_count(len(pages), 'adresse suivie', 'adresses suivies')}, dont {broken}."
    )
    if verdict.broken or verdict.unused:
        lines.append(
            "Corriger l’adresse dans data/sources.yml ou data/laws.yml, ou dire pourquoi elle reste "
            "dans tests/audit/exceptions.yml."
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Return 1 when a link is broken that has no exception, or an exception has no link."""
    pages = list_external(ROOT / "site")
    exceptions = read_exceptions()
    verdict = judge([*pages], follow([*pages]), exceptions)
    sys.stdout.write(describe(verdict, pages, exceptions))
    return verdict.code


if __name__ == "__main__":
    sys.exit(main())
