"""The lines of the audit and the table that they make."""

from collections.abc import Sequence
from typing import NamedTuple

HEADERS = ("Contrôle", "Mesuré", "Attendu", "")


class Line(NamedTuple):
    """One thing measured. `ok` is None for what is only reported."""

    what: str
    measured: str
    target: str = ""
    ok: bool | None = None

    @property
    def verdict(self) -> str:
        return {True: "OK", False: "NON", None: "–"}[self.ok]


def zero(what: str, count: int) -> Line:
    return Line(what, str(count), "0", count == 0)


def at_least(what: str, measured: int, target: int) -> Line:
    return Line(
        what, str(measured), str(target) if target == 100 else f"≥ {target}", measured >= target
    )


def at_most(what: str, measured: float, target: float, unit: str) -> Line:
    return Line(what, f"{measured:.0f} {unit}", f"≤ {target:.0f} {unit}", measured <= target)


def reported(what: str, measured: str) -> Line:
    return Line(what, measured)


def format_table(lines: Sequence[Line]) -> str:
    """Lay the lines out in columns, verdicts last."""
    rows = [HEADERS, *((line.what, line.measured, line.target, line.verdict) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    shown = [
        f"{what:<{widths[0]}}  {measured:>{widths[1]}}  {target:>{widths[2]}}  {verdict}".rstrip()
        for what, measured, target, verdict in rows
    ]
    return "\n".join([shown[0], "─" * max(map(len, shown)), *shown[1:]])


def has_missed(lines: Sequence[Line]) -> bool:
    return any(line.ok is False for line in lines)
