"""The last published audit of the site, as `make audit` wrote it into docs/audit.json."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AuditLine:
    what: str
    measured: str
    target: str
    verdict: str


@dataclass(frozen=True, slots=True)
class AuditGroup:
    """What was measured of one subject; a verdict is `OK`, `NON`, or a dash for what is only told."""

    title: str
    lines: tuple[AuditLine, ...]

    @property
    def reached(self) -> int:
        return sum(line.verdict == "OK" for line in self.lines)

    @property
    def judged(self) -> int:
        return sum(line.verdict in {"OK", "NON"} for line in self.lines)


@dataclass(frozen=True, slots=True)
class AuditReport:
    day: date
    groups: tuple[AuditGroup, ...]


def read_report(path: Path) -> AuditReport | None:
    """Return the report, or None where none was published."""
    if not path.is_file():
        return None
    report = json.loads(path.read_text(encoding="utf-8"))
    groups = (
        AuditGroup(group["title"], tuple(AuditLine(**line) for line in group["lines"]))
        for group in report["groups"]
    )
    return AuditReport(date.fromisoformat(report["date"]), tuple(groups))


def write_report(path: Path, report: AuditReport) -> None:
    groups = [asdict(group) for group in report.groups]
    content = {"date": report.day.isoformat(), "groups": groups}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
