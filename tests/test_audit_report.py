"""The published audit: what `make audit` wrote, as the page /accessibilite/ tells it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from macros.audit_report import AuditGroup, AuditLine, AuditReport, read_report, write_report
from macros.authoring import Authoring
from macros.building import Build

REPORT = AuditReport(
    date(2026, 11, 26),
    (
        AuditGroup(
            "Accessibilité des pages (axe)",
            (
                AuditLine("Fautes relevées, clair", "0", "0", "OK"),
                AuditLine("Fautes relevées, sombre", "3", "0", "NON"),
                AuditLine("Liens listés", "145", "", "–"),
            ),
        ),
    ),
)


def test_a_report_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_report(tmp_path / "audit.json", REPORT)
    assert read_report(tmp_path / "audit.json") == REPORT


def test_no_report_is_none(tmp_path: Path) -> None:
    assert read_report(tmp_path / "audit.json") is None


def test_the_page_tells_what_was_missed_too(build: Build) -> None:
    html = Authoring(replace(build, audit=REPORT), lambda: "accessibilite/").block("audit")
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Dernier contrôle complet : 26 novembre 2026" in words
    assert "Accessibilité des pages (axe) – résultats atteints : 1 sur 2" in words
    assert "Fautes relevées, sombre 3 0 non atteint" in words
    assert "Liens listés 145 — relevé" in words


def test_the_page_says_when_no_audit_was_published(build: Build) -> None:
    html = Authoring(replace(build, audit=None), lambda: "accessibilite/").block("audit")
    assert html == '<p class="absent">Aucun contrôle complet n’a encore été publié.</p>'
