"""Lighthouse, mobile preset: the median of five visits of a page."""

import json
import os
import statistics
import subprocess
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.audit.tools import LIGHTHOUSE, find_chromium, find_node

VISITS = 5
TRIES = 3
AGAIN = "Please run Lighthouse again"  # what it says when Chromium lost the trace
PERFECT = ("accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"


class Visit(NamedTuple):
    """Measurements of one visit: scores of 100, milliseconds, bytes on the wire.

    `machine` is Lighthouse's own measure of the processor: under 1000 or so, something else was
    running, and times and performance are worth nothing.
    """

    scores: dict[str, int]
    lcp: float
    tbt: float
    cls: float
    weight: float
    machine: float
    third_party: list[str]
    failed: list[str]


def visit_often(url: str, reports: Path) -> Visit:
    """Visit a page five times; keep the reports; return the medians."""
    reports.mkdir(parents=True, exist_ok=True)
    return take_medians(
        [_visit(url, reports / f"{number}.json") for number in range(1, VISITS + 1)]
    )


def take_medians(visits: list[Visit]) -> Visit:
    names = ("lcp", "tbt", "cls", "weight", "machine")
    return visits[0]._replace(
        scores={
            name: round(statistics.median(visit.scores[name] for visit in visits))
            for name in visits[0].scores
        },
        **{name: statistics.median(getattr(visit, name) for visit in visits) for name in names},
        third_party=sorted({url for visit in visits for url in visit.third_party}),
        failed=sorted({audit for visit in visits for audit in visit.failed}),
    )


def read_visit(report: dict[str, Any]) -> Visit:
    audits = report["audits"]
    host = urlsplit(report["finalDisplayedUrl"]).netloc
    requests = audits["network-requests"]["details"]["items"]
    categories = report["categories"]
    return Visit(
        scores={name: round(100 * (said["score"] or 0)) for name, said in categories.items()},
        lcp=audits["largest-contentful-paint"]["numericValue"],
        tbt=audits["total-blocking-time"]["numericValue"],
        cls=audits["cumulative-layout-shift"]["numericValue"],
        weight=audits["total-byte-weight"]["numericValue"],
        machine=report["environment"]["benchmarkIndex"],
        third_party=[
            request["url"]
            for request in requests
            if request["url"].startswith("http") and urlsplit(request["url"]).netloc != host
        ],
        failed=[
            f"{category} : {audits[ref['id']]['title']}"
            for category in PERFECT
            for ref in categories[category]["auditRefs"]
            if ref["weight"] and (audits[ref["id"]]["score"] or 0) < 1
            and audits[ref["id"]]["scoreDisplayMode"] in ("binary", "numeric", "error")
        ],
    )  # fmt: skip


def _visit(url: str, report: Path) -> Visit:
    command = [find_node(), str(LIGHTHOUSE), url, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    done = _run(command)
    if done.returncode:
        raise RuntimeError(f"Lighthouse, {url} :\n{done.stderr}")
    return read_visit(json.loads(report.read_text(encoding="utf-8")))


def _run(command: list[str], tries: int = TRIES) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"CHROME_PATH": find_chromium()}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return _run(command, tries - 1) if AGAIN in done.stderr and tries > 1 else done
