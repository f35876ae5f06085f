"""The last published audit of the site, as `make audit` wrote it into docs/audit.json."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AuditLine:
    what: str
    measured: str
    target: str
    verdict: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    day: date
    lines: tuple[AuditLine, ...]


def read_report(path: Path) -> AuditReport | None:
    """Return the report, or None where none was published."""
    if not path.is_file():
        return None
    report = json.loads(path.read_text(encoding="utf-8"))
    return AuditReport(
        date.fromisoformat(report["date"]), tuple(AuditLine(**line) for line in report["lines"])
    )


def write_report(path: Path, report: AuditReport) -> None:
    lines = [
        {
            "what": line.what,
            "measured": line.measured,
            "target": line.target,
            "verdict": line.verdict,
        }
        for line in report.lines
    ]
    document = {"date": report.day.isoformat(), "lines": lines}
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")
